import type { Language, Tree } from 'web-tree-sitter';

/** What core needs of the outside. Adapters: `node/` for processes, `lsp/browser` for a web worker, plain maps in tests. */
export interface Ports {
  readonly files: Files;
  readonly parsers: Parsers;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** Read-only view of one workspace folder. Paths are relative to it, with forward slashes. */
export interface Files {
  /** The text, or null where there is no such file, it is too large, or it is binary. Invalid UTF-8 is replaced. */
  read(path: string): Promise<string | null>;
  /** All files that the product may look at (ignore rules applied), sorted. With a folder at the root, those below it suffice. */
  list(folder?: string): Promise<readonly string[]>;
}

export interface Parsers {
  /** Resolves once the grammar is loaded; the same promise each time. */
  python(): Promise<PythonParser>;
}

export interface PythonParser {
  readonly language: Language;
  /**
   * Parses `text`, re-using `previous` (which must have been edited) where given.
   * Returns null where parsing took longer than `budget` milliseconds.
   */
  parse(text: string, previous: Tree | null, budget: number): Tree | null;
}

export interface Logger {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
  debug(message: string): void;
}

export interface Clock {
  /** Milliseconds from an arbitrary start, monotonic. */
  now(): number;
  /** Calls back after `ms`; the result cancels. */
  after(ms: number, callback: () => void): () => void;
}

/** Told by a caller that no longer wants the answer. */
export interface CancelSignal {
  readonly isCancelled: boolean;
}

export const neverCancelled: CancelSignal = { isCancelled: false };
