import * as vscode from 'vscode';
import { DocBrowser } from './browser/docBrowser';
import { Insertion } from './browser/insertion';
import { registerCommands } from './commands/register';
import { FileView } from './guidance/fileView';
import { registerUriHandler } from './links';
import { type ClientFactory, ServerConnection } from './server/connection';
import { StatusItems } from './status/statusItems';
import { KnowledgeView } from './tree/knowledgeView';

/** Everything the extension is made of, whichever host it runs in. */
export function activateArchguide(context: vscode.ExtensionContext, schemes: readonly string[], createClient: ClientFactory): void {
  const output = vscode.window.createOutputChannel('Archguide', { log: true });
  const server = new ServerConnection(createClient, output, schemes);
  const insertion = new Insertion();
  const browser = new DocBrowser(server, insertion, context.extensionUri);
  const knowledge = new KnowledgeView(server, context.workspaceState);
  context.subscriptions.push(
    output,
    server,
    insertion,
    browser,
    knowledge,
    new FileView(server),
    new StatusItems(server, schemes),
    registerUriHandler(browser),
    ...registerCommands({ server, browser, insertion }),
    browser.onShown(({ pack, id }) => void knowledge.reveal(pack, id)),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void server.notify('archguide/trust', { trusted: true })),
  );
  void server.start();
}
