import type { Range } from '../../text/range';
import type { CommentFact } from '../python/model';

export interface DockerfileFacts {
  readonly language: 'dockerfile';
  readonly stages: readonly DockerStage[];
  /** ARGs before the first FROM. */
  readonly globalArguments: ReadonlyMap<string, string | null>;
  readonly comments: readonly CommentFact[];
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
  readonly instructions: readonly DockerInstruction[];
  readonly range: Range;
}

export interface DockerInstruction {
  /** Upper case: RUN, CMD, ENTRYPOINT, USER, ENV, ARG, COPY … */
  readonly keyword: string;
  readonly raw: string;
  readonly form: 'shell' | 'exec';
  /** Argument vector for exec form; words of the shell line else. */
  readonly words: readonly string[];
  readonly range: Range;
  readonly argumentsRange: Range;
}
