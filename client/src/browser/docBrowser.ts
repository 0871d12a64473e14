import * as vscode from 'vscode';
import { moduleUri, type OpenModuleArgument } from '../../../server/src/protocol/links';
import type { Page } from '../../../server/src/protocol/model';
import type { ServerConnection } from '../server/connection';
import { showFinding } from '../commands/showFinding';
import { History } from './history';
import type { Insertion } from './insertion';
import { type FromUi, parseFromUi, parsePanelState, type ToUi } from './messages';
import { makeNonce, shell } from './shell';
import { uiStrings } from './strings';

export const viewType = 'archguide.browser';

/** Opens pages in one panel, which keeps its history and comes back with the window. */
export class DocBrowser implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private panel: DocPanel | null = null;
  private readonly shown = new vscode.EventEmitter<{ pack: string; id: string }>();
  /** A page is on screen. */
  readonly onShown = this.shown.event;
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly server: ServerConnection, private readonly insertion: Insertion, private readonly extensionUri: vscode.Uri) {
    this.subscriptions = [
      this.shown,
      vscode.window.registerWebviewPanelSerializer(viewType, this),
      server.onChanged(() => void this.panel?.refresh()),
      vscode.commands.registerCommand('archguide.browser.back', () => this.panel?.go(-1)),
      vscode.commands.registerCommand('archguide.browser.forward', () => this.panel?.go(1)),
    ];
  }

  /** Shows a module, beside the code where the panel is not open yet. */
  async open(module: OpenModuleArgument): Promise<void> {
    if (this.panel === null) {
      const column = vscode.window.activeTextEditor === undefined ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside;
      const made = vscode.window.createWebviewPanel(viewType, 'Archguide', { viewColumn: column, preserveFocus: false }, this.options());
      await this.adopt(made, new History()).navigate(module);
    } else {
      this.panel.reveal();
      await this.panel.navigate(module);
    }
  }

  async deserializeWebviewPanel(webviewPanel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const known = parsePanelState(state);
    if (known === null || this.panel !== null) {
      webviewPanel.dispose();
      return;
    }
    webviewPanel.webview.options = this.options();
    await this.adopt(webviewPanel, new History(known)).show();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.panel?.dispose();
  }

  private adopt(webviewPanel: vscode.WebviewPanel, history: History): DocPanel {
    const panel = new DocPanel(webviewPanel, history, this.server, this.insertion, this.extensionUri, (module) => this.shown.fire(module));
    this.panel = panel;
    webviewPanel.onDidDispose(() => {
      panel.dispose();
      if (this.panel === panel) this.panel = null;
    });
    return panel;
  }

  private options(): vscode.WebviewOptions & vscode.WebviewPanelOptions {
    return { enableScripts: true, enableFindWidget: true, localResourceRoots: [vscode.Uri.joinPath(this.extensionUri, 'dist', 'ui')] };
  }
}

