import {
  CodeActionKind, DidChangeConfigurationNotification, DidChangeWatchedFilesNotification, FileChangeType, TextDocumentSyncKind,
  type Connection, type InitializeParams, type InitializeResult, type WorkspaceFoldersChangeEvent,
} from 'vscode-languageserver';
import type { Logger } from '../core/ports';
import type { Changed } from '../core/workspace/workspace';
import { defaultSettings, type Settings } from '../protocol/settings';
import type { ClientNotifications } from '../protocol/requests';
import { fixAllKind } from './convert';
import { Handle } from './handle';
import { Diagnostics } from './handlers/diagnostics';
import { codeActions, completions, documentLinks, hover } from './handlers/editing';
import { KnowledgeRequests } from './handlers/knowledge';
import { Indexing } from './indexing';
import type { Platform } from './platform';
import { Scheduler } from './scheduler';
import { Session } from './session';

/** Milliseconds after the last edit before dependants are told; the edited file itself is not kept waiting. */
const dependantsDelay = 150;

/** Serves one connection until it is shut down. */
export function startServer(connection: Connection, platform: Platform): void {
  new Server(connection, platform).listen();
}

class Server {
  private readonly logger: Logger;
  private readonly handle: Handle;
  private readonly scheduler: Scheduler;
  private readonly versions = new Map<string, number>();
  private opened: Session | null = null;
  private diagnostics: Diagnostics | null = null;
  private indexing: Indexing | null = null;

  constructor(private readonly connection: Connection, private readonly platform: Platform) {
    const { console } = connection;
    this.logger = {
      error: (message) => { console.error(message); }, warn: (message) => { console.warn(message); },
      info: (message) => { console.info(message); }, debug: (message) => { console.log(message); },
    };
    this.handle = new Handle(this.logger, platform.clock);
    this.scheduler = new Scheduler(platform.clock);
  }

  listen(): void {
    const { connection, handle } = this;
    connection.onInitialize((params) => this.initialize(params));
    connection.onInitialized(handle.notification('initialized', () => this.initialized()));
    connection.onShutdown(() => {
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

  private async initialize(params: InitializeParams): Promise<InitializeResult> {
    const session = new Session(this.platform, this.connection, this.logger, params);
    await session.start();
    this.opened = session;
    this.diagnostics = new Diagnostics(session);
    this.indexing = new Indexing(session, () => { this.tellChanged('all'); });
    return {
      serverInfo: { name: 'archguide', version: this.platform.version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: false },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] },
        completionProvider: { triggerCharacters: ['"', "'", ':', '/', ' '] },
        documentLinkProvider: { resolveProvider: false },
        ...(session.client.canPull ? { diagnosticProvider: { identifier: 'archguide', interFileDependencies: true, workspaceDiagnostics: true } } : {}),
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  }

  private async initialized(): Promise<void> {
    const { session, connection } = this;
    if (session.client.canWatch) {
      await connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: ['**/*.py', '**/*.{yml,yaml}', '**/{Dockerfile,Containerfile}*', '**/*.{dockerfile,Dockerfile}', '**/{pyproject.toml,*requirements*.txt,*.in}', '**/.env', '**/.archguide/**'].map((globPattern) => ({ globPattern })),
      });
    }
    if (session.client.canConfigure) {
      await connection.client.register(DidChangeConfigurationNotification.type, { section: 'archguide' });
      await this.readSettings();
    }
    await this.indexing?.run(session.allFolders);
  }

