import * as vscode from 'vscode';
import type { ServerConnection } from '../server/connection';
import { configurationFile, newConfiguration, withPack } from './configurationText';

/** Opens `archguide.yaml` of a workspace folder, making it first where there is none. */
export async function openConfiguration(): Promise<void> {
  const uri = await configurationUri();
  if (uri === null) return;
  if ((await read(uri)) === null) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(newConfiguration([])));
  await vscode.window.showTextDocument(uri);
}

/** Lets the user pick a pack and names it in `archguide.yaml`. */
export async function adoptPack(server: ServerConnection, pack?: string): Promise<void> {
  const chosen = pack ?? (await pickPack(server));
  if (chosen === null) return;
  const uri = await configurationUri();
  if (uri === null) return;
  const before = await read(uri);
  if (before === null) {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(newConfiguration([chosen])));
    await vscode.window.showTextDocument(uri);
    return;
  }
  const editor = await vscode.window.showTextDocument(uri);
  const text = editor.document.getText();
  const after = withPack(text, chosen);
  if (after === null) {
    void vscode.window.showWarningMessage(vscode.l10n.t('Add {0} to "packs" in this file: it is written in a way that cannot be edited for you.', chosen));
    return;
  }
  if (after === text) return;
  const whole = new vscode.Range(0, 0, editor.document.lineCount, 0);
  await editor.edit((edit) => edit.replace(whole, after));
  await editor.document.save();
}

async function pickPack(server: ServerConnection): Promise<string | null> {
  const status = await server.ask('archguide/status', {});
  const items = (status?.packs ?? []).map(({ id, title, followed, reason }) => ({
    label: title, description: followed ? vscode.l10n.t('followed already') : '', detail: reason, id,
  }));
  if (items.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No architecture is known yet; the language server may be starting.'));
    return null;
  }
  const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Adopt an Architecture'), matchOnDetail: true });
  return picked?.id ?? null;
}

/** The configuration file of the active file's folder, of the only folder, or of one that the user picks. */
async function configurationUri(): Promise<vscode.Uri | null> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a folder first.'));
    return null;
  }
  const active = vscode.window.activeTextEditor;
  const folder = folders.length === 1 ? folders[0]
    : ((active === undefined ? undefined : vscode.workspace.getWorkspaceFolder(active.document.uri)) ?? (await vscode.window.showWorkspaceFolderPick()));
  return folder === undefined ? null : vscode.Uri.joinPath(folder.uri, configurationFile);
}

async function read(uri: vscode.Uri): Promise<Uint8Array | null> {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch {
    return null;
  }
}
