import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import picomatch from 'picomatch';
import {
  createConnection, createProtocolConnection, ErrorCodes, FileChangeType, MessageType, ResponseError, StreamMessageReader, StreamMessageWriter,
  type ClientCapabilities, type CodeAction, type CodeActionContext, type CompletionItem, type Diagnostic, type DocumentDiagnosticReport, type DocumentLink,
  type FileSystemWatcher, type FullDocumentDiagnosticReport, type Hover, type InitializeResult, type Position, type ProtocolConnection,
  type PublishDiagnosticsParams, type Range, type RegistrationParams, type TextDocumentContentChangeEvent, type TextEdit, type WorkspaceDiagnosticReport, type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { startServer } from '../../../server/src/lsp/server';
import type { ServerStatus } from '../../../server/src/protocol/model';
import type { ClientNotifications, InitializationOptions, Requests } from '../../../server/src/protocol/requests';
import { capabilitiesOf, type ClientKind } from './clients';
import { nodePlatform } from './platform';
import { TempFolder, type FileTree } from './tempFolder';

/** How long a wait may last before it is given up with an account of what was there instead. */
const patience = 15_000;

export interface ServerOptions {
  /** The files of the one folder, or folders by name. */
  readonly files?: FileTree;
  readonly folders?: Readonly<Record<string, FileTree>>;
  readonly client?: ClientKind | ClientCapabilities;
  readonly options?: InitializationOptions;
  /** What the client answers to `workspace/configuration`. */
  readonly settings?: unknown;
  /** Do not wait until the folders are read. */
  readonly isImpatient?: boolean;
}

/** Starts a server over folders on the disk, hands `work` a client of it, and stops both. Fails where the server logged an error. */
export async function withServer(options: ServerOptions, work: (client: TestConnection) => Promise<void>): Promise<void> {
  const client = await TestConnection.start(options);
  try {
    await work(client);
  } finally {
    await client.stop();
  }
  assert.deepEqual(client.errors, [], 'the server logged errors');
}

interface Waiter {
  check(): boolean;
  resolve(): void;
}

/** A language client of the real server: two connections joined by streams, over a real folder. */
export class TestConnection {
  /** What was published last, by URI. */
  readonly diagnostics = new Map<string, PublishDiagnosticsParams>();
  readonly statuses: ServerStatus[] = [];
  /** What the server logged as an error. A test that provokes one takes it out. */
  errors: string[] = [];
  /** How often the server asked to pull diagnostics anew, and told that findings or packs changed. */
  refreshes = 0;
  changes: { findings: boolean; packs: boolean }[] = [];
  settings: unknown;
  readonly watchers: FileSystemWatcher[] = [];
  private messages = 0;
  private readonly documents = new Map<string, TextDocument>();
  private readonly waiters = new Set<Waiter>();

  private constructor(readonly folders: readonly TempFolder[], readonly connection: ProtocolConnection, readonly initialized: InitializeResult, private readonly streams: readonly PassThrough[]) {}

  static async start(options: ServerOptions): Promise<TestConnection> {
    const folders = await Promise.all(options.folders
      ? Object.entries(options.folders).map(([name, files]) => TempFolder.create(files, name))
      : [TempFolder.create(options.files ?? {})]);
    const [toServer, toClient] = [new PassThrough(), new PassThrough()];
    startServer(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), await nodePlatform());
    const connection = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
    let client: TestConnection | null = null;
    const early: (() => void)[] = [];
    const refused: string[] = [];
    let isAnswered = false;
    listen(refusing(connection, (method) => {
      if (!isAnswered) refused.push(method);
      return !isAnswered;
    }), (tell) => { if (client) tell(client); else early.push(() => { if (client) tell(client); }); }, options.settings);
    connection.listen();
    const initialized = await connection.sendRequest<InitializeResult>('initialize', {
      processId: null, rootUri: folders[0]?.uri ?? null, capabilities: capabilitiesOf(options.client ?? 'pull'),
      workspaceFolders: folders.map(({ uri }, at) => ({ uri, name: `folder ${at}` })),
      ...(options.options ? { initializationOptions: options.options } : {}),
    });
    isAnswered = true;
    // As VS Code does: before the answer to `initialize` a server may log and report progress, and ask for nothing (LSP 3.17).
    assert.deepEqual(refused, [], 'the server sent requests before it answered `initialize`');
    client = new TestConnection(folders, connection, initialized, [toServer, toClient]);
    client.settings = options.settings;
    for (const tell of early) tell();
    await connection.sendNotification('initialized', {});
    if (!options.isImpatient) await client.ready();
    return client;
  }

  /** Ends the session as an editor does, short of `exit`, which would end the test's own process. */
  async stop(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    this.connection.dispose();
    for (const stream of this.streams) stream.end();
    await Promise.all(this.folders.map((folder) => folder.dispose()));
  }

  /** Called at every message: looks at what is waited for. */
  noticed(): void {
    this.messages++;
    for (const waiter of this.waiters) if (waiter.check()) waiter.resolve();
  }

  /** Resolves at the message after which `check` holds, or at once. `what` and `account` make the error where it never does. */
  until(what: string, check: () => boolean, account: () => unknown = () => ''): Promise<void> {
    if (check()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiters.delete(waiter);
        reject(new Error(`waited in vain for: ${what}. ${JSON.stringify(account(), null, 1)}`));
      }, patience);
      const waiter: Waiter = { check, resolve: () => { clearTimeout(timer); this.waiters.delete(waiter); resolve(); } };
      this.waiters.add(waiter);
    });
  }

  /** Asks again after every message of the server until `check` holds: for what the server may tell late, such as changes on the disk. */
  async eventually(what: string, check: () => Promise<boolean>, account: () => unknown = () => ''): Promise<void> {
    for (;;) {
      const said = this.messages;
      if (await check()) return;
      await this.until(what, () => this.messages > said, account);
    }
  }

  /** Resolves once the folders are read, at the `times`-th reading. */
  ready(times = 1): Promise<void> {
    const finished = (): number => this.statuses.filter(({ state }, at) => state !== 'indexing' && this.statuses[at - 1]?.state === 'indexing').length;
    return this.until('the workspace to be read', () => finished() >= times, () => this.statuses);
  }

  /** How often the folders were read so far. */
  get readings(): number {
    return this.statuses.filter(({ state }, at) => state !== 'indexing' && this.statuses[at - 1]?.state === 'indexing').length;
  }

  uri(path: string, folder = 0): string {
    const found = this.folders[folder];
    assert.ok(found, `no folder ${folder}`);
    return found.uriOf(path);
  }

  text(path: string, folder = 0): string {
    return this.document(this.uri(path, folder)).getText();
  }

  document(uri: string): TextDocument {
    const document = this.documents.get(uri);
    assert.ok(document, `${uri} is not open`);
    return document;
  }

  /** The position of the `nth` occurrence of `needle` in an open file, `offset` characters in. */
  place(path: string, needle: string, offset = 1, nth = 1): Position {
    const document = this.document(this.uri(path));
    let at = -1;
    for (let count = 0; count < nth; count++) {
      at = document.getText().indexOf(needle, at + 1);
      assert.ok(at >= 0, `${path} has no ${needle}`);
    }
    return document.positionAt(at + offset);
  }

  range(path: string, needle: string): Range {
    return { start: this.place(path, needle, 0), end: this.place(path, needle, needle.length) };
  }

  /** Opens a file with the text of the disk, or another one. */
  async open(path: string, text?: string, folder = 0): Promise<string> {
    const uri = this.uri(path, folder);
    await this.openUri(uri, text ?? await this.folders[folder]!.read(path));
    return uri;
  }

  async openUri(uri: string, text: string, languageId = 'plaintext'): Promise<void> {
    const document = TextDocument.create(uri, languageId, 1, text);
    this.documents.set(uri, document);
    await this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  }

  /** Sends changes one after the other in one notification, and makes them in the client's own copy, too. */
  async change(path: string, changes: readonly TextDocumentContentChangeEvent[], folder = 0): Promise<void> {
    await this.changeUri(this.uri(path, folder), changes);
  }

  async changeUri(uri: string, changes: readonly TextDocumentContentChangeEvent[]): Promise<void> {
    const document = this.document(uri);
    const version = document.version + 1;
    TextDocument.update(document, [...changes], version);
    await this.connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: changes });
  }

  /** Replaces the first occurrence of `from`, as an editor's incremental change. */
  async replace(path: string, from: string, to: string): Promise<void> {
    await this.change(path, [{ range: this.range(path, from), text: to }]);
  }

  async close(path: string, folder = 0): Promise<void> {
    const uri = this.uri(path, folder);
    this.documents.delete(uri);
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  hover(path: string, position: Position): Promise<Hover | null> {
    return this.connection.sendRequest<Hover | null>('textDocument/hover', { textDocument: { uri: this.uri(path) }, position });
  }

  /** The Markdown of the hover over `needle`; empty where there is none. */
  async hoverText(path: string, needle: string, offset = 1, nth = 1): Promise<string> {
    const hover = await this.hover(path, this.place(path, needle, offset, nth));
    if (hover === null) return '';
    assert.ok(typeof hover.contents === 'object' && 'kind' in hover.contents, 'a hover is Markdown');
    assert.equal(hover.contents.kind, 'markdown');
    return hover.contents.value;
  }

  codeActions(path: string, range: Range, context: Partial<CodeActionContext> = {}): Promise<CodeAction[]> {
    return this.connection.sendRequest<CodeAction[]>('textDocument/codeAction', { textDocument: { uri: this.uri(path) }, range, context: { diagnostics: [], ...context } });
  }

  completion(path: string, position: Position): Promise<CompletionItem[]> {
    return this.connection.sendRequest<CompletionItem[]>('textDocument/completion', { textDocument: { uri: this.uri(path) }, position });
  }

  links(path: string): Promise<DocumentLink[]> {
    return this.connection.sendRequest<DocumentLink[]>('textDocument/documentLink', { textDocument: { uri: this.uri(path) } });
  }

  pullReport(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument: { uri }, ...(previousResultId === undefined ? {} : { previousResultId }) });
  }

  /** The diagnostics of a document, pulled. */
  async pull(path: string, folder = 0): Promise<Diagnostic[]> {
    const report = await this.pullReport(this.uri(path, folder));
    assert.equal(report.kind, 'full');
    return (report as FullDocumentDiagnosticReport).items;
  }

  workspaceDiagnostics(previousResultIds: { uri: string; value: string }[] = []): Promise<WorkspaceDiagnosticReport> {
    return this.connection.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds });
  }

  /** Resolves at the publication that satisfies `check`; what was published already counts. */
  async waitForDiagnostics(path: string, check: (diagnostics: readonly Diagnostic[]) => boolean, folder = 0): Promise<readonly Diagnostic[]> {
    const uri = this.uri(path, folder);
    const now = (): readonly Diagnostic[] => this.diagnostics.get(uri)?.diagnostics ?? [];
    await this.until(`diagnostics of ${path}`, () => this.diagnostics.has(uri) && check(now()), () => now().map(({ code, range, message }) => ({ code, line: range.start.line, message })));
    return now();
  }

  /** One of Archguide's own requests. */
  ask<M extends keyof Requests>(method: M, params: Requests[M]['params']): Promise<Requests[M]['result']> {
    return this.connection.sendRequest<Requests[M]['result']>(method, params);
  }

  async trust(trusted: boolean): Promise<void> {
    const params: ClientNotifications['archguide/trust'] = { trusted };
    await this.connection.sendNotification('archguide/trust', params);
  }

  /** The user changes settings. Resolves when the server says that it has taken them. */
  async configure(settings: unknown): Promise<void> {
    this.settings = settings;
    const before = this.changes.length;
    await this.connection.sendNotification('workspace/didChangeConfiguration', { settings: { archguide: settings } });
    await this.until('the settings to be taken', () => this.changes.length > before);
  }

  /** Applies an edit as an editor does: to open documents by incremental changes, to others on the disk. */
  async apply(edit: WorkspaceEdit): Promise<void> {
    for (const [uri, edits] of Object.entries(edit.changes ?? {})) {
      const open = this.documents.get(uri);
      if (open) {
        const wanted = TextDocument.applyEdits(open, edits);
        await this.changeUri(uri, sequential(edits));
        assert.equal(open.getText(), wanted);
      } else {
        const folder = this.folders.find((candidate) => uri.startsWith(`${candidate.uri}/`));
        assert.ok(folder, `${uri} lies outside of the workspace`);
        const path = decodeURIComponent(uri.slice(folder.uri.length + 1));
        await this.write(path, TextDocument.applyEdits(TextDocument.create(uri, '', 1, await folder.read(path)), edits), this.folders.indexOf(folder));
      }
    }
  }

  /** Writes a file to the disk; the client's watcher tells the server, if the server asked for such files. */
  async write(path: string, text: string | Uint8Array, folder = 0, type: FileChangeType = FileChangeType.Changed): Promise<void> {
    await this.folders[folder]!.write(path, text);
    await this.watched([{ path, type }], folder);
  }

  async remove(path: string, folder = 0): Promise<void> {
    await this.folders[folder]!.remove(path);
    await this.watched([{ path, type: FileChangeType.Deleted }], folder);
  }

  async rename(from: string, to: string, folder = 0): Promise<void> {
    await this.folders[folder]!.rename(from, to);
    await this.watched([{ path: from, type: FileChangeType.Deleted }, { path: to, type: FileChangeType.Created }], folder);
  }

  /** Tells of changes on the disk that a watcher of the server covers, as VS Code does; a server that watches too little misses them. */
  async watched(events: readonly { readonly path: string; readonly type: FileChangeType }[], folder = 0): Promise<void> {
    const changes = events.filter(({ path, type }) => this.watchers.some(({ globPattern, kind = 7 }) => {
      const bit = type === FileChangeType.Created ? 1 : type === FileChangeType.Changed ? 2 : 4;
      return typeof globPattern === 'string' && (kind & bit) !== 0 && picomatch(globPattern, { dot: true })(path);
    }));
    if (changes.length > 0) await this.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: changes.map(({ path, type }) => ({ uri: this.uri(path, folder), type })) });
  }
}

