import type { LineIndex } from '../text/lineIndex';
import type { Position, Range } from '../text/range';

/** What is being typed in a YAML text: a key of the mapping at `path`, or the value at `path`. */
export interface YamlContext {
  readonly at: 'key' | 'value';
  /** Keys, and 0 for an item of a list. */
  readonly path: readonly (string | number)[];
  /** The word under the cursor, from its beginning up to the cursor. */
  readonly range: Range;
}

interface Token {
  readonly column: number;
  /** Null for the dash of a list item. */
  readonly key: string | null;
}

/** How far up the parents of a line are looked for. */
const farthest = 2_000;
const wordPattern = `["']?([\\w./#*-]*)$`;
const flowItem = new RegExp(`\\[(?:[^\\]]*,)?\\s*${wordPattern}`);
const value = new RegExp(`:\\s+${wordPattern}`);
const word = new RegExp(`^(?:\\s|-\\s)*${wordPattern}`);

/** Reads the place by indentation, so that it can be told in a text that is no YAML yet. Null inside of comments and longer texts. */
export function yamlContextAt(text: LineIndex, position: Position): YamlContext | null {
  const before = text.line(position.line).slice(0, position.character);
  if (before.length > 1_000 || /^\s*#|\s#/.test(before)) return null;
  const tokens = tokensOf(before);
  const range = (typed: string): Range => ({ start: { line: position.line, character: position.character - typed.length }, end: position });
  const key = tokens.at(-1)?.key ?? null;
  if (key !== null) {
    const flow = flowItem.exec(before);
    const found = flow ?? value.exec(before);
    return found ? { at: 'value', path: [...pathOf(text, position.line, tokens), ...(flow ? [0] : [])], range: range(found[1] ?? '') } : null;
  }
  const found = word.exec(before);
  if (!found) return null;
  const typed = found[1] ?? '';
  // Behind a dash may come a key of the item as well as the item: the schema knows which.
  const path = pathOf(text, position.line, [...tokens, { column: before.length - typed.length, key: '' }]).slice(0, -1);
  return { at: 'key', path, range: range(typed) };
}

/** Dashes and the key at the beginning of a line. */
function tokensOf(line: string): Token[] {
  const tokens: Token[] = [];
  let at = line.length - line.trimStart().length;
  while (/^-\s/.test(line.slice(at, at + 2))) {
    tokens.push({ column: at, key: null });
    at += 1;
    while (/\s/.test(line.charAt(at))) at += 1;
  }
  const key = /^(["']?)([^\s"'#:,[\]{}][^"'#:,[\]{}]{0,200})\1:(?=\s|$)/.exec(line.slice(at, at + 250));
  if (key) tokens.push({ column: at, key: key[2] ?? '' });
  return tokens;
}

/** The path that ends in the last of `own`, the tokens of a line: those to its left, then those above that are less indented. */
function pathOf(text: LineIndex, line: number, own: readonly Token[]): (string | number)[] {
  const path: (string | number)[] = [];
  let column = Infinity;
  let isItem = false;
  const take = (tokens: readonly Token[]): void => {
    for (const token of [...tokens].reverse()) {
      // The dashes of a list may stand right below the key that holds it.
      if (!(token.column < column || (isItem && token.key !== null && token.column === column))) continue;
      path.unshift(token.key ?? 0);
      column = token.column;
      isItem = token.key === null;
    }
  };
  take(own);
  for (let at = line - 1; at >= 0 && line - at < farthest && (column > 0 || isItem); at--) {
    const above = text.line(at);
    if (above.length < 1_000 && !/^\s*(#|$)/.test(above)) take(tokensOf(above));
  }
  return path;
}
