import assert from 'node:assert/strict';
import { ErrorCodes, type ResponseError } from 'vscode-languageserver/node';
import { main, orders, shop } from '../support/lsp/shop';
import { TestConnection, withServer } from '../support/lsp/testConnection';

describe('server: lifecycle', () => {
  it('says what it can, and pulls only with clients that pull', async () => {
    await withServer({ files: shop, client: 'pull' }, ({ initialized: { capabilities, serverInfo } }) => {
      assert.equal(serverInfo?.name, 'archguide');
      assert.deepEqual(capabilities, {
        textDocumentSync: { openClose: true, change: 2, save: false },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: ['quickfix', 'source.fixAll.archguide'] },
        completionProvider: { triggerCharacters: ['"', "'", ':', '/', ' '] },
        documentLinkProvider: { resolveProvider: false },
        diagnosticProvider: { identifier: 'archguide', interFileDependencies: true, workspaceDiagnostics: true },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      });
      return Promise.resolve();
    });
    await withServer({ files: shop, client: 'push' }, ({ initialized }) => {
      assert.equal(initialized.capabilities.diagnosticProvider, undefined);
      return Promise.resolve();
    });
  });

  it('serves a client that says nothing of itself', async () => {
    await withServer({ files: shop, client: 'bare', isImpatient: true }, async (client) => {
      await client.open(orders);
      await client.ready();
      await client.waitForDiagnostics(orders, (found) => found.some(({ code }) => code === 'event-loop/no-blocking-call'));
      assert.equal(client.watchers.length, 0, 'nothing is registered with a client that registers nothing');
    });
  });

  it('answers while the workspace is first being read', async () => {
    const many = Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`services/orders_api/src/part_${at}.py`, `from src import orders\n\n\ndef part_${at}() -> None:\n    orders.orders()\n`]));
    await withServer({ files: { ...shop, ...many }, isImpatient: true }, async (client) => {
      await client.open(orders);
      const text = await client.hoverText(orders, 'connect_robust');
      assert.match(text, /RabbitMQ Connection Management/);
      assert.equal(client.readings, 0, 'the hover came before the folder was read');
      assert.ok((await client.pull(orders)).some(({ code }) => code === 'event-loop/no-blocking-call'), 'rules that need one file speak at once');
      await client.ready();
      assert.equal(client.statuses.at(-1)?.total, Object.keys(shop).length + 400);
    });
  });

  it('reports what it is doing: indexing, then ready with the packs that are followed', async () => {
    await withServer({ files: shop }, async (client) => {
      assert.equal(client.statuses[0]?.state, 'indexing');
      const status = await client.ask('archguide/status', {});
      assert.equal(status.state, 'ready');
      assert.deepEqual(status.packs.map(({ id, followed }) => [id, followed]), [['improved-hybrid', true], ['clean-architecture', false]]);
      assert.deepEqual(status.problems, []);
    });
  });

  it('refuses requests before initialize, and what it does not know, and goes on', async () => {
    await withServer({ files: shop }, async (client) => {
      await assert.rejects(client.connection.sendRequest('textDocument/rename', {}), (error: ResponseError) => error.code === ErrorCodes.MethodNotFound);
      await assert.rejects(client.connection.sendRequest('archguide/nothing', {}), (error: ResponseError) => error.code === ErrorCodes.MethodNotFound);
      await client.connection.sendNotification('archguide/nothing', {});
      await client.connection.sendNotification('$/whatever', {});
      await client.open(main);
      assert.deepEqual(await client.pull(main), []);
    });
  });

  it('works without a folder: a single file is judged by the universal rules', async () => {
    await withServer({ folders: {} }, async (client) => {
      await client.openUri('untitled:Untitled-1.py', 'import time\n\n\nasync def wait() -> None:\n    time.sleep(1)\n');
      const report = await client.pullReport('untitled:Untitled-1.py');
      assert.equal(report.kind, 'full');
      assert.deepEqual('items' in report && report.items.map(({ code }) => code), ['event-loop/no-blocking-call']);
    });
  });

  it('reads a folder that is not there as an empty one', async () => {
    const client = await TestConnection.start({ files: {}, isImpatient: true });
    await client.folders[0]?.dispose();
    await client.ready();
    assert.equal((await client.ask('archguide/status', {})).state, 'ready');
    await client.stop();
    assert.deepEqual(client.errors, []);
  });
});
