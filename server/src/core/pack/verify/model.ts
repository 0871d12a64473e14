/** A file of the small workspace that a code block becomes. */
export interface WorkspaceFile {
  /** As docs/pack-format.md gives it: `src/example.py`, `docker-compose.yml`. */
  readonly path: string;
  readonly text: string;
  /** Service kind of the block that it comes from. */
  readonly kind: string;
}

/** What a rule said about a file of such a workspace. */
export interface BlockFinding {
  readonly rule: string;
  readonly path: string;
  /** Zero-based, in the file. */
  readonly line: number;
  readonly message: string;
}

/** Checks a workspace of a service of `kind` with all rules. The rule engine, seen from here. */
export type BlockChecker = (files: readonly WorkspaceFile[], kind: string) => Promise<readonly BlockFinding[]>;

/** `line` is zero-based, in the code. */
export interface ParseFault {
  readonly line: number;
  readonly message: string;
}

/** Says why code of a language does not parse, or null where it does. */
export type ParseCheck = (code: string) => ParseFault | null | Promise<ParseFault | null>;

export type VerifyFailureKind =
  /** An INCORRECT block that its rule does not flag. */
  | 'not-flagged'
  /** A block that a rule flags which it does not name. */
  | 'unexpected'
  | 'does-not-parse'
  /** The fence says something that cannot be followed: a kind that is none, a path twice in a group. */
  | 'bad-block'
  | 'checker-failed';

export interface VerifyFailure {
  readonly kind: VerifyFailureKind;
  /** Under which rule it is shown: `docs/example-contradicts-rule`, `docs/code-parses`, `docs/front-matter`. */
  readonly rule: string;
  readonly module: string;
  /** Path within the pack's folder. */
  readonly path: string;
  /** Which block of the page, from 1. */
  readonly block: number;
  readonly language: string;
  /** Zero-based line in the page. */
  readonly line: number;
  readonly expected: string;
  readonly got: string;
}

export interface VerifyReport {
  readonly pack: string;
  readonly modules: number;
  /** Code blocks in all, and those that rules looked at. */
  readonly blocks: number;
  readonly checked: number;
  readonly failures: readonly VerifyFailure[];
  /** Rules that an example proved, sorted. */
  readonly proved: readonly string[];
  /** Rules that an example names and that are not built: nothing is said against them yet. */
  readonly waiting: readonly { readonly rule: string; readonly module: string; readonly line: number }[];
  /** Rules that are built and declared, and that no example shows. */
  readonly unproved: readonly { readonly rule: string; readonly module: string }[];
}
