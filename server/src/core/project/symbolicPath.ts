import type { SymbolicPath } from '../facts/python/model';

/** One step of a symbolic path: `.name`, `()` or `[]`. */
export type Step = { readonly kind: 'attribute'; readonly name: string } | { readonly kind: 'call' } | { readonly kind: 'item' };

export interface ParsedPath {
  readonly head: string;
  readonly steps: readonly Step[];
}

/** Longer chains are not followed. */
const maxSteps = 64;

/** Takes a symbolic path apart (its grammar stands beside `SymbolicPath`); null for what does not follow it, or is too long. */
export function parsePath(path: SymbolicPath): ParsedPath | null {
  const head = /^:[^\s.()[\]:]+/.exec(path)?.[0];
  if (head === undefined) return null;
  const steps: Step[] = [];
  const pattern = /\.([^\s.()[\]:]+)|(\(\))|(\[\])/y;
  pattern.lastIndex = head.length;
  while (pattern.lastIndex < path.length) {
    const match = pattern.exec(path);
    if (!match || steps.length >= maxSteps) return null;
    if (match[1] !== undefined) steps.push({ kind: 'attribute', name: match[1] });
    else steps.push({ kind: match[2] === undefined ? 'item' : 'call' });
  }
  return { head: head.slice(1), steps };
}
