import * as vscode from 'vscode';
import type { ServerConnection } from '../server/connection';
import { severityIcon } from '../status/severity';
import { type FileEntry, fileTree } from './fileTree';

/** Long enough that walking through open editors asks once. */
const settleMs = 150;

/** The view *In this file*: the modules that matter to the active file, with its findings. It asks nothing while it is hidden. */
export class FileView implements vscode.TreeDataProvider<FileEntry>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<FileEntry>;
  private readonly subscriptions: vscode.Disposable[];
  private timer: ReturnType<typeof setTimeout> | null = null;
  private request = new vscode.CancellationTokenSource();
  private file: vscode.Uri | null;
  private entries: readonly FileEntry[] = [];

  constructor(private readonly server: ServerConnection) {
    this.file = vscode.window.activeTextEditor?.document.uri ?? null;
    this.view = vscode.window.createTreeView('archguide.file', { treeDataProvider: this });
    this.subscriptions = [
      this.view,
      this.changed,
      vscode.window.onDidChangeActiveTextEditor((editor) => this.follow(editor)),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => { if (closed.length > 0) this.follow(vscode.window.activeTextEditor); }),
      server.onChanged(({ findings, packs }) => { if (findings || packs) this.schedule(); }),
    ];
  }

  /** The editor calls this only while the view is on screen; until the answer is there it shows progress. */
  async getChildren(entry?: FileEntry): Promise<FileEntry[]> {
    if (entry !== undefined) return entry.kind === 'module' ? [...entry.findings] : [];
    this.request.cancel();
    this.request.dispose();
    this.request = new vscode.CancellationTokenSource();
    const { token } = this.request;
    const uri = this.file;
    const guidance = uri === null ? null : await this.server.ask('archguide/fileGuidance', { uri: uri.toString() }, token);
    if (!token.isCancellationRequested) {
      this.entries = fileTree(guidance);
      this.view.description = uri === null || this.entries.length === 0 ? '' : (uri.path.split('/').at(-1) ?? '');
    }
    return [...this.entries];
  }

  getTreeItem(entry: FileEntry): vscode.TreeItem {
    if (entry.kind === 'service') return serviceItem(entry);
    return entry.kind === 'module' ? moduleItem(entry) : findingItem(entry);
  }

  dispose(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.request.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** Where a page, the output or a terminal takes the focus there is no text editor: the file stays while it is open. */
  private follow(editor: vscode.TextEditor | undefined): void {
    if (editor === undefined && this.file !== null && isOpen(this.file)) return;
    if (editor?.document.uri.scheme === 'output') return;
    this.file = editor?.document.uri ?? null;
    this.schedule();
  }

  private schedule(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.changed.fire(), settleMs);
  }
}

function isOpen(uri: vscode.Uri): boolean {
  return vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString()));
}

type Of<K extends FileEntry['kind']> = Extract<FileEntry, { kind: K }>;

function serviceItem(entry: Of<'service'>): vscode.TreeItem {
  const item = new vscode.TreeItem(entry.name, vscode.TreeItemCollapsibleState.None);
  item.id = entry.key;
  item.contextValue = 'service';
  item.description = entry.role === 'service' ? entry.serviceKind : `${entry.serviceKind}, ${entry.role}`;
  item.iconPath = new vscode.ThemeIcon('server-process');
  item.tooltip = list(vscode.l10n.t('Taken for this kind of service because:'), entry.evidence);
  return item;
}

function moduleItem(entry: Of<'module'>): vscode.TreeItem {
  const { module, reasons, findings, severity } = entry;
  const item = new vscode.TreeItem(module.title, findings.length > 0 ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.None);
  item.id = entry.key;
  item.contextValue = 'module';
  item.description = reasons[0] ?? '';
  item.iconPath = severity === null ? new vscode.ThemeIcon('book') : severityIcon(severity);
  item.tooltip = list(module.summary, reasons);
  item.command = { command: 'archguide.openModule', title: vscode.l10n.t('Open'), arguments: [{ pack: module.pack, id: module.id }] };
  return item;
}

function findingItem({ key, finding }: Of<'finding'>): vscode.TreeItem {
  // Like a result of a search: the line, then what is there.
  const line = finding.range.start.line + 1;
  const message = finding.message.replace(/`/g, '');
  const item = new vscode.TreeItem(String(line), vscode.TreeItemCollapsibleState.None);
  item.id = key;
  item.contextValue = 'finding';
  item.description = message;
  item.tooltip = new vscode.MarkdownString().appendText(message).appendMarkdown('\n\n').appendText(finding.rule);
  item.accessibilityInformation = { label: vscode.l10n.t('Line {0}: {1}', line, message) };
  item.command = { command: 'archguide.showFinding', title: vscode.l10n.t('Show'), arguments: [{ uri: finding.uri, range: finding.range }] };
  return item;
}

function list(head: string, lines: readonly string[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString().appendText(head);
  for (const line of lines) text.appendMarkdown('\n\n- ').appendText(line);
  return text;
}
