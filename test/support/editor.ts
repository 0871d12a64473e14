import * as vscode from 'vscode';

/** How often a condition is looked at, and for how long: the editor answers when it likes. */
const pollMs = 50;
const patienceMs = 20_000;

/** Asks until `get` gives something that is not null, undefined or false. `what` is for the error message. */
export async function eventually<T>(what: string, get: () => T | null | undefined | false | Promise<T | null | undefined | false>, patience = patienceMs): Promise<T> {
  const deadline = Date.now() + patience;
  for (;;) {
    const value = await get();
    if (value !== null && value !== undefined && value !== false) return value;
    if (Date.now() > deadline) throw new Error(`Within ${patience / 1000} s there was not: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/** A file of the (first or named) workspace folder. */
export function fileUri(path: string, folder = 0): vscode.Uri {
  const root = vscode.workspace.workspaceFolders?.[folder];
  if (root === undefined) throw new Error('No folder is open.');
  return vscode.Uri.joinPath(root.uri, path);
}

export async function openFile(path: string, folder = 0): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(fileUri(path, folder), { viewColumn: vscode.ViewColumn.One });
}

/** A document whose file does not exist yet, in the workspace, holding `text`, shown. */
export async function newFile(path: string, text: string, folder = 0): Promise<vscode.TextEditor> {
  const uri = fileUri(path, folder);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One });
}

/** Our problems in a file. */
export function problems(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'archguide');
}

/** The rule that a problem is of. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** Waits for a problem of the rule. */
export function problem(uri: vscode.Uri, rule: string): Promise<vscode.Diagnostic> {
  return eventually(`a problem ${rule} in ${uri.path}; there are:`, () => problems(uri).find((found) => ruleOf(found) === rule))
    .catch((error: unknown) => {
      const there = problems(uri).map((found) => `${ruleOf(found)} (line ${found.range.start.line + 1})`);
      throw new Error(`${String(error)} ${there.length === 0 ? 'none' : there.join(', ')}`);
    });
}

/** Waits until the file has no problem of the rule. */
export async function noProblem(uri: vscode.Uri, rule: string): Promise<void> {
  await eventually(`no problem ${rule} in ${uri.path}`, () => !problems(uri).some((found) => ruleOf(found) === rule));
}

/** Code actions at a range whose title or kind `wanted` accepts. Providers answer nothing now and then: asked again. */
export function codeActions(uri: vscode.Uri, range: vscode.Range, wanted: (action: vscode.CodeAction) => boolean, kind?: string): Promise<vscode.CodeAction[]> {
  return eventually(`a code action in ${uri.path}`, async () => {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range, kind, 50);
    const found = actions.filter(wanted);
    return found.length > 0 ? found : null;
  });
}

/** All that an edit writes. */
export function newText(edit: vscode.WorkspaceEdit | undefined): string {
  return (edit?.entries() ?? []).flatMap(([, edits]) => edits.map((each) => each.newText)).join('\n');
}

/** Does what choosing the action in the menu does. */
export async function applyAction(action: vscode.CodeAction): Promise<void> {
  if (action.edit !== undefined) await vscode.workspace.applyEdit(action.edit);
  if (action.command !== undefined) await vscode.commands.executeCommand(action.command.command, ...((action.command.arguments ?? []) as unknown[]));
}

/** All text of the hovers at a position, once there is some. */
export function hoverText(uri: vscode.Uri, position: vscode.Position, holds: string): Promise<string> {
  return eventually(`a hover with "${holds}"`, async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
    const text = hovers.flatMap(({ contents }) => contents.map((part) => (typeof part === 'string' ? part : part.value))).join('\n');
    return text.includes(holds) ? text : null;
  });
}

/** Where a text stands in a document. */
export function placeOf(document: vscode.TextDocument, text: string): vscode.Range {
  const at = document.getText().indexOf(text);
  if (at < 0) throw new Error(`"${text}" is not in ${document.uri.path}`);
  return new vscode.Range(document.positionAt(at), document.positionAt(at + text.length));
}

/** Replaces a text in a document, as typing would. */
export async function replaceText(editor: vscode.TextEditor, from: string, to: string): Promise<void> {
  const range = placeOf(editor.document, from);
  if (!(await editor.edit((edit) => edit.replace(range, to)))) throw new Error('The edit was refused.');
}

/** Label of the active tab, whatever it shows. */
export function activeTab(): vscode.Tab | undefined {
  return vscode.window.tabGroups.activeTabGroup.activeTab;
}

/** Tabs that show our doc browser. */
export function docBrowserTabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('archguide.browser'));
}
