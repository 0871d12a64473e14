import type { OpenModuleArgument, ShowFindingArgument } from '../../../server/src/protocol/links';
import type { Page, WireRange } from '../../../server/src/protocol/model';
import type { UiStrings } from './strings';

/** From the extension to the page. Kept plain: it crosses as JSON. */
export type ToUi =
  | {
    readonly type: 'page';
    readonly page: Page;
    readonly navigation: { readonly back: boolean; readonly forward: boolean };
    /** Where to scroll: a heading, a position in pixels, or (null) where it stands, as the same page came anew. */
    readonly place: { readonly anchor: string } | { readonly top: number } | null;
    readonly strings: UiStrings;
    /** What the page hands to the editor to be restored by. */
    readonly state: PanelState;
  }
  | { readonly type: 'message'; readonly text: string; readonly navigation: { readonly back: boolean; readonly forward: boolean }; readonly strings: UiStrings };

/** From the page to the extension. Anything else is dropped: a page shows text of the workspace, and is not trusted. */
export type FromUi =
  | { readonly type: 'ready' }
  | { readonly type: 'navigate'; readonly module: OpenModuleArgument }
  | { readonly type: 'back' }
  | { readonly type: 'forward' }
  | { readonly type: 'openExternal'; readonly url: string }
  | { readonly type: 'showFinding'; readonly finding: ShowFindingArgument }
  | { readonly type: 'copy'; readonly text: string }
  | { readonly type: 'insertCode'; readonly text: string }
  | { readonly type: 'insertSnippet'; readonly name: string }
  | { readonly type: 'openSource' }
  | { readonly type: 'copyLink' }
  | { readonly type: 'scrolled'; readonly top: number };

/** What survives a restart of the window. */
export interface PanelState {
  readonly entries: readonly (OpenModuleArgument & { readonly pack: string; readonly top: number })[];
  readonly index: number;
}

const longestText = 200_000;
const longestId = 500;

/** Reads a message of the page; null for anything that is none. */
export function parseFromUi(value: unknown): FromUi | null {
  if (!isRecord(value)) return null;
  switch (value['type']) {
    case 'ready':
    case 'back':
    case 'forward':
    case 'openSource':
    case 'copyLink':
      return { type: value['type'] };
    case 'navigate':
      return optional(parseModule(value['module']), (module) => ({ type: 'navigate', module }));
    case 'openExternal':
      return optional(text(value['url'], 2000), (url) => (/^(https?|mailto):/i.test(url) ? { type: 'openExternal', url } : null));
    case 'showFinding':
      return optional(parseFinding(value['finding']), (finding) => ({ type: 'showFinding', finding }));
    case 'copy':
    case 'insertCode':
      return optional(text(value['text'], longestText), (found) => ({ type: value['type'] as 'copy' | 'insertCode', text: found }));
    case 'insertSnippet':
      return optional(text(value['name'], longestId), (name) => ({ type: 'insertSnippet', name }));
    case 'scrolled':
      return optional(offset(value['top']), (top) => ({ type: 'scrolled', top }));
    default:
      return null;
  }
}

/** Reads a state that an earlier window kept; null where it is none. At most the last 50 entries count. */
export function parsePanelState(value: unknown): PanelState | null {
  if (!isRecord(value) || !Array.isArray(value['entries'])) return null;
  const given: unknown[] = value['entries'].slice(-50);
  const entries = given.flatMap((entry) => {
    const module = parseModule(entry);
    const top = isRecord(entry) ? offset(entry['top']) : null;
    return module?.pack === undefined ? [] : [{ ...module, pack: module.pack, top: top ?? 0 }];
  });
  if (entries.length === 0) return null;
  const index = typeof value['index'] === 'number' && Number.isInteger(value['index']) ? value['index'] : entries.length - 1;
  return { entries, index: Math.min(Math.max(index, 0), entries.length - 1) };
}

/** Reads the argument of `archguide.openModule`: an object, or a module's id alone. */
export function parseModule(value: unknown): OpenModuleArgument | null {
  if (typeof value === 'string') return value !== '' && value.length <= longestId ? { id: value } : null;
  if (!isRecord(value)) return null;
  const id = text(value['id'], longestId);
  if (id === null || id === '') return null;
  const pack = text(value['pack'], longestId);
  const anchor = text(value['anchor'], longestId);
  return { id, ...(pack === null || pack === '' ? {} : { pack }), ...(anchor === null || anchor === '' ? {} : { anchor }) };
}

/** Reads the argument of `archguide.showFinding`. */
export function parseFinding(value: unknown): ShowFindingArgument | null {
  if (!isRecord(value)) return null;
  const uri = text(value['uri'], 4000);
  const range = parseRange(value['range']);
  return uri === null || range === null ? null : { uri, range };
}

function parseRange(value: unknown): WireRange | null {
  if (!isRecord(value)) return null;
  const start = parsePosition(value['start']);
  const end = parsePosition(value['end']);
  return start === null || end === null ? null : { start, end };
}

function parsePosition(value: unknown): WireRange['start'] | null {
  if (!isRecord(value)) return null;
  const line = offset(value['line']);
  const character = offset(value['character']);
  return line === null || character === null ? null : { line, character };
}

function offset(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? Math.floor(value) : null;
}

function text(value: unknown, longest: number): string | null {
  return typeof value === 'string' && value.length <= longest ? value : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function optional<T, R>(value: T | null, make: (value: T) => R | null): R | null {
  return value === null ? null : make(value);
}
