import type { LineIndex } from '../../../text/lineIndex';

/** A condition that holds on a developer's machine: `settings.debug`, `ENVIRONMENT == "local"`, `not settings.is_production`. */
const development = /\b(debug|dev|devel|development|local|localhost|testing|is_dev\w*|is_local\w*|is_debug\w*|\w+_debug|\w+_dev|\w+_local|develop|reload)\b|(!=|\bnot\b)[^:]*prod/i;
const production = /(==\s*["'](prod|production|live)|^\s*(el)?if\s+[\w.]*prod\w*(\(\))?\s*:)/i;
const mostLines = 400;

/**
 * Whether a line runs only under an `if` (or behind the `else` of one) that asks for development. By indentation: facts do
 * not tell which branch a call stands in.
 */
export function isDevelopmentOnly(text: LineIndex, line: number): boolean {
  let depth = indentOf(text.line(line));
  for (let at = line - 1, steps = 0; at >= 0 && depth > 0 && steps < mostLines; at--, steps++) {
    const written = text.line(at);
    if (written.trim() === '' || /^\s*[#)\]}]/.test(written)) continue;
    const indent = indentOf(written);
    if (indent >= depth) continue;
    depth = indent;
    if (/^\s*(if|elif)\b/.test(written) && development.test(written) && !production.test(written)) return true;
    if (/^\s*else\s*:/.test(written) && production.test(ifOf(text, at, indent))) return true;
    if (/^\s*(async\s+)?def\b/.test(written)) return false;
  }
  return false;
}

/** The `if` or `elif` that an `else` belongs to. */
function ifOf(text: LineIndex, line: number, indent: number): string {
  for (let at = line - 1, steps = 0; at >= 0 && steps < mostLines; at--, steps++) {
    const written = text.line(at);
    if (written.trim() !== '' && indentOf(written) === indent && /^\s*(if|elif)\b/.test(written)) return written;
    if (written.trim() !== '' && indentOf(written) < indent) return '';
  }
  return '';
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
