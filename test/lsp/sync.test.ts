import assert from 'node:assert/strict';
import type { Diagnostic } from 'vscode-languageserver/node';
import { orders, shop } from '../support/lsp/shop';
import { withServer } from '../support/lsp/testConnection';

const places = (diagnostics: readonly Diagnostic[]): string[] => diagnostics.map(({ code, range: { start, end } }) => `${String(code)} ${start.line}:${start.character}-${end.line}:${end.character}`);
const at = (line: number, character: number) => ({ start: { line, character }, end: { line, character } });
const path = 'services/orders_api/src/wait.py';
const sleeping = 'import time\n\n\nasync def wait() -> None:\n    time.sleep(1)\n';

describe('server: text synchronisation', () => {
  it('counts UTF-16 units: behind emoji, ideographs and combining marks the range is where the editor draws it', async () => {
    await withServer({ files: shop }, async (client) => {
      await client.open(path, 'import time\n\n\nasync def wait() -> None:\n    print("👩‍👩‍👧 日本 é"); time.sleep(1)\n');
      assert.deepEqual((await client.pull(path))[0]?.range, client.range(path, 'time.sleep'));
      await client.replace(path, '日本', '🙂🙂🙂');
      assert.deepEqual((await client.pull(path))[0]?.range, client.range(path, 'time.sleep'));
      // Between the halves of a surrogate pair, as a confused client may say.
      const { line, character } = client.place(path, '🙂', 1);
      await client.change(path, [{ range: at(line, character), text: '' }]);
      assert.deepEqual((await client.pull(path))[0]?.range, client.range(path, 'time.sleep'));
      assert.match(await client.hoverText(path, 'time.sleep', 5), /event-loop\/no-blocking-call/);
    });
  });

  it('takes CRLF, CR and LF as line ends, and edits that make one of another', async () => {
    await withServer({ files: shop }, async (client) => {
      await client.open(path, sleeping.replaceAll('\n', '\r\n'));
      assert.deepEqual(places(await client.pull(path)), ['event-loop/no-blocking-call 4:4-4:14']);
      await client.change(path, [{ range: at(0, 0), text: '# one\r# two\r\n' }]);
      assert.deepEqual((await client.pull(path))[0]?.range, client.range(path, 'time.sleep'));
      // The line feed of a CRLF is taken away: the carriage return that stays is a line end, too.
      await client.change(path, [{ range: { start: { line: 1, character: 5 }, end: { line: 2, character: 0 } }, text: '\r' }]);
      assert.deepEqual((await client.pull(path))[0]?.range, client.range(path, 'time.sleep'));
      await client.change(path, [{ range: at(2, 0), text: '\n' }]);
      assert.deepEqual((await client.pull(path))[0]?.range, client.range(path, 'time.sleep'));
    });
  });

  it('takes several changes of one notification one after the other', async () => {
    await withServer({ files: shop }, async (client) => {
      await client.open(path, sleeping);
      await client.change(path, [
        { range: at(0, 0), text: 'import asyncio\n' },
        { range: { start: { line: 5, character: 4 }, end: { line: 5, character: 14 } }, text: 'await asyncio.sleep' },
        { range: { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } }, text: '' },
      ]);
      assert.equal(client.text(path), 'import asyncio\n\n\nasync def wait() -> None:\n    await asyncio.sleep(1)\n');
      assert.deepEqual(await client.pull(path), []);
    });
  });

  it('takes the whole text, an empty one, and what is typed into it letter by letter', async () => {
    await withServer({ files: shop }, async (client) => {
      await client.open(path, sleeping);
      await client.change(path, [{ text: '' }]);
      assert.deepEqual(await client.pull(path), []);
      let [line, character] = [0, 0];
      for (const letter of sleeping) {
        await client.change(path, [{ range: at(line, character), text: letter }]);
        [line, character] = letter === '\n' ? [line + 1, 0] : [line, character + 1];
      }
      assert.equal(client.text(path), sleeping);
      assert.deepEqual(places(await client.pull(path)), ['event-loop/no-blocking-call 4:4-4:14']);
    });
  });

  it('clips ranges that lie outside of the text, as the editor does', async () => {
    await withServer({ files: shop }, async (client) => {
      await client.open(path, sleeping);
      await client.change(path, [{ range: { start: { line: 3, character: 900 }, end: { line: 3, character: 950 } }, text: '  # far' }]);
      await client.change(path, [{ range: at(900, 900), text: '    time.sleep(2)\n' }]);
      assert.match(client.text(path), /None:  # far\n {4}time\.sleep\(1\)\n {4}time\.sleep\(2\)\n$/);
      assert.deepEqual(places(await client.pull(path)), ['event-loop/no-blocking-call 4:4-4:14', 'event-loop/no-blocking-call 5:4-5:14']);
    });
  });

  it('answers with the text that was sent last, however fast edits come', async () => {
    await withServer({ files: shop }, async (client) => {
      await client.open(orders);
      for (let count = 1; count <= 50; count++) {
        void client.change(orders, [{ range: at(0, 0), text: '\n' }]);
        void client.pull(orders);
      }
      assert.deepEqual((await client.pull(orders))[0]?.range, client.range(orders, 'time.sleep'));
    });
  });

  it('keeps to the text of the editor while the disk changes, and takes the disk at close', async () => {
    await withServer({ files: { ...shop, [path]: sleeping } }, async (client) => {
      await client.open(path);
      await client.write(path, 'pass\n');
      assert.deepEqual(places(await client.pull(path)), ['event-loop/no-blocking-call 4:4-4:14']);
      await client.close(path);
      assert.deepEqual(await client.pull(path), []);
    });
  });

  it('takes a document that is opened twice, and edits of one that is not open, as they come', async () => {
    await withServer({ files: shop }, async (client) => {
      await client.open(path, 'pass\n');
      await client.open(path, sleeping);
      assert.equal((await client.pull(path)).length, 1);
      await client.connection.sendNotification('textDocument/didChange', { textDocument: { uri: client.uri('never/opened.py'), version: 3 }, contentChanges: [{ text: sleeping }] });
      await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: client.uri('never/opened.py') } });
      await client.close(path);
      await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: client.uri(path) } });
      assert.deepEqual(await client.pull('never/opened.py'), []);
      assert.deepEqual(await client.pull(path), []);
    });
  });
});
