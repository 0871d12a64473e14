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
  /** The tree of a recovery, which is not the document's. */
  private recovered: Tree | null = null;
  private isCurrent = false;
  readonly emptyFacts = noFacts;

  constructor(private readonly parser: PythonParser, text: string, budget?: number) {
    this.document = new PythonDocument(parser, text, budget);
  }

  get text(): LineIndex {
    return this.document.text;
  }

  /** The tree that the facts are from, valid until the next change; in broken code, some statements are blanked in it. */
  get tree(): Tree | null {
    return this.facts === null ? null : (this.recovered ?? this.document.tree);
  }

  /** The facts of the text as it stands, the same object until it changes, and to be read no longer then: facts of unchanged statements are moved on to the next text; null where parsing took longer than the budget. */
  get facts(): PythonFacts | null {
    const { tree } = this.document;
    if (tree === null) return null;
    if (!this.isCurrent || !this.extraction) {
      const before = this.extraction;
      const earlier = this.recovered;
      // What is read takes over facts of the text before, and moves them: these are of no use to anyone any more.
      this.extraction = null;
      this.recovered = null;
      this.extraction = extractFrom(this.document.text, tree, this.parser, before, earlier && before ? { tree: earlier, lines: before.lines } : null);
      earlier?.delete();
      this.recovered = this.extraction.tree === tree ? null : this.extraction.tree;
      this.isCurrent = true;
    }
    return this.extraction.facts;
  }

  /** See `PythonDocument.change`. */
  change(changes: readonly TextChange[]): void {
    this.document.change(changes);
    this.isCurrent = false;
  }

  /** Frees the trees. The text can be read on. */
  dispose(): void {
    this.forgetRecovered();
    this.document.dispose();
    this.isCurrent = false;
  }

  private forgetRecovered(): void {
    this.recovered?.delete();
    this.recovered = null;
  }
}
