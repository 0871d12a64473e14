import type { Range } from '../../text/range';
import type { CommentFact } from '../python/model';

/** Declared dependencies of a pyproject.toml or requirements file. */
export interface DependencyFacts {
  readonly language: 'dependencies';
  readonly dependencies: readonly DependencyFact[];
  readonly requiresPython: { readonly specifier: string; readonly range: Range } | null;
  /** Poetry and PEP 621 scripts: name → `module:function`. */
  readonly scripts: ReadonlyMap<string, string>;
  readonly comments: readonly CommentFact[];
  /** Where each of `scripts` is written: the value. */
  readonly scriptRanges?: ReadonlyMap<string, Range>;
  /** Other files that a requirements file names; the path as written, relative to it. */
  readonly includes?: readonly DependencyInclude[];
  readonly problems: readonly { readonly message: string; readonly range: Range }[];
}

export interface DependencyInclude {
  readonly kind: 'requirements' | 'constraints' | 'editable';
  readonly path: string;
  readonly range: Range;
}

export interface DependencyFact {
  /** Normalised by PEP 503. */
  readonly name: string;
  readonly extras: readonly string[];
  /** As written after the name (PEP 440, or Poetry's caret), empty if any version will do. */
  readonly specifier: string;
  /** The optional group ('dev', 'test'), null for a run-time dependency. */
  readonly group: string | null;
  readonly marker: string | null;
  readonly range: Range;
  readonly nameRange: Range;
  /** Where the version specifier stands, without quotes and brackets; null where there is none. */
  readonly specifierRange?: Range | null;
  /** How `specifier` is to be read: Poetry's tables have carets, tildes and bare versions. */
  readonly style?: 'pep440' | 'poetry';
}
