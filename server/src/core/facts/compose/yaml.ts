import { Composer, Lexer, Parser, type CST, type Document } from 'yaml';
import type { LineIndex } from '../../text/lineIndex';
import type { Range } from '../../text/range';

/** A YAML text, composed as far as it can be read. */
export interface ReadYaml {
  readonly documents: readonly Document.Parsed[];
  readonly comments: readonly { readonly text: string; readonly range: Range; readonly ownLine: boolean }[];
  readonly problems: readonly YamlProblem[];
}

export interface YamlProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly kind: 'syntax' | 'limit';
}

/** Ten times the largest compose files seen; a hostile text within these bounds takes about a second. */
const longestText = 400_000;
const mostLexemes = 60_000;
/** The composer recurses; deep in the stack V8 aborts the process when it compiles a regular expression. */
const deepestNesting = 150;
const mostRepairs = 5;
/** Beyond this length a text is not read again for an open quote. */
const longestRepaired = 50_000;
const mostProblems = 50;

/**
 * Parses YAML 1.2 with every plain scalar left as its text. A quote that is not closed swallows all that follows: such a
 * line is taken out and the text read again, so that a half-typed value costs its own line only.
 */
export function readYaml(index: LineIndex): ReadYaml {
  const { text } = index;
  if (text.length > longestText) return unreadable(text, `longer than ${longestText} characters: not read`);
  const problems: YamlProblem[] = [];
  let readable = text;
  for (let turn = 0; ; turn++) {
    const tokens = tokenize(readable);
    if (tokens === null) return unreadable(text, 'nested too deeply, or too many parts: not read');
    const documents = compose(tokens, readable.length);
    if (documents === null) return unreadable(text, 'cannot be read');
    const errors = documents.flatMap((document) => document.errors);
    const open = errors.find((error) => error.code === 'MISSING_CHAR' && /closing ['"]quote/.test(error.message));
    const repaired = open && turn < mostRepairs && text.length < longestRepaired ? withoutOpenQuote(readable, tokens) : null;
    if (repaired === null) {
      for (const error of errors.slice(0, mostProblems)) problems.push({ message: error.message, start: error.pos[0], end: error.pos[1], kind: 'syntax' });
      return { documents, comments: commentsOf(tokens, index), problems };
    }
    problems.push({ message: 'quote without its end', start: repaired.at, end: repaired.end, kind: 'syntax' });
    readable = repaired.text;
  }
}

function unreadable(text: string, message: string): ReadYaml {
  return { documents: [], comments: [], problems: [{ message, start: 0, end: Math.min(1, text.length), kind: 'limit' }] };
}

function tokenize(text: string): CST.Token[] | null {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let count = 0;
  try {
    for (const lexeme of new Lexer().lex(text)) {
      for (const token of parser.next(lexeme)) tokens.push(token);
      if (++count > mostLexemes || parser.stack.length > deepestNesting) return null;
    }
    for (const token of parser.end()) tokens.push(token);
  } catch {
    return null;
  }
  return tokens;
}

function compose(tokens: readonly CST.Token[], length: number): Document.Parsed[] | null {
  try {
    const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, strict: false, prettyErrors: false, logLevel: 'silent' });
    return [...composer.compose(tokens, true, length)];
  } catch {
    return null;
  }
}

/** Blanks the first quoted scalar that has no end, from its quote to the end of its line. */
function withoutOpenQuote(text: string, tokens: readonly CST.Token[]): { text: string; at: number; end: number } | null {
  let at = -1;
  walk(tokens, (token) => {
    if (at >= 0 || (token.type !== 'double-quoted-scalar' && token.type !== 'single-quoted-scalar')) return;
    const { source } = token;
    const quote = source.charAt(0);
    if (source.length < 2 || !source.endsWith(quote) || isEscapedEnd(source)) at = token.offset;
  });
  if (at < 0) return null;
  const lineEnd = /[\r\n]|$/.exec(text.slice(at))?.index ?? 0;
  const end = at + lineEnd;
  return { text: text.slice(0, at) + ' '.repeat(end - at) + text.slice(end), at, end };
}

function isEscapedEnd(source: string): boolean {
  if (!source.startsWith('"')) return false;
  let slashes = 0;
  while (source.charAt(source.length - 2 - slashes) === '\\') slashes++;
  return slashes % 2 === 1;
}

function commentsOf(tokens: readonly CST.Token[], index: LineIndex): ReadYaml['comments'] {
  const comments: { text: string; range: Range; ownLine: boolean }[] = [];
  walk(tokens, (token) => {
    if (token.type !== 'comment') return;
    const range = index.rangeOf(token.offset, token.offset + token.source.length);
    const before = index.line(range.start.line).slice(0, range.start.character);
    comments.push({ text: token.source, range, ownLine: before.trim() === '' });
  });
  return comments.sort((a, b) => a.range.start.line - b.range.start.line);
}

/** Calls back for every token in the tree, in no set order among siblings; does not recurse. */
function walk(tokens: readonly CST.Token[], visit: (token: CST.Token | CST.SourceToken) => void): void {
  const open: unknown[] = [...tokens].reverse();
  while (open.length > 0) {
    const token = open.pop();
    if (typeof token !== 'object' || token === null) continue;
    if ('type' in token) visit(token as CST.Token);
    for (const part of ['end', 'value', 'sep', 'key', 'items', 'props', 'start'] as const) {
      const inner = (token as Record<string, unknown>)[part];
      if (Array.isArray(inner)) for (let i = inner.length - 1; i >= 0; i--) open.push(inner[i]);
      else if (typeof inner === 'object' && inner !== null) open.push(inner);
    }
  }
}
