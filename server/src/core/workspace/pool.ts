import type { Finding } from '../rules/model';
import type { Comment } from '../project/suppressions';
import type { ModuleSummary } from '../project/model';

/** What was read of a Python file elsewhere. Plain data: it crosses from thread to thread. */
export interface PythonReading {
  readonly path: string;
  /** null where it could not be parsed within its budget. */
  readonly summary: ModuleSummary | null;
  /** Of a file with suppressions: its comments and text. */
  readonly suppressing: { readonly comments: readonly Comment[]; readonly text: string } | null;
}

/** Others that read and judge Python files for a workspace, in parallel. What they find is what the workspace itself would find. */
export interface PythonPool {
  /** Fewer files than this are read at once here rather than there. */
  readonly least: number;
  /** Reads files; those that are no text are left out. @throws where one of the others ended */
  read(paths: readonly string[], progress: (done: number, total: number) => void): Promise<readonly PythonReading[]>;
  /** Whether the others have read a file, and so can judge it. */
  has(path: string): boolean;
  /**
   * What the rules find in each of the files alone, suppressions aside.
   * @param plain paths of all files that are not Python
   * @param modules all Python files of the project
   */
  judge(paths: readonly string[], plain: readonly string[], modules: ReadonlyMap<string, ModuleSummary>, progress: (done: number, total: number) => void): Promise<ReadonlyMap<string, readonly Finding[]>>;
}
