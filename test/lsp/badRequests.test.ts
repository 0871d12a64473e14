import assert from 'node:assert/strict';
import { CancellationTokenSource } from 'vscode-jsonrpc';
import { LSPErrorCodes, type ResponseError } from 'vscode-languageserver/node';
import { survives } from '../support/lsp/alive';
import { main, orders } from '../support/lsp/shop';
import type { TestConnection } from '../support/lsp/testConnection';

const requests = ['textDocument/hover', 'textDocument/codeAction', 'textDocument/completion', 'textDocument/documentLink', 'textDocument/diagnostic', 'workspace/diagnostic', 'archguide/navigation', 'archguide/page', 'archguide/search', 'archguide/snippets', 'archguide/fileGuidance', 'archguide/services', 'archguide/scaffold', 'archguide/status'];
const notifications = ['textDocument/didOpen', 'textDocument/didChange', 'textDocument/didClose', 'workspace/didChangeWatchedFiles', 'workspace/didChangeConfiguration', 'workspace/didChangeWorkspaceFolders', 'archguide/trust'];

/** Params of every wrong shape: what a broken client may send. */
const wrong = (client: TestConnection): readonly unknown[] => [
  {}, [], { textDocument: null }, { textDocument: { uri: 7 } }, { textDocument: { uri: client.uri(orders) }, position: null }, { textDocument: { uri: client.uri(orders) }, position: { line: -5, character: 1.5 } },
  { textDocument: { uri: client.uri(orders) }, position: { line: 'a', character: {} }, range: { start: 1 }, context: 3 }, { textDocument: { uri: client.uri(orders), version: 'x' }, contentChanges: [{ range: { start: { line: 3 } }, text: 4 }] },
  { textDocument: { uri: client.uri(orders), version: 2 }, contentChanges: 'all' }, { id: 7, pack: [], by: {}, query: null, limit: 'many', language: 3, module: {}, uri: [] }, { changes: 'x' }, { changes: [null, { uri: 5, type: 'x' }] }, { event: null }, { event: { added: [7], removed: [null] } }, { settings: 3 }, { previousResultIds: 4 },
  { query: 'x'.repeat(1_000_000), limit: -1 }, { query: '\0\uD800', limit: 1e308 }, { by: '__proto__' },
];

describe('server, bad requests', () => {
  it('of every method, with params of every wrong shape: an error or an empty answer', () => survives({}, async (client) => {
    await client.open(orders);
    for (const method of requests) {
      for (const params of wrong(client)) {
        await client.connection.sendRequest(method, params as object).catch((error: ResponseError) => {
          assert.doesNotMatch(error.message, /Unhandled method/, method);
          assert.match(error.message, /\S/, `${method} says what failed`);
        });
      }
    }
    client.errors = [];
  }));

  it('notifications with params of every wrong shape', () => survives({}, async (client) => {
    await client.open(orders);
    for (const method of notifications) for (const params of wrong(client)) await client.connection.sendNotification(method, params as object);
    await client.connection.sendNotification('archguide/trust', { trusted: true });
    await client.eventually('the server to be done with them', async () => (await client.ask('archguide/status', {})).state !== 'indexing');
    client.errors = [];
  }));

  it('for documents that are closed, unknown, outside of the workspace, or of another scheme', () => survives({}, async (client) => {
    await client.open(orders);
    await client.close(orders);
    for (const uri of [client.uri(orders), client.uri('no/such.py'), 'file:///etc/passwd', 'untitled:x', 'git:/a/b.py?{}', 'vscode-notebook-cell:/a.ipynb#1', '', 'no uri', 'file:///%zz', `file:///${'a/'.repeat(2_000)}x.py`, '../../x', `${client.uri('')}../../../etc/passwd`, `${client.uri('')}%2e%2e%2f%2e%2e%2fetc/passwd`]) {
      const textDocument = { uri };
      const position = { line: 3, character: 3 };
      assert.equal(await client.connection.sendRequest('textDocument/hover', { textDocument, position }), null, uri);
      assert.deepEqual(await client.connection.sendRequest('textDocument/completion', { textDocument, position }), [], uri);
      assert.deepEqual(await client.connection.sendRequest('textDocument/documentLink', { textDocument }), [], uri);
      assert.equal(await client.connection.sendRequest('archguide/fileGuidance', { uri }), null, uri);
      await client.connection.sendRequest('textDocument/diagnostic', { textDocument });
      await client.connection.sendRequest('textDocument/codeAction', { textDocument, range: { start: position, end: position }, context: { diagnostics: [] } });
    }
  }));

  it('that are cancelled before they are begun, while they run, and after they are answered', () => survives({}, async (client) => {
    await client.open(orders);
    for (let count = 0; count < 20; count++) {
      const source = new CancellationTokenSource();
      const answered = client.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri: client.uri(orders) } }, source.token);
      if (count % 2 === 0) source.cancel();
      await answered.catch((error: ResponseError) => { assert.equal(error.code, LSPErrorCodes.RequestCancelled); });
      source.cancel();
    }
  }));

  it('all at once, while the workspace is read, files change and folders go', () => survives({}, async (client) => {
    await client.open(orders);
    await client.open(main);
    const answers: Promise<unknown>[] = [];
    for (let count = 0; count < 40; count++) {
      void client.change(main, [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: `# ${count}\n` }]);
      answers.push(client.pull(main), client.hover(orders, { line: 11, character: 6 }), client.workspaceDiagnostics(), client.ask('archguide/search', { query: `outbox ${count}`, limit: 3 }), client.ask('archguide/navigation', { by: 'category' }));
      if (count % 10 === 0) void client.trust(count % 20 === 0 ? false : true);
      if (count % 7 === 0) void client.write(`services/orders_api/src/n${count}.py`, 'import time\n');
    }
    await Promise.all(answers);
    await client.trust(true);
    await client.eventually('the last state', async () => (await client.ask('archguide/status', {})).packs.some(({ followed }) => followed));
    assert.match(client.text(main), /^# 39\n/);
    assert.deepEqual(await client.pull(main), []);
  }));

  it('edits with versions out of order, backwards ranges, and ranges far outside', () => survives({}, async (client) => {
    const uri = await client.open(main, 'import time\n');
    for (const [version, range] of [[9, { start: { line: 5, character: 5 }, end: { line: 0, character: 0 } }], [3, { start: { line: 0, character: 3 }, end: { line: 0, character: 1 } }], [-1, { start: { line: 1e9, character: 1e9 }, end: { line: 2e9, character: 0 } }]] as const) {
      await client.connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ range, text: 'x' }] });
    }
    await client.pull(main);
    await client.connection.sendNotification('textDocument/didChange', { textDocument: { uri, version: 2 }, contentChanges: [{ text: 'import asyncpg\n' }] });
    assert.deepEqual((await client.pull(main)).map(({ code }) => code), ['boundary/no-direct-database']);
  }));
});
