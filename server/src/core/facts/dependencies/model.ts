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
  readonly problems: readonly { readonly message: string; readonly range: Range }[];
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
}
