import type { Tree } from 'web-tree-sitter';
import type { PythonParser } from '../../ports';
import { PythonDocument, type TextChange } from '../../syntax/pythonDocument';
import type { LineIndex } from '../../text/lineIndex';
import { noFacts } from './assemble';
import { extractFrom, type Extraction } from './extract';
import type { PythonFacts } from './model';

/** An open Python file with its facts, which follow its text edit by edit. */
export class PythonFactsDocument {
  private readonly document: PythonDocument;
  private extraction: Extraction | null = null;
  private isCurrent = false;
  readonly emptyFacts = noFacts;

  constructor(parser: PythonParser, text: string, budget?: number) {
    this.document = new PythonDocument(parser, text, budget);
  }

  get text(): LineIndex {
    return this.document.text;
  }

  /** See `PythonDocument.tree`. */
  get tree(): Tree | null {
    return this.document.tree;
  }

  /** The facts of the text as it stands, the same object until it changes; null where parsing took longer than the budget. */
  get facts(): PythonFacts | null {
    const { tree } = this.document;
    if (tree === null) return null;
    if (!this.isCurrent) {
      this.extraction = extractFrom(this.document.text, tree, this.extraction);
      this.isCurrent = true;
    }
    return this.extraction?.facts ?? null;
  }

  /** See `PythonDocument.change`. */
  change(changes: readonly TextChange[]): void {
    this.document.change(changes);
    this.isCurrent = false;
  }

  /** Frees the tree. The text can be read on. */
  dispose(): void {
    this.document.dispose();
  }
}
