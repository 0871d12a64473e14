import type { Edit, Tree, TreeCursor } from 'web-tree-sitter';
import type { PythonParser } from '../ports';
import type { LineIndex } from '../text/lineIndex';
import { unchangedEnds } from '../text/unchangedEnds';
import type { Span } from './syntaxNode';
import { errorType, statementTypes } from './syntaxReader';

/** A second reading of a text, with the statements blanked that made the parser lose its way. */
export interface Recovery {
  /** To be deleted by the caller. */
  readonly tree: Tree;
  /** As long as the text, line by line. */
  readonly lines: LineIndex;
  readonly blanked: readonly Span[];
  /** Comments that were blanked besides: they lead the parser astray, and are whole themselves. */
  readonly comments: readonly Span[];
}

/** A tree with the text that it is of. */
export type Reading = Pick<Recovery, 'tree' | 'lines'>;

/** More broken statements than this are not looked for: each costs a parse. */
const mostRounds = 3;

/**
 * The parser's own recovery gives up what follows an unclosed bracket, often to the end of the file. Half-typed code
 * mostly has one broken statement: where an error runs over several lines, the line on which it begins is blanked, with
 * the lines that are indented under it, and the text parsed again. null where that makes nothing better.
 * @param earlier a sound reading of an earlier text, which makes this one quicker and nothing else
 */
export function recover(parser: PythonParser, tree: Tree, lines: LineIndex, budget: number, earlier: Reading | null = null): Recovery | null {
  if (!tree.rootNode.hasError) return null;
  let best = withoutStrayComments(parser, { tree, lines }, budget, earlier);
  let damage = damageOf(best?.tree ?? tree, best?.lines ?? lines);
  for (let round = 0; round < mostRounds && damage.begin !== null; round++) {
    const span = statementAt(lines, damage.begin);
    const from: Tree = best?.tree ?? tree;
    const next = blank(parser, { tree: from, lines: best?.lines ?? lines }, span, budget, earlier);
    if (!next) break;
    const blanked: readonly Span[] = [...(best?.blanked ?? []), span];
    const after = damageOf(next.tree, next.lines);
    // What is blanked counts as lost.
    if (after.count + linesIn(lines, span) >= damage.count) {
      next.tree.delete();
      break;
    }
    const comments: readonly Span[] = best?.comments ?? [];
    best?.tree.delete();
    best = { ...next, blanked, comments };
    damage = after;
  }
  return best;
}

/** Comments below more decorators than this are not looked for. */
const mostStray = 20;

/**
 * A comment that is indented less than the decorator above it ends the block for the parser, and the decorator is lost. Such
 * comments are blanked; null where there is none.
 */
function withoutStrayComments(parser: PythonParser, { tree, lines }: Reading, budget: number, earlier: Reading | null): Recovery | null {
  const errors: { readonly span: Span; readonly begin: number }[] = [];
  const cursor = tree.walk();
  collectErrors(cursor, errors);
  cursor.delete();
  const comments = errors.filter(({ span }) => lines.text[span.start] === '@').slice(0, mostStray).flatMap(({ span }) => strayBelow(lines, span.start));
  const blanked: Span[] = [];
  let reading: Reading | null = null;
  for (const span of comments) {
    const next = blank(parser, reading ?? { tree, lines }, span, budget, earlier);
    if (!next) break;
    reading?.tree.delete();
    reading = next;
    blanked.push(span);
  }
  return reading && { ...reading, blanked: [], comments: blanked };
}

/** Comments on lines of their own between a decorator and what it decorates, indented less than it. */
function strayBelow(lines: LineIndex, decorator: number): Span[] {
  const { line: first, character: indentation } = lines.positionAt(decorator);
  const found: Span[] = [];
  for (let at = first + 1; at < lines.lineCount; at++) {
    const text = lines.line(at);
    const here = indentationOf(text);
    if (text.trim() === '') continue;
    if (!text.startsWith('#', here)) return here === indentation && /^\s*(?:@|def\b|async\b|class\b)/.test(text) ? found : [];
    if (here < indentation) found.push({ start: lines.lineStart(at) + here, end: lines.lineStart(at) + text.trimEnd().length });
  }
  return [];
}

interface Damage {
  /** Lines that lie in errors. */
  readonly count: number;
  /** Where the first error that runs over lines begins. */
  readonly begin: number | null;
}

