import { child, entryLocation, isNull, textOf, type ComposeNode, type ListNode, type MapEntry, type MapNode, type PairNode } from './node';
import type { ComposeProblem } from './model';
import { parseMount, parsePort, splitPair } from './shortSyntax';

/** Work that one merge may do, so that two hostile documents cannot multiply each other. */
export interface MergeBudget {
  left: number;
  readonly problems: ComposeProblem[];
}

/** How two values of one key become one; anything not named here follows the general rule. */
type Rule = 'replace' | 'sequence' | 'mapping' | 'build' | 'logging';

/** Keys below a service, as in compose-go's `override/merge.go`; `*` is any one segment. */
const rules = new Map<string, Rule>([
  ['command', 'replace'], ['entrypoint', 'replace'], ['healthcheck.test', 'replace'], ['ulimits.*', 'replace'],
  ['build', 'build'], ['logging', 'logging'],
  ['depends_on', 'mapping'], ['networks', 'mapping'], ['models', 'mapping'],
  ...[
    'environment', 'env_file', 'label_file', 'labels', 'annotations', 'sysctls', 'dns', 'dns_opt', 'dns_search', 'tmpfs', 'extra_hosts',
    'build.args', 'build.labels', 'build.additional_contexts', 'build.extra_hosts', 'deploy.labels',
  ].map((path): [string, Rule] => [path, 'sequence']),
]);

type KeyOf = (item: ComposeNode) => string | null;

/** Lists whose items are unique by a key (13-merge, Unique resources; compose-go `override/uncity.go`): a later item takes the place of an earlier one. */
const uniqueKeys = new Map<string, KeyOf>([
  ['ports', portKey], ['volumes', mountKey], ['devices', mountKey],
  ['secrets', (item) => textOf(child(item, 'target')) ?? sourceOf(item)],
  ['configs', (item) => textOf(child(item, 'target')) ?? sourceOf(item)],
  ['env_file', (item) => textOf(item) ?? textOf(child(item, 'path'))],
  ['expose', textOf], ['extra_hosts', textOf], ['build.extra_hosts', textOf],
  ...[
    'environment', 'labels', 'annotations', 'sysctls', 'cap_add', 'cap_drop', 'dns', 'dns_opt', 'dns_search', 'links', 'profiles', 'tmpfs',
    'networks.*.aliases', 'build.args', 'build.labels', 'build.additional_contexts', 'build.tags', 'deploy.labels',
  ].map((path): [string, KeyOf] => [path, pairKey]),
]);

/** Lays one service's mapping over another: override files, and `extends`. */
export function mergeServices(base: ComposeNode, over: ComposeNode, budget: MergeBudget): ComposeNode {
  return merge(base, over, '', budget);
}

/** Lays two mappings of anything but services over each other by the general rule. */
export function mergeGeneral(base: ComposeNode, over: ComposeNode, budget: MergeBudget): ComposeNode {
  return merge(base, over, null, budget);
}

/** `path` is the place below the service, null where no special rule applies. */
function merge(base: ComposeNode, over: ComposeNode, path: string | null, budget: MergeBudget): ComposeNode {
  if (over.tag === 'override') return over;
  if (--budget.left < 0) {
    if (budget.left === -1) budget.problems.push({ message: 'too much to merge: the rest is not read', at: over.at, kind: 'limit' });
    return over;
  }
  const rule = path === null ? undefined : lookUp(rules, path);
  if (rule === 'replace') return over;
  if (isNull(over)) return base;
  if (isNull(base)) return over;
  switch (rule) {
    case 'sequence': return append(withoutReset(asList(base), over), asList(over), path);
    case 'mapping': return mergeAs(asMap(base, null), asMap(over, null), path, budget, over);
    case 'build': return mergeAs(asMap(base, 'context'), asMap(over, 'context'), path, budget, over);
    case 'logging': return isOtherDriver(base, over) ? over : mergeAs(base, over, path, budget, over);
    case undefined: return mergeAs(base, over, path, budget, over);
  }
}

/** The general rule: mappings by key, lists one behind the other, anything else is replaced. */
function mergeAs(base: ComposeNode, over: ComposeNode, path: string | null, budget: MergeBudget, origin: ComposeNode): ComposeNode {
  if (base.kind === 'map' && over.kind === 'map') return mergeMaps(base, over, path, budget);
  if (base.kind === 'list' && over.kind === 'list') return append(base, over, path);
  if (base.kind === over.kind) return over;
  budget.problems.push({ message: `this cannot be merged with the ${nameOf(base)} that it overrides`, at: origin.at, kind: 'type' });
  return base.kind === 'scalar' ? over : base;
}

function nameOf(node: ComposeNode): string {
  return node.kind === 'map' ? 'mapping' : node.kind === 'list' ? 'list' : 'value';
}

