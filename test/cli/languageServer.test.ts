import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import type { InitializeResult, PublishDiagnosticsParams } from 'vscode-languageserver-protocol';
import { buildCommandLine, languageServerProcess } from '../support/cli/commandLine';
import { drifted } from '../support/cli/workspaces';
import { TempFolder } from '../support/lsp/tempFolder';

describe('archguide lsp', function () {
  this.timeout(120_000);
  before(buildCommandLine);

  it('is the language server on standard input and output, from the handshake to the exit', async () => {
    const folder = await TempFolder.create(drifted);
    const server = languageServerProcess();
    assert.ok(server.stdout && server.stdin);
    const connection = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
    const uri = folder.uriOf('services/orders_api/src/main.py');
    const published = new Promise<PublishDiagnosticsParams>((done) => {
      connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
        if (params.uri === uri && params.diagnostics.length > 0) done(params);
      });
    });
    connection.onRequest(() => null);
    connection.listen();
    try {
      const { capabilities, serverInfo } = await connection.sendRequest<InitializeResult>('initialize', {
        processId: process.pid, rootUri: folder.uri, workspaceFolders: [{ uri: folder.uri, name: 'workspace' }], capabilities: {}, initializationOptions: {},
      });
      assert.ok(capabilities.hoverProvider && capabilities.codeActionProvider);
      assert.match(serverInfo?.name ?? '', /archguide/i);
      await connection.sendNotification('initialized', {});
      await connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'python', version: 1, text: drifted['services/orders_api/src/main.py'] } });
      const { diagnostics } = await published;
      assert.deepEqual(diagnostics.map(({ code, range }) => [code, range.start.line]), [['event-loop/no-blocking-call', 10], ['event-loop/no-blocking-call', 11]]);
      await connection.sendRequest('shutdown');
      const exited = once(server, 'exit');
      await connection.sendNotification('exit');
      assert.deepEqual(await exited, [0, null]);
    } finally {
      connection.dispose();
      server.kill();
      await folder.dispose();
    }
  });
});
