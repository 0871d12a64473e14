import assert from 'node:assert/strict';
import { LSPErrorCodes, ProgressType, type Diagnostic, type ResponseError, type WorkspaceDiagnosticReport } from 'vscode-languageserver/node';
import { CancellationTokenSource } from 'vscode-jsonrpc';
import { compose, main, orders, shop } from '../support/lsp/shop';
import { withServer } from '../support/lsp/testConnection';

const codes = (diagnostics: readonly Diagnostic[]): (string | number | undefined)[] => diagnostics.map(({ code }) => code);
const inOrders = ['event-loop/no-blocking-call', 'rabbitmq/robust-connection', 'event-loop/keep-task-reference', 'event-loop/keep-task-reference'];
/** Enough files with a finding each that judging them takes more than one slice. */
const crowd = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [
  `services/orders_api/src/part_${at}.py`, `import time\n\n\nasync def part_${at}() -> None:\n${'    print("a line of no meaning", 1 + 2, [3, 4])\n'.repeat(40)}    time.sleep(1)\n`,
]));
/** A file whose coroutine calls a function of another one. */
const calling = {
  ...shop,
  'services/orders_api/src/stock.py': 'import asyncio\n\n\ndef fetch() -> None:\n    pass\n',
  'services/orders_api/src/use.py': 'from src import stock\n\n\nasync def use() -> None:\n    stock.fetch()\n',
};