function mergeMaps(base: MapNode, over: MapNode, path: string | null, budget: MergeBudget): MapNode {
  const entries = new Map(base.entries);
  for (const [key, entry] of over.entries) {
    const known = entries.get(key);
    if (entry.value.tag === 'reset') entries.delete(key);
    else if (!known || known.value.tag === 'reset') entries.set(key, entry);
    else {
      const value = merge(known.value, entry.value, path === null ? null : path === '' ? key : `${path}.${key}`, budget);
      // A key without a value overrides nothing: what stands is where it stood.
      entries.set(key, value === known.value ? known : { ...entry, value });
    }
  }
  return { ...over, entries };
}

function append(base: ListNode, over: ListNode, path: string | null): ListNode {
  const keyOf = path === null ? undefined : lookUp(uniqueKeys, path);
  if (!keyOf) return { ...over, items: [...base.items, ...over.items] };
  const items: ComposeNode[] = [];
  const places = new Map<string, number>();
  for (const item of [...base.items, ...over.items]) {
    const key = keyOf(item);
    const place = key === null ? undefined : places.get(key);
    if (place !== undefined) items[place] = item;
    else {
      if (key !== null) places.set(key, items.length);
      items.push(item);
    }
  }
  return { ...over, items };
}

/** Patterns have a `*` in the middle at most: the path with its second segment starred is the only other form. */
function lookUp<T>(table: ReadonlyMap<string, T>, path: string): T | undefined {
  const exact = table.get(path);
  if (exact !== undefined) return exact;
  const dot = path.indexOf('.');
  if (dot < 0) return undefined;
  const behind = path.indexOf('.', dot + 1);
  return table.get(`${path.slice(0, dot)}.*${behind < 0 ? '' : path.slice(behind)}`);
}

/** Map form to list form: an entry becomes a pair. */
function asList(node: ComposeNode): ListNode {
  if (node.kind === 'list') return node;
  if (node.kind !== 'map') return { kind: 'list', items: [node], at: node.at, tag: null };
  const items = [...node.entries.values()].filter((entry) => entry.value.tag !== 'reset').map((entry): PairNode => ({
    kind: 'pair', key: entry.key, keyAt: entry.keyAt, value: entry.value, at: entryLocation(entry), tag: null,
  }));
  return { kind: 'list', items, at: node.at, tag: null };
}

/** Takes out of a list what the map form over it resets: `environment: {A: !reset null}`. */
function withoutReset(base: ListNode, over: ComposeNode): ListNode {
  if (over.kind !== 'map') return base;
  const items = base.items.filter((item) => over.entries.get(pairKey(item) ?? '')?.value.tag !== 'reset');
  return items.length === base.items.length ? base : { ...base, items };
}

/** List form to map form, the items being keys; a lone value becomes the entry `scalarKey`, where that is given. */
function asMap(node: ComposeNode, scalarKey: string | null): ComposeNode {
  const entries = new Map<string, MapEntry>();
  const add = (key: string, keyAt: ComposeNode, value: ComposeNode): void => {
    entries.set(key, { key, keyAt: keyAt.at, value, isAlias: false });
  };
  if (node.kind === 'list') {
    for (const item of node.items) if (item.kind === 'scalar' && item.type !== 'null') add(item.text, item, { ...item, text: '', raw: '', type: 'null', variables: [], isResolved: true });
  } else if (node.kind === 'scalar' && scalarKey !== null) add(scalarKey, node, node);
  else return node;
  return { kind: 'map', entries, at: node.at, tag: node.tag };
}

/** Options of one logging driver mean nothing to another. */
function isOtherDriver(base: ComposeNode, over: ComposeNode): boolean {
  const before = textOf(child(base, 'driver'));
  const after = textOf(child(over, 'driver'));
  return before !== null && after !== null && before !== after;
}

function pairKey(item: ComposeNode): string | null {
  if (item.kind === 'pair') return item.key;
  const text = textOf(item);
  return text === null ? null : splitPair(text).key;
}

function sourceOf(item: ComposeNode): string | null {
  return textOf(item) ?? textOf(child(item, 'source'));
}

function mountKey(item: ComposeNode): string | null {
  const text = textOf(item);
  return text === null ? textOf(child(item, 'target')) : parseMount(text).target;
}

function portKey(item: ComposeNode): string | null {
  const text = textOf(item);
  if (text !== null) {
    const port = parsePort(text);
    return [port.hostIp ?? '0.0.0.0', port.published ?? '', port.target, port.protocol].join(' ');
  }
  const target = textOf(child(item, 'target'));
  if (target === null) return null;
  return [textOf(child(item, 'host_ip')) ?? '0.0.0.0', textOf(child(item, 'published')) ?? '', target, textOf(child(item, 'protocol')) ?? 'tcp'].join(' ');
}
