import type { Location } from '../../text/range';
import { readDotenv } from './dotenv';
import type { Origin } from './environment';
import { extendsClause } from './extends';
import type { ComposeBuild, ComposeHealthcheck, ComposeProblem, ComposeScalar, ComposeService, ComposeVariable, Sourced } from './model';
import { child, isNull, textOf, toPlain, type ComposeNode, type MapNode } from './node';
import {
  isTrue, readCommand, readDependencies, readGrants, readHealthTest, readMounts, readNames, readPorts, readScalars, readVariables, toScalar,
  type WrongType,
} from './parts';
import { resolvePath, isRemote } from './paths';
import { envFilePaths } from './read';

/** What reading a service needs beside its merged mapping. */
export interface ServiceScope {
  readonly origins: ReadonlyMap<string, Origin>;
  readonly problems: ComposeProblem[];
  readonly missing: Location[];
  /** Nodes that `other` may still be written out to. */
  readonly plainBudget: { left: number };
  /** Text of an env file. */
  text(path: string): string | null;
}

const modelled = new Set([
  'image', 'build', 'command', 'entrypoint', 'environment', 'env_file', 'ports', 'expose', 'depends_on', 'links', 'healthcheck', 'networks',
  'network_mode', 'volumes', 'secrets', 'configs', 'restart', 'profiles', 'container_name', 'privileged', 'cap_add', 'user', 'extends',
]);

/**
 * Reads the merged mapping of a service into the model. A value of the wrong type is left out, told, and makes the service
 * partial.
 */
export function readService(name: string, node: ComposeNode, at: Location, bodies: readonly Location[], isPartial: boolean, scope: ServiceScope): ComposeService {
  let isIncomplete = isPartial;
  const wrong: WrongType = (value, expected) => {
    isIncomplete = true;
    scope.problems.push({ message: `service ${name}: ${expected} is expected here`, at: value.at, kind: 'type' });
  };
  if (node.kind !== 'map' && !isNull(node)) wrong(node, 'a mapping');
  const get = (key: string): ComposeNode | undefined => child(node, key);
  const scalar = (key: string): ComposeScalar | null => {
    const value = get(key);
    if (value && value.kind !== 'scalar') wrong(value, 'a plain value');
    return value?.kind === 'scalar' ? toScalar(value) : null;
  };
  const envFiles = envFilePaths(get('env_file')).map(toScalar);
  const service = {
    name, at, bodies,
    image: scalar('image'), build: readBuild(get('build'), scope, wrong),
    command: readCommand(get('command'), wrong), entrypoint: readCommand(get('entrypoint'), wrong),
    environment: new Map([...fileVariables(envFiles, scope), ...readVariables(get('environment'), wrong)]), envFiles,
    ports: readPorts(get('ports'), wrong), expose: readScalars(get('expose'), wrong),
    dependsOn: readDependencies(get('depends_on'), wrong), links: readScalars(get('links'), wrong),
    healthcheck: readHealthcheck(get('healthcheck'), wrong),
    networks: readNames(get('networks'), wrong), networkMode: scalar('network_mode'),
    volumes: readMounts(get('volumes'), wrong), secrets: readGrants(get('secrets'), wrong), configs: readGrants(get('configs'), wrong),
    restart: scalar('restart'), profiles: readScalars(get('profiles'), wrong), containerName: scalar('container_name'),
    privileged: scalar('privileged'), capAdd: readScalars(get('cap_add'), wrong), user: scalar('user'),
    extendsService: extendsClause(node), other: otherKeys(node, scope),
  };
  return { ...service, isPartial: isIncomplete };
}

function readBuild(node: ComposeNode | undefined, scope: ServiceScope, wrong: WrongType): ComposeBuild | null {
  if (!node) return null;
  if (node.kind === 'list' || node.kind === 'pair') {
    wrong(node, 'a text or a mapping');
    return null;
  }
  const contextNode = node.kind === 'scalar' ? node : child(node, 'context');
  const isKnown = contextNode?.kind !== 'scalar' || contextNode.isResolved;
  // Without a context it is the project's folder; a context is relative to the file that writes it.
  const directory = scope.origins.get((contextNode ?? node).at.path)?.directory ?? '';
  const context = isKnown ? resolvePath(directory, textOf(contextNode) ?? '.') : null;
  const args = new Map<string, ComposeScalar>();
  for (const { name, value, at } of readVariables(child(node, 'args'), wrong).values()) {
    args.set(name, value ?? { value: '', raw: '', at, variables: [{ name, default: null, required: false }], isResolved: false });
  }
  return { context, dockerfile: dockerfileOf(node, context), target: textOf(child(node, 'target')), args, at: node.at };
}

function dockerfileOf(node: ComposeNode, context: string | null): string | null {
  if (context === null || child(node, 'dockerfile_inline')) return null;
  const dockerfile = child(node, 'dockerfile');
  const text = textOf(dockerfile) ?? 'Dockerfile';
  if (isRemote(text) || (dockerfile?.kind === 'scalar' && !dockerfile.isResolved)) return null;
  return resolvePath(context, text);
}

function readHealthcheck(node: ComposeNode | undefined, wrong: WrongType): ComposeHealthcheck | null {
  if (!node) return null;
  if (node.kind !== 'map') {
    wrong(node, 'a mapping');
    return null;
  }
  const { command, isNone } = readHealthTest(child(node, 'test'), wrong);
  return { disabled: isNone || isTrue(child(node, 'disable')), test: isNone ? null : command, at: node.at };
}

/** Variables of the service's env files, a later file over an earlier one; `environment` wins over all of them. */
function fileVariables(envFiles: readonly ComposeScalar[], scope: ServiceScope): Map<string, ComposeVariable> {
  const variables = new Map<string, ComposeVariable>();
  for (const file of envFiles) {
    const origin = scope.origins.get(file.at.path);
    const path = file.isResolved && origin ? resolvePath(origin.directory, file.value) : null;
    const text = path === null ? null : scope.text(path);
    if (path === null || text === null) {
      scope.missing.push(file.at);
      continue;
    }
    for (const entry of readDotenv(path, text, (name) => origin?.environment.lookup(name))) {
      const value = entry.value === null ? null : { value: entry.value, raw: entry.raw, at: entry.valueAt, variables: entry.variables, isResolved: entry.isResolved };
      variables.set(entry.name, { name: entry.name, value, keyAt: entry.keyAt, at: entry.at, fromFile: true });
    }
  }
  return variables;
}

function otherKeys(node: ComposeNode, scope: ServiceScope): Map<string, Sourced<unknown>> {
  const other = new Map<string, Sourced<unknown>>();
  if (node.kind !== 'map') return other;
  for (const { key, value } of node.entries.values()) {
    if (modelled.has(key)) continue;
    if (scope.plainBudget.left <= 0) {
      scope.problems.push({ message: 'too many values: the rest is not read', at: value.at, kind: 'limit' });
      break;
    }
    other.set(key, { value: toPlain(value, scope.plainBudget), at: value.at });
  }
  return other;
}

/** Whether the service can run by itself: it has an image or build, and all that it refers to is in `root`. */
export function standsAlone(service: ComposeService, root: MapNode): boolean {
  const has = (section: string, name: string): boolean => {
    const node = child(root, section);
    return node?.kind === 'map' && node.entries.has(name);
  };
  return (service.image !== null || service.build !== null)
    && [...service.dependsOn.keys()].every((name) => has('services', name))
    && service.networks.every(({ value }) => value === 'default' || has('networks', value))
    && service.volumes.every(({ type, source }) => type !== 'volume' || source === null || has('volumes', source));
}
