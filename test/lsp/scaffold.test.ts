import assert from 'node:assert/strict';
import type { ScaffoldRequest } from '../../server/src/protocol/model';
import { newServiceKinds } from '../../server/src/protocol/model';
import { scaffoldKinds } from '../../server/src/core/features/scaffold/model';
import { main, shop } from '../support/lsp/shop';
import { withServer } from '../support/lsp/testConnection';

describe('server: what can be made', () => {
  it('knows the same kinds of services as the client', () => { assert.deepEqual(newServiceKinds, scaffoldKinds); });

  it('a service: its files by URI, and the compose file with it; nothing is written', async () => {
    await withServer({ files: shop }, async (client) => {
      const folder = client.uri('').replace(/\/$/, '');
      const { refusal, files, next } = await client.ask('archguide/scaffold', { folder, what: 'service', name: 'shop_mail_worker', kind: 'worker' });
      assert.equal(refusal, null);
      const made = files.find(({ path }) => path === 'services/shop_mail_worker/src/main.py');
      assert.deepEqual([made?.uri, made?.change], [client.uri('services/shop_mail_worker/src/main.py'), 'create']);
      assert.ok(next.length > 0 && files.some(({ path }) => /compose\.ya?ml$/.test(path)));
      const services = await client.ask('archguide/services', { folder });
      assert.ok(services.length > 0 && services.every(({ name }) => name !== 'shop_mail_worker'));
    });
  });

  it('a use case goes into files as they are in the editor', async () => {
    await withServer({ files: shop }, async (client) => {
      const folder = client.uri('').replace(/\/$/, '');
      await client.open(main);
      await client.open('docker-compose.yml', 'name: typed\nservices:\n  one: { build: ./one }\n');
      const worker = await client.ask('archguide/scaffold', { folder, what: 'service', name: 'shop_mail_worker', kind: 'worker' });
      assert.match(worker.files.find(({ path }) => path === 'docker-compose.yml')?.text ?? '', /^name: typed\nservices:\n {2}one: \{ build: \.\/one \}\n\n {2}shop_mail_worker:\n/);
      const services = await client.ask('archguide/services', { folder });
      const api = services.find(({ kind }) => kind === 'api');
      assert.ok(api);
      const { refusal, files, next } = await client.ask('archguide/scaffold', { folder, what: 'use-case', name: 'cancel_order', service: api.name });
      assert.equal(refusal, null);
      assert.ok(files.some(({ path }) => path === `${api.folder}/src/application/cancel_order.py`));
      assert.ok(next.length > 0);
    });
  });

  it('a module, and refusals in a sentence', async () => {
    await withServer({ files: shop }, async (client) => {
      const folder = client.uri('').replace(/\/$/, '');
      const { files } = await client.ask('archguide/scaffold', { folder, what: 'module', id: 'guides/queues', title: 'Queues' });
      assert.ok(files.some(({ path }) => path === '.archguide/guides/queues.md'));
      const refused: readonly ScaffoldRequest[] = [
        { folder, what: 'service', name: 'Shop', kind: 'api' }, { folder, what: 'use-case', name: 'pay', service: 'nobody' }, { folder, what: 'module', id: '../x', title: 'X' },
        { folder: 'file:///elsewhere', what: 'module', id: 'x', title: 'X' }, { folder, what: 'nothing' } as unknown as ScaffoldRequest,
      ];
      for (const request of refused) {
        const answer = await client.ask('archguide/scaffold', request);
        assert.match(answer.refusal ?? '', /\w/);
        assert.deepEqual(answer.files, []);
      }
    });
  });
});
