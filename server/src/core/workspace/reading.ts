import type { CancelSignal, Ports } from '../ports';
import type { ModuleSummary } from '../project/model';
import type { GraphEdit, Intake } from './intake';
import { Pause } from './pause';
import { skipReason } from './analysis';
import type { PythonPool } from './pool';
import { importedNames, importNameOf, type Prefilter } from './prefilter';
import type { Recency } from './recency';
import type { TextScan } from './textScan';

/** As many files are read ahead of the one at hand. */
const readAhead = 16;

/** Which Python files are worth parsing. */
export interface Selection {
  readonly chosen: readonly string[];
  /** No rule can speak about them. */
  readonly deferred: readonly string[];
  readonly isFollowable: boolean;
}

/** Reads files of a folder in slices that give way to other work. Files that are open in an editor are left to it. */
export class FolderReader {
  constructor(
    private readonly ports: Pick<Ports, 'files' | 'clock'>, private readonly intake: Intake, private readonly prefilter: Prefilter,
    private readonly recency: Recency, private readonly isOpen: (path: string) => boolean, private readonly pool: PythonPool | null,
  ) {}

  /** Changes of the graph by compose files, Dockerfiles, dependency files and configuration. */
  async plain(paths: readonly string[]): Promise<readonly (readonly [path: string, edit: GraphEdit])[]> {
    const edits: [string, GraphEdit][] = [];
    for (const path of paths) {
      const text = await this.read(path);
      if (text !== null) edits.push([path, this.intake.taken(path, text)]);
    }
    return edits;
  }

  /**
   * Tells which Python files are worth parsing: all where the workspace may follow a pack (`followable`: true, false, or
   * null for "by what the files say"), else those that a universal rule may speak about.
   */
  async select(paths: readonly string[], followable: boolean | null, plainTexts: ReadonlyMap<string, string>, signal: CancelSignal): Promise<Selection> {
    if (followable === true) return { chosen: paths, deferred: [], isFollowable: true };
    const scans: TextScan[] = [];
    for await (const [path, text] of this.texts(paths, signal)) {
      const skipped = skipReason(text);
      if (skipped !== null) {
        this.intake.unread.set(path, skipped);
        continue;
      }
      const scan = this.prefilter.scan(path, text);
      if (followable === null && this.prefilter.isSign(scan)) return { chosen: paths, deferred: [], isFollowable: true };
      scans.push(scan);
    }
    const candidates = this.prefilter.candidates(scans, plainTexts);
    const chosen: string[] = [];
    const deferred: string[] = [];
    for (const path of paths) (candidates.has(path) ? chosen : deferred).push(path);
    return { chosen, deferred, isFollowable: false };
  }

  /** The paths are files of the folder, though they are not parsed. */
  defer(paths: readonly string[]): void {
    for (const path of paths) this.intake.known.add(path);
  }

  /** Summaries of Python files, in the order of `paths`. */
  async python(paths: readonly string[], signal: CancelSignal, progress: (done: number, total: number) => void): Promise<readonly ModuleSummary[]> {
    if (this.pool && paths.length >= this.pool.least) {
      const wanted = paths.filter((path) => !this.isOpen(path));
      const readings = await this.pool.read(wanted, progress);
      for (const reading of readings) this.intake.readElsewhere(reading);
      await this.noteUnread(wanted, new Set(readings.filter(({ summary }) => summary !== null).map(({ path }) => path)));
      return readings.flatMap(({ summary }) => summary ?? []);
    }
    const pause = new Pause(this.ports.clock);
    const summaries: ModuleSummary[] = [];
    let done = 0;
    for await (const [path, text] of this.texts(paths, signal)) {
      const summary = this.intake.summary(path, text);
      if (summary) summaries.push(summary);
      done++;
      if (await pause.ifDue()) progress(done, paths.length);
    }
    return summaries;
  }

  /** Summaries of deferred files that parsed ones import, and of those that these import: names lead there. */
  async imported(summaries: readonly ModuleSummary[], deferred: readonly string[], signal: CancelSignal): Promise<readonly ModuleSummary[]> {
    const all: ModuleSummary[] = [];
    let left = deferred;
    let latest = summaries;
    while (latest.length > 0 && left.length > 0 && !signal.isCancelled) {
      const wanted = importedPaths(latest, left);
      left = left.filter((path) => !wanted.has(path));
      latest = await this.python([...wanted].sort(), signal, () => undefined);
      all.push(...latest);
    }
    return all;
  }

  /** Texts of those files that can be read, in order; some are read ahead of what is asked for. */
  private async *texts(paths: readonly string[], signal: CancelSignal): AsyncGenerator<readonly [path: string, text: string]> {
    const ahead: Promise<string | null>[] = [];
    let next = 0;
    for (const path of paths) {
      while (next < paths.length && ahead.length < readAhead) ahead.push(this.read(paths[next++] ?? ''));
      const text = await ahead.shift();
      if (signal.isCancelled) return;
      if (typeof text === 'string') yield [path, text];
    }
  }

  /** Says of files that others did not read why that is. */
  private async noteUnread(wanted: readonly string[], read: ReadonlySet<string>): Promise<void> {
    for (const path of wanted) {
      if (read.has(path)) this.intake.unread.delete(path);
      else {
        const text = await this.read(path);
        if (text !== null) this.intake.unread.set(path, skipReason(text) ?? 'took too long to parse');
      }
    }
  }

  /** The text on the disk; null where there is none, and where an editor or a change of the file has told a newer one. */
  private async read(path: string): Promise<string | null> {
    if (this.isOpen(path)) return null;
    const since = this.recency.now;
    const text = await this.ports.files.read(path);
    if (this.recency.isChanged(path, since)) return null;
    if (text === null) this.intake.unread.set(path, 'unreadable, binary or too large');
    return text;
  }
}

/** Those of `paths` that one of the files may import, by their names. */
export function importedPaths(summaries: readonly ModuleSummary[], paths: readonly string[]): ReadonlySet<string> {
  const names = new Set(summaries.flatMap(importedNames));
  return new Set(paths.filter((path) => names.has(importNameOf(path))));
}