/** Edits of one text, whose ranges refer to it as it stands, in an order in which they can be made one after the other. */
function sequential(edits: readonly TextEdit[]): TextDocumentContentChangeEvent[] {
  return edits.map((edit, at) => ({ edit, at }))
    .sort((a, b) => b.edit.range.start.line - a.edit.range.start.line || b.edit.range.start.character - a.edit.range.start.character || b.at - a.at)
    .map(({ edit }) => ({ range: edit.range, text: edit.newText }));
}

/** The connection, with requests of the server refused as long as `refuses` says so. */
function refusing(connection: ProtocolConnection, refuses: (method: string) => boolean): Listening {
  return {
    onNotification: (method, handler) => { connection.onNotification(method, handler); },
    onRequest: (method, handler) => {
      connection.onRequest(method, (params: unknown) => (refuses(method) ? new ResponseError(ErrorCodes.ServerNotInitialized, `${method} came before the answer to initialize`) : handler(params as never)));
    },
  };
}

/** As much of a connection as listening takes. */
interface Listening {
  onNotification<P>(method: string, handler: (params: P) => void): void;
  onRequest<P>(method: string, handler: (params: P) => unknown): void;
}

/** What an editor answers, and hears, whatever test is running. */
function listen(connection: Listening, to: (tell: (client: TestConnection) => void) => void, settings: unknown): void {
  const hear = (tell: (client: TestConnection) => void): void => { to((client) => { tell(client); client.noticed(); }); };
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => { hear((client) => { client.diagnostics.set(params.uri, params); }); });
  connection.onNotification('window/logMessage', ({ type, message }: { type: MessageType; message: string }) => {
    if (type === MessageType.Error) hear((client) => { client.errors.push(message); });
  });
  connection.onNotification('archguide/statusChanged', (status: ServerStatus) => { hear((client) => { client.statuses.push(status); }); });
  connection.onNotification('archguide/changed', (change: { findings: boolean; packs: boolean }) => { hear((client) => { client.changes.push(change); }); });
  connection.onRequest('client/registerCapability', ({ registrations }: RegistrationParams) => {
    for (const { method, registerOptions } of registrations) {
      if (method === 'workspace/didChangeWatchedFiles') hear((client) => { client.watchers.push(...(registerOptions as { watchers: FileSystemWatcher[] }).watchers); });
    }
    return null;
  });
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => {
    let answer = settings;
    to((client) => { answer = client.settings; });
    return items.map(() => answer ?? null);
  });
  connection.onRequest('window/workDoneProgress/create', () => null);
  connection.onRequest('workspace/diagnostic/refresh', () => {
    hear((client) => { client.refreshes++; });
    return null;
  });
}
