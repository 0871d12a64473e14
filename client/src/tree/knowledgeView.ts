import * as vscode from 'vscode';
import type { NavigationNode, NavigationOrder } from '../../../server/src/protocol/model';
import type { ServerConnection } from '../server/connection';
import { type KnowledgeEntry, entryOfModule, knowledgeTree, moduleCount } from './knowledgeTree';

const orders: readonly NavigationOrder[] = ['navigation', 'category', 'reading'];

/** The view *Knowledge*: every module, by the packs' navigation or by category, or the packs' reading lists. */
export class KnowledgeView implements vscode.TreeDataProvider<KnowledgeEntry>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<KnowledgeEntry>;
  private readonly subscriptions: vscode.Disposable[];
  private nodes: Promise<readonly NavigationNode[]> | null = null;
  private entries: readonly KnowledgeEntry[] = [];
  private filter = '';
  private order: NavigationOrder;

  constructor(private readonly server: ServerConnection, private readonly memory: vscode.Memento) {
    this.order = orders.find((order) => order === memory.get<string>(orderKey)) ?? 'navigation';
    this.view = vscode.window.createTreeView('archguide.knowledge', { treeDataProvider: this, showCollapseAll: true });
    this.subscriptions = [
      this.view,
      this.changed,
      server.onChanged(({ packs }) => { if (packs) this.refresh(); }),
      vscode.commands.registerCommand('archguide.groupByNavigation', () => this.setOrder('navigation')),
      vscode.commands.registerCommand('archguide.groupByCategory', () => this.setOrder('category')),
      vscode.commands.registerCommand('archguide.groupByNeed', () => this.setOrder('reading')),
      vscode.commands.registerCommand('archguide.filterKnowledge', (text?: unknown) => this.askFilter(text)),
      vscode.commands.registerCommand('archguide.clearFilter', () => this.setFilter('')),
    ];
    this.setContext();
  }

  async getChildren(entry?: KnowledgeEntry): Promise<KnowledgeEntry[]> {
    if (entry !== undefined) return [...entry.children];
    this.nodes ??= this.server.ask('archguide/navigation', { by: this.order }).then((nodes) => nodes ?? []);
    this.entries = knowledgeTree(await this.nodes, this.filter);
    this.describe();
    return [...this.entries];
  }

  getParent(entry: KnowledgeEntry): KnowledgeEntry | null {
    return entry.parent;
  }

  getTreeItem(entry: KnowledgeEntry): vscode.TreeItem {
    const item = new vscode.TreeItem(entry.label, this.collapsibleState(entry));
    // Another id while filtering, since the editor keeps the collapsed state that it once saw for an id.
    item.id = `${this.filter === '' ? '' : `${this.filter}:`}${entry.key}`;
    item.contextValue = entry.kind;
    if (entry.module !== null) {
      item.tooltip = tooltip(entry.module.title, entry.module.summary, entry.module.id);
      item.command = { command: 'archguide.openModule', title: vscode.l10n.t('Open'), arguments: [{ pack: entry.module.pack, id: entry.module.id }] };
    } else {
      item.description = String(entry.count);
      if (entry.kind === 'pack') item.iconPath = new vscode.ThemeIcon('library');
      item.accessibilityInformation = { label: vscode.l10n.t('{0}, {1} modules', entry.label, entry.count) };
    }
    return item;
  }

  /** Selects a module's row, where the view is open already. */
  async reveal(pack: string, id: string): Promise<void> {
    const entry = this.view.visible ? entryOfModule(this.entries, pack, id) : null;
    if (entry !== null) await this.view.reveal(entry, { select: true, focus: false });
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private collapsibleState(entry: KnowledgeEntry): vscode.TreeItemCollapsibleState {
    if (entry.children.length === 0) return vscode.TreeItemCollapsibleState.None;
    const open = this.filter !== '' || (entry.kind === 'pack' && this.entries[0] === entry);
    return open ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
  }

  private refresh(): void {
    this.nodes = null;
    this.changed.fire();
  }

  private async setOrder(order: NavigationOrder): Promise<void> {
    this.order = order;
    this.setContext();
    this.refresh();
    await this.memory.update(orderKey, order);
  }

  private async askFilter(text: unknown): Promise<void> {
    const answer = typeof text === 'string' ? text : await vscode.window.showInputBox({
      title: vscode.l10n.t('Filter Modules'),
      prompt: vscode.l10n.t('Words that title, summary or path hold'),
      value: this.filter,
    });
    if (answer !== undefined) this.setFilter(answer);
  }

  private setFilter(filter: string): void {
    this.filter = filter.trim();
    this.setContext();
    this.changed.fire();
  }

  private describe(): void {
    this.view.description = this.order === 'category' ? vscode.l10n.t('by category') : this.order === 'reading' ? vscode.l10n.t('by need') : '';
    if (this.filter === '' || this.entries.length === 0) delete this.view.message;
    else this.view.message = vscode.l10n.t('{0} modules with "{1}"', moduleCount(this.entries), this.filter);
  }

  private setContext(): void {
    void vscode.commands.executeCommand('setContext', 'archguide.groupedBy', this.order);
    void vscode.commands.executeCommand('setContext', 'archguide.filtered', this.filter !== '');
  }
}

const orderKey = 'archguide.knowledge.order';

function tooltip(title: string, summary: string, id: string): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendMarkdown('**').appendText(title).appendMarkdown('**\n\n').appendText(summary).appendMarkdown('\n\n').appendCodeblock(id, 'text');
  return text;
}
