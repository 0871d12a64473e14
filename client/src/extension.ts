import type * as vscode from 'vscode';
import { Uri } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { activateArchguide } from './activate';

/** Entry point on the desktop and on remote machines: the server is a Node process beside the extension host. */
export function activate(context: vscode.ExtensionContext): void {
  const module = Uri.joinPath(context.extensionUri, 'dist', 'server.js').fsPath;
  activateArchguide(context, ['file', 'untitled'], (options) => new LanguageClient('archguide', 'Archguide', {
    run: { module, transport: TransportKind.ipc },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
  }, options));
}
