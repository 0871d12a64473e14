import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter, type MessageConnection } from 'vscode-languageserver/node';
import { positionAt, type Edit } from './edits';

/** How a server is started. */
export interface ServerCommand {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** The server says nothing where the diagnostics are as before; others publish after every edit. */
  readonly skipsUnchanged: boolean;
}

interface Published {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly unknown[];
}

/** What came of an edit. */
export interface Settled {
  /** Milliseconds from the edit to its diagnostics; where they are as before, to the answer of a request behind the edit. */
  readonly took: number;
  readonly isPublished: boolean;
}

/** Full text with every edit, or the edit alone (LSP 3.17, TextDocumentSyncKind). */
const fullSync = 1;

/** A language server in a process of its own, spoken to over stdio as an editor would that is pushed diagnostics. */
export class LanguageServer {
  private version = 1;
  private sync = fullSync;
  private lastFound = 0;
  private waiting: ((published: Published) => void) | null = null;

  private constructor(
    private readonly server: ServerCommand, private readonly process: ChildProcessWithoutNullStreams,
    private readonly connection: MessageConnection, private readonly uri: string, private text: string,
  ) {
    connection.onNotification('textDocument/publishDiagnostics', (published: Published) => {
      if (published.uri !== this.uri) return;
      this.lastFound = published.diagnostics.length;
      this.waiting?.(published);
    });
    connection.onRequest(() => null);
    connection.listen();
  }

  /** Starts the server on a folder and opens a document. `started`: milliseconds from spawn to its first diagnostics. */
  static async open(server: ServerCommand, folder: string, uri: string, text: string): Promise<{ readonly server: LanguageServer; readonly started: number }> {
    const begin = performance.now();
    const child = spawn(server.command, server.args, { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] });
    child.stderr.resume();
    const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    const opened = new LanguageServer(server, child, connection, uri, text);
    await opened.initialize(folder);
    return { server: opened, started: performance.now() - begin };
  }

  private async initialize(folder: string): Promise<void> {
    const root = `file://${folder}`;
    const { capabilities } = await this.connection.sendRequest<{ capabilities: { textDocumentSync?: number | { change?: number } } }>('initialize', {
      processId: process.pid, rootUri: root, workspaceFolders: [{ uri: root, name: 'bench' }], capabilities: { textDocument: { publishDiagnostics: { versionSupport: true } } },
    });
    const sync = capabilities.textDocumentSync;
    this.sync = (typeof sync === 'object' ? sync.change : sync) ?? fullSync;
    const first = this.published(() => true);
    void this.connection.sendNotification('initialized', {});
    void this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri: this.uri, languageId: 'python', version: this.version, text: this.text } });
    await first;
  }

  /** Makes an edit and waits for what the server says of it. */
  async edit({ start, end, text }: Edit): Promise<Settled> {
    const before = this.text;
    this.text = before.slice(0, start) + text + before.slice(end);
    const version = ++this.version;
    const change = this.sync === fullSync ? { text: this.text } : { range: { start: positionAt(before, start), end: positionAt(before, end) }, text };
    const begin = performance.now();
    const published = this.published((message) => (message.version ?? version) >= version).then((): Settled => ({ took: performance.now() - begin, isPublished: true }));
    void this.connection.sendNotification('textDocument/didChange', { textDocument: { uri: this.uri, version }, contentChanges: [change] });
    const settled = await (this.server.skipsUnchanged ? Promise.race([published, this.answered(begin)]) : published);
    this.waiting = null;
    return settled;
  }

  /** How many diagnostics were published last. */
  get found(): number {
    return this.lastFound;
  }

  async close(): Promise<void> {
    const exited = new Promise<void>((resolve) => this.process.once('exit', () => { resolve(); }));
    this.connection.dispose();
    this.process.kill();
    await exited;
  }

  /** A request that no server knows is refused when all before it is done. */
  private async answered(begin: number): Promise<Settled> {
    await this.connection.sendRequest('bench/barrier').catch(() => null);
    return { took: performance.now() - begin, isPublished: false };
  }

  private published(isWanted: (message: Published) => boolean): Promise<Published> {
    return new Promise((resolve) => {
      this.waiting = (message) => { if (isWanted(message)) resolve(message); };
    });
  }
}
