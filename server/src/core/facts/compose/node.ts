import type { Location, Position } from '../../text/range';

/** Tags of the Compose Specification that change how a value merges (13-merge, Reset value and Replace value). */
export type MergeTag = 'reset' | 'override' | null;

/**
 * A compose file as a tree of plain data: aliases are shared nodes (so the tree is a graph without cycles), merge keys are
 * resolved, and each node knows where it was written.
 */
export type ComposeNode = ScalarNode | MapNode | ListNode | PairNode;

export interface ScalarNode {
  readonly kind: 'scalar';
  /** After interpolation, where that has been done; '' for null. */
  readonly text: string;
  readonly type: 'string' | 'number' | 'boolean' | 'null';
  /** A plain scalar's type follows from its text, also after interpolation. */
  readonly isPlain: boolean;
  readonly at: Location;
  /** Where the content begins (behind the opening quote), where the source has it letter by letter on one line. */
  readonly contentAt: Position | null;
  readonly raw: string;
  readonly variables: readonly VariableUse[];
  readonly isResolved: boolean;
  readonly tag: MergeTag;
}

export interface VariableUse {
  readonly name: string;
  readonly default: string | null;
  readonly required: boolean;
}

export interface MapNode {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, MapEntry>;
  readonly at: Location;
  readonly tag: MergeTag;
}

export interface MapEntry {
  readonly key: string;
  readonly keyAt: Location;
  readonly value: ComposeNode;
  /** Written as an alias: to edit the value here would edit it elsewhere. */
  readonly isAlias: boolean;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly ComposeNode[];
  readonly at: Location;
  readonly tag: MergeTag;
}

/** An entry of a mapping among the items of a list: made where the list and the map form of a key are merged. */
export interface PairNode {
  readonly kind: 'pair';
  readonly key: string;
  readonly keyAt: Location;
  readonly value: ComposeNode;
  readonly at: Location;
  readonly tag: null;
}

export const emptyEntries: ReadonlyMap<string, MapEntry> = new Map();

export function isNull(node: ComposeNode | undefined): boolean {
  return node === undefined || (node.kind === 'scalar' && node.type === 'null');
}

/** The value of a key where the node is a mapping that has it, and the value is not null. */
export function child(node: ComposeNode | undefined, key: string): ComposeNode | undefined {
  const value = node?.kind === 'map' ? node.entries.get(key)?.value : undefined;
  return isNull(value) ? undefined : value;
}

/** Text of a scalar; null for anything else, null included. */
export function textOf(node: ComposeNode | undefined): string | null {
  return node?.kind === 'scalar' && node.type !== 'null' ? node.text : null;
}

/** Scalars of a list, or a lone scalar as a list of one; what is no scalar is left out. */
export function scalarsOf(node: ComposeNode | undefined): ScalarNode[] {
  const items = node?.kind === 'list' ? node.items : node ? [node] : [];
  return items.filter((item): item is ScalarNode => item.kind === 'scalar' && item.type !== 'null');
}

/** `key: value` as one range. */
export function entryLocation(entry: MapEntry): Location {
  const { keyAt, value } = entry;
  const isBehind = value.at.path === keyAt.path && !entry.isAlias && value.at.range.end.line >= keyAt.range.start.line;
  return isBehind ? { path: keyAt.path, range: { start: keyAt.range.start, end: value.at.range.end } } : keyAt;
}

/** The type that YAML's core schema (1.2.2, 10.3.2) gives a plain scalar. */
export function plainType(text: string): ScalarNode['type'] {
  if (text === '' || text === '~' || /^(?:null|Null|NULL)$/.test(text)) return 'null';
  if (/^(?:true|True|TRUE|false|False|FALSE)$/.test(text)) return 'boolean';
  if (text.length < 40 && /^[-+]?(?:0o[0-7]+|0x[0-9a-fA-F]+|\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?)$/.test(text)) return 'number';
  return 'string';
}

/**
 * A node as plain JSON. Shared nodes are shared in the result; `budget` bounds the nodes that it would have written out.
 */
export function toPlain(node: ComposeNode, budget: { left: number }): unknown {
  if (--budget.left < 0) return null;
  switch (node.kind) {
    case 'scalar':
      if (node.type === 'null') return null;
      if (node.type === 'boolean') return node.text.toLowerCase() === 'true';
      return node.type === 'number' ? Number(node.text) : node.text;
    case 'list':
      return node.items.map((item) => toPlain(item, budget));
    case 'pair': {
      const value = textOf(node.value);
      return value === null ? node.key : `${node.key}=${value}`;
    }
    case 'map':
      return Object.fromEntries([...node.entries.values()].map((entry) => [entry.key, toPlain(entry.value, budget)]));
  }
}
