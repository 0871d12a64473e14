import type { ServiceKind } from '../../pack/ruleDeclaration';
import type { Files } from '../../ports';
import type { ProjectView } from '../../project/model';
import type { Snippet } from '../snippets';

/** The request cannot be done: a bad name, a service that is there already, a file that cannot be edited. Told in one sentence. */
export class ScaffoldError extends Error {}

/** Kinds of services that can be made. */
export const scaffoldKinds = ['api', 'bot', 'worker', 'data-postgres', 'data-mongo'] as const satisfies readonly ServiceKind[];
export type ScaffoldKind = (typeof scaffoldKinds)[number];

/** What a scaffold is made from. */
export interface ScaffoldContext {
  readonly files: Files;
  readonly snippets: readonly Snippet[];
  /** Services that are there, for their kinds; nothing is known where it is null. */
  readonly project: ProjectView | null;
}

export interface NewService {
  readonly name: string;
  readonly kind: ScaffoldKind;
  /** First part of names that services share (Redis keys, exchanges, database); by default the first word of the name. */
  readonly context: string | null;
  /** Port of the host, for development; not published where null. */
  readonly port: number | null;
  readonly force: boolean;
}

export interface NewUseCase {
  readonly name: string;
  /** Name or folder of a service. */
  readonly service: string;
  readonly force: boolean;
}

export interface NewModule {
  /** Id of the page: its path in the pack, without `.md`. */
  readonly id: string;
  readonly title: string;
  /** By default what the first part of the id says. */
  readonly category: string | null;
  readonly force: boolean;
}

/** A file as it is to be. */
export interface ScaffoldFile {
  /** From the root of the workspace, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** `create`: there is none; `edit`: lines are added to what is there; `replace`: what is there is lost (only with `force`). */
  readonly change: 'create' | 'edit' | 'replace';
}

/** What is to be written; nothing has been. */
export interface ScaffoldPlan {
  readonly files: readonly ScaffoldFile[];
  /** Files that are as they should be. */
  readonly left: readonly string[];
  /** What remains to be done by hand, in sentences. */
  readonly next: readonly string[];
}