/** One panel: asks the server for pages, hands them to the script in the webview, and does what that asks for. */
class DocPanel implements vscode.Disposable {
  private page: Page | null = null;
  private latest: ToUi | null = null;
  private request = new vscode.CancellationTokenSource();

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly history: History,
    private readonly server: ServerConnection,
    private readonly insertion: Insertion,
    extensionUri: vscode.Uri,
    private readonly onShown: (module: { pack: string; id: string }) => void,
  ) {
    const { webview } = panel;
    const resource = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'ui', name)).toString();
    panel.iconPath = {
      light: vscode.Uri.joinPath(extensionUri, 'media', 'page-light.svg'),
      dark: vscode.Uri.joinPath(extensionUri, 'media', 'page-dark.svg'),
    };
    webview.onDidReceiveMessage((value: unknown) => {
      const message = parseFromUi(value);
      if (message !== null) void this.handle(message);
    });
    webview.html = shell({
      title: 'Archguide', language: vscode.env.language, script: resource('browser.js'), style: resource('browser.css'),
      source: webview.cspSource, nonce: makeNonce(),
    });
  }

  reveal(): void {
    this.panel.reveal(undefined, false);
  }

  async navigate(module: OpenModuleArgument): Promise<void> {
    const page = await this.load(module);
    if (page === 'superseded') return;
    if (page === null) {
      this.tell(vscode.l10n.t('There is no module {0}.', module.id));
      return;
    }
    const { pack, id } = page.module;
    this.history.visit({ pack, id, top: 0, ...(module.anchor === undefined ? {} : { anchor: module.anchor }) });
    this.present(page, module.anchor === undefined ? { top: 0 } : { anchor: module.anchor });
  }

  async go(step: -1 | 1): Promise<void> {
    if (this.history.go(step) !== null) await this.show();
  }

  /** Shows the current entry of the history. */
  async show(): Promise<void> {
    const visit = this.history.current;
    if (visit === null) return;
    const page = await this.load(visit);
    if (page === 'superseded') return;
    if (page === null) this.tell(vscode.l10n.t('There is no module {0}.', visit.id));
    else this.present(page, { top: visit.top });
  }

  /** Asks for the shown page anew: its text or its findings may have changed. It stays where it is scrolled. */
  async refresh(): Promise<void> {
    const visit = this.history.current;
    if (visit === null) return;
    const page = await this.load(visit);
    if (page === null || page === 'superseded' || JSON.stringify(page) === JSON.stringify(this.page)) return;
    this.present(page, this.page === null ? { top: visit.top } : null);
  }

  dispose(): void {
    this.request.cancel();
    this.request.dispose();
    this.panel.dispose();
  }

  private async load(module: OpenModuleArgument): Promise<Page | null | 'superseded'> {
    this.request.cancel();
    this.request.dispose();
    this.request = new vscode.CancellationTokenSource();
    const { token } = this.request;
    const { id, pack } = module;
    const page = await this.server.ask('archguide/page', pack === undefined ? { id } : { pack, id }, token);
    return token.isCancellationRequested ? 'superseded' : page;
  }

  private present(page: Page, place: Extract<ToUi, { type: 'page' }>['place']): void {
    this.page = page;
    this.panel.title = page.module.title;
    this.send({ type: 'page', page, place, navigation: this.navigation(), strings: uiStrings(), state: this.history.state() });
    this.onShown(page.module);
  }

  private tell(text: string): void {
    this.page = null;
    this.send({ type: 'message', text, navigation: this.navigation(), strings: uiStrings() });
  }

  private send(message: ToUi): void {
    this.latest = message;
    void this.panel.webview.postMessage(message);
  }

  private navigation(): { back: boolean; forward: boolean } {
    return { back: this.history.canGoBack, forward: this.history.canGoForward };
  }

  private async handle(message: FromUi): Promise<void> {
    switch (message.type) {
      case 'ready':
        return this.resend();
      case 'navigate':
        return this.navigate(message.module);
      case 'back':
        return this.go(-1);
      case 'forward':
        return this.go(1);
      case 'scrolled':
        return this.history.scrolled(message.top);
      case 'openExternal':
        // The editor itself asks whether the address is to be trusted.
        return void (await vscode.env.openExternal(vscode.Uri.parse(message.url)));
      case 'copy':
        return vscode.env.clipboard.writeText(message.text);
      case 'insertCode':
        return void (await this.insertion.insertText(message.text));
      default:
        return this.handlePage(message);
    }
  }

  /** What only makes sense while a page is shown. */
  private async handlePage(message: FromUi): Promise<void> {
    const page = this.page;
    if (page === null) return;
    if (message.type === 'showFinding') {
      const { uri } = message.finding;
      // Only files that the page was given: no script in it may open others.
      if (page.rules.some((rule) => rule.violations.some((violation) => violation.uri === uri))) await showFinding(message.finding);
    } else if (message.type === 'insertSnippet') {
      const snippet = page.snippets.find(({ name }) => name === message.name);
      if (snippet !== undefined) await this.insertion.insertSnippet(snippet.body);
    } else if (message.type === 'openSource' && page.source !== null) {
      await vscode.window.showTextDocument(vscode.Uri.parse(page.source));
    } else if (message.type === 'copyLink') {
      await vscode.env.clipboard.writeText(moduleUri(page.module, vscode.env.uriScheme));
    }
  }

  /** The script in the webview started (again, after the panel was hidden): it gets what was shown last, where it was scrolled. */
  private resend(): void {
    if (this.latest?.type !== 'page') {
      if (this.latest !== null) this.send(this.latest);
      return;
    }
    const top = this.history.current?.top ?? 0;
    const place = top === 0 && this.latest.place !== null ? this.latest.place : { top };
    this.send({ ...this.latest, place, state: this.history.state() });
  }
}
