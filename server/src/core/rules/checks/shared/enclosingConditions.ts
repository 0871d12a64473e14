import type { LineIndex } from '../../../text/lineIndex';
import { indentOf } from '../../../text/indent';

const mostLines = 400;
const header = /^\s*(if|elif|else)\b(.*)$/;

/**
 * The conditions that hold where a line stands, by indentation: of each `if` and `elif` around it up to its function, and, of an
 * `elif` or `else`, those before it. Strings and comments are left out.
 *
 * @param line zero-based
 */
export function conditionsAround(text: LineIndex, line: number): readonly string[] {
  const conditions: string[] = [];
  let indent = indentOf(text.line(line));
  // Further branches of the statement that has been entered from below are at its own indentation.
  let branchesAt: number | null = null;
  for (let at = line - 1; at >= Math.max(0, line - mostLines) && (indent > 0 || branchesAt !== null); at--) {
    if (/^\s*(#|$)/.test(text.line(at))) continue;
    const own = indentOf(text.line(at));
    if (own >= indent && own !== branchesAt) continue;
    const begin = headerStart(text, at);
    const [, keyword, condition = ''] = header.exec(linesOf(text, begin, at)) ?? [];
    at = begin;
    if (own === branchesAt) {
      if (keyword === 'if' || keyword === 'elif') conditions.push(bare(condition));
      if (keyword === 'if') branchesAt = null;
      continue;
    }
    if (/^\s*((async\s+)?def|class)\b/.test(text.line(begin))) return conditions;
    indent = own;
    branchesAt = keyword === 'elif' || keyword === 'else' ? own : null;
    if (keyword !== undefined) conditions.push(bare(condition));
  }
  return conditions;
}

/** Where the header begins whose last line this is: one over several lines ends on `):`, at its own indentation. */
function headerStart(text: LineIndex, line: number): number {
  if (!/^\s*[)\]}]/.test(text.line(line))) return line;
  const indent = indentOf(text.line(line));
  for (let at = line - 1; at >= Math.max(0, line - mostLines); at--) {
    if (!/^\s*(#|$)/.test(text.line(at)) && indentOf(text.line(at)) <= indent) return at;
  }
  return line;
}

function linesOf(text: LineIndex, first: number, last: number): string {
  return Array.from({ length: last - first + 1 }, (_, offset) => text.line(first + offset).replace(/\r$/, '')).join(' ');
}

function bare(condition: string): string {
  return condition.replace(/"[^"]*"|'[^']*'/g, '').replace(/#.*/, '');
}
