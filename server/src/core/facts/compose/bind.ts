import { interpolate, type Lookup } from './interpolate';
import { plainType, type ComposeNode, type MapEntry, type ScalarNode } from './node';
import type { ComposeProblem } from './model';

/**
 * Puts variables into every scalar of a tree; keys stay as written (12-interpolation). Nodes without variables are kept
 * as they are, and shared nodes stay shared.
 */
export function bindVariables(root: ComposeNode, lookup: Lookup, problems: ComposeProblem[]): ComposeNode {
  const done = new Map<ComposeNode, ComposeNode>();
  const bind = (node: ComposeNode): ComposeNode => {
    const known = done.get(node);
    if (known) return known;
    const result = bindOne(node);
    done.set(node, result);
    return result;
  };
  const bindOne = (node: ComposeNode): ComposeNode => {
    switch (node.kind) {
      case 'scalar': return bindScalar(node, lookup, problems);
      case 'pair': return node;
      case 'list': {
        const items = node.items.map(bind);
        return items.every((item, i) => item === node.items[i]) ? node : { ...node, items };
      }
      case 'map': {
        const entries = mapEntries(node.entries, bind);
        return entries === node.entries ? node : { ...node, entries };
      }
    }
  };
  return bind(root);
}

/**
 * Takes out what `!reset` marks, once nothing is left for it to reset.
 */
export function withoutResets(root: ComposeNode): ComposeNode {
  const done = new Map<ComposeNode, ComposeNode>();
  const clean = (node: ComposeNode): ComposeNode => {
    const known = done.get(node);
    if (known) return known;
    let result = node;
    if (node.kind === 'list') {
      const items = node.items.filter((item) => item.tag !== 'reset').map(clean);
      if (items.length < node.items.length || items.some((item, i) => item !== node.items[i])) result = { ...node, items };
    } else if (node.kind === 'map') {
      const kept = [...node.entries].filter(([, entry]) => entry.value.tag !== 'reset');
      const entries = mapEntries(kept.length < node.entries.size ? new Map(kept) : node.entries, clean);
      if (entries !== node.entries) result = { ...node, entries };
    }
    done.set(node, result);
    return result;
  };
  return clean(root);
}

function mapEntries(entries: ReadonlyMap<string, MapEntry>, change: (node: ComposeNode) => ComposeNode): ReadonlyMap<string, MapEntry> {
  let result: Map<string, MapEntry> | null = null;
  for (const [key, entry] of entries) {
    const value = change(entry.value);
    if (value !== entry.value) (result ??= new Map(entries)).set(key, { ...entry, value });
  }
  return result ?? entries;
}

function bindScalar(node: ScalarNode, lookup: Lookup, problems: ComposeProblem[]): ScalarNode {
  if (!node.text.includes('$')) return node;
  const { text, variables, isResolved, isInvalid } = interpolate(node.text, lookup);
  if (isInvalid) problems.push({ message: `\`${shorten(node.text)}\` is no valid interpolation; a literal dollar is written $$`, at: node.at, kind: 'type' });
  // An empty plain text after interpolation is an empty string, not null.
  const type = node.isPlain && text !== '' ? plainType(text) : 'string';
  return { ...node, text, type, variables, isResolved: isResolved && !isInvalid };
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
