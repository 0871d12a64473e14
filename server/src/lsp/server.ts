import {
  CodeActionKind, DidChangeConfigurationNotification, DidChangeWatchedFilesNotification, FileChangeType, TextDocumentSyncKind,
  type Connection, type ExecuteCommandParams, type InitializeParams, type InitializeResult, type WorkspaceDiagnosticParams, type WorkspaceFoldersChangeEvent,
} from 'vscode-languageserver';
import type { Logger } from '../core/ports';
import type { Changed } from '../core/workspace/workspace';
import { defaultSettings, type Settings } from '../protocol/settings';
import { parseOpenModule } from '../protocol/links';
import type { NavigationOrder, ScaffoldRequest } from '../protocol/model';
import { serverCommands, type ClientNotifications } from '../protocol/requests';
import { fixAllKind } from './convert';
import { Documents } from './documents';
import { Handle, type Stage } from './handle';
import { Diagnostics } from './handlers/diagnostics';
import { codeActions, completions, documentLinks, hover } from './handlers/editing';
import { KnowledgeRequests } from './handlers/knowledge';
import { scaffold, services } from './handlers/scaffold';
import { Indexing } from './indexing';
import type { Platform } from './platform';
import { Scheduler } from './scheduler';
import { Session } from './session';

/** Milliseconds after the last edit before dependants are told; the edited file itself is not kept waiting. */
const dependantsDelay = 150;

/** Files whose changes on the disk count: all that `languageOf` knows, and environment files, which compose files name as they like. */
const watched = [
  '**/*.py', '**/*.{yml,yaml}', '**/{Dockerfile,Containerfile}*', '**/*.{dockerfile,Dockerfile,containerfile,Containerfile}', '**/pyproject.toml', '**/*.{txt,in}', '**/{.env,.env.*,*.env}', '**/.archguide/**',
];

/** Serves one connection until it is shut down. */
export function startServer(connection: Connection, platform: Platform): void {
  new Server(connection, platform).listen();
}

class Server {
  private readonly logger: Logger;
  private readonly handle: Handle;
  private readonly scheduler: Scheduler;
  private stage: Stage = 'starting';
  private opened: Session | null = null;
  private documents: Documents | null = null;
  private diagnostics: Diagnostics | null = null;
  private indexing: Indexing | null = null;
  /** Folders come, go and are made anew one after the other. */
  private folders: Promise<void> = Promise.resolve();
  private readonly watchedBaselines = new Set<string>();

  constructor(private readonly connection: Connection, private readonly platform: Platform) {
    const { console } = connection;
    this.logger = {
      error: (message) => { console.error(message); }, warn: (message) => { console.warn(message); },
      info: (message) => { console.info(message); }, debug: (message) => { console.log(message); },
    };
    this.handle = new Handle(this.logger, platform.clock, () => this.stage);
    this.scheduler = new Scheduler(platform.clock);
  }

  listen(): void {
    const { connection, handle } = this;
    connection.onInitialize((params) => this.initialize(params));
    connection.onInitialized(handle.notification('initialized', () => this.initialized()));
    connection.onShutdown(() => {
      this.stage = 'ended';
      this.scheduler.dispose();
      this.opened?.dispose();
    });
    this.listenToDocuments();
    this.listenToFiles();
    this.listenToRequests();
    connection.listen();
  }

  private get session(): Session {
    if (!this.opened) throw new Error('the server is not initialised');
    return this.opened;
  }

  private get pulling(): Diagnostics {
    if (!this.diagnostics) throw new Error('the server is not initialised');
    return this.diagnostics;
  }

