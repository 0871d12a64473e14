import type { Comment } from '../core/project/suppressions';
import type { Finding } from '../core/rules/model';

/** What a worker thread is told of its workspace when it starts. */
export interface WorkerStart {
  readonly root: string;
  /** All files of the workspace, so that the folder is walked once. */
  readonly paths: readonly string[];
  readonly trusted: boolean;
  readonly keptCharacters: number;
}

/** What it is asked. Summaries cross as JSON: half the cost of a structured clone, and each is written once for all readers. */
export type WorkerRequest =
  | { readonly id: number; readonly kind: 'read'; readonly paths: readonly string[] }
  | { readonly id: number; readonly kind: 'learn'; readonly plain: readonly string[]; readonly summaries: readonly string[] }
  | { readonly id: number; readonly kind: 'judge'; readonly paths: readonly string[] };

export type WorkerAnswer =
  | { readonly id: number; readonly kind: 'read'; readonly paths: readonly string[]; readonly summaries: string; readonly suppressing: readonly (readonly [path: string, comments: readonly Comment[], text: string])[] }
  | { readonly id: number; readonly kind: 'learn' }
  | { readonly id: number; readonly kind: 'judge'; readonly findings: readonly (readonly [path: string, findings: readonly Finding[]])[] }
  | { readonly id: number; readonly kind: 'fault'; readonly message: string };
