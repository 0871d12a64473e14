import type { Edit, Tree } from 'web-tree-sitter';
import type { PythonParser } from '../ports';
import { LineIndex } from '../text/lineIndex';
import type { Range } from '../text/range';

/** A change of an open file (LSP 3.17, TextDocumentContentChangeEvent); without a range, the text is replaced whole. */
export interface TextChange {
  readonly range?: Range;
  readonly text: string;
}

/** Milliseconds of the clock that one parse of an open file may take: generous, since a busy machine must not cost a file its findings. */
const defaultBudget = 1_000;
/** How much longer the first may take: it reads all of the file, on a machine that may be busy starting an editor, and none of the later ones can do without. */
const firstBudgetFactor = 3;

/** UTF-16 units, about 3,000 lines: parsing more of them anew at every key would be felt. */
const longestParsedAnew = 100_000;

/**
 * An open Python file: its text, and the tree that belongs to it. It owns the tree: trees live in wasm memory and are
 * not collected, so each is deleted when another takes its place, and the last by `dispose`.
 */
export class PythonDocument {
  private index: LineIndex;
  /** The last tree that a parse gave, moved along with every change since. */
  private base: Tree | null = null;
  private current: Tree | null = null;
  private isParsed = false;
  private isFirst = true;
  private hasLoneReturn: boolean;

  constructor(private readonly parser: PythonParser, text: string, private readonly budget = defaultBudget) {
    this.index = new LineIndex(text);
    this.hasLoneReturn = loneReturn.test(text);
  }

  get text(): LineIndex {
    return this.index;
  }

  /** The tree of the text as it stands; null where parsing took longer than the budget. Valid until the next change. */
  get tree(): Tree | null {
    if (!this.isParsed) this.parse();
    return this.current;
  }

  /** Applies changes in order; the range of each refers to the text that the one before left. */
  change(changes: readonly TextChange[]): void {
    for (const change of changes) {
      if (change.range) this.replace(change.range, change.text);
      else this.replaceAll(change.text);
    }
  }

  dispose(): void {
    this.forgetTrees();
    this.isParsed = false;
  }

  private parse(): void {
    const tree = this.parsed(this.isFirst ? this.budget * firstBudgetFactor : this.budget);
    this.isFirst = false;
    this.current = tree;
    this.isParsed = true;
    // A cancelled parse leaves the edited old tree: the next change may well be the closing quote.
    if (tree === null) return;
    this.base?.delete();
    this.base = tree;
  }

  /**
   * A text with errors is parsed anew: how the grammar recovers depends on what it takes over from the old tree, and what
   * is said of a text must not depend on how it was typed.
   */
  private parsed(budget: number): Tree | null {
    const { text } = this.index;
    const isShort = text.length <= longestParsedAnew;
    // While something is being typed it is mostly broken still.
    if (isShort && this.base?.rootNode.hasError === true) return this.parser.parse(text, null, budget);
    const tree = this.parser.parse(text, this.base, budget);
    if (!tree || !this.base || !isShort || !tree.rootNode.hasError) return tree;
    const fresh = this.parser.parse(text, null, budget);
    if (fresh) tree.delete();
    return fresh ?? tree;
  }

  private replace(range: Range, newText: string): void {
    const start = this.index.offsetAt(range.start);
    const end = Math.max(start, this.index.offsetAt(range.end));
    if (end === start && newText === '') return;
    const next = this.index.replaced(start, end, newText);
    this.hasLoneReturn ||= loneReturn.test(next.text.slice(Math.max(0, start - 1), start + newText.length + 2));
    if (this.base && !this.hasLoneReturn) this.base.edit(editOf(this.index, next, start, end, newText.length));
    else this.forgetTrees();
    this.index = next;
    this.current = null;
    this.isParsed = false;
  }

  private replaceAll(text: string): void {
    this.index = new LineIndex(text);
    this.hasLoneReturn = loneReturn.test(text);
    this.forgetTrees();
    this.isParsed = false;
  }

  private forgetTrees(): void {
    this.base?.delete();
    this.base = null;
    this.current = null;
  }
}

/** A line that ends in \r alone: tree-sitter does not count it as one, so positions of edits would go astray. */
const loneReturn = /\r(?!\n)/;

function editOf(before: LineIndex, after: LineIndex, start: number, end: number, length: number): Edit {
  const edit = {
    startIndex: start, oldEndIndex: end, newEndIndex: start + length,
    startPosition: pointOf(before, start), oldEndPosition: pointOf(before, end), newEndPosition: pointOf(after, start + length),
  };
  // Only the fields are read; the class would bring web-tree-sitter's code into core.
  return edit as Edit;
}

function pointOf(index: LineIndex, offset: number): { row: number; column: number } {
  const { line, character } = index.positionAt(offset);
  return { row: line, column: character };
}
