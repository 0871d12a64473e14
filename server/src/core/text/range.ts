/** A zero-based place in a text; `character` counts UTF-16 code units (LSP 3.17, Position). */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A half-open range: `end` is exclusive (LSP 3.17, Range). */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Replaces the text of `range` by `newText`. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** A range in a file of the workspace; `path` is workspace-relative with forward slashes. */
export interface Location {
  readonly path: string;
  readonly range: Range;
}

/** Negative, zero or positive as `a` stands before, at or after `b`. */
export function comparePositions(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}

/** Whether `position` lies in `range`; the end counts as inside, as editors treat a caret there. */
export function contains(range: Range, position: Position): boolean {
  return comparePositions(range.start, position) <= 0 && comparePositions(position, range.end) <= 0;
}

/** Whether the two ranges share a character, or one is empty and touches the other. */
export function overlaps(a: Range, b: Range): boolean {
  return comparePositions(a.start, b.end) < 0 && comparePositions(b.start, a.end) < 0
    || (contains(a, b.start) && contains(a, b.end))
    || (contains(b, a.start) && contains(b, a.end));
}

/** A range within one line. */
export function lineRange(line: number, start: number, end: number): Range {
  return { start: { line, character: start }, end: { line, character: end } };
}

/** A stable text form, for map keys. */
export function rangeKey(range: Range): string {
  return `${range.start.line}:${range.start.character}-${range.end.line}:${range.end.character}`;
}
