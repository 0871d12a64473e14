import type { Position } from '../../../server/src/core/text/range';
import { pasted } from './pythonService';

/** A stretch of text taken away and another put in its place, as offsets of the text before. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Something that people do in an editor, keystroke by keystroke. It leaves the text as it was. */
export interface Scenario {
  readonly name: string;
  edits(text: string): Edit[];
}

/** Edits that type a text at an offset, then take it away again in one. */
function typed(at: number, text: string): Edit[] {
  const keys = [...text].map((key, index): Edit => ({ start: at + index, end: at + index, text: key }));
  return [...keys, { start: at, end: at + text.length, text: '' }];
}

function inserted(at: number, text: string, times: number): Edit[] {
  return Array.from({ length: times }, (): Edit[] => [{ start: at, end: at, text }, { start: at, end: at + text.length, text: '' }]).flat();
}

/** Behind the line break of the first line from the middle of the text on that begins so. */
function behind(text: string, line: string): number {
  const middle = text.indexOf(line, text.length >> 1);
  return text.indexOf('\n', middle < 0 ? text.indexOf(line) : middle) + 1;
}

export const scenarios: readonly Scenario[] = [
  { name: 'identifier in a function', edits: (text) => typed(behind(text, '    prices = {'), '    discount = prices["tea"] * 2\n') },
  { name: 'call before a finding', edits: (text) => typed(text.indexOf('time.sleep', text.length >> 1), 'waited = ') },
  { name: 'statement at the top', edits: (text) => typed(behind(text.slice(0, 2000), 'router = '), 'default_limit = 20\n') },
  { name: 'bracket opened and closed', edits: (text) => typed(behind(text, '    prices = {'), '    best = max((prices["tea"], prices["cake"]))\n') },
  { name: 'long string opened and closed', edits: (text) => typed(behind(text, 'async def create_order'), '    """Stores an order."""\n') },
  { name: 'import', edits: (text) => inserted(text.indexOf('import aio_pika'), 'import requests\n', 8) },
  { name: '50 lines pasted', edits: (text) => inserted(text.indexOf('@router.get', text.length >> 1), pasted, 8) },
];

/** The place of an offset (LSP 3.17: lines and UTF-16 units). */
export function positionAt(text: string, offset: number): Position {
  let line = 0;
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0 && end < offset; end = text.indexOf('\n', start)) {
    line++;
    start = end + 1;
  }
  return { line, character: offset - start };
}
