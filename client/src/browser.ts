import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import type { WorkerStart } from '../../server/src/protocol/requests';
import { activateArchguide } from './activate';
import { serveWorkspaceFiles } from './server/workspaceFiles';

type ServerWorker = ConstructorParameters<typeof LanguageClient>[2] & { postMessage(message: unknown): void };
/** Of the web worker that extensions run in; the compiler's library for it would bring the whole DOM. */
declare const Worker: new (script: string) => ServerWorker;

/** Entry point in a browser (vscode.dev): the server is a web worker, and folders may be of any file system. */
export function activate(context: vscode.ExtensionContext): void {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist', 'serverBrowser.js').toString(true);
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme);
  const schemes = [...new Set([...folders, 'file', 'untitled'])];
  activateArchguide(context, schemes, (options) => {
    const worker = new Worker(script);
    const start: WorkerStart = { extensionUri: context.extensionUri.toString(true) };
    worker.postMessage(start);
    const client = new LanguageClient('archguide', 'Archguide', worker, options);
    serveWorkspaceFiles(client);
    return client;
  });
}