  private listenToDocuments(): void {
    const { connection, handle } = this;
    connection.onDidOpenTextDocument(handle.notification('didOpen', ({ textDocument: { uri, version, text } }) => {
      const { folder, path } = this.session.locate(uri);
      folder.remember(uri, path);
      this.versions.set(uri, version);
      const changed = folder.workspace.open(path, text);
      this.diagnostics?.push(uri, version);
      this.dependantsChanged(changed, path);
    }));
    connection.onDidChangeTextDocument(handle.notification('didChange', ({ textDocument: { uri, version }, contentChanges }) => {
      if (!this.versions.has(uri)) return;
      const { folder, path } = this.session.locate(uri);
      this.versions.set(uri, version);
      const changed = folder.workspace.change(path, contentChanges);
      this.diagnostics?.push(uri, version);
      this.dependantsChanged(changed, path);
    }));
    connection.onDidCloseTextDocument(handle.notification('didClose', async ({ textDocument: { uri } }) => {
      if (!this.versions.delete(uri)) return;
      this.diagnostics?.clear(uri);
      const { folder, path } = this.session.locate(uri);
      this.dependantsChanged(await folder.workspace.close(path), path);
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

  /** Workspace folders come and go (registered here, after initialize, where the connection allows it). */
  private async foldersChanged(event: WorkspaceFoldersChangeEvent): Promise<void> {
    for (const { uri } of event.removed) this.session.removeFolder(uri);
    for (const { uri } of event.added) await this.indexing?.run([await this.session.addFolder(uri)]);
    this.tellChanged('all', true);
  }

  private listenToRequests(): void {
    const { connection, handle } = this;
    connection.onHover(handle.request('hover', (params) => hover(this.session, params)));
    connection.onCodeAction(handle.request('codeAction', (params) => codeActions(this.session, params)));
    connection.onCompletion(handle.request('completion', (params) => completions(this.session, params)));
    connection.onDocumentLinks(handle.request('documentLink', (params) => documentLinks(this.session, params)));
    connection.languages.diagnostics.on(handle.request('textDocument/diagnostic', (params) => {
      if (!this.diagnostics) throw new Error('the server is not initialised');
      return this.diagnostics.pull(params);
    }) as Parameters<typeof connection.languages.diagnostics.on>[0]);
    connection.languages.diagnostics.onWorkspace(async (params, token, _progress, partial) => {
      await this.indexing?.settled();
      return (await this.diagnostics?.pullWorkspace(params, { get isCancelled() { return token.isCancellationRequested; } }, (report) => { partial?.report(report); })) ?? { items: [] };
    });
    let requests: KnowledgeRequests | null = null;
    const knowledge = (): KnowledgeRequests => (requests ??= new KnowledgeRequests(this.session));
    connection.onRequest('archguide/navigation', handle.request('archguide/navigation', (params: { by: 'navigation' | 'category' }) => knowledge().navigation(params)));
    connection.onRequest('archguide/page', handle.request('archguide/page', (params: { pack?: string; id: string }) => knowledge().page(params)));
    connection.onRequest('archguide/search', handle.request('archguide/search', (params: { query: string; limit: number }) => knowledge().search(params)));
    connection.onRequest('archguide/snippets', handle.request('archguide/snippets', (params: { language?: string; module?: string }) => knowledge().snippets(params)));
    connection.onRequest('archguide/fileGuidance', handle.request('archguide/fileGuidance', (params: { uri: string }) => knowledge().fileGuidance(params)));
    connection.onRequest('archguide/status', handle.request('archguide/status', () => this.indexing?.status()));
    connection.onNotification('workspace/didChangeWorkspaceFolders', handle.notification('didChangeWorkspaceFolders', ({ event }: { event: WorkspaceFoldersChangeEvent }) => this.foldersChanged(event)));
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

  private async reload(uri: string): Promise<void> {
    const { session } = this;
    const old = session.allFolders.find((folder) => folder.uris.uri === uri);
    if (!old) return;
    const open = [...this.versions.keys()].flatMap((documentUri) => {
      const { folder, path } = session.locate(documentUri);
      const file = folder === old ? folder.workspace.file(path) : null;
      return file ? [{ documentUri, path, text: file.text.text }] : [];
    });
    const fresh = await session.replaceFolder(old);
    for (const { documentUri, path, text } of open) {
      fresh.remember(documentUri, path);
      fresh.workspace.open(path, text);
    }
    await this.indexing?.run([fresh]);
    this.tellChanged('all', true);
  }

  /** Other files may have other findings now: pulled again, or pushed, after a pause. */
  private dependantsChanged(changed: Changed, edited: string): void {
    const onlyItself = changed === 'none' || (changed !== 'all' && [...changed].every((path) => path === edited));
    this.scheduler.after('dependants', dependantsDelay, () => { this.tellChanged(onlyItself ? 'itself' : 'all'); });
  }

  private tellChanged(what: 'itself' | 'all', packs = false): void {
    if (this.opened === null) return;
    for (const [uri, version] of this.versions) this.diagnostics?.push(uri, version);
    if (what === 'all' && this.session.client.canRefreshDiagnostics) this.connection.languages.diagnostics.refresh();
    void this.connection.sendNotification('archguide/changed', { findings: true, packs });
  }
}
