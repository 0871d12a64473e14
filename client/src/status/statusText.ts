import type { ServerStatus } from '../../../server/src/protocol/model';

export interface FindingCounts {
  readonly errors: number;
  readonly warnings: number;
  readonly others: number;
}

/** What the status bar says about the active file: short, since it shares the line with others. `$(name)` is an icon. */
export function statusBarText(state: ServerStatus['state'], counts: FindingCounts): string {
  const total = counts.errors + counts.warnings + counts.others;
  switch (state) {
    case 'starting':
    case 'indexing':
      return `$(loading~spin) ${total === 0 ? 'Archguide' : total}`;
    case 'degraded':
      return `$(warning) Archguide${total === 0 ? '' : ` ${total}`}`;
    case 'ready':
      return total === 0 ? '$(pass) Archguide' : `$(compass) ${total}`;
  }
}

/** The packs that the workspace follows, and those that it could. */
export function adoption(status: ServerStatus): { readonly followed: readonly string[]; readonly others: readonly string[] } {
  return {
    followed: status.packs.filter(({ followed }) => followed).map(({ title }) => title),
    others: status.packs.filter(({ followed }) => !followed).map(({ title }) => title),
  };
}

/** How far the first look at the workspace is, in percent; null where that is unknown or over. */
export function progress(status: ServerStatus): number | null {
  return status.state === 'indexing' && status.total > 0 ? Math.min(100, Math.round((100 * status.indexed) / status.total)) : null;
}
