import type { Template } from '../template';

/** Names that the templates of a use case are filled with, of `cancel_order`: */
export interface UseCaseNames {
  /** `cancel_order`. */
  readonly name: string;
  /** `CancelOrder`. */
  readonly type: string;
  /** `cancel-order`. */
  readonly address: string;
  /** `order`: what it is about, its last word. */
  readonly subject: string;
  /** `order.cancel_requested`. */
  readonly event: string;
  /** Of the service that it goes into. */
  readonly service: string;
  readonly context: string;
  /** Name of the data service that is called. */
  readonly data: string;
  /** Revision of the migration before, where there is one. */
  readonly migration: { readonly number: number; readonly before: string | null };
}

/** A change of a file that is there, by which the use case is reached. */
export interface Wiring {
  readonly path: string;
  /** The text with the change; null where the file is not as it was made. */
  readonly edit: (text: string) => string | null;
  /** What to do by hand then. */
  readonly otherwise: string;
}

export interface UseCaseTemplate {
  readonly files: readonly Template[];
  readonly wirings: readonly Wiring[];
  /** Files of a new service of the kind that the use case builds on; written where they are missing. */
  readonly needs: readonly string[];
}
