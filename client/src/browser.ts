import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { activateArchguide } from './activate';

/** Of the web worker that extensions run in; the compiler's library for it would bring the whole DOM. */
declare const Worker: new (script: string) => ConstructorParameters<typeof LanguageClient>[2] & object;

/** Entry point in a browser (vscode.dev): the server is a web worker, and folders may be of any file system. */
export function activate(context: vscode.ExtensionContext): void {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist', 'serverBrowser.js').toString(true);
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme);
  const schemes = [...new Set([...folders, 'file', 'untitled'])];
  activateArchguide(context, schemes, (options) => new LanguageClient('archguide', 'Archguide', new Worker(script), options));
}
