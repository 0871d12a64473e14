import { type Language, Parser, type Tree } from 'web-tree-sitter';
import type { PythonParser } from '../ports';

/** A parser over a loaded grammar: each parse ends within its budget (milliseconds), or gives null. `Parser.init` must have resolved. */
export function makePythonParser(language: Language): PythonParser {
  const parser = new Parser();
  parser.setLanguage(language);
  return { language, parse: (text, previous, budget) => parseWithin(parser, text, previous, budget) };
}

function parseWithin(parser: Parser, text: string, previous: Tree | null, budget: number): Tree | null {
  const deadline = performance.now() + budget;
  // The callback's answer cancels; the typings of 0.27 say void.
  const tree = parser.parse(plainLines(text), previous, { progressCallback: () => performance.now() > deadline });
  // A cancelled parse would go on with the old text at the next call.
  if (tree === null) parser.reset();
  return tree;
}

/** A carriage return alone ends a line in Python (universal newlines, PEP 278); the grammar would read a comment on over it. No offset changes. */
function plainLines(text: string): string {
  return /\r(?!\n)/.test(text) ? text.replace(/\r(?!\n)/g, '\n') : text;
}
