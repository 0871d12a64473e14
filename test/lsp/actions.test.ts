import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { CodeActionKind, type CodeAction } from 'vscode-languageserver/node';
import { capabilitiesOf } from '../support/lsp/clients';
import { compose, orders, shop } from '../support/lsp/shop';
import { withServer, type TestConnection } from '../support/lsp/testConnection';

const whole = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };

async function action(client: TestConnection, path: string, needle: string, title: RegExp): Promise<CodeAction> {
  const actions = await client.codeActions(path, client.range(path, needle));
  const found = actions.find((entry) => title.test(entry.title));
  assert.ok(found, `no action ${String(title)}: ${actions.map((entry) => entry.title).join('; ')}`);
  return found;
}

async function codes(client: TestConnection, path: string): Promise<unknown[]> {
  return (await client.pull(path)).map(({ code }) => code);
}

describe('server: code actions', () => {
  it('mend a problem: the fixed text has it no more', async () => {
    await withServer({ files: shop }, async (client) => {
      await client.open(orders);
      const fix = await action(client, orders, 'time.sleep(1)', /^Await asyncio\.sleep$/);
      assert.equal(fix.kind, CodeActionKind.QuickFix);
      assert.equal(fix.isPreferred, true);
      assert.deepEqual(fix.diagnostics, (await client.pull(orders)).slice(0, 1), 'the action belongs to the diagnostic as it was reported');
      assert.ok(fix.edit);
      await client.apply(fix.edit);
      assert.match(client.text(orders), /^ {4}await asyncio\.sleep\(1\)$/m);
      assert.ok(!(await codes(client, orders)).includes('event-loop/no-blocking-call'));
    });
  });

  it('mend all problems of a rule in the file at once', async () => {
    await withServer({ files: shop }, async (client) => {
      await client.open(orders);
      const fix = await action(client, orders, 'asyncio.create_task(connect(url))', /^Fix all 2 of `event-loop\/keep-task-reference` in this file$/);
      assert.ok(fix.edit);
      await client.apply(fix.edit);
      assert.deepEqual(await codes(client, orders), ['event-loop/no-blocking-call', 'rabbitmq/robust-connection']);
    });
  });

  it('mend all that can be mended, and nothing else, at save (source.fixAll.archguide)', async () => {
    await withServer({ files: shop }, async (client) => {
      await client.open(orders);
      for (const only of [[CodeActionKind.SourceFixAll], ['source.fixAll.archguide'], [CodeActionKind.Source]]) {
        const actions = await client.codeActions(orders, whole, { only });
        assert.deepEqual(actions.map(({ kind }) => kind), ['source.fixAll.archguide'], only.join(', '));
      }
      assert.deepEqual(await client.codeActions(orders, whole, { only: ['source.organizeImports'] }), []);
      const [all] = await client.codeActions(orders, whole, { only: ['source.fixAll.archguide'] });
      assert.ok(all?.edit);
      await client.apply(all.edit);
      assert.deepEqual(await codes(client, orders), []);
      assert.deepEqual(await client.codeActions(orders, whole, { only: ['source.fixAll'] }), []);
    });
  });

  it('mend a compose file', async () => {
    await withServer({ files: shop }, async (client) => {
      await client.open(compose);
      const before = await codes(client, compose);
      const fix = await action(client, compose, '- orders_data', /healthy|condition/i);
      assert.ok(fix.edit);
      await client.apply(fix.edit);
      const after = await codes(client, compose);
      assert.ok(before.includes('compose/wait-for-healthy'));
      assert.deepEqual(after, before.filter((code) => code !== 'compose/wait-for-healthy'));
    });
  });

  it('suppress a problem with a reason, at its line', async () => {
    await withServer({ files: shop }, async (client) => {
      await client.open(orders);
      const suppress = await action(client, orders, 'time.sleep(1)', /^Suppress `event-loop\/no-blocking-call` here, with a reason$/);
      assert.ok(suppress.edit);
      await client.apply(suppress.edit);
      assert.match(client.text(orders), /time\.sleep\(1\) {2}# archguide: ignore\[event-loop\/no-blocking-call\] reason: $/m);
      assert.ok(!(await codes(client, orders)).includes('event-loop/no-blocking-call'));
      const remaining = await client.codeActions(orders, client.range(orders, 'time.sleep(1)'));
      assert.deepEqual(remaining.filter(({ kind }) => kind === CodeActionKind.QuickFix), [], 'what is suppressed is not offered again');
    });
  });

  it('take a suppression of nothing out', async () => {
    await withServer({ files: shop }, async (client) => {
      await client.open(orders, 'import asyncio  # archguide: ignore[event-loop/no-blocking-call] long gone\n');
      const [unused] = await client.pull(orders);
      assert.equal(unused?.code, 'suppression/unused');
      assert.deepEqual(unused.tags, [1]);
      const remove = await action(client, orders, 'archguide: ignore', /./);
      assert.ok(remove.edit);
      await client.apply(remove.edit);
      assert.equal(client.text(orders).trimEnd(), 'import asyncio');
      assert.deepEqual(await codes(client, orders), []);
    });
  });

  it('open the page that says why', async () => {
    await withServer({ files: shop, options: { uriScheme: 'vscode' } }, async (client) => {
      await client.open(orders);
      const open = await action(client, orders, 'time.sleep(1)', /^Why\? Open/);
      assert.deepEqual(open.command?.arguments, [{ pack: 'improved-hybrid', id: 'atomic/architecture/event-loop-management' }]);
      assert.equal(open.command.command, 'archguide.openModule');
    });
  });

  it('show the page as a file where the client has no view of its own, and only where it can', async () => {
    const capabilities = capabilitiesOf('pull');
    const files = shop;
    await withServer({ files, client: { ...capabilities, window: { ...capabilities.window, showDocument: { support: true } } } }, async (client) => {
      const shown: string[] = [];
      client.connection.onRequest('window/showDocument', ({ uri }: { uri: string }) => {
        shown.push(uri);
        return { success: true };
      });
      await client.open(orders);
      const why = await action(client, orders, 'time.sleep(1)', /^Why\? Open/);
      assert.ok(why.command);
      assert.ok(client.initialized.capabilities.executeCommandProvider?.commands.includes(why.command.command));
      assert.equal(await client.connection.sendRequest('workspace/executeCommand', why.command), true);
      assert.match(await readFile(new URL(shown[0]!), 'utf8'), /^# Event Loop Management/);
      for (const argument of [null, { id: '../../etc/passwd' }, { id: 4 }]) assert.ok(!(await client.connection.sendRequest('workspace/executeCommand', { command: why.command.command, arguments: [argument] })));
      assert.equal(shown.length, 1);
    });
    await withServer({ files, client: capabilities }, async (client) => {
      await client.open(orders);
      assert.deepEqual((await client.codeActions(orders, client.range(orders, 'time.sleep(1)'))).filter(({ command }) => command), []);
      assert.equal(client.initialized.capabilities.executeCommandProvider, undefined);
    });
  });

  it('are not offered where nothing is wrong, for a closed file, or when checking is turned off', async () => {
    await withServer({ files: shop, settings: { enable: true } }, async (client) => {
      await client.open(orders);
      const clean = client.range(orders, 'import asyncio');
      const there = client.range(orders, 'time.sleep(1)');
      assert.deepEqual((await client.codeActions(orders, clean)).filter(({ kind }) => kind !== 'source.fixAll.archguide'), []);
      await client.configure({ enable: false });
      assert.deepEqual(await client.codeActions(orders, there), []);
      await client.configure({ enable: true });
      assert.notEqual((await client.codeActions(orders, there)).length, 0);
      await client.close(orders);
      assert.deepEqual(await client.codeActions(orders, clean), []);
    });
  });
});
