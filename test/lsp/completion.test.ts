import assert from 'node:assert/strict';
import { InsertTextFormat, type CompletionItem } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { compose, orders, shop } from '../support/lsp/shop';
import { withServer, type TestConnection } from '../support/lsp/testConnection';

/** Opens `text`, where `|` marks the cursor, and asks there. */
async function at(client: TestConnection, path: string, text: string): Promise<{ readonly items: CompletionItem[]; readonly accept: (label: string) => string }> {
  const offset = text.indexOf('|');
  const plain = text.replace('|', '');
  await client.open(path, plain);
  const document = TextDocument.create('', '', 0, plain);
  const items = await client.completion(path, document.positionAt(offset));
  return {
    items,
    accept(label) {
      const item = items.find((entry) => entry.label === label);
      assert.ok(item, `${label} is not offered, but ${items.map((entry) => entry.label).join(', ')}`);
      assert.ok(item.textEdit && 'range' in item.textEdit);
      return TextDocument.applyEdits(document, [item.textEdit]);
    },
  };
}

const labels = (items: readonly CompletionItem[]): string[] => items.map(({ label }) => label);

describe('server: completion', () => {
  it('offers images of the stack with their versions, and replaces what is typed of them', async () => {
    await withServer({ files: shop }, async (client) => {
      const empty = await at(client, compose, 'services:\n  db:\n    image: |\n');
      assert.equal(empty.accept('postgres:16'), 'services:\n  db:\n    image: postgres:16\n');
      const half = await at(client, compose, 'services:\n  db:\n    image: "postgres:1|"\n');
      assert.equal(half.accept('postgres:16'), 'services:\n  db:\n    image: "postgres:16"\n');
      const from = await at(client, 'services/orders_api/Dockerfile', 'FROM py|\n');
      assert.ok(labels(from.items).some((label) => label.startsWith('python:')), labels(from.items).join());
    });
  });

  it('offers names of variables where an environment is written, and nowhere else', async () => {
    await withServer({ files: shop }, async (client) => {
      for (const text of ['services:\n  api:\n    environment:\n      RABB|\n', 'services:\n  api:\n    environment:\n      - RABB|\n']) {
        assert.equal((await at(client, compose, text)).accept('RABBITMQ_URL'), text.replace('RABB|', 'RABBITMQ_URL'));
      }
      assert.deepEqual((await at(client, compose, 'services:\n  api:\n    labels:\n      RABB|\n')).items, []);
      assert.equal((await at(client, orders, 'import os\nos.environ["RABB|"]\n')).accept('RABBITMQ_URL'), 'import os\nos.environ["RABBITMQ_URL"]\n');
      assert.equal((await at(client, orders, 'import os\nos.getenv("|")\n')).accept('RABBITMQ_URL'), 'import os\nos.getenv("RABBITMQ_URL")\n');
      assert.deepEqual((await at(client, orders, 'print("RABB|")\n')).items, []);
    });
  });

  it('offers snippets at the beginning of a statement, not inside of one', async () => {
    await withServer({ files: shop }, async (client) => {
      const { items, accept } = await at(client, orders, 'import asyncio\n\nag-|\n');
      assert.ok(items.length > 5);
      assert.ok(items.every(({ insertTextFormat, label, documentation }) => insertTextFormat === InsertTextFormat.Snippet && label.startsWith('ag-') && documentation !== ''));
      assert.doesNotMatch(accept(items[0]?.label ?? ''), /^ag-$/m, 'the prefix is replaced');
      assert.deepEqual((await at(client, orders, 'x = ag|\n')).items, []);
      assert.deepEqual((await at(client, orders, 'import ag|\n')).items, []);
    });
  });

  it('offers rules and severities in archguide.yaml', async () => {
    await withServer({ files: shop }, async (client) => {
      const { accept } = await at(client, 'archguide.yaml', 'packs: [improved-hybrid]\nrules:\n  event|\n');
      assert.match(accept('event-loop/no-blocking-call'), /^ {2}event-loop\/no-blocking-call: $/m);
      const severity = await at(client, 'archguide.yaml', 'packs: [improved-hybrid]\nrules:\n  event-loop/no-blocking-call: |\n');
      assert.match(severity.accept('"off"'), /: "off"$/m);
      assert.ok(labels(severity.items).includes('warning'));
    });
  });

  it('offers the keys of archguide.yaml', async () => {
    await withServer({ files: shop }, async (client) => {
      const top = await at(client, 'archguide.yaml', 'packs: [improved-hybrid]\n|\n');
      for (const key of ['services', 'rules', 'overrides', 'exclude', 'layers', 'baseline']) assert.ok(labels(top.items).includes(key), `${key} in ${labels(top.items).join()}`);
      const packs = await at(client, 'archguide.yaml', 'packs: [|]\n');
      assert.ok(labels(packs.items).includes('improved-hybrid'));
      const kind = await at(client, 'archguide.yaml', 'services:\n  services/orders_api: |\n');
      assert.ok(labels(kind.items).includes('data-postgres'));
      assert.ok(!labels(kind.items).includes('event-loop/no-blocking-call'));
    });
  });

  it('is quiet when it is turned off, for closed files, and outside of the text', async () => {
    await withServer({ files: shop, settings: { completion: { enable: false } } }, async (client) => {
      assert.deepEqual((await at(client, compose, 'services:\n  db:\n    image: |\n')).items, []);
      await client.configure({ completion: { enable: true } });
      assert.notDeepEqual(await client.completion(compose, { line: 2, character: 11 }), []);
      assert.deepEqual(await client.completion(compose, { line: 900, character: 900 }), []);
      await client.close(compose);
      assert.deepEqual(await client.completion(compose, { line: 2, character: 11 }), []);
    });
  });
});

describe('server: document links', () => {
  it('lead from compose files to what they name, and from rule ids to their pages', async () => {
    const files = { ...shop, '.env': 'A=1\n', [compose]: 'services:\n  api:\n    build: services/orders_api\n    env_file: .env\n  other:\n    build: {context: services/orders_data, dockerfile: Dockerfile}\n  remote:\n    build: https://example.org/x.git\n' };
    await withServer({ files }, async (client) => {
      await client.open(compose);
      const links = await client.links(compose);
      assert.deepEqual(links.map(({ target }) => target).sort(), [client.uri('.env'), client.uri('services/orders_api/Dockerfile'), client.uri('services/orders_data/Dockerfile')].sort());
      assert.deepEqual(links.find(({ target }) => target === client.uri('.env'))?.range, client.range(compose, '.env'));
      await client.open(orders, 'import time  # archguide: ignore[event-loop/no-blocking-call] a reason\n');
      const [rule] = await client.links(orders);
      assert.equal(rule?.target, 'vscode://archguide.archguide/module/improved-hybrid/atomic/architecture/event-loop-management');
      assert.deepEqual(rule?.range, client.range(orders, 'event-loop/no-blocking-call'));
      await client.open('archguide.yaml', 'rules:\n  event-loop/no-blocking-call: "off"\n');
      assert.equal((await client.links('archguide.yaml')).length, 1);
    });
  });

  it('never lead out of the workspace', async () => {
    await withServer({ files: { ...shop, [compose]: 'services:\n  api:\n    build: ../../../etc\n    env_file: [../../secret.env, /etc/passwd, "${HOME}/x"]\n' } }, async (client) => {
      await client.open(compose);
      for (const { target = '' } of await client.links(compose)) assert.ok(target.startsWith(client.uri('')), target);
    });
  });
});
