import type { LineIndex } from '../../../text/lineIndex';
import { indentOf } from '../../../text/indent';

/** What a condition speaks of: a developer's machine (`settings.debug`, `ENVIRONMENT == "local"`), or production. */
const development = /\b(debug|dev|devel|develop|development|local|localhost|testing|reload|is_(dev|local|debug)\w*|\w+_(debug|dev|local))\b/i;
const production = /\b(prod|production|live|is_prod\w*|\w+_prod|\w+_production)\b/i;
const negated = /\bnot\b|!=/;
const mostLines = 400;

/** A file that developers start: `dev.py`, `run_local.py`. */
const developmentFile = /(^|\/)(run_?|serve_?|main_?)?(dev|local|debug|development)(_?server|_?main|_?run)?\.py$/i;

/**
 * Whether a line runs on a developer's machine alone: under an `if` that asks for development, behind the `else` of one that
 * asks for production, or in a file that is called so. By indentation: facts do not tell which branch a call stands in.
 */
export function isDevelopmentOnly(path: string, text: LineIndex, line: number): boolean {
  if (developmentFile.test(path)) return true;
  let depth = indentOf(text.line(line));
  for (let at = line - 1, steps = 0; at >= 0 && depth > 0 && steps < mostLines; at--, steps++) {
    const written = text.line(at);
    if (written.trim() === '' || /^\s*[#)\]}]/.test(written)) continue;
    const indent = indentOf(written);
    if (indent >= depth) continue;
    depth = indent;
    if (asksFor(written) === 'development') return true;
    if (/^\s*else\s*:/.test(written) && asksFor(ifOf(text, at, indent)) === 'production') return true;
    if (/^\s*(async\s+)?def\b/.test(written)) return false;
  }
  return false;
}

/** What holds where the condition of an `if` or `elif` does; null where it asks for something else, or for both. */
function asksFor(written: string): 'development' | 'production' | null {
  if (!/^\s*(if|elif)\b/.test(written)) return null;
  const isDevelopment = development.test(written);
  if (isDevelopment === production.test(written)) return null;
  return isDevelopment === negated.test(written) ? 'production' : 'development';
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
