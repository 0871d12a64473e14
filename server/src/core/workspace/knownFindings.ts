import { applyBaseline, readBaseline, type Anchor } from '../project/baseline';
import type { Configuration, ConfigurationProblem } from '../project/configuration';
import type { Finding } from '../rules/model';
import { LineIndex } from '../text/lineIndex';
import type { Position } from '../text/range';

/** What is asked of the workspace to find known findings again. */
interface Around {
  /** What names the baseline; null where none is to be applied. */
  configuration(): Configuration | null;
  read(path: string): Promise<string | null>;
  /** The text of an open file; null for closed ones. */
  openText(path: string): LineIndex | null;
  scope(path: string, at: Position): string;
}

/** The baseline that `archguide.yaml` names: findings in it are known and not shown. Entries stand by their file, so that one file is judged at a time. */
export class KnownFindings {
  /** Where the baseline is that was read last; null where none was named. */
  private readFrom: string | null = null;
  /** Why it could not be read; null where it could. */
  private problem: string | null = null;
  private readonly byFile = new Map<string, Anchor[]>();
  /** Texts of closed files that have entries: an entry holds as long as the lines under it are the same. */
  private readonly texts = new Map<string, LineIndex>();

  constructor(private readonly around: Around) {}

  /** The baseline that is in force, a path in the workspace; null where none is. */
  get path(): string | null {
    return this.around.configuration()?.baseline ?? null;
  }

  /** What is wrong with the baseline, where the configuration names it. */
  get problems(): readonly ConfigurationProblem[] {
    const at = this.around.configuration()?.baselineAt;
    return this.problem === null || !at ? [] : [{ ...at, severity: 'error', message: this.problem }];
  }

  /** Reads the baseline, and the files that it speaks of, where another one is named than was read, or it is among the `changed` files; says whether it did. */
  async update(changed: readonly string[] = []): Promise<boolean> {
    const { path } = this;
    if (path === this.readFrom && (path === null || !changed.includes(path))) return false;
    const read = (file: string): Promise<string | null> => this.around.read(file);
    const text = path === null ? null : await read(path);
    const baseline = text === null ? { findings: [], problem: null } : readBaseline(text);
    const byFile = new Map<string, Anchor[]>();
    for (const anchor of baseline.findings) {
      const list = byFile.get(anchor.path);
      if (list) list.push(anchor);
      else byFile.set(anchor.path, [anchor]);
    }
    const texts = new Map<string, LineIndex>();
    for (const file of byFile.keys()) {
      const own = await read(file);
      if (own !== null) texts.set(file, new LineIndex(own));
    }
    this.readFrom = path;
    this.problem = path !== null && text === null ? `There is no baseline \`${path}\`, or it cannot be read. \`archguide check --write-baseline\` writes it.` : baseline.problem;
    replace(this.byFile, byFile);
    replace(this.texts, texts);
    return true;
  }

  /** A closed file has another text now; null where it is gone. */
  changed(path: string, text: string | null): void {
    if (text === null) this.texts.delete(path);
    else if (this.byFile.has(path)) this.texts.set(path, new LineIndex(text));
  }

  /** Those findings of a file that the baseline does not know. */
  fresh(path: string, findings: readonly Finding[]): readonly Finding[] {
    const entries = this.byFile.get(path);
    if (!entries || findings.length === 0) return findings;
    return applyBaseline(findings, { findings: entries, problem: null }, {
      text: (file) => this.around.openText(file) ?? this.texts.get(file) ?? null,
      scope: (file, at) => this.around.scope(file, at),
    }).fresh;
  }
}

function replace<V>(map: Map<string, V>, by: ReadonlyMap<string, V>): void {
  map.clear();
  for (const [key, value] of by) map.set(key, value);
}
