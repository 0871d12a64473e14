import type { LineIndex } from '../../text/lineIndex';
import { isNoShift, shiftBetween, shifted } from './rebase';
import type { MemberLog, Scope } from './scope';
import type { Base, ChunkFacts } from './sink';

/** A piece of a file whose facts depend on its own text and little else: they are kept while it does not change. */
export interface Chunk {
  /** Offsets in the text that it was read from. */
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  readonly typeId: number;
  readonly base: Base;
  /** Index of the class whose body it is in. */
  readonly outerClass: number | null;
  /** Path of that class: methods speak of it as self. */
  readonly classPath: string | null;
  readonly facts: ChunkFacts;
  readonly log: MemberLog | null;
  /** A class: its own facts are those of the header, and these are the statements of its body. */
  readonly body: readonly Chunk[] | null;
  /** Free of errors: the same text is then read the same way. */
  readonly isSound: boolean;
  /** Sound, and first on its line: what stands before it cannot change its facts. */
  readonly isReusable: boolean;
}

/** What surrounds a chunk now. */
export interface Place {
  readonly start: number;
  readonly line: number;
  readonly base: Base;
  readonly outerClass: number | null;
}

/** The chunk at another place; itself where nothing moved. */
export function moved(chunk: Chunk, place: Place): Chunk {
  const lines = place.line - chunk.line;
  const shift = shiftBetween(chunk.base, place.base, lines, (place.outerClass ?? 0) - (chunk.outerClass ?? 0));
  const offset = place.start - chunk.start;
  if (isNoShift(shift) && offset === 0) return chunk;
  const facts = isNoShift(shift) ? chunk.facts : shifted(chunk.facts, shift);
  const body = chunk.body?.map((part) => moved(part, {
    start: part.start + offset,
    line: part.line + lines,
    base: {
      functions: part.base.functions + shift.functions, classes: part.base.classes + shift.classes, calls: part.base.calls + shift.calls,
    },
    outerClass: part.outerClass === null ? null : part.outerClass + shift.classes,
  })) ?? null;
  return { ...chunk, ...place, end: chunk.end + offset, facts, body };
}

/** Counts of functions, classes and calls up to the end of the chunk. */
export function baseAfter(chunk: Chunk): Base {
  const last = chunk.body?.at(-1);
  if (last) return baseAfter(last);
  return countedAfter(chunk.base, chunk.facts);
}

export function countedAfter(base: Base, facts: ChunkFacts): Base {
  return { functions: base.functions + facts.functions.length, classes: base.classes + facts.classes.length, calls: base.calls + facts.calls.length };
}

/** Finds, for a node of the new text, the chunk that it was in the old. */
export class OldChunks {
  private readonly byStart = new Map<number, Chunk>();
  private readonly prefix: number;
  private readonly suffixStart: number;
  private readonly delta: number;

  constructor(chunks: readonly Chunk[], oldText: string, newText: string) {
    const { prefix, suffix } = unchangedEnds(oldText, newText);
    this.prefix = prefix;
    this.suffixStart = newText.length - suffix;
    this.delta = newText.length - oldText.length;
    this.add(chunks);
  }

  /** The chunk that had this very text, or undefined. */
  find(start: number, end: number, typeId: number): Chunk | undefined {
    const moved = end <= this.prefix ? 0 : start >= this.suffixStart ? this.delta : null;
    if (moved === null) return undefined;
    const chunk = this.byStart.get(start - moved);
    return chunk && chunk.isReusable && chunk.end === end - moved && chunk.typeId === typeId ? chunk : undefined;
  }

  private add(chunks: readonly Chunk[]): void {
    for (const chunk of chunks) {
      this.byStart.set(chunk.start, chunk);
      if (chunk.body) this.add(chunk.body);
    }
  }
}

/** Whether nothing but white space stands before an offset on its line. */
export function isFirstOnLine(lines: LineIndex, offset: number): boolean {
  const { text } = lines;
  for (let at = offset - 1; at >= 0; at--) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return true;
    if (code !== 32 && code !== 9 && code !== 12 && code !== 0xfeff) return false;
  }
  return true;
}

/** Whether a chunk can stand in this scope as it is; if so, the scope has its names after. */
export function fits(chunk: Chunk, scope: Scope): boolean {
  if (chunk.classPath !== scope.classPath) return false;
  return scope.kind !== 'class' || chunk.log === null || scope.replay(chunk.log);
}

/** Lengths of the longest common beginning and, of the rest, end of two texts. */
export function unchangedEnds(a: string, b: string): { prefix: number; suffix: number } {
  const shorter = Math.min(a.length, b.length);
  const step = 2048;
  let prefix = 0;
  // Comparing slices is a memory comparison; characters are looked at in the last one only.
  while (prefix + step <= shorter && a.slice(prefix, prefix + step) === b.slice(prefix, prefix + step)) prefix += step;
  while (prefix < shorter && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix++;
  const most = shorter - prefix;
  let suffix = 0;
  while (suffix + step <= most && a.slice(a.length - suffix - step, a.length - suffix) === b.slice(b.length - suffix - step, b.length - suffix)) suffix += step;
  while (suffix < most && a.charCodeAt(a.length - 1 - suffix) === b.charCodeAt(b.length - 1 - suffix)) suffix++;
  return { prefix, suffix };
}