  private async initialize(params: InitializeParams): Promise<InitializeResult> {
    const session = new Session(this.platform, this.connection, this.logger, params);
    await session.start();
    this.opened = session;
    this.documents = new Documents(session);
    this.diagnostics = new Diagnostics(session);
    this.indexing = new Indexing(session, () => { this.tellChanged('all'); });
    this.stage = 'serving';
    return {
      serverInfo: { name: 'archguide', version: this.platform.version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: false },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] },
        completionProvider: { triggerCharacters: ['"', "'", ':', '/', ' '] },
        documentLinkProvider: { resolveProvider: false },
        ...(session.client.canPull ? { diagnosticProvider: { identifier: 'archguide', interFileDependencies: true, workspaceDiagnostics: true } } : {}),
        ...(!session.client.hasCommandLinks && session.client.canShowPages ? { executeCommandProvider: { commands: [serverCommands.showPage] } } : {}),
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  }

  private async initialized(): Promise<void> {
    const { session, connection } = this;
    // Not before the answer to `initialize`: until the capabilities in it are known, listening registers, which clients refuse that early.
    if (session.client.hasFolders) connection.workspace.onDidChangeWorkspaceFolders(this.handle.notification('didChangeWorkspaceFolders', (event) => this.foldersChanged(event)));
    if (session.client.canWatch) {
      await connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: watched.map((globPattern) => ({ globPattern })),
      });
    }
    if (session.client.canConfigure) {
      await connection.client.register(DidChangeConfigurationNotification.type, { section: 'archguide' });
      await this.readSettings();
    }
    if (session.platform.asksClient === true) for (const folder of session.allFolders) await this.reload(folder.uris.uri);
    else await this.indexing?.run(session.allFolders);
  }

  private listenToDocuments(): void {
    const { connection, handle } = this;
    connection.onDidOpenTextDocument(handle.notification('didOpen', ({ textDocument: { uri, version, text } }) => {
      const opened = this.documents?.opened(uri, version, text);
      if (!opened) return;
      this.diagnostics?.push(uri, version);
      this.dependantsChanged(opened.changed, opened.path);
    }));
    connection.onDidChangeTextDocument(handle.notification('didChange', ({ textDocument: { uri, version }, contentChanges }) => {
      const edited = this.documents?.changed(uri, version, contentChanges);
      if (!edited) return;
      this.diagnostics?.push(uri, version);
      this.dependantsChanged(edited.changed, edited.path);
    }));
    connection.onDidCloseTextDocument(handle.notification('didClose', async ({ textDocument: { uri } }) => {
      const closing = this.documents?.closed(uri);
      this.diagnostics?.clear(uri);
      const closed = await closing;
      if (closed) this.dependantsChanged(closed.changed, closed.path);
    }));
  }

  private listenToFiles(): void {
    const { connection, handle } = this;
    connection.onDidChangeWatchedFiles(handle.notification('didChangeWatchedFiles', async ({ changes }) => {
      for (const folder of this.session.allFolders) {
        const own = changes.flatMap((change) => {
          const path = folder.pathOf(change.uri);
          return path === null ? [] : [{ path, type: change.type }];
        });
        if (own.length === 0) continue;
        if (own.some(({ path }) => path.startsWith('.archguide/')) && this.session.trusted) {
          await this.reload(folder.uris.uri);
          continue;
        }
        const affected = await folder.workspace.diskChanged(own.map(({ path }) => path));
        this.logger.debug(`${own.length} file(s) changed on disk, ${own.filter(({ type }) => type === FileChangeType.Deleted).length} deleted`);
        this.dependantsChanged(affected, '');
      }
    }));
    connection.onDidChangeConfiguration(handle.notification('didChangeConfiguration', async ({ settings }) => {
      if (this.session.client.canConfigure) await this.readSettings();
      else this.takeSettings((settings as { archguide?: unknown } | null)?.archguide);
      this.tellChanged('all');
    }));
    connection.onNotification('archguide/trust', handle.notification('archguide/trust', async ({ trusted }: ClientNotifications['archguide/trust']) => {
      if (this.session.trusted === trusted) return;
      this.session.trusted = trusted;
      for (const folder of this.session.allFolders) await this.reload(folder.uris.uri);
    }));
  }

  /** Workspace folders come and go. */
  private foldersChanged(event: WorkspaceFoldersChangeEvent): Promise<void> {
    return this.inTurn(async () => {
      const { session } = this;
      const gone = event.removed.flatMap(({ uri }) => session.removeFolder(uri));
      const fresh = [];
      for (const { uri } of event.added) fresh.push(...await session.addFolder(uri));
      this.documents?.move();
      for (const folder of gone) folder.workspace.dispose();
      if (fresh.length > 0) await this.indexing?.run(fresh);
      this.tellChanged('all', true);
    });
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.folders.then(work);
    this.folders = done.catch(() => undefined);
    return done;
  }

  private listenToRequests(): void {
    const { connection, handle } = this;
    connection.onHover(handle.request('hover', (params) => hover(this.session, params)));
    connection.onCodeAction(handle.request('codeAction', (params) => codeActions(this.session, params)));
    connection.onCompletion(handle.request('completion', (params) => completions(this.session, params)));
    connection.onDocumentLinks(handle.request('documentLink', (params) => documentLinks(this.session, params)));
    connection.languages.diagnostics.on(handle.request('textDocument/diagnostic', (params) => this.pulling.pull(params)) as Parameters<typeof connection.languages.diagnostics.on>[0]);
    connection.languages.diagnostics.onWorkspace(((params, token, _progress, partial) => handle.request('workspace/diagnostic', async (given: WorkspaceDiagnosticParams, signal) => {
      await this.indexing?.settled();
      return this.pulling.pullWorkspace(given, signal, partial ? (report) => { partial.report(report); } : null);
    })(params, token)) as Parameters<typeof connection.languages.diagnostics.onWorkspace>[0]);
    let requests: KnowledgeRequests | null = null;
    const knowledge = (): KnowledgeRequests => (requests ??= new KnowledgeRequests(this.session));
    connection.onExecuteCommand(handle.request('executeCommand', ({ command, arguments: [given] = [] }: ExecuteCommandParams) => {
      const module = parseOpenModule(given);
      return command === serverCommands.showPage && module ? knowledge().show(module) : null;
    }));
    connection.onRequest('archguide/navigation', handle.request('archguide/navigation', (params: { by: NavigationOrder }) => knowledge().navigation(params)));
    connection.onRequest('archguide/page', handle.request('archguide/page', (params: { pack?: string; id: string }) => knowledge().page(params)));
    connection.onRequest('archguide/search', handle.request('archguide/search', (params: { query: string; limit: number }) => knowledge().search(params)));
    connection.onRequest('archguide/snippets', handle.request('archguide/snippets', (params: { language?: string; module?: string }) => knowledge().snippets(params)));
    connection.onRequest('archguide/fileGuidance', handle.request('archguide/fileGuidance', (params: { uri: string }) => knowledge().fileGuidance(params)));
    connection.onRequest('archguide/services', handle.request('archguide/services', ({ folder }: { folder: string }) => services(this.session, folder)));
    connection.onRequest('archguide/scaffold', handle.request('archguide/scaffold', (params: ScaffoldRequest) => scaffold(this.session, params)));
    connection.onRequest('archguide/status', handle.request('archguide/status', () => this.indexing?.status()));
  }

  private async readSettings(): Promise<void> {
    this.takeSettings(await this.connection.workspace.getConfiguration('archguide'));
  }

  /** Takes what is of the right type; the rest keeps its default. */
  private takeSettings(given: unknown): void {
    const merge = (base: Record<string, unknown>, over: unknown): Record<string, unknown> => {
      const values = typeof over === 'object' && over !== null ? over as Record<string, unknown> : {};
      return Object.fromEntries(Object.entries(base).map(([key, value]) => {
        const other = values[key];
        if (typeof value === 'object' && value !== null) return [key, merge(value as Record<string, unknown>, other)];
        return [key, typeof other === typeof value ? other : value];
      }));
    };
    this.session.settings = merge({ ...defaultSettings }, given) as unknown as Settings;
  }

  /** Makes a folder anew: its packs changed, or it became trusted. */
  private reload(uri: string): Promise<void> {
    return this.inTurn(async () => {
      const { session } = this;
      const old = session.allFolders.find((folder) => folder.uris.uri === uri);
      if (!old) return;
      const fresh = await session.replaceFolder(old);
      this.documents?.move();
      old.workspace.dispose();
      await this.indexing?.run([fresh]);
      this.tellChanged('all', true);
    });
  }

  /** Other files may have other findings now: pulled again, or pushed, after a pause. */
  private dependantsChanged(changed: Changed, edited: string): void {
    const onlyItself = changed === 'none' || (changed !== 'all' && [...changed].every((path) => path === edited));
    this.scheduler.after('dependants', dependantsDelay, this.handle.callback('settling', async () => {
      let isMore = false;
      for (const folder of this.session.allFolders) isMore = (await folder.workspace.settle()) !== 'none' || isMore;
      this.tellChanged(onlyItself && !isMore ? 'itself' : 'all');
    }));
  }

  /** A baseline has any name: it is watched from when the configuration names it. */
  private async watchBaselines(): Promise<void> {
    if (!this.session.client.canWatch) return;
    for (const { workspace } of this.session.allFolders) {
      const { path } = workspace.baseline;
      if (path === null || this.watchedBaselines.has(path)) continue;
      this.watchedBaselines.add(path);
      // A client that is going away refuses, which is of no use to anyone.
      await this.connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: `**/${path.replace(/[[\]{}*?]/g, '?')}` }] }).catch(() => undefined);
    }
  }

  private tellChanged(what: 'itself' | 'all', packs = false): void {
    if (this.opened === null) return;
    this.indexing?.tell();
    void this.watchBaselines();
    for (const [uri, version] of this.documents?.versions() ?? []) this.diagnostics?.push(uri, version);
    // A client that is going away answers with an error, which is of no use to anyone.
    if (what === 'all' && this.session.client.canRefreshDiagnostics) this.connection.languages.diagnostics.refresh().catch(() => undefined);
    void this.connection.sendNotification('archguide/changed', { findings: true, packs });
  }
}
