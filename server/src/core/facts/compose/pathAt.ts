import type { Position, Range } from '../../text/range';
import { contains } from '../../text/range';
import type { ComposeFileFacts } from './model';
import type { ComposeNode } from './node';
import { documentsOf } from './read';

/** The key path under a position of a compose file. */
export interface ComposePathAt {
  /** Keys from the top; list items by their index. */
  readonly path: readonly string[];
  readonly on: 'key' | 'value';
  readonly range: Range;
  /** The scalar's text, where the position is on one. */
  readonly text: string | null;
}

/** Keys that lead to the position; null outside of any key or value. */
export function composePathAt(facts: ComposeFileFacts, position: Position): ComposePathAt | null {
  const seen = new Set<ComposeNode>();
  for (const document of documentsOf(facts)) {
    const found = descend(document, position, [], seen);
    if (found) return found;
  }
  return null;
}

/** A node that aliases share is looked at once, where it is written: its anchor stands before them. */
function descend(node: ComposeNode, position: Position, path: readonly string[], seen: Set<ComposeNode>): ComposePathAt | null {
  if (seen.has(node)) return null;
  seen.add(node);
  if (node.kind === 'map') {
    for (const entry of node.entries.values()) {
      const here = [...path, entry.key];
      if (contains(entry.keyAt.range, position)) return { path: here, on: 'key', range: entry.keyAt.range, text: entry.key };
      const found = descend(entry.value, position, here, seen);
      if (found) return found;
    }
    return null;
  }
  if (node.kind === 'list') {
    for (const [index, item] of node.items.entries()) {
      const found = descend(item, position, [...path, String(index)], seen);
      if (found) return found;
    }
    return null;
  }
  return node.kind === 'scalar' && contains(node.at.range, position) ? { path, on: 'value', range: node.at.range, text: node.raw } : null;
}
