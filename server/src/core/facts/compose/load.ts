import type { Location } from '../../text/range';
import { Environment, type Origin } from './environment';
import { followExtends, type ExtendsHost } from './extends';
import { mergeGeneral, mergeServices, type MergeBudget } from './merge';
import type { ComposeFileFacts, ComposeProblem } from './model';
import { child, entryLocation, isNull, scalarsOf, type ComposeNode, type MapEntry, type MapNode, type ScalarNode } from './node';
import { folderOf, resolvePath } from './paths';

/** What a project is read from. Both are asked for workspace-relative paths and answer null where there is no such file. */
export interface ComposeSources {
  facts(path: string): ComposeFileFacts | null;
  /** Text of an env file. */
  text(path: string): string | null;
}

/** Where a service is spoken of, over all files. */
export interface Declaration {
  readonly at: Location;
  readonly bodies: Location[];
}

const mostApplications = 100;
const mostMergeSteps = 100_000;

/** Everything that is gathered while the files of one project are read. */
export class Loading implements ExtendsHost {
  readonly problems: ComposeProblem[] = [];
  readonly missing: Location[] = [];
  readonly dependencies = new Set<string>();
  readonly origins = new Map<string, Origin>();
  readonly declarations = new Map<string, Declaration>();
  /** Where files have the obsolete `version`. */
  readonly versions: Location[] = [];
  /** Services of which a part could not be read. */
  readonly partial = new Set<string>();
  readonly budget: MergeBudget = { left: mostMergeSteps, problems: this.problems };
  private readonly told = new Set<string>();
  private applications = 0;

  constructor(private readonly sources: ComposeSources) {}

  /** Facts of a file; its problems become the project's. */
  facts(path: string): ComposeFileFacts | null {
    this.dependencies.add(path);
    const facts = this.sources.facts(path);
    if (facts && !this.told.has(path)) {
      this.told.add(path);
      this.problems.push(...facts.problems);
    }
    return facts;
  }

  text(path: string): string | null {
    this.dependencies.add(path);
    return this.sources.text(path);
  }

  problem(kind: NonNullable<ComposeProblem['kind']>, message: string, at: Location): void {
    this.problems.push({ kind, message, at });
  }

  /** The file that a scalar names, or null (and told as missing) where it is not to be had. */
  named(scalar: ScalarNode, folder: string): { readonly path: string; readonly facts: ComposeFileFacts } | null {
    const path = scalar.isResolved ? resolvePath(folder, scalar.text) : null;
    const facts = path === null ? null : this.facts(path);
    if (path !== null && facts) return { path, facts };
    this.missing.push(scalar.at);
    return null;
  }

  /**
   * Reads files into one merged document: each file with its own `extends` followed, laid over the ones before it, then
   * what they include (13-merge, 14-include).
   */
  application(files: readonly string[], directory: string, environment: Environment, ancestors: readonly string[]): MapNode | null {
    if (++this.applications > mostApplications) return null;
    let merged: MapNode | null = null;
    for (const path of files) {
      const facts = this.facts(path);
      if (!facts) continue;
      if (!this.origins.has(path)) this.origins.set(path, { directory, environment });
      for (const root of environment.bind(facts, this.problems)) {
        if (root.kind !== 'map') continue;
        this.declare(root);
        const own = followExtends(this, root, { path, directory, environment, before: merged });
        merged = merged ? this.lay(merged, own) : own;
      }
    }
    return merged ? this.withIncludes(merged, directory, environment, [...ancestors, ...files]) : null;
  }

  private declare(root: MapNode): void {
    const version = root.entries.get('version');
    if (version) this.versions.push(entryLocation(version));
    const services = child(root, 'services');
    if (services?.kind !== 'map') return;
    for (const entry of services.entries.values()) {
      let declaration = this.declarations.get(entry.key);
      if (!declaration) this.declarations.set(entry.key, declaration = { at: entry.keyAt, bodies: [] });
      if (entry.value.kind === 'map' && !entry.isAlias) declaration.bodies.push(entry.value.at);
    }
  }

  /** Lays one document over another. */
  lay(base: MapNode, over: MapNode): MapNode {
    const entries = new Map(base.entries);
    for (const [key, entry] of over.entries) {
      const known = entries.get(key);
      const isPlain = !known || isNull(known.value) || entry.value.tag === 'override';
      if (entry.value.tag === 'reset') entries.delete(key);
      else if (isPlain) entries.set(key, entry);
      else if (key === 'services') entries.set(key, { ...entry, value: this.layServices(known.value, entry.value) });
      else entries.set(key, { ...entry, value: mergeGeneral(known.value, entry.value, this.budget) });
    }
    return { ...over, entries };
  }

  private layServices(base: ComposeNode, over: ComposeNode): ComposeNode {
    if (base.kind !== 'map' || over.kind !== 'map') return over.kind === 'map' ? over : base;
    const entries = new Map(base.entries);
    for (const [name, entry] of over.entries) {
      const known = entries.get(name);
      if (entry.value.tag === 'reset') entries.delete(name);
      else entries.set(name, known && known.value.tag !== 'reset' ? { ...entry, value: mergeServices(known.value, entry.value, this.budget) } : entry);
    }
    return { ...over, entries };
  }

  private withIncludes(root: MapNode, directory: string, environment: Environment, ancestors: readonly string[]): MapNode {
    const include = child(root, 'include');
    if (!include) return root;
    let result = root;
    for (const item of include.kind === 'list' ? include.items : [include]) {
      const included = this.included(item, directory, environment, ancestors);
      if (included) result = this.lay(resourcesOf(included), result);
    }
    return result;
  }

  private included(item: ComposeNode, directory: string, outer: Environment, ancestors: readonly string[]): MapNode | null {
    const paths = scalarsOf(item.kind === 'map' ? child(item, 'path') : item);
    const files: string[] = [];
    for (const scalar of paths) {
      const file = this.named(scalar, directory);
      if (!file) continue;
      if (ancestors.includes(file.path)) {
        this.problem('reference', `${file.path} includes itself`, scalar.at);
        return null;
      }
      files.push(file.path);
    }
    const [first] = files;
    if (first === undefined) return null;
    const ownDirectory = scalarsOf(child(item, 'project_directory'))[0];
    const folder = (ownDirectory ? resolvePath(directory, ownDirectory.text) : null) ?? folderOf(first);
    const environment = new Environment(outer.lookup);
    const envFiles = scalarsOf(child(item, 'env_file'));
    if (envFiles.length === 0) this.readEnv(joined(folder, '.env'), environment);
    for (const scalar of envFiles) {
      const path = scalar.isResolved ? resolvePath(directory, scalar.text) : null;
      if (scalar.text !== '/dev/null' && (path === null || !this.readEnv(path, environment))) this.missing.push(scalar.at);
    }
    return this.application(files, folder, environment, ancestors);
  }

  /** Reads an env file for interpolation; false where there is none. */
  readEnv(path: string, environment: Environment): boolean {
    const text = this.text(path);
    if (text !== null) environment.add(path, text);
    return text !== null;
  }
}

export function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** What an include copies: `include`, `name` and `version` of the included file stay its own. */
function resourcesOf(root: MapNode): MapNode {
  const entries = new Map<string, MapEntry>();
  for (const key of ['services', 'networks', 'volumes', 'secrets', 'configs', 'models']) {
    const entry = root.entries.get(key);
    if (entry && !isNull(entry.value)) entries.set(key, entry);
  }
  return { ...root, entries };
}
