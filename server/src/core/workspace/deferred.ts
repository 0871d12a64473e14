import type { ModuleSummary } from '../project/model';

/** Python files that were not parsed, since no rule could speak about them, and what makes them worth it after all. */
export class DeferredFiles {
  readonly paths = new Set<string>();
  /** Files about which no rule can speak, whether they were parsed since for the sake of others or not. */
  readonly silent = new Set<string>();
  private readonly importers = new Map<string, ModuleSummary>();
  private isAllWanted = false;

  /** Forgets what was deferred before. */
  begin(paths: readonly string[]): void {
    this.paths.clear();
    this.silent.clear();
    for (const path of paths) {
      this.paths.add(path);
      this.silent.add(path);
    }
    this.importers.clear();
    this.isAllWanted = false;
  }

  /** The workspace may follow a pack from now on: every file counts. */
  wantAll(): void {
    this.isAllWanted = true;
    this.silent.clear();
  }

  /** A file was opened or changed: what was said of it holds no longer. */
  changed(path: string): void {
    this.paths.delete(path);
    this.silent.delete(path);
  }

  /** A file was taken in: names may lead from it to deferred ones. */
  imported(summary: ModuleSummary): void {
    this.paths.delete(summary.path);
    if (this.paths.size > 0) this.importers.set(summary.path, summary);
  }

  /** What is to be read: all, those that these files import, or null for nothing. */
  take(): 'all' | readonly ModuleSummary[] | null {
    if (this.paths.size === 0) return null;
    const summaries = [...this.importers.values()];
    this.importers.clear();
    if (this.isAllWanted) return 'all';
    return summaries.length > 0 ? summaries : null;
  }
}