function damageOf(tree: Tree, lines: LineIndex): Damage {
  const spans: { readonly span: Span; readonly begin: number }[] = [];
  if (tree.rootNode.hasError) {
    const cursor = tree.walk();
    collectErrors(cursor, spans);
    cursor.delete();
  }
  let count = 0;
  let begin: number | null = null;
  for (const error of spans) {
    const height = linesIn(lines, error.span);
    count += height;
    if (height > 1) begin ??= error.begin;
  }
  return { count, begin };
}

function collectErrors(cursor: TreeCursor, into: { readonly span: Span; readonly begin: number }[]): void {
  if (cursor.nodeTypeId === errorType) {
    const span = { start: cursor.startIndex, end: cursor.endIndex };
    into.push({ span, begin: beginningOf(cursor, span) });
    return;
  }
  if (!cursor.currentNode.hasError || !cursor.gotoFirstChild()) return;
  do collectErrors(cursor, into);
  while (cursor.gotoNextSibling());
  cursor.gotoParent();
}

/** Behind the whole statements that an ERROR node begins with. */
function beginningOf(cursor: TreeCursor, span: Span): number {
  let begin = span.start;
  if (!cursor.gotoFirstChild()) return begin;
  do {
    const { nodeType, nodeTypeId } = cursor;
    begin = cursor.startIndex;
    const isWhole = nodeTypeId !== errorType && (nodeType === 'comment' || (statementTypes.has(nodeType) && !cursor.currentNode.hasError));
    if (!isWhole) break;
  } while (cursor.gotoNextSibling());
  cursor.gotoParent();
  return begin;
}

/** The line of an offset, and those behind it that are empty or indented deeper; without the white space around. */
function statementAt(lines: LineIndex, offset: number): Span {
  const first = lines.positionAt(offset).line;
  const indentation = indentationOf(lines.line(first));
  let last = first;
  for (let line = first + 1; line < lines.lineCount; line++) {
    const text = lines.line(line);
    if (text.trim() === '') continue;
    if (indentationOf(text) <= indentation) break;
    last = line;
  }
  return { start: lines.lineStart(first) + indentation, end: lines.lineStart(last) + lines.line(last).trimEnd().length };
}

function indentationOf(line: string): number {
  return line.length - line.trimStart().length;
}

function linesIn(lines: LineIndex, span: Span): number {
  return lines.positionAt(span.end).line - lines.positionAt(span.start).line + 1;
}

function blank(parser: PythonParser, { tree: from, lines }: Reading, span: Span, budget: number, earlier: Reading | null): Reading | null {
  if (span.end <= span.start) return null;
  const spaces = lines.text.slice(span.start, span.end).replace(/[^\r\n]/g, ' ');
  const blanked = lines.replaced(span.start, span.end, spaces);
  // Rows of tree-sitter and lines differ where a line ends in \r alone: then there is no telling it where the edit is.
  const isTold = !/\r(?!\n)/.test(blanked.text);
  const known = isTold && earlier ? reparsed(parser, earlier, blanked, budget) : null;
  // A sound text has one tree, whatever it is made from; how errors are read depends on that, and must not on what was typed before.
  if (known && !known.rootNode.hasError) return { tree: known, lines: blanked };
  known?.delete();
  const previous = isTold ? edited(from, lines, blanked, span, span.end) : null;
  const tree = parser.parse(blanked.text, previous, budget);
  previous?.delete();
  return tree && { tree, lines: blanked };
}

function reparsed(parser: PythonParser, earlier: Reading, lines: LineIndex, budget: number): Tree | null {
  const { prefix, suffix } = unchangedEnds(earlier.lines.text, lines.text);
  const span = { start: prefix, end: earlier.lines.text.length - suffix };
  const previous = edited(earlier.tree, earlier.lines, lines, span, lines.text.length - suffix);
  const tree = parser.parse(lines.text, previous, budget);
  previous.delete();
  return tree;
}

/** The tree as tree-sitter wants it for a text in which a span has become another one, which ends at `newEnd`. */
function edited(tree: Tree, before: LineIndex, after: LineIndex, span: Span, newEnd: number): Tree {
  const copy = tree.copy();
  const pointAt = (lines: LineIndex, offset: number): { row: number; column: number } => {
    const { line, character } = lines.positionAt(offset);
    return { row: line, column: character };
  };
  // Only the fields are read; the class would bring web-tree-sitter's code into core.
  copy.edit({
    startIndex: span.start, oldEndIndex: span.end, newEndIndex: newEnd,
    startPosition: pointAt(before, span.start), oldEndPosition: pointAt(before, span.end), newEndPosition: pointAt(after, newEnd),
  } as Edit);
  return copy;
}
