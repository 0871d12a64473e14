import { neverCancelled } from '../ports';
import type { ModuleSummary } from '../project/model';
import type { Finding } from '../rules/model';
import type { PythonReading } from './pool';
import type { Workspace } from './workspace';

/** One of a pool: a workspace that reads some of the files, learns of the rest, and judges its own. */
export class PoolMember {
  private readonly own = new Map<string, ModuleSummary>();

  constructor(private readonly workspace: Workspace) {}

  async read(paths: readonly string[]): Promise<readonly PythonReading[]> {
    const summaries = new Map<string, ModuleSummary>();
    for (const summary of await this.workspace.reader.python(paths, neverCancelled, () => undefined)) {
      this.own.set(summary.path, summary);
      summaries.set(summary.path, summary);
    }
    return paths.filter((path) => this.workspace.paths.has(path))
      .map((path) => ({ path, summary: summaries.get(path) ?? null, suppressing: this.workspace.suppressing(path) }));
  }

  /** Makes the workspace whole: files that are not Python, and Python files that others have read. */
  async learn(plain: readonly string[], others: readonly ModuleSummary[]): Promise<void> {
    await this.workspace.readPlain(plain);
    this.workspace.adopt([...this.own.values(), ...others], Number.POSITIVE_INFINITY);
  }

  async judge(paths: readonly string[]): Promise<readonly (readonly [path: string, findings: readonly Finding[]])[]> {
    const found: (readonly [string, readonly Finding[]])[] = [];
    for (const path of paths) found.push([path, await this.workspace.ownFindings(path)]);
    return found;
  }
}
