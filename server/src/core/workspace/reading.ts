import type { CancelSignal, Ports } from '../ports';
import type { ModuleSummary } from '../project/model';
import type { GraphEdit, Intake } from './intake';
import { Pause } from './pause';
import { importedNames, importNameOf, type Prefilter } from './prefilter';
import type { Recency } from './recency';

/** What reading Python files gave. */
export interface PythonReading {
  readonly summaries: readonly ModuleSummary[];
  /** Not parsed: no universal rule can speak about them. */
  readonly deferred: readonly string[];
  readonly isFollowable: boolean;
}

/** Reads files of a folder in slices that give way to other work. Files that are open in an editor are left to it. */
export class FolderReader {
  constructor(
    private readonly ports: Pick<Ports, 'files' | 'clock'>, private readonly intake: Intake, private readonly prefilter: Prefilter,
    private readonly recency: Recency, private readonly isOpen: (path: string) => boolean,
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
   * Summaries of Python files. Files that no universal rule can speak about are deferred until it is known whether the
   * workspace may follow a pack (`followable`: true, false, or null for "by what they say").
   */
  async python(paths: readonly string[], followable: boolean | null, signal: CancelSignal, progress: (done: number, total: number) => void): Promise<PythonReading> {
    const pause = new Pause(this.ports.clock);
    const summaries: ModuleSummary[] = [];
    const deferred: string[] = [];
    let isFollowable = followable === true;
    for (const [at, path] of paths.entries()) {
      if (signal.isCancelled) break;
      const text = await this.read(path);
      if (text === null) continue;
      if (followable === null && !isFollowable) isFollowable = this.prefilter.isSign(text);
      if (isFollowable || this.prefilter.isCandidate(text)) {
        const summary = this.intake.summary(path, text);
        if (summary) summaries.push(summary);
      } else {
        this.intake.known.add(path);
        deferred.push(path);
      }
      if (await pause.ifDue()) progress(at, paths.length);
    }
    return { summaries, deferred, isFollowable };
  }

  /** Summaries of files that were deferred. */
  async deferred(paths: readonly string[], signal: CancelSignal): Promise<readonly ModuleSummary[]> {
    return (await this.python(paths, true, signal, () => undefined)).summaries;
  }

  /** Summaries of deferred files that parsed ones import, and of those that these import: names lead there. */
  async imported(summaries: readonly ModuleSummary[], deferred: readonly string[], signal: CancelSignal): Promise<readonly ModuleSummary[]> {
    const all: ModuleSummary[] = [];
    let left = deferred;
    let latest = summaries;
    while (latest.length > 0 && left.length > 0 && !signal.isCancelled) {
      const wanted = importedPaths(latest, left);
      left = left.filter((path) => !wanted.has(path));
      latest = await this.deferred([...wanted], signal);
      all.push(...latest);
    }
    return all;
  }

  /** The text on the disk; null where there is none, and where an editor or a change of the file has told a newer one. */
  private async read(path: string): Promise<string | null> {
    if (this.isOpen(path)) return null;
    const since = this.recency.now;
    const text = await this.ports.files.read(path);
    return this.recency.isChanged(path, since) ? null : text;
  }
}

/** Those of `paths` that one of the files may import, by their names. */
export function importedPaths(summaries: readonly ModuleSummary[], paths: readonly string[]): ReadonlySet<string> {
  const names = new Set(summaries.flatMap(importedNames));
  return new Set(paths.filter((path) => names.has(importNameOf(path))));
}
