import { LineIndex } from '../../server/src/core/text/lineIndex';
import type { Location, Range } from '../../server/src/core/text/range';

/** The source text at a range. */
export function slice(text: string, range: Range): string {
  return new LineIndex(text).slice(range);
}

/** The source text at a location, with its file in front where there are several files: `compose.yaml: 8000:80`. */
export function textAt(files: Readonly<Record<string, string>>, at: Location): string {
  const text = files[at.path];
  if (text === undefined) return `${at.path}: no such file`;
  const found = slice(text, at.range);
  return Object.keys(files).length > 1 ? `${at.path}: ${found}` : found;
}

/**
 * A range drawn under its lines, so that an expectation shows the place:
 *
 *     image: "redis:7"
 *            ^^^^^^^^^
 */
export function drawn(text: string, range: Range): string {
  const index = new LineIndex(text);
  const lines: string[] = [];
  for (let number = range.start.line; number <= range.end.line; number++) {
    const line = index.line(number);
    const from = number === range.start.line ? range.start.character : line.length - line.trimStart().length;
    const to = number === range.end.line ? range.end.character : line.length;
    lines.push(line, `${' '.repeat(from)}${from === to ? '|' : '^'.repeat(Math.max(1, to - from))}`);
  }
  return lines.join('\n');
}
