import type { Finding } from '../rules/model';
import type { TextChange } from '../syntax/pythonDocument';
import { comparePositions, type Position, type Range } from '../text/range';

/**
 * Findings moved along with edits of their file, until they are made anew: lines inserted above push them down.
 * A finding whose text was edited stays where it begins.
 */
export function shiftFindings(findings: readonly Finding[], changes: readonly TextChange[]): readonly Finding[] {
  let moved = findings;
  for (const change of changes) {
    const { range } = change;
    if (range) moved = moved.map((finding) => ({ ...finding, range: shiftRange(finding.range, range, change.text) }));
  }
  return moved;
}

function shiftRange(range: Range, edited: Range, text: string): Range {
  return { start: shiftPosition(range.start, edited, text), end: shiftPosition(range.end, edited, text) };
}

function shiftPosition(at: Position, edited: Range, text: string): Position {
  if (comparePositions(at, edited.end) < 0) return at;
  const lines = text.split(/\r\n|\r|\n/);
  const added = lines.length - 1;
  const line = at.line - (edited.end.line - edited.start.line) + added;
  if (at.line !== edited.end.line) return { line, character: at.character };
  const last = lines.at(-1)?.length ?? 0;
  const before = added === 0 ? edited.start.character : 0;
  return { line, character: at.character - edited.end.character + before + last };
}
