import type { FileGuidance, NavigationNode, NavigationOrder, Page, ScaffoldAnswer, ScaffoldRequest, SearchHit, ServerStatus, ServiceReference, SnippetReference } from './model';

/** Names and shapes of Archguide's own requests and notifications. Each is `method`, with the types of its parameters and result. */
export interface Requests {
  /** The knowledge base as a tree. */
  'archguide/navigation': { params: { by: NavigationOrder }; result: readonly NavigationNode[] };
  /** A page; null where there is no such module. `pack` may be left out where the id is in one pack only. */
  'archguide/page': { params: { pack?: string; id: string }; result: Page | null };
  'archguide/search': { params: { query: string; limit: number }; result: readonly SearchHit[] };
  'archguide/snippets': { params: { language?: string; module?: string }; result: readonly SnippetReference[] };
  /** Modules and findings of a file. */
  'archguide/fileGuidance': { params: { uri: string }; result: FileGuidance | null };
  /** Services of a workspace folder, by its URI. */
  'archguide/services': { params: { folder: string }; result: readonly ServiceReference[] };
  /** What a new service, use case or module would be: nothing is written, the client applies it. */
  'archguide/scaffold': { params: ScaffoldRequest; result: ScaffoldAnswer };
  'archguide/status': { params: Record<string, never>; result: ServerStatus };
}

export interface Notifications {
  /** Server to client, when it changes. */
  'archguide/statusChanged': ServerStatus;
  /** Server to client: findings or packs changed, so views should ask anew. */
  'archguide/changed': { findings: boolean; packs: boolean };
}

/** Client to server. */
export interface ClientNotifications {
  /** The user trusted the workspace: workspace packs and configuration may be read from now on. */
  'archguide/trust': { trusted: boolean };
}

/** Server to client, of a server in a web worker, which reads no files by itself. */
export interface ClientRequests {
  /** Paths of a workspace folder's files, relative to it, with forward slashes; as many as the client is willing to list. */
  'archguide/files': { params: { folder: string }; result: readonly string[] };
  /** The text of a file in a workspace folder; null where there is none, or it is too large or no text. */
  'archguide/read': { params: { uri: string }; result: string | null };
}

/** The first message to a server in a web worker, before any of LSP: where the extension's own files are (`dist/`, snippets). */
export interface WorkerStart {
  readonly extensionUri: string;
}

/** What the client says in `initialize`; a client that says nothing is taken as trusted (a terminal, another editor). */
export interface InitializationOptions {
  readonly trusted?: boolean;
  /** BCP 47. */
  readonly locale?: string;
  /** Scheme of addresses that the editor opens, for `moduleUri`: `vscode`, `vscode-insiders`, `vscodium`. */
  readonly uriScheme?: string;
}

/** Commands that code actions and links carry; the client registers them. Arguments: `OpenModuleArgument`, `ShowFindingArgument` of ./links. */
export const commands = {
  openModule: 'archguide.openModule',
  showFinding: 'archguide.showFinding',
} as const;

/** Commands that the server itself runs (workspace/executeCommand), for clients that have none of their own. Argument: `OpenModuleArgument`. */
export const serverCommands = { showPage: 'archguide.server.showPage' } as const;
