import type { WireRange } from './model';

/** Argument of the command `archguide.openModule`. `pack` may be left out where the id is in one pack only. */
export interface OpenModuleArgument {
  readonly pack?: string;
  readonly id: string;
  /** Slug of a heading. */
  readonly anchor?: string;
}

/** Reads an argument that a client sent back; null for anything else. */
export function parseOpenModule(value: unknown): OpenModuleArgument | null {
  const { id, pack } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  return typeof id !== 'string' ? null : { id, ...(typeof pack === 'string' ? { pack } : {}) };
}

/** Argument of the command `archguide.showFinding`: selects the range in an editor. */
export interface ShowFindingArgument {
  readonly uri: string;
  readonly range: WireRange;
}

/** Link for Markdown in hovers: `[title](command:archguide.openModule?…)`. */
export function openModuleCommandLink(argument: OpenModuleArgument): string {
  // encodeURIComponent leaves parentheses, which would end a Markdown link.
  const encoded = encodeURIComponent(JSON.stringify([argument])).replace(/[()]/g, (c) => (c === '(' ? '%28' : '%29'));
  return `command:archguide.openModule?${encoded}`;
}

/**
 * Address of a module that works outside the editor too: a diagnostic's code link, "copy link".
 * `scheme` is the editor's (`initializationOptions.uriScheme`; `vscode` where it says none).
 */
export function moduleUri(argument: OpenModuleArgument & { readonly pack: string }, scheme = 'vscode'): string {
  return `${scheme}://archguide.archguide/module/${modulePath(argument)}`;
}

/** Link between pages in `Page.html`; the doc browser opens it inside. A link within the page is `#slug`. */
export function pageLink(argument: OpenModuleArgument & { readonly pack: string }): string {
  return `archguide:${modulePath(argument)}`;
}

function modulePath(argument: OpenModuleArgument & { readonly pack: string }): string {
  // A workspace pack's id is a folder. Its slashes are encoded twice, since editors decode an address once before handing it on.
  const pack = encodeURIComponent(argument.pack).replace(/%2F/g, '%252F');
  const id = argument.id.split('/').map(encodeURIComponent).join('/');
  const anchor = argument.anchor === undefined || argument.anchor === '' ? '' : `#${encodeURIComponent(argument.anchor)}`;
  return `${pack}/${id}${anchor}`;
}

/**
 * Reads the path and fragment of `moduleUri` and `pageLink` (percent-encoded or not): `/module/PACK/ID` or `PACK/ID`.
 * Null for anything else; never throws.
 */
export function parseModulePath(path: string, fragment = ''): (OpenModuleArgument & { readonly pack: string }) | null {
  const segments = path.replace(/^\/?module\//, '').replace(/^\//, '').split('/').map(decode);
  const [pack, ...id] = segments;
  if (pack === undefined || pack === '' || id.length === 0) return null;
  if (id.some((segment) => segment === null || !/^[\w.-]+$/.test(segment) || /^\.+$/.test(segment))) return null;
  const anchor = decode(fragment.replace(/^#/, ''));
  if (pack === null || anchor === null) return null;
  return { pack: pack.replace(/%2F/gi, '/'), id: id.join('/'), ...(anchor === '' ? {} : { anchor }) };
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
