import * as vscode from 'vscode';
import type { OpenModuleArgument } from '../../../server/src/protocol/links';
import type { ModuleReference, SearchHit } from '../../../server/src/protocol/model';
import type { ServerConnection } from '../server/connection';

type Item = vscode.QuickPickItem & { readonly target?: OpenModuleArgument };

const longestAnswer = 30;

/** Searches the knowledge base: asks the server at each key, shows its order, and drops answers that came too late. */
export async function searchModules(server: ServerConnection, query = ''): Promise<OpenModuleArgument | null> {
  const pick = vscode.window.createQuickPick<Item>();
  let asked = new vscode.CancellationTokenSource();
  const load = async (text: string): Promise<void> => {
    asked.cancel();
    asked.dispose();
    asked = new vscode.CancellationTokenSource();
    const { token } = asked;
    pick.busy = true;
    const items = text.trim() === '' ? await suggestions(server, token) : await hits(server, text, token);
    if (token.isCancellationRequested) return;
    pick.busy = false;
    pick.items = items;
  };
  pick.title = vscode.l10n.t('Search the Knowledge Base');
  pick.placeholder = vscode.l10n.t('A topic, a name from the code, or an error message');
  pick.value = query;
  pick.onDidChangeValue((text) => void load(text));
  const picked = new Promise<OpenModuleArgument | null>((resolve) => {
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]?.target ?? null);
      pick.hide();
    });
    pick.onDidHide(() => resolve(null));
  });
  pick.show();
  void load(query);
  try {
    return await picked;
  } finally {
    asked.cancel();
    asked.dispose();
    pick.dispose();
  }
}

async function hits(server: ServerConnection, query: string, token: vscode.CancellationToken): Promise<Item[]> {
  const found = await server.ask('archguide/search', { query, limit: longestAnswer }, token);
  if (found === null || found.length === 0) return [{ label: vscode.l10n.t('Nothing found'), alwaysShow: true }];
  return found.map(hitItem);
}

function hitItem(hit: SearchHit): Item {
  const { module, section, excerpt } = hit;
  return {
    label: module.title,
    description: section === null ? module.pack : section.title,
    detail: excerpt === '' ? module.summary : excerpt,
    // The server's order stands: the picker would sort by its own match of the label.
    alwaysShow: true,
    target: { pack: module.pack, id: module.id, ...(section === null ? {} : { anchor: section.slug }) },
  };
}

/** Before anything is typed: what matters to the active file. */
async function suggestions(server: ServerConnection, token: vscode.CancellationToken): Promise<Item[]> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const guidance = uri === undefined ? null : await server.ask('archguide/fileGuidance', { uri: uri.toString() }, token);
  if (guidance === null || guidance.modules.length === 0) return [];
  return [
    { label: vscode.l10n.t('For this file'), kind: vscode.QuickPickItemKind.Separator },
    ...guidance.modules.map(({ module, reasons }): Item => ({ ...moduleItem(module), detail: reasons[0] ?? module.summary })),
  ];
}

/** A module as an entry of a quick pick. */
export function moduleItem(module: ModuleReference): Item & { readonly target: OpenModuleArgument } {
  return { label: module.title, description: module.pack, detail: module.summary, target: { pack: module.pack, id: module.id } };
}
