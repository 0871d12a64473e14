import type { Range } from '../text/range';

/** A proposal, before an editor's shape. */
export interface Completion {
  readonly label: string;
  readonly detail: string;
  readonly documentation: string;
  readonly kind: 'value' | 'variable' | 'snippet' | 'key';
  readonly insertText: string;
  readonly isSnippet: boolean;
  readonly range: Range | null;
}
