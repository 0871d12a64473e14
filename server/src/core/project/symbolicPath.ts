import type { SymbolicPath } from '../facts/python/model';

/** One step of a symbolic path: `.name`, `()`, `[]`, `{path}` or `@name`. */
export type Step =
  | { readonly kind: 'attribute'; readonly name: string }
  | { readonly kind: 'call' }
  | { readonly kind: 'item' }
  | { readonly kind: 'content'; readonly path: SymbolicPath }
  | { readonly kind: 'parameter'; readonly name: string };

export interface ParsedPath {
  /** The name that it begins with; empty where it begins with alternatives. */
  readonly head: string;
  readonly alternatives: readonly SymbolicPath[];
  readonly steps: readonly Step[];
}

/** Longer chains are not followed. */
const maxSteps = 64;

/** Takes a symbolic path apart (its grammar stands beside `SymbolicPath`); null for what does not follow it, or is too long. */
export function parsePath(path: SymbolicPath): ParsedPath | null {
  const alternatives = path.startsWith('<') ? inside(path, 0) : null;
  const head = alternatives === null ? /^:[^\s.()[\]:{}<>|@]+/.exec(path)?.[0] : path.slice(0, alternatives.length + 2);
  if (head === undefined) return null;
  const steps: Step[] = [];
  const pattern = /[.@][^\s.()[\]:{}<>|@]+|\(\)|\[\]|\{/y;
  let at = head.length;
  while (at < path.length) {
    pattern.lastIndex = at;
    const step = pattern.exec(path)?.[0];
    if (step === undefined || steps.length >= maxSteps) return null;
    at += step.length;
    if (step === '()') steps.push({ kind: 'call' });
    else if (step === '[]') steps.push({ kind: 'item' });
    else if (step === '{') {
      const content = inside(path, at - 1);
      if (content === null) return null;
      steps.push({ kind: 'content', path: content });
      at += content.length + 1;
    } else steps.push({ kind: step.startsWith('.') ? 'attribute' : 'parameter', name: step.slice(1) });
  }
  return { head: alternatives === null ? head.slice(1) : '', alternatives: alternatives === null ? [] : split(alternatives), steps };
}

/** Names that a path begins with, those of its alternatives and contents among them. */
export function headsOf(path: SymbolicPath): string[] {
  return Array.from(path.matchAll(/:([^\s.()[\]:{}<>|@]+)/g), (match) => match[1] ?? '');
}

/** What stands between the bracket at `from` and the one that closes it. */
function inside(path: string, from: number): string | null {
  let depth = 0;
  for (let at = from; at < path.length; at++) {
    const char = path[at];
    if (char === '<' || char === '{') depth++;
    else if ((char === '>' || char === '}') && --depth === 0) return path.slice(from + 1, at);
  }
  return null;
}

function split(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '<' || char === '{') depth++;
    else if (char === '>' || char === '}') depth--;
    else if (char === '|' && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}
