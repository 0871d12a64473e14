import type { Location } from '../../text/range';
import type { Environment, Origin } from './environment';
import { mergeServices, type MergeBudget } from './merge';
import type { ComposeFileFacts, ComposeProblem } from './model';
import { child, isNull, scalarsOf, textOf, type ComposeNode, type MapEntry, type MapNode, type ScalarNode } from './node';
import { folderOf } from './paths';

/** What following `extends` needs of the reading around it. */
export interface ExtendsHost {
  readonly problems: ComposeProblem[];
  readonly origins: Map<string, Origin>;
  readonly partial: Set<string>;
  readonly budget: MergeBudget;
  problem(kind: NonNullable<ComposeProblem['kind']>, message: string, at: Location): void;
  named(scalar: ScalarNode, folder: string): { readonly path: string; readonly facts: ComposeFileFacts } | null;
}

/** The file whose services are looked at. */
export interface ExtendsScope {
  readonly path: string;
  readonly directory: string;
  readonly environment: Environment;
  /** The files that this one is laid over: where a service is not in the file itself, it may be there. */
  readonly before: MapNode | null;
}

interface Scope extends ExtendsScope {
  readonly services: ComposeNode | undefined;
}

const longestChain = 100;

/**
 * Follows `extends` of every service of a document: the service laid over the one it extends, in the same file or another,
 * as long as the chain goes (Compose Specification, services, extends). Loops and services that are not there are told.
 */
export function followExtends(loading: ExtendsHost, root: MapNode, scope: ExtendsScope): MapNode {
  const entry = root.entries.get('services');
  if (entry?.value.kind !== 'map') return root;
  const services = new Map<string, MapEntry>();
  const inner: Scope = { ...scope, services: entry.value };
  for (const service of entry.value.entries.values()) {
    services.set(service.key, { ...service, value: follow(loading, service.value, inner, service.key, [`${scope.path} ${service.key}`], service.key) });
  }
  return { ...root, entries: new Map(root.entries).set('services', { ...entry, value: { ...entry.value, entries: services } }) };
}

/** @param subject the service for which all this is read, for telling that a part is missing */
function follow(loading: ExtendsHost, service: ComposeNode, scope: Scope, name: string, chain: readonly string[], subject: string): ComposeNode {
  const clause = child(service, 'extends');
  if (!clause || service.kind !== 'map') return service;
  const known = scope.environment.extended.get(`${scope.path} ${name}`);
  if (known) return known;
  const base = baseOf(loading, clause, scope, chain, subject);
  if (base === null) loading.partial.add(subject);
  const result = base === null || isNull(base) ? service : mergeServices(withoutExtends(base), service, loading.budget);
  if (base !== null) scope.environment.extended.set(`${scope.path} ${name}`, result);
  return result;
}

/** The service that a clause names, its own `extends` followed; null where it cannot be read. */
function baseOf(loading: ExtendsHost, clause: ComposeNode, scope: Scope, chain: readonly string[], subject: string): ComposeNode | null {
  const [reference] = scalarsOf(clause.kind === 'map' ? child(clause, 'service') : clause);
  if (!reference) {
    loading.problem('type', 'extends names no service', clause.at);
    return null;
  }
  const [file] = scalarsOf(child(clause, 'file'));
  const target = file ? otherFile(loading, file, scope) : scope;
  if (!target) return null;
  const name = reference.text;
  const link = `${target.path} ${name}`;
  if (chain.includes(link) || chain.length > longestChain) {
    loading.problem('reference', `service ${name} extends itself`, clause.at);
    return null;
  }
  const entry = target.services?.kind === 'map' ? target.services.entries.get(name) : undefined;
  const service = entry?.value ?? (file ? undefined : child(child(scope.before ?? undefined, 'services'), name));
  if (!service) {
    loading.problem('reference', `there is no service ${name} in ${target.path} to extend`, reference.at);
    return null;
  }
  return follow(loading, service, target, name, [...chain, link], subject);
}

/** A file named by `extends`: its paths are relative to its own folder, its variables are ours. */
function otherFile(loading: ExtendsHost, file: ScalarNode, scope: Scope): Scope | null {
  const named = loading.named(file, scope.directory);
  if (!named) return null;
  const { path, facts } = named;
  const { environment } = scope;
  const directory = path === scope.path ? scope.directory : folderOf(path);
  if (!loading.origins.has(path)) loading.origins.set(path, { directory, environment });
  const root = environment.bind(facts, loading.problems).find((document) => child(document, 'services'));
  return { path, directory, environment, before: null, services: child(root, 'services') };
}

/** The clause of the base is not inherited: it has been followed. */
function withoutExtends(service: ComposeNode): ComposeNode {
  if (service.kind !== 'map' || !service.entries.has('extends')) return service;
  const entries = new Map(service.entries);
  entries.delete('extends');
  return { ...service, entries };
}

/** What `extends` of a merged service says. */
export function extendsClause(service: ComposeNode): { service: string; file: string | null; at: Location } | null {
  const clause = child(service, 'extends');
  const name = clause && (textOf(clause) ?? textOf(child(clause, 'service')));
  return clause && name ? { service: name, file: textOf(child(clause, 'file')), at: clause.at } : null;
}
