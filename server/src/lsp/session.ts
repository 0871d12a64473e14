import type { Connection, InitializeParams } from 'vscode-languageserver';
import type { Snippet } from '../core/features/snippets';
import { checks } from '../core/rules/checks/registry';
import { ConceptIndex } from '../core/pack/concepts';
import type { Files, Logger, PythonParser } from '../core/ports';
import { Knowledge } from '../core/workspace/knowledge';
import { Workspace } from '../core/workspace/workspace';
import type { InitializationOptions } from '../protocol/requests';
import { defaultSettings, type Settings } from '../protocol/settings';
import { Folder } from './folder';
import type { Platform } from './platform';
import { FolderUris } from './uris';
import { workspacePacks } from '../core/workspace/workspacePacks';

/** A place for documents that lie in no workspace folder: only universal rules can speak there. */
const looseUri = 'archguide-loose:///';

const noFiles: Files = { read: () => Promise.resolve(null), list: () => Promise.resolve([]) };

/** What the client said of itself in `initialize`. */
export interface Client {
  readonly canPull: boolean;
  readonly canRefreshDiagnostics: boolean;
  readonly canShowProgress: boolean;
  readonly canWatch: boolean;
  readonly canConfigure: boolean;
  readonly hasFolders: boolean;
  readonly uriScheme: string;
  readonly hasCommandLinks: boolean;
  /** The server can have it show a page (window/showDocument). */
  readonly canShowPages: boolean;
}

/** All state of one connection. Made in `initialize`; handlers ask it for the folder and path of a document. */
export class Session {
  settings: Settings = defaultSettings;
  trusted: boolean;
  readonly client: Client;
  private readonly roots: string[];
  private folders: Folder[] = [];
  private loose: Folder | null = null;
  private knowledge: Knowledge | null = null;
  private parser: PythonParser | null = null;
  private snippetList: readonly Snippet[] | null = null;

  constructor(readonly platform: Platform, readonly connection: Connection, readonly logger: Logger, params: InitializeParams) {
    const options = (params.initializationOptions ?? {}) as InitializationOptions;
    this.trusted = options.trusted ?? true;
    this.roots = rootsOf(params);
    const { capabilities } = params;
    this.client = {
      canPull: capabilities.textDocument?.diagnostic !== undefined,
      canRefreshDiagnostics: capabilities.workspace?.diagnostics?.refreshSupport === true,
      canShowProgress: capabilities.window?.workDoneProgress === true,
      canWatch: capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
      canConfigure: capabilities.workspace?.configuration === true,
      hasFolders: capabilities.workspace?.workspaceFolders === true,
      uriScheme: options.uriScheme ?? 'vscode',
      hasCommandLinks: options.uriScheme !== undefined,
      canShowPages: capabilities.window?.showDocument?.support === true && platform.writePage !== undefined,
    };
  }

  /** Loads the grammar and the bundled packs, and makes a workspace a folder. */
  async start(): Promise<void> {
    const [parser, bundle] = await Promise.all([this.platform.parsers.python(), this.platform.bundle()]);
    this.parser = parser;
    this.knowledge = new Knowledge(bundle.packs, new ConceptIndex(bundle.packs.flatMap((pack) => [...pack.modules.values()])), bundle.source);
    for (const uri of this.roots) this.folders.push(await this.makeFolder(uri));
    this.loose = this.makeFolderWith(new FolderUris(looseUri), noFiles, this.knowledge);
  }

  get allFolders(): readonly Folder[] {
    return this.folders;
  }

  /** The folder of a document: the innermost that holds it, or the loose one. */
  locate(uri: string): { readonly folder: Folder; readonly path: string } {
    let best: { folder: Folder; path: string } | null = null;
    for (const folder of this.folders) {
      const path = folder.pathOf(uri);
      if (path !== null && (best === null || path.length < best.path.length)) best = { folder, path };
    }
    if (best) return best;
    if (!this.loose) throw new Error('the server is not initialised');
    return { folder: this.loose, path: uri.replace(/^[a-z][a-z0-9+.-]*:\/*/i, '') };
  }

  /** All packs that are there: bundled ones, and those of the folders. */
  get everyKnowledge(): readonly Knowledge[] {
    const all = this.folders.map((folder) => folder.workspace.knowledge);
    return all.length > 0 ? all : this.knowledge ? [this.knowledge] : [];
  }

  async snippets(): Promise<readonly Snippet[]> {
    this.snippetList ??= await this.platform.snippets();
    return this.snippetList;
  }

  /** Adds a folder; nothing where it is there already. */
  async addFolder(uri: string): Promise<readonly Folder[]> {
    if (this.folders.some((folder) => folder.uris.uri === uri)) return [];
    const folder = await this.makeFolder(uri);
    this.folders.push(folder);
    return [folder];
  }

  /** Takes a folder out. Gives it back, for its documents to be moved and itself to be disposed of. */
  removeFolder(uri: string): readonly Folder[] {
    const gone = this.folders.filter((folder) => folder.uris.uri === uri);
    this.folders = this.folders.filter((folder) => folder.uris.uri !== uri);
    return gone;
  }

  /** Makes a folder anew, for example when its packs changed or it became trusted. The old one is left to the caller. */
  async replaceFolder(old: Folder): Promise<Folder> {
    const fresh = await this.makeFolder(old.uris.uri);
    this.folders = this.folders.map((folder) => (folder === old ? fresh : folder));
    return fresh;
  }

  dispose(): void {
    for (const folder of this.folders) folder.workspace.dispose();
    this.loose?.workspace.dispose();
  }

  private async makeFolder(uri: string): Promise<Folder> {
    const files = this.platform.folder(uri) ?? noFiles;
    const base = this.knowledge;
    if (!base) throw new Error('the server is not initialised');
    const own = this.trusted ? await workspacePacks(files, base, this.parser) : base;
    return this.makeFolderWith(new FolderUris(uri), files, own);
  }

  private makeFolderWith(uris: FolderUris, files: Files, knowledge: Knowledge): Folder {
    if (!this.parser) throw new Error('the server is not initialised');
    const { parsers, clock } = this.platform;
    const workspace = new Workspace({
      ports: { files, parsers, logger: this.logger, clock }, parser: this.parser, knowledge, checks, trusted: this.trusted, today: this.platform.today(), appliesBaseline: true,
    });
    return new Folder(uris, workspace, this.client);
  }
}

function rootsOf(params: InitializeParams): string[] {
  const folders = params.workspaceFolders?.map((folder) => folder.uri) ?? [];
  // Clients that know no workspace folders send rootUri alone
  return folders.length > 0 ? folders : params.rootUri ? [params.rootUri] : [];
}
