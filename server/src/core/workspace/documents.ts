import type { ComposeFileFacts } from '../facts/compose/model';
import type { DependencyFacts } from '../facts/dependencies/model';
import type { DockerfileFacts } from '../facts/dockerfile/model';
import { applyEdits, LineIndex } from '../text/lineIndex';
import type { TextChange } from '../syntax/pythonDocument';
import { languageOf, type FileLanguage } from './language';
import { skipReason, type Skipped } from './analysis';

/** An open file that is not Python: its text, and facts where its language has some. */
export class PlainDocument {
  private index: LineIndex;
  facts: ComposeFileFacts | DockerfileFacts | DependencyFacts | null = null;
  skipped: Skipped | null;

  constructor(readonly path: string, text: string) {
    this.index = new LineIndex(text);
    this.skipped = skipReason(text);
  }

  get language(): FileLanguage | null {
    return languageOf(this.path);
  }

  get text(): LineIndex {
    return this.index;
  }

  change(changes: readonly TextChange[]): void {
    let text = this.index.text;
    for (const change of changes) text = change.range ? applyEdits(text, [{ range: change.range, newText: change.text }]) : change.text;
    this.index = new LineIndex(text);
    this.facts = null;
    this.skipped = skipReason(text);
  }
}