describe('server: diagnostics', () => {
  it('are pulled with severity, place, rule, page and message', async () => {
    await withServer({ files: shop, options: { uriScheme: 'vscodium' } }, async (client) => {
      await client.open(orders);
      const [first] = await client.pull(orders);
      assert.deepEqual(first, {
        range: client.range(orders, 'time.sleep'),
        severity: 1,
        code: 'event-loop/no-blocking-call',
        codeDescription: { href: 'vscodium://archguide.archguide/module/improved-hybrid/atomic/architecture/event-loop-management' },
        source: 'archguide',
        message: first?.message,
      });
      assert.match(JSON.stringify(first?.message), /`time\.sleep` blocks the event loop in `orders`/);
      assert.deepEqual(codes(await client.pull(orders)), inOrders);
    });
  });

  it('are unchanged where the result id says so, and full again after an edit', async () => {
    await withServer({ files: shop }, async (client) => {
      const uri = await client.open(orders);
      const first = await client.pullReport(uri);
      assert.ok(first.resultId);
      assert.deepEqual(await client.pullReport(uri, first.resultId), { kind: 'unchanged', resultId: first.resultId });
      await client.replace(orders, 'time.sleep(1)', 'await asyncio.sleep(1)');
      const second = await client.pullReport(uri, first.resultId);
      assert.equal(second.kind, 'full');
      assert.deepEqual('items' in second && codes(second.items), inOrders.slice(1));
    });
  });

  it('of a closed document are those of the disk', async () => {
    await withServer({ files: shop }, async (client) => {
      assert.deepEqual(codes(await client.pull(orders)), inOrders);
      await client.open(orders, 'pass\n');
      assert.deepEqual(await client.pull(orders), []);
      await client.close(orders);
      assert.deepEqual(codes(await client.pull(orders)), inOrders);
      assert.deepEqual(await client.pull('no/such/file.py'), []);
    });
  });

  it('are pushed with the version of the text to clients that do not pull, and taken back at close', async () => {
    await withServer({ files: shop, client: 'push' }, async (client) => {
      const uri = await client.open(orders);
      await client.waitForDiagnostics(orders, (found) => found.length === 4);
      assert.equal(client.diagnostics.get(uri)?.version, 1);
      await client.replace(orders, 'time.sleep(1)', 'await asyncio.sleep(1)');
      await client.waitForDiagnostics(orders, (found) => found.length === 3);
      assert.equal(client.diagnostics.get(uri)?.version, 2);
      await client.close(orders);
      await client.waitForDiagnostics(orders, (found) => found.length === 0);
    });
  });

  it('are pushed for a file when another one makes it wrong', async () => {
    await withServer({ files: calling, client: 'push' }, async (client) => {
      await client.open('services/orders_api/src/use.py');
      await client.open('services/orders_api/src/stock.py');
      await client.replace('services/orders_api/src/stock.py', 'import asyncio', 'import time');
      await client.replace('services/orders_api/src/stock.py', 'pass', 'time.sleep(3)');
      await client.waitForDiagnostics('services/orders_api/src/use.py', (found) => found.some(({ code }) => code === 'event-loop/no-blocking-call'));
    });
  });

  it('tell a pulling client to ask anew when another file makes a file wrong', async () => {
    await withServer({ files: calling }, async (client) => {
      await client.open('services/orders_api/src/use.py');
      await client.open('services/orders_api/src/stock.py');
      assert.deepEqual(await client.pull('services/orders_api/src/use.py'), []);
      const before = client.refreshes;
      await client.replace('services/orders_api/src/stock.py', 'import asyncio', 'import time');
      await client.replace('services/orders_api/src/stock.py', 'pass', 'time.sleep(3)');
      await client.until('a refresh', () => client.refreshes > before);
      assert.deepEqual(codes(await client.pull('services/orders_api/src/use.py')), ['event-loop/no-blocking-call']);
    });
  });

  it('of the workspace are those of files that are not open', async () => {
    await withServer({ files: shop }, async (client) => {
      await client.open(orders);
      const { items } = await client.workspaceDiagnostics();
      assert.deepEqual(items.map(({ uri, kind }) => [uri, kind]), [[client.uri(compose), 'full']]);
      await client.close(orders);
      const both = await client.workspaceDiagnostics();
      assert.deepEqual(both.items.map((item) => [item.uri, 'items' in item && codes(item.items).length]), [[client.uri(compose), 3], [client.uri(orders), 4]]);
    });
  });

  it('of the workspace are unchanged by their result ids, and taken back for a file that is gone', async () => {
    await withServer({ files: shop }, async (client) => {
      const ids = (await client.workspaceDiagnostics()).items.map(({ uri, resultId = '' }) => ({ uri, value: resultId }));
      assert.deepEqual((await client.workspaceDiagnostics(ids)).items.map(({ kind }) => kind), ['unchanged', 'unchanged']);
      await client.remove(orders);
      await client.until('the change to be taken in', () => client.changes.length > 1);
      const items = (await client.workspaceDiagnostics(ids)).items.filter(({ uri }) => uri === client.uri(orders));
      assert.deepEqual(items, [{ kind: 'full', uri: client.uri(orders), version: null, items: [] }]);
    });
  });

  it('of a large workspace all arrive, in one answer or in parts where the client takes parts', async () => {
    await withServer({ files: { ...shop, ...crowd } }, async (client) => {
      const whole = await client.workspaceDiagnostics();
      assert.equal(whole.items.length, 302);
    });
    await withServer({ files: { ...shop, ...crowd } }, async (client) => {
      const parts: string[] = [];
      const type = new ProgressType<WorkspaceDiagnosticReport>();
      client.connection.onProgress(type, 'parts', ({ items }) => { parts.push(...items.map(({ uri }) => uri)); });
      const last = await client.connection.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds: [], partialResultToken: 'parts' });
      assert.ok(parts.length > 0, 'something came before the answer');
      const all = [...parts, ...last.items.map(({ uri }) => uri)];
      assert.equal(all.length, 302);
      assert.equal(new Set(all).size, 302, 'nothing comes twice');
    });
  });

  it('of the workspace give way to other requests, and end when they are cancelled', async () => {
    await withServer({ files: { ...shop, ...crowd } }, async (client) => {
      await client.open(orders);
      const source = new CancellationTokenSource();
      let isDone = false;
      const pulled = client.connection.sendRequest('workspace/diagnostic', { previousResultIds: [] }, source.token);
      const settled = assert.rejects(pulled, (error: ResponseError) => error.code === LSPErrorCodes.RequestCancelled).finally(() => { isDone = true; });
      assert.match(await client.hoverText(orders, 'connect_robust'), /RabbitMQ/);
      assert.equal(isDone, false, 'the hover did not wait for the workspace');
      source.cancel();
      await settled;
      assert.deepEqual(codes(await client.pull(orders)), inOrders);
    });
  });

  it('show the reading of the workspace as progress, where the client shows progress', async () => {
    await withServer({ files: shop, isImpatient: true }, async (client) => {
      const kinds: string[] = [];
      client.connection.onNotification('$/progress', ({ value }: { value: { kind: string } }) => { kinds.push(value.kind); client.noticed(); });
      await client.until('the progress to end', () => kinds.includes('end'), () => kinds);
    });
  });

  it('follow main.py: a database driver in a business service is told where it is imported', async () => {
    await withServer({ files: shop }, async (client) => {
      await client.open(main);
      assert.deepEqual(await client.pull(main), []);
      await client.change(main, [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: 'import asyncpg\n' }]);
      const [found] = await client.pull(main);
      assert.equal(found?.code, 'boundary/no-direct-database');
      assert.deepEqual(found?.range, { start: { line: 0, character: 7 }, end: { line: 0, character: 14 } });
    });
  });
});
