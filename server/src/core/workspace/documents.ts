import type { ComposeFileFacts, ComposeProject } from '../facts/compose/model';
import type { DependencyFacts } from '../facts/dependencies/model';
import type { DockerfileFacts } from '../facts/dockerfile/model';
import { applyEdits, LineIndex } from '../text/lineIndex';
import type { TextChange } from '../syntax/pythonDocument';
import { languageOf, type FileLanguage } from './language';
import { skipReason, type Skipped } from './analysis';
import type { OpenFile } from './model';

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

/** What features see of an open file that is not Python. */
export function plainFile({ path, text, language, facts, skipped }: PlainDocument, projects: readonly ComposeProject[]): OpenFile {
  // A file that is not worth reading has no facts: to features it is a text.
  if (skipped !== null) return { language: 'other', path, text };
  switch (language) {
    case 'compose': return { language, path, text, compose: facts as ComposeFileFacts, projects: projects.filter((project) => project.files.includes(path)) };
    case 'dockerfile': return { language, path, text, dockerfile: facts as DockerfileFacts };
    case 'dependencies': return { language, path, text, dependencies: facts as DependencyFacts };
    case 'configuration': case 'module': case 'environment': return { language, path, text };
    default: return { language: 'other', path, text };
  }
}
