import type { Location } from '../../text/range';
import { withoutResets } from './bind';
import { Environment } from './environment';
import { joined, Loading, type ComposeSources } from './load';
import type { ComposeFileFacts, ComposeProject, ComposeService, ComposeSet } from './model';
import { child, type ComposeNode, type MapNode } from './node';
import { readResources, toScalar } from './parts';
import { folderOf } from './paths';
import { readComposeFile } from './read';
import { readService, standsAlone, type ServiceScope } from './service';

export type { ComposeSources } from './load';

const mostPlainNodes = 50_000;
const mostProblems = 200;
const mostRounds = 20;

/**
 * Makes the compose project of one set of files: base, overrides, `.env` beside the base, includes and extends, merged by
 * the Compose Specification (13-merge). Variables of the shell are not known here, so one that neither `.env` nor a default
 * gives is not resolved. Never throws; files that are not to be had are in `missingFiles`.
 */
export function mergeCompose(set: ComposeSet, sources: ComposeSources): ComposeProject {
  const files = [set.base, ...set.overrides];
  const directory = folderOf(set.base);
  const loading = new Loading(sources);
  const environment = new Environment(() => undefined);
  loading.readEnv(joined(directory, '.env'), environment);
  const merged = loading.application(files, directory, environment, []);
  const root = merged ? (withoutResets(merged) as MapNode) : null;
  const scope: ServiceScope = {
    origins: loading.origins, problems: loading.problems, missing: loading.missing, plainBudget: { left: mostPlainNodes },
    text: (path) => loading.text(path),
  };
  const services = servicesOf(root, loading, scope);
  const version = child(root ?? undefined, 'version');
  const section = (key: string): ReturnType<typeof readResources> => readResources(child(root ?? undefined, key));
  return {
    files, variant: set.variant, services,
    networks: section('networks'), volumes: section('volumes'), secrets: section('secrets'), configs: section('configs'),
    version: version?.kind === 'scalar' ? toScalar(version) : null, versions: loading.versions,
    problems: loading.problems.slice(0, mostProblems), missingFiles: loading.missing,
    dependencies: [...loading.dependencies],
    standalone: set.overrides.filter((path) => isStandalone(path, directory, sources)),
    tree: root,
  };
}

/**
 * As {@link mergeCompose}, reading what the set turns out to need, file by file, until nothing new is asked for.
 *
 * @param read text of a workspace-relative path, null where there is no such file
 * @param facts reads a compose file, for callers that keep the facts
 */
export async function readComposeProject(
  set: ComposeSet,
  read: (path: string) => Promise<string | null>,
  facts: (path: string, text: string) => ComposeFileFacts = readComposeFile,
): Promise<ComposeProject> {
  const texts = new Map<string, string | null>();
  const known = new Map<string, ComposeFileFacts>();
  const factsOf = (path: string): ComposeFileFacts | null => {
    const text = texts.get(path);
    if (text === undefined || text === null) return null;
    let result = known.get(path);
    if (!result) known.set(path, result = facts(path, text));
    return result;
  };
  for (const path of [set.base, ...set.overrides]) texts.set(path, await read(path));
  for (let round = 0; ; round++) {
    const project = mergeCompose(set, { facts: factsOf, text: (path) => texts.get(path) ?? null });
    const unread = (project.dependencies ?? []).filter((path) => !texts.has(path));
    if (unread.length === 0 || round === mostRounds) return project;
    for (const path of unread) texts.set(path, await read(path));
  }
}

function servicesOf(root: MapNode | null, loading: Loading, scope: ServiceScope): Map<string, ComposeService> {
  const services = new Map<string, ComposeService>();
  const node = child(root ?? undefined, 'services');
  if (!node) return services;
  if (node.kind !== 'map') {
    loading.problem('type', 'services is a mapping', node.at);
    return services;
  }
  for (const entry of node.entries.values()) {
    const declaration = loading.declarations.get(entry.key);
    const at = declaration?.at ?? entry.keyAt;
    services.set(entry.key, readService(entry.key, entry.value, at, declaration?.bodies ?? [], loading.partial.has(entry.key), scope));
  }
  return services;
}

function isStandalone(path: string, directory: string, sources: ComposeSources): boolean {
  const loading = new Loading({ facts: (file) => sources.facts(file), text: () => null });
  const root = loading.application([path], directory, new Environment(() => undefined), []);
  const services = child(root ?? undefined, 'services');
  if (!root || services?.kind !== 'map' || services.entries.size === 0) return false;
  const missing: Location[] = [];
  const scope: ServiceScope = { origins: loading.origins, problems: [], missing, plainBudget: { left: 0 }, text: () => null };
  const read = (name: string, node: ComposeNode, at: Location): ComposeService => readService(name, node, at, [], false, scope);
  return [...services.entries.values()].every(({ key, value, keyAt }) => standsAlone(read(key, value, keyAt), root));
}
