import assert from 'node:assert/strict';
import { FileChangeType } from 'vscode-languageserver/node';
import { compose, main, orders, shop } from '../support/lsp/shop';
import { withServer, type TestConnection } from '../support/lsp/testConnection';

async function codes(client: TestConnection, path: string, folder = 0): Promise<unknown[]> {
  return (await client.pull(path, folder)).map(({ code }) => code);
}

/** Waits until a file has these findings: what the disk says is read after the notification of it. */
async function found(client: TestConnection, path: string, wanted: readonly unknown[], folder = 0): Promise<void> {
  let last: unknown[] = [];
  await client.eventually(`${path} to have ${wanted.join(', ') || 'no findings'}`, async () => {
    last = await codes(client, path, folder);
    return JSON.stringify(last) === JSON.stringify(wanted);
  }, () => last);
}

const blocking = 'event-loop/no-blocking-call';
const direct = 'boundary/no-direct-database';
/** A business service that speaks to the database: against the architecture, and fine where it is not followed. */
const direct_py = 'import asyncpg\n';

describe('server: settings', () => {
  it('hold from the moment of the change, without a restart', async () => {
    await withServer({ files: shop, settings: {} }, async (client) => {
      await client.open(orders);
      assert.ok((await codes(client, orders)).includes(blocking));
      await client.configure({ enable: false, hover: { enable: false } });
      assert.deepEqual(await codes(client, orders), []);
      assert.equal(await client.hoverText(orders, 'connect_robust'), '');
      assert.deepEqual((await client.workspaceDiagnostics()).items, []);
      await client.configure({ diagnostics: { workspace: false } });
      assert.ok((await codes(client, orders)).includes(blocking));
      assert.deepEqual((await client.workspaceDiagnostics()).items, []);
      await client.configure({ diagnostics: { workspace: true } });
      assert.equal((await client.workspaceDiagnostics()).items.length, 1);
      assert.equal(client.readings, 1);
    });
  });

  it('of the wrong type are left at their defaults', async () => {
    await withServer({ files: shop, settings: { enable: 'no', hover: null, completion: [], diagnostics: { workspace: 7 }, other: true } }, async (client) => {
      await client.open(orders);
      assert.ok((await codes(client, orders)).includes(blocking));
      assert.notEqual(await client.hoverText(orders, 'connect_robust'), '');
      for (const settings of [null, 'text', 3, []]) {
        await client.configure(settings);
        assert.ok((await codes(client, orders)).includes(blocking));
      }
    });
  });

  it('come with the notification from clients that are not asked', async () => {
    await withServer({ files: shop, client: 'push' }, async (client) => {
      await client.open(orders);
      await client.waitForDiagnostics(orders, (found) => found.length === 4);
      await client.configure({ enable: false });
      await client.waitForDiagnostics(orders, (found) => found.length === 0);
    });
  });
});

