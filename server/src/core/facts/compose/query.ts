import type { Location } from '../../text/range';
import type { ComposeProject } from './model';
import { entryLocation, isNull, toPlain, type ComposeNode, type VariableUse } from './node';

/** A place in the merged document that a path leads to. */
export interface ComposePlace {
  /** Keys and list indexes from the top: `['services', 'web', 'deploy', 'replicas']`. */
  readonly path: readonly string[];
  /** Plain JSON, interpolated; undefined where the path ends before its last key. */
  readonly value: unknown;
  /** The value as written, for a plain value; '' else. */
  readonly raw: string;
  readonly variables: readonly VariableUse[];
  readonly isResolved: boolean;
  /** The value; where it is absent, the key of the deepest mapping that exists. */
  readonly at: Location;
  /** Key and value together; of that mapping where the value is absent. */
  readonly entryAt: Location;
  readonly isAbsent: boolean;
}

const mostPlaces = 5000;
const mostPlainNodes = 20_000;

/**
 * Finds every place of the merged document that a dotted path names; `*` is any one key or list item. A place whose last
 * named keys are absent is given with `isAbsent`, once for each mapping that could hold them; nothing is given where a `*`
 * finds nothing. Keys that have a dot of their own cannot be named.
 *
 *     findInCompose(project, 'services.*.deploy.resources.limits.memory')
 */
export function findInCompose(project: ComposeProject, path: string): ComposePlace[] {
  const root = project.tree as ComposeNode | null | undefined;
  const places: ComposePlace[] = [];
  if (!root) return places;
  const budget = { left: mostPlainNodes };
  const search = (node: ComposeNode, keys: readonly string[], walked: readonly string[], at: Location, keyAt: Location): void => {
    const [key, ...rest] = keys;
    if (places.length >= mostPlaces) return;
    if (key === undefined) {
      places.push(placeOf(node, walked, at, budget));
      return;
    }
    const next = childrenOf(node).filter((candidate) => key === '*' || candidate.key === key);
    for (const candidate of next) search(candidate.node, rest, [...walked, candidate.key], candidate.at, candidate.keyAt);
    if (next.length === 0 && !keys.includes('*')) {
      places.push({ path: [...walked, ...keys], value: undefined, raw: '', variables: [], isResolved: true, at: keyAt, entryAt: at, isAbsent: true });
    }
  };
  search(root, path.split('.'), [], root.at, root.at);
  return places;
}

function placeOf(node: ComposeNode, path: readonly string[], entryAt: Location, budget: { left: number }): ComposePlace {
  const scalar = node.kind === 'scalar' ? node : null;
  return {
    path, value: toPlain(node, budget), raw: scalar?.raw ?? '', variables: scalar?.variables ?? [], isResolved: scalar?.isResolved ?? true,
    at: node.at, entryAt, isAbsent: false,
  };
}

function childrenOf(node: ComposeNode): { readonly key: string; readonly node: ComposeNode; readonly at: Location; readonly keyAt: Location }[] {
  switch (node.kind) {
    case 'map': return [...node.entries.values()].filter((entry) => !isNull(entry.value)).map((entry) => ({ key: entry.key, node: entry.value, at: entryLocation(entry), keyAt: entry.keyAt }));
    case 'list': return node.items.map((item, i) => (item.kind === 'pair' ? { key: item.key, node: item.value, at: item.at, keyAt: item.keyAt } : { key: String(i), node: item, at: item.at, keyAt: item.at }));
    case 'pair': case 'scalar': return [];
  }
}
