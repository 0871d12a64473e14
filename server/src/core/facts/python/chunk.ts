import type { LineIndex } from '../../text/lineIndex';
import { unchangedEnds } from '../../text/unchangedEnds';
import { shift, shiftBetween } from './rebase';
import type { MemberLog, Scope } from './scope';
import type { Base, ChunkFacts } from './sink';

/** A piece of a file whose facts depend on its own text and little else: they are kept while it does not change. */
export interface Chunk {
  line: number;
  readonly column: number;
  /** Characters from its start to its end. */
  readonly length: number;
  readonly typeId: number;
  base: Base;
  /** Index of the class whose body it is in. */
  outerClass: number | null;
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

/** Moves a chunk, with its facts, to another line, behind other facts. */
export function move(chunk: Chunk, line: number, base: Base, outerClass: number | null): void {
  const by = shiftBetween(chunk.base, base, line - chunk.line, (outerClass ?? 0) - (chunk.outerClass ?? 0));
  if (by.lines === 0 && by.functions === 0 && by.classes === 0 && by.calls === 0 && by.outerClasses === 0) return;
  for (const part of chunk.body ?? []) {
    move(part, part.line + by.lines, {
      functions: part.base.functions + by.functions, classes: part.base.classes + by.classes, calls: part.base.calls + by.calls,
    }, part.outerClass === null ? null : part.outerClass + by.classes);
  }
  shift(chunk.facts, by);
  chunk.line = line;
  chunk.base = base;
  chunk.outerClass = outerClass;
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
  private readonly prefix: number;
  private readonly suffixStart: number;
  private readonly lineShift: number;
  private at = 0;
  /** Lines of the old text: chunks that are taken over move while others are looked for. */
  private readonly oldLineOf: Int32Array;

  /** `chunks` with their parts, in source order. */
  constructor(private readonly chunks: readonly Chunk[], oldLines: LineIndex, private readonly newLines: LineIndex) {
    const { prefix, suffix } = unchangedEnds(oldLines.text, newLines.text);
    this.prefix = prefix;
    this.suffixStart = newLines.text.length - suffix;
    this.lineShift = newLines.lineCount - oldLines.lineCount;
    this.oldLineOf = Int32Array.from(chunks, (chunk) => chunk.line);
  }

  /** The chunk that had this very text at this indentation, or undefined. To be asked in source order. */
  find(start: number, end: number, typeId: number): { readonly chunk: Chunk; readonly line: number } | undefined {
    const isBefore = end <= this.prefix;
    if (!isBefore && start < this.suffixStart) return undefined;
    const { line, character } = this.newLines.positionAt(start);
    const oldLine = isBefore ? line : line - this.lineShift;
    const chunk = this.onLine(oldLine);
    if (!chunk || chunk.column !== character || chunk.length !== end - start || chunk.typeId !== typeId) return undefined;
    return isFirstOnLine(this.newLines, start) ? { chunk, line } : undefined;
  }

  /** Only one chunk can be first on its line. */
  private onLine(line: number): Chunk | undefined {
    while ((this.oldLineOf[this.at] ?? Infinity) < line) this.at++;
    for (let at = this.at; this.oldLineOf[at] === line; at++) if (this.chunks[at]?.isReusable) return this.chunks[at];
    return undefined;
  }
}

/** The chunks and, behind each class, the statements of its body. */
export function flattened(chunks: readonly Chunk[], into: Chunk[] = []): readonly Chunk[] {
  for (const chunk of chunks) {
    into.push(chunk);
    if (chunk.body) flattened(chunk.body, into);
  }
  return into;
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