describe('server: archguide.yaml', () => {
  it('holds as it is typed: severities, overrides, excluded files', async () => {
    await withServer({ files: shop }, async (client) => {
      await client.open(orders);
      await client.open('archguide.yaml');
      await client.change('archguide.yaml', [{ text: 'packs: [improved-hybrid]\nrules: { event-loop/no-blocking-call: hint }\n' }]);
      assert.equal((await client.pull(orders))[0]?.severity, 4);
      await client.change('archguide.yaml', [{ text: `packs: [improved-hybrid]\nrules: { ${blocking}: "off" }\n` }]);
      assert.ok(!(await codes(client, orders)).includes(blocking));
      await client.change('archguide.yaml', [{ text: `packs: [improved-hybrid]\noverrides: [{ paths: ["services/**"], rules: { ${blocking}: "off" } }]\n` }]);
      assert.ok(!(await codes(client, orders)).includes(blocking));
      await client.change('archguide.yaml', [{ text: 'packs: [improved-hybrid]\nexclude: ["services/**"]\n' }]);
      assert.deepEqual(await codes(client, orders), []);
      // Closed without saving: what the disk says counts again.
      await client.close('archguide.yaml');
      await client.eventually('the saved configuration to count', async () => (await codes(client, orders)).includes(blocking));
    });
  });

  it('decides whether the architecture is followed at all', async () => {
    await withServer({ files: { ...shop, [main]: direct_py } }, async (client) => {
      await client.open(main);
      assert.deepEqual(await codes(client, main), [direct]);
      await client.write('archguide.yaml', 'packs: []\n');
      await found(client, main, []);
      await client.write('archguide.yaml', 'packs: [improved-hybrid]\n');
      await found(client, main, [direct]);
    });
  });

  it('is not read in a workspace that is not trusted, and is from the moment of trust', async () => {
    const files = { ...shop, 'archguide.yaml': `packs: [improved-hybrid]\nrules: { ${blocking}: "off" }\n` };
    await withServer({ files, options: { trusted: false } }, async (client) => {
      await client.open(orders);
      await client.replace(orders, 'time.sleep(1)', 'time.sleep(2)');
      assert.ok((await codes(client, orders)).includes(blocking));
      await client.trust(true);
      await client.ready(2);
      assert.ok(!(await codes(client, orders)).includes(blocking));
      await client.replace(orders, 'aio_pika.connect(', 'aio_pika.connect_robust(');
      assert.ok(!(await codes(client, orders)).includes('rabbitmq/robust-connection'), 'edits reach the folder that was made anew');
      await client.trust(false);
      await client.ready(3);
      assert.ok((await codes(client, orders)).includes(blocking));
    });
  });
});

describe('server: files on the disk', () => {
  it('are watched: every kind that the product reads', async () => {
    await withServer({ files: shop }, async (client) => {
      const before = client.changes.length;
      for (const path of ['a.py', 'docker-compose.yml', 'compose.override.yaml', 'Dockerfile', 'Dockerfile.dev', 'x/pyproject.toml', 'requirements.txt', 'requirements/base.txt', '.env', 'archguide.yaml', '.archguide/pack/pack.yaml', '.archguide/pack/page.md']) {
        const covered = client.changes.length;
        await client.write(path, '', 0, FileChangeType.Created);
        await client.until(`the server to hear of ${path}`, () => client.changes.length > covered);
      }
      assert.ok(client.changes.length > before);
    });
  });

  it('that are created, changed, renamed and deleted count at once', async () => {
    await withServer({ files: shop }, async (client) => {
      const path = 'services/orders_api/src/direct.py';
      await client.write(path, direct_py, 0, FileChangeType.Created);
      await found(client, path, [direct]);
      await client.write(path, 'import httpx\n');
      await found(client, path, []);
      await client.write(path, direct_py);
      await found(client, path, [direct]);
      const renamed = 'services/orders_api/src/other.py';
      await client.rename(path, renamed);
      await found(client, path, []);
      await found(client, renamed, [direct]);
      assert.deepEqual((await client.workspaceDiagnostics()).items.map(({ uri }) => uri).sort(), [compose, orders, renamed].map((name) => client.uri(name)).sort());
      await client.remove(renamed);
      await found(client, renamed, []);
    });
  });

  it('make other files right and wrong: a data service appears, a healthcheck goes', async () => {
    await withServer({ files: shop }, async (client) => {
      const before = await codes(client, compose);
      await client.write(compose, shop[compose].replace('    healthcheck:\n      test: ["CMD", "pg_isready"]\n', ''));
      await client.eventually('one more finding', async () => (await codes(client, compose)).length === before.length + 1);
      await client.write('services/orders_data/src/main.py', 'print("nothing")\n');
      await client.eventually('the data service to be gone', async () => (await client.ask('archguide/fileGuidance', { uri: await client.open('services/orders_data/src/main.py') }))?.service?.kind !== 'data-postgres');
    });
  });
});

