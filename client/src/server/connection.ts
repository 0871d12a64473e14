import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import type { ServerStatus } from '../../../server/src/protocol/model';
import type { ClientNotifications, InitializationOptions, Notifications, Requests } from '../../../server/src/protocol/requests';
import { commands } from '../../../server/src/protocol/requests';
import { documentSelector } from './selector';

/** Makes a client for the host it runs in: a Node process or a web worker. */
export type ClientFactory = (options: LanguageClientOptions) => BaseLanguageClient;

type Changed = Notifications['archguide/changed'];

/** The language server as the views know it: typed requests, what it announces, and its life. */
export class ServerConnection implements vscode.Disposable {
  private client: BaseLanguageClient | null = null;
  private lastStatus: ServerStatus | null = null;
  private readonly changed = new vscode.EventEmitter<Changed>();
  private readonly statusChanged = new vscode.EventEmitter<ServerStatus>();
  readonly onChanged = this.changed.event;
  readonly onStatus = this.statusChanged.event;

  constructor(
    private readonly createClient: ClientFactory,
    private readonly output: vscode.LogOutputChannel,
    private readonly schemes: readonly string[],
  ) {}

  get status(): ServerStatus | null {
    return this.lastStatus;
  }

  /** Starts the server. Never rejects: what goes wrong is the status `degraded`, and in the output. */
  async start(): Promise<void> {
    this.announce({ ...silentStatus, state: 'starting', message: vscode.l10n.t('Starting') });
    try {
      const client = this.createClient(this.options());
      this.client = client;
      client.onNotification('archguide/statusChanged', (status: ServerStatus) => this.announce(status));
      client.onNotification('archguide/changed', (change: Changed) => this.changed.fire(change));
      await client.start();
      this.announce(await this.request('archguide/status', {}));
      this.changed.fire({ findings: true, packs: true });
    } catch (error) {
      this.output.error(`The language server did not start: ${describe(error)}`);
      this.fail();
    }
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /**
   * Asks the server.
   * @throws where the server does not run, refuses, or `token` is cancelled
   */
  async request<M extends keyof Requests>(method: M, params: Requests[M]['params'], token?: vscode.CancellationToken): Promise<Requests[M]['result']> {
    if (this.client === null) throw new Error('The language server does not run.');
    // A token that is undefined would count as a second parameter.
    return token === undefined ? this.client.sendRequest<Requests[M]['result']>(method, params) : this.client.sendRequest<Requests[M]['result']>(method, params, token);
  }

  /** As `request`, for views: null where there is no answer, with the reason in the output. */
  async ask<M extends keyof Requests>(method: M, params: Requests[M]['params'], token?: vscode.CancellationToken): Promise<Requests[M]['result'] | null> {
    try {
      return await this.request(method, params, token);
    } catch (error) {
      if (token?.isCancellationRequested !== true) this.output.debug(`${method}: ${describe(error)}`);
      return null;
    }
  }

  async notify<M extends keyof ClientNotifications>(method: M, params: ClientNotifications[M]): Promise<void> {
    await this.client?.sendNotification(method, params).catch((error: unknown) => this.output.debug(`${method}: ${describe(error)}`));
  }

  showOutput(): void {
    this.output.show();
  }

  dispose(): void {
    void this.stop();
    this.changed.dispose();
    this.statusChanged.dispose();
  }

  private async stop(): Promise<void> {
    const client = this.client;
    this.client = null;
    await client?.dispose().catch((error: unknown) => this.output.debug(`stop: ${describe(error)}`));
  }

  private announce(status: ServerStatus): void {
    this.lastStatus = status;
    this.statusChanged.fire(status);
  }

  private fail(): void {
    this.announce({ ...silentStatus, state: 'degraded', message: vscode.l10n.t('The language server does not run. See the output, or restart it.') });
  }

  private options(): LanguageClientOptions {
    const initializationOptions: InitializationOptions = {
      trusted: vscode.workspace.isTrusted,
      locale: vscode.env.language,
      uriScheme: vscode.env.uriScheme,
    };
    return {
      documentSelector: documentSelector(this.schemes),
      initializationOptions,
      outputChannel: this.output,
      diagnosticCollectionName: 'archguide',
      // Links in hovers may run these commands and no other; the Markdown holds no HTML.
      markdown: { isTrusted: { enabledCommands: Object.values(commands) }, supportHtml: false },
      initializationFailedHandler: (error) => {
        this.output.error(describe(error));
        return false;
      },
    };
  }
}

const silentStatus = { indexed: 0, total: 0, packs: [], problems: [] };

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
