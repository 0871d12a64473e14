import type { LineIndex } from '../text/lineIndex';
import type { Range } from '../text/range';

const mostCharacters = 60;

/** A name or key as a message shows it: a string, formatted or not, without its quotes, other code as it stands; on one line, at most 60 characters long. */
export function shownText(code: string): string {
  const line = code.replace(/\s+/g, ' ');
  const shown = /^[a-z]{0,2}(["'])((?:(?!\1).)*)\1$/i.exec(line)?.[2] ?? line;
  return shown.length > mostCharacters ? `${shown.slice(0, mostCharacters - 1)}…` : shown;
}

/** A callee as a message shows it: on one line, without what calls within it are given (`requests.get(…).json`), at most about 60 characters long. */
export function shownCallee(text: LineIndex, range: Range): string {
  let shown = '';
  let depth = 0;
  let hides = false;
  for (const character of text.slice(range)) {
    if (/\s/.test(character)) continue;
    if (character === ')') depth = Math.max(0, depth - 1);
    if (depth > 0) {
      hides = true;
    } else {
      shown += character === ')' && hides ? '…)' : character;
      hides = false;
    }
    if (character === '(') depth++;
  }
  return shown.length > mostCharacters ? `….${shown.slice(shown.lastIndexOf('.') + 1)}` : shown;
}