describe('server: workspace folders', () => {
  it('are judged each by its own configuration', async () => {
    const folders = { shop: { ...shop, [main]: direct_py }, plain: { 'app/main.py': direct_py + 'import time\n\n\nasync def f() -> None:\n    time.sleep(1)\n' } };
    await withServer({ folders }, async (client) => {
      await client.open(main, undefined, 0);
      await client.open('app/main.py', undefined, 1);
      assert.deepEqual(await codes(client, main, 0), [direct]);
      assert.deepEqual(await codes(client, 'app/main.py', 1), [blocking]);
      assert.equal((await client.ask('archguide/fileGuidance', { uri: client.uri(main) }))?.service?.name, 'orders_api');
    });
  });

  it('come and go with documents open, and nothing that was typed is lost', async () => {
    await withServer({ folders: { plain: { 'a.py': '' }, shop: { ...shop, [main]: direct_py } } }, async (client) => {
      const change = (event: { added: readonly number[]; removed: readonly number[] }): Promise<void> => {
        const named = (at: number): { uri: string; name: string } => ({ uri: client.folders[at]?.uri ?? '', name: `folder ${at}` });
        return client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: event.added.map(named), removed: event.removed.map(named) } });
      };
      const packsTold = (): number => client.changes.filter(({ packs }) => packs).length;
      await client.open(main, `${direct_py}# unsaved\n`, 1);
      assert.deepEqual(await codes(client, main, 1), [direct]);
      await change({ added: [], removed: [1] });
      await client.until('the folder to go', () => packsTold() === 1);
      assert.deepEqual(await codes(client, main, 1), [], 'outside of every folder the universal rules alone speak');
      await client.change(main, [{ range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } }, text: 'import time\n\n\nasync def f() -> None:\n    time.sleep(1)\n' }], 1);
      assert.deepEqual(await codes(client, main, 1), [blocking]);
      await change({ added: [1], removed: [] });
      // Typed while the folder is read.
      await client.change(main, [{ range: { start: { line: 5, character: 0 }, end: { line: 5, character: 0 } }, text: '    time.sleep(2)\n' }], 1);
      await client.until('the folder to be read', () => packsTold() === 2);
      assert.deepEqual(await codes(client, main, 1), [direct, blocking, blocking]);
      await client.close(main, 1);
      await found(client, main, [direct], 1);
    });
  });

  it('added twice, removed twice, or not there, do no harm', async () => {
    await withServer({ files: shop }, async (client) => {
      const own = { uri: client.folders[0]?.uri ?? '', name: 'shop' };
      const other = { uri: 'file:///no/such/folder', name: 'none' };
      await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [own, other, other, { uri: 'vscode-vfs://github/x/y', name: 'remote' }], removed: [] } });
      await client.until('the change to be taken in', () => client.changes.some(({ packs }) => packs));
      assert.equal((await client.workspaceDiagnostics()).items.length, 2);
      await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [other, other, own] } });
      await client.until('the change to be taken in', () => client.changes.filter(({ packs }) => packs).length === 2);
      assert.equal((await client.workspaceDiagnostics()).items.length, 0);
    });
  });

  it('inside of one another: the inner one owns its files', async () => {
    await withServer({ files: { ...shop, [main]: direct_py, 'services/orders_api/archguide.yaml': '' } }, async (client) => {
      await client.open(main);
      assert.deepEqual(await codes(client, main), [direct]);
      const inner = { uri: client.uri('services/orders_api'), name: 'inner' };
      await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [inner], removed: [] } });
      await client.until('the change to be taken in', () => client.changes.some(({ packs }) => packs));
      assert.deepEqual(await codes(client, main), [], 'alone, the folder follows nothing');
      const { items } = await client.workspaceDiagnostics();
      assert.equal(new Set(items.map(({ uri }) => uri)).size, items.length, 'no file is reported twice');
    });
  });
});
