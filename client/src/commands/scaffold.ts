import * as vscode from 'vscode';
import { newServiceKinds, type ScaffoldAnswer, type ScaffoldRequest, type ServiceReference } from '../../../server/src/protocol/model';
import type { ServerConnection } from '../server/connection';

type Kind = (typeof newServiceKinds)[number];
/** Makes the request of a name; asked again with the same name where the server refuses it. */
type Request = (name: string) => ScaffoldRequest;

/** Makes a service: asks for its kind and its name. `argument` is a file or folder of the explorer. */
export async function newService(server: ServerConnection, argument?: unknown): Promise<void> {
  const folder = await folderFor(argument);
  if (folder === null) return;
  const kind = await pickKind();
  if (kind === null) return;
  await scaffold(server, { title: vscode.l10n.t('New Service'), prompt: vscode.l10n.t('Name: context, domain and type, as in shop_orders_api') }, (name) => ({ folder: folder.uri.toString(), what: 'service', name, kind }));
}

/** Makes a use case in a service: the one that `argument` lies in, or one that the user picks. */
export async function newUseCase(server: ServerConnection, argument?: unknown): Promise<void> {
  const folder = await folderFor(argument);
  if (folder === null) return;
  const uri = folder.uri.toString();
  const services = (await server.ask('archguide/services', { folder: uri }) ?? []).filter(({ kind }) => (newServiceKinds as readonly string[]).includes(kind));
  if (services.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no service yet; make one first.'));
    return;
  }
  const service = (argument instanceof vscode.Uri ? serviceOf(services, folder, argument) : null) ?? await pickService(services);
  if (service === null) return;
  await scaffold(server, { title: vscode.l10n.t('New Use Case of {0}', service.name), prompt: vscode.l10n.t('Name: a verb and what it is about, as in cancel_order') }, (name) => ({ folder: uri, what: 'use-case', name, service: service.name }));
}

/** Makes a module of the workspace's own pack: asks for its title and its place. */
export async function newModule(server: ServerConnection, argument?: unknown): Promise<void> {
  const folder = await folderFor(argument);
  if (folder === null) return;
  const title = await vscode.window.showInputBox({ title: vscode.l10n.t('New Module'), prompt: vscode.l10n.t('Title of the page'), ignoreFocusOut: true });
  if (title === undefined || title.trim() === '') return;
  const suggested = `guides/${title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '')}`;
  await scaffold(server, { title: vscode.l10n.t('New Module'), prompt: vscode.l10n.t('Path in .archguide; its folder is the category'), value: suggested }, (id) => ({ folder: folder.uri.toString(), what: 'module', id, title }));
}

async function pickKind(): Promise<Kind | null> {
  const details: Readonly<Record<Kind, string>> = {
    api: vscode.l10n.t('HTTP for clients; data over the data service'),
    bot: vscode.l10n.t('A Telegram bot that polls'),
    worker: vscode.l10n.t('Consumes events of RabbitMQ'),
    'data-postgres': vscode.l10n.t('The one service that reaches PostgreSQL'),
    'data-mongo': vscode.l10n.t('The one service that reaches MongoDB'),
  };
  const picked = await vscode.window.showQuickPick(newServiceKinds.map((kind) => ({ label: kind, detail: details[kind], value: kind })), { title: vscode.l10n.t('New Service: Kind'), matchOnDetail: true });
  return picked?.value ?? null;
}

async function pickService(services: readonly ServiceReference[]): Promise<ServiceReference | null> {
  const picked = await vscode.window.showQuickPick(services.map((service) => ({ label: service.name, description: service.kind, detail: service.folder, service })), { title: vscode.l10n.t('New Use Case: Service'), matchOnDetail: true });
  return picked?.service ?? null;
}

function serviceOf(services: readonly ServiceReference[], folder: vscode.WorkspaceFolder, uri: vscode.Uri): ServiceReference | null {
  const isIn = (service: ServiceReference): boolean => `${uri.path}/`.startsWith(`${vscode.Uri.joinPath(folder.uri, service.folder).path}/`);
  return services.filter(({ folder: path }) => path !== '').find(isIn) ?? null;
}

/** Asks for a name until the server takes it or the user gives up; then writes the files. */
async function scaffold(server: ServerConnection, options: { title: string; prompt: string; value?: string }, request: Request): Promise<void> {
  let value = options.value ?? '';
  let refusal = '';
  for (;;) {
    const name = await vscode.window.showInputBox({ ...options, value, ignoreFocusOut: true, prompt: refusal === '' ? options.prompt : refusal });
    if (name === undefined) return;
    // What is not saved would be lost where lines are added to it.
    await vscode.workspace.saveAll(false);
    const answer = await server.ask('archguide/scaffold', request(name.trim()));
    if (answer === null) {
      void vscode.window.showErrorMessage(vscode.l10n.t('The files could not be made. The output says why.'));
      return;
    }
    if (answer.refusal === null) {
      await apply(answer);
      return;
    }
    value = name;
    refusal = `${answer.refusal}.`;
  }
}

/** Writes the files as one edit, which can be undone, saves them, and shows where to go on. */
async function apply({ files, next }: ScaffoldAnswer): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const edited: vscode.TextDocument[] = [];
  for (const { uri: text, text: contents, change } of files) {
    const uri = vscode.Uri.parse(text, true);
    if (change === 'create') {
      edit.createFile(uri, { overwrite: false, contents: new TextEncoder().encode(contents) });
      continue;
    }
    const document = await vscode.workspace.openTextDocument(uri);
    edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), contents);
    edited.push(document);
  }
  if (!(await vscode.workspace.applyEdit(edit))) {
    void vscode.window.showErrorMessage(vscode.l10n.t('The editor did not write the files: one of them may be there already.'));
    return;
  }
  for (const document of edited) await document.save();
  const shown = files.find(({ path }) => /\/src\/application\/|\/src\/main\.py$/.test(path)) ?? files.find(({ path, change }) => change === 'create' && path.endsWith('.md') && !/(?:INDEX|README)\.md$/.test(path));
  if (shown !== undefined) await vscode.window.showTextDocument(vscode.Uri.parse(shown.uri, true));
  void vscode.window.showInformationMessage(vscode.l10n.t('{0} files written. Next: {1}', files.length, next.join(' ')));
}

/** The workspace folder of a resource of the explorer, else of the active file, the only one, or one that the user picks. */
async function folderFor(argument: unknown): Promise<vscode.WorkspaceFolder | null> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a folder first.'));
    return null;
  }
  const resource = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
  const own = resource === undefined ? undefined : vscode.workspace.getWorkspaceFolder(resource);
  return (folders.length === 1 ? folders[0] : own ?? await vscode.window.showWorkspaceFolderPick()) ?? null;
}
