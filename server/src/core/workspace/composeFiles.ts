import { findComposeSets } from '../facts/compose/sets';
import { mergeCompose } from '../facts/compose/project';
import { readComposeFile } from '../facts/compose/read';
import type { ComposeFileFacts, ComposeProject } from '../facts/compose/model';
import { LineIndex } from '../text/lineIndex';

/** Files may name files so deep. */
const mostRounds = 10;

/** The compose files of a workspace with what they name (env files, includes), and the projects that they make. */
export class ComposeFiles {
  private readonly files = new Map<string, { readonly text: LineIndex; facts: ComposeFileFacts | null }>();
  /** Texts of env files and of files that compose files name; null where there is none. */
  private readonly named = new Map<string, string | null>();
  private projects: readonly ComposeProject[] | null = null;

  set(path: string, text: string): void {
    this.files.set(path, { text: new LineIndex(text), facts: null });
    this.projects = null;
  }

  remove(path: string): void {
    if (this.files.delete(path)) this.projects = null;
  }

  get paths(): readonly string[] {
    return [...this.files.keys()];
  }

  has(path: string): boolean {
    return this.files.has(path);
  }

  text(path: string): LineIndex | null {
    return this.files.get(path)?.text ?? null;
  }

  facts(path: string): ComposeFileFacts | null {
    const file = this.files.get(path);
    if (file) return (file.facts ??= readComposeFile(path, file.text.text));
    const text = this.named.get(path);
    return typeof text === 'string' && /\.ya?ml$/.test(path) ? readComposeFile(path, text) : null;
  }

  /** A file that a compose file names was read, or turned out not to be there. */
  setNamed(path: string, text: string | null): void {
    this.named.set(path, text);
    this.projects = null;
  }

  /** A named file changed on disk: it is read again when next asked for. */
  forgetNamed(path: string): boolean {
    const known = this.named.delete(path);
    if (known) this.projects = null;
    return known;
  }

  get all(): readonly ComposeProject[] {
    this.projects ??= findComposeSets([...this.files.keys()].sort(), (path) => this.facts(path))
      .map((set) => mergeCompose(set, { facts: (path) => this.facts(path), text: (path) => this.textOf(path) }));
    return this.projects;
  }

  /** Paths that the projects asked for and that nobody has read yet. */
  unread(): readonly string[] {
    const paths = this.all.flatMap((project) => project.dependencies ?? []);
    return [...new Set(paths)].filter((path) => !this.files.has(path) && !this.named.has(path));
  }

  /** Reads what is unread until nothing new is asked for; `onRead` is called after each round. */
  async readNamed(read: (path: string) => Promise<string | null>, onRead: () => void): Promise<void> {
    for (let round = 0; round < mostRounds; round++) {
      const unread = this.unread();
      if (unread.length === 0) return;
      for (const path of unread) this.setNamed(path, await read(path));
      onRead();
    }
  }

  private textOf(path: string): string | null {
    return this.files.get(path)?.text.text ?? this.named.get(path) ?? null;
  }
}
