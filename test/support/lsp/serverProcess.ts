import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter, type InitializeResult, type ProtocolConnection } from 'vscode-languageserver/node';
import { capabilitiesOf, type ClientKind } from './clients';

/** A built server as a process, and a connection to it over its standard streams. */
export class ServerProcess {
  readonly connection: ProtocolConnection;
  /** What came on standard error. */
  noise = '';
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;

  constructor(command: readonly string[]) {
    const [program = '', ...args] = command;
    this.child = spawn(program, args, { stdio: 'pipe' });
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => { this.noise += text; });
    this.child.stdin.on('error', () => undefined);
    this.ended = new Promise((resolve) => { this.child.on('close', (code, signal) => { resolve({ code, signal }); }); });
    this.connection = createProtocolConnection(new StreamMessageReader(this.child.stdout), new StreamMessageWriter(this.child.stdin));
    this.connection.onRequest('client/registerCapability', () => null);
    this.connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => null));
    this.connection.onRequest('window/workDoneProgress/create', () => null);
    this.connection.onRequest('workspace/diagnostic/refresh', () => null);
    this.connection.listen();
  }

  readonly child: ChildProcessWithoutNullStreams;

  async initialize(uri: string | null, more: { readonly client?: ClientKind; readonly processId?: number | null } = {}): Promise<InitializeResult> {
    const result = await this.connection.sendRequest<InitializeResult>('initialize', {
      processId: more.processId ?? null, rootUri: uri, capabilities: capabilitiesOf(more.client ?? 'pull'), workspaceFolders: uri === null ? null : [{ uri, name: 'root' }],
    });
    await this.connection.sendNotification('initialized', {});
    return result;
  }

  /** Ends the process whatever state it is in. */
  stop(): void {
    this.connection.dispose();
    this.child.kill('SIGKILL');
  }
}
