import { PythonFactsDocument } from '../facts/python/document';
import type { PythonParser } from '../ports';
import type { TextChange } from '../syntax/pythonDocument';
import type { LineIndex } from '../text/lineIndex';
import { skipReason, type Skipped } from './analysis';
import { PlainDocument } from './documents';
import { languageOf } from './language';

/** The documents that are open in an editor: Python files with their trees, all others, and Python files that are not worth parsing, as texts. */
export class OpenDocuments {
  private readonly python = new Map<string, PythonFactsDocument>();
  private readonly plain = new Map<string, PlainDocument>();

  constructor(private readonly parser: PythonParser) {}

  has(path: string): boolean {
    return this.python.has(path) || this.plain.has(path);
  }

  pythonAt(path: string): PythonFactsDocument | null {
    return this.python.get(path) ?? null;
  }

  plainAt(path: string): PlainDocument | null {
    return this.plain.get(path) ?? null;
  }

  /** The text of an open document; null for others. */
  textAt(path: string): LineIndex | null {
    return (this.python.get(path) ?? this.plain.get(path))?.text ?? null;
  }

  open(path: string, text: string): void {
    this.close(path);
    if (languageOf(path) === 'python' && skipReason(text) === null) this.python.set(path, new PythonFactsDocument(this.parser, text));
    else this.plain.set(path, new PlainDocument(path, text));
  }

  /** Applies an edit. A file that it makes worth parsing, or no longer so, changes its kind. */
  change(path: string, changes: readonly TextChange[]): void {
    const document: { readonly text: LineIndex; change(changes: readonly TextChange[]): void } | undefined = this.python.get(path) ?? this.plain.get(path);
    if (!document) return;
    document.change(changes);
    const { text } = document.text;
    if (languageOf(path) === 'python' && (skipReason(text) === null) !== this.python.has(path)) this.open(path, text);
  }

  close(path: string): void {
    this.python.get(path)?.dispose();
    this.python.delete(path);
    this.plain.delete(path);
  }

  /** Why a document is not judged; null where it is. */
  skipped(path: string): Skipped | null {
    const python = this.python.get(path);
    if (python) return python.facts === null ? 'took too long to parse' : null;
    return this.plain.get(path)?.skipped ?? null;
  }

  dispose(): void {
    for (const path of [...this.python.keys()]) this.close(path);
  }
}
