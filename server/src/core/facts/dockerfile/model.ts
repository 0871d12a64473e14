import type { Range } from '../../text/range';
import type { CommentFact } from '../python/model';

export interface DockerfileFacts {
  readonly language: 'dockerfile';
  readonly stages: readonly DockerStage[];
  /** ARGs before the first FROM. */
  readonly globalArguments: ReadonlyMap<string, string | null>;
  readonly comments: readonly CommentFact[];
  /** Why the text was not read, or not all of it. */
  readonly problem?: string | null;
}

export interface DockerStage {
  readonly index: number;
  readonly name: string | null;
  /** `FROM` image with ARG defaults put in; `raw` as written. */
  readonly image: string;
  readonly raw: string;
  readonly imageRange: Range;
  readonly isResolved: boolean;
  /** Index of the earlier stage that this one builds on, or null. */
  readonly base: number | null;
  /** The stage's own FROM first. */
  readonly instructions: readonly DockerInstruction[];
  readonly range: Range;
}

export interface DockerInstruction {
  /** Upper case: RUN, CMD, ENTRYPOINT, USER, ENV, ARG, COPY … */
  readonly keyword: string;
  /** All behind the keyword as one line, flags included: continuations joined, comments between them left out. A heredoc stays as written. */
  readonly raw: string;
  readonly form: 'shell' | 'exec';
  /**
   * Argument vector for exec form; words of the shell line else, operators as words of their own. Flags (`--mount=…`) are
   * left out. A `RUN` that is nothing but a heredoc gives the words of its script, `;` for the lines' ends.
   * `HEALTHCHECK CMD …` keeps its `CMD`, `ONBUILD` the keyword of what it triggers.
   */
  readonly words: readonly string[];
  readonly range: Range;
  /** From the first flag or argument to the last; empty behind the keyword where there is none. */
  readonly argumentsRange: Range;
  /** `--name=value`, value null for a flag without one. */
  readonly flags?: readonly { readonly name: string; readonly value: string | null; readonly range: Range }[];
  /** Names and values of ENV, ARG and LABEL, in order; unquoted, not expanded. */
  readonly properties?: readonly DockerProperty[];
}

export interface DockerProperty {
  readonly name: string;
  /** null for `ARG NAME`. */
  readonly value: string | null;
  readonly range: Range;
  readonly nameRange: Range;
  /** With its quotes. */
  readonly valueRange: Range | null;
}
