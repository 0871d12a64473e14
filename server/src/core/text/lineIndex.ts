import type { Position, Range, TextEdit } from './range';
import { comparePositions } from './range';

/** Offsets of line starts of a text: converts between UTF-16 offsets and positions. Lines end at \n, \r\n or \r (LSP 3.17). */
export class LineIndex {
  private readonly starts: number[];

  constructor(readonly text: string, starts?: number[]) {
    this.starts = starts ?? [0];
    if (!starts) pushLineStarts(this.starts, text, 0, text.length);
  }

  get lineCount(): number {
    return this.starts.length;
  }

  /** The offset where a line begins; the text's length where there is no such line. */
  lineStart(line: number): number {
    return this.starts[line] ?? this.text.length;
  }

  /** The index of the text in which `newText` stands for the characters from `start` to `end`: the table is patched, not made anew. */
  replaced(start: number, end: number, newText: string): LineIndex {
    const text = this.text.slice(0, start) + newText + this.text.slice(end);
    // A line before and after too: an edit can join or part a \r\n.
    const first = Math.max(0, this.positionAt(start).line - 1);
    const last = this.positionAt(end).line + 2;
    const shift = newText.length - (end - start);
    const tail = this.starts[last];
    const starts = this.starts.slice(0, first + 1);
    pushLineStarts(starts, text, this.lineStart(first), tail === undefined ? text.length : tail + shift - 1);
    const patched = starts.concat(this.starts.slice(last));
    if (shift !== 0) for (let line = starts.length; line < patched.length; line++) patched[line] = (patched[line] ?? 0) + shift;
    return new LineIndex(text, patched);
  }

  /** The offset of a position; a position behind the line's or text's end is taken back to it. */
  offsetAt(position: Position): number {
    const start = this.starts[position.line];
    if (start === undefined) return position.line < 0 ? 0 : this.text.length;
    const next = this.starts[position.line + 1] ?? this.text.length + 1;
    return Math.min(start + Math.max(0, position.character), Math.max(start, next - 1), this.text.length);
  }

  positionAt(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) <= at) low = middle;
      else high = middle;
    }
    return { line: low, character: at - (this.starts[low] ?? 0) };
  }

  rangeOf(start: number, end: number): Range {
    return { start: this.positionAt(start), end: this.positionAt(end) };
  }

  slice(range: Range): string {
    return this.text.slice(this.offsetAt(range.start), this.offsetAt(range.end));
  }

  /** The text of a line without its line ending; empty where there is no such line. */
  line(line: number): string {
    const start = this.starts[line];
    if (start === undefined) return '';
    return this.text.slice(start, this.starts[line + 1] ?? this.text.length).replace(/[\r\n]+$/, '');
  }
}

function pushLineStarts(starts: number[], text: string, from: number, to: number): void {
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
}

/**
 * Applies edits whose ranges refer to `text` as it stands.
 * @throws RangeError where two edits overlap: such a set has no one meaning.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const index = new LineIndex(text);
  const sorted = [...edits].sort((a, b) => comparePositions(a.range.start, b.range.start));
  let result = '';
  let at = 0;
  for (const edit of sorted) {
    const start = index.offsetAt(edit.range.start);
    if (start < at) throw new RangeError(`overlapping edits at line ${edit.range.start.line + 1}`);
    result += text.slice(at, start) + edit.newText;
    at = index.offsetAt(edit.range.end);
  }
  return result + text.slice(at);
}
