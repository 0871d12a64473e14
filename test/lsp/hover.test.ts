import assert from 'node:assert/strict';
import { compose, orders, shop } from '../support/lsp/shop';
import { withServer } from '../support/lsp/testConnection';

const page = (id: string): RegExp => new RegExp(`\\]\\(vscode://archguide\\.archguide/module/improved-hybrid/${id}\\)`);

describe('server: hover', () => {
  it('says of a problem what it is, why it matters, and where that is written', async () => {
    await withServer({ files: shop }, async (client) => {
      await client.open(orders);
      const text = await client.hoverText(orders, 'time.sleep');
      assert.match(text, /^\*\*event-loop\/no-blocking-call\*\* — `time\.sleep` blocks the event loop in `orders`/);
      assert.match(text, /A blocking call stops every request/);
      assert.match(text, page('atomic/architecture/event-loop-management'));
      const hover = await client.hover(orders, client.place(orders, 'time.sleep'));
      assert.deepEqual(hover?.range, client.range(orders, 'time.sleep'));
    });
  });

  it('explains names, keys, variables and images by the module that they belong to', async () => {
    await withServer({ files: shop }, async (client) => {
      await client.open(orders);
      await client.open(compose);
      const dockerfile = 'services/orders_api/Dockerfile';
      await client.open(dockerfile);
      assert.match(await client.hoverText(orders, 'connect_robust'), page('atomic/integrations/rabbitmq/connection-management'));
      assert.match(await client.hoverText(orders, 'connect_robust'), /^`aio_pika\.connect_robust` — \S/);
      assert.match(await client.hoverText(compose, 'healthcheck:'), page('atomic/integrations/cross-service/health-checks'));
      assert.match(await client.hoverText(compose, 'RABBITMQ_URL'), page('atomic/integrations/rabbitmq/connection-management'));
      assert.match(await client.hoverText(compose, 'postgres:16'), page('atomic/services/data-services/postgres-service-setup'));
      assert.match(await client.hoverText(dockerfile, 'FROM'), /`(FROM|python:3\.12-slim)` — /);
    });
  });

  it('says what kind a service is taken for, and by what', async () => {
    await withServer({ files: shop }, async (client) => {
      await client.open(compose);
      const text = await client.hoverText(compose, 'orders_data:', 1, 2);
      assert.match(text, /Service \*\*orders\\_data\*\*: kind `data-postgres`/);
      assert.match(text, /- `docker-compose\.yml` runs it as `orders_data`/);
    });
  });

  it('gives the page of the service that the file belongs to', async () => {
    const program = 'import asyncio\n\n\nasync def run() -> None:\n    pass\n\n\nasyncio.run(run())\n';
    const files = {
      ...shop,
      'archguide.yaml': 'packs: [improved-hybrid]\nservices: { services/orders_api: api, services/worker: worker, services/orders_data: data-postgres }\n',
      'services/orders_api/src/program.py': program,
      'services/worker/src/main.py': program,
    };
    await withServer({ files }, async (client) => {
      const link = async (path: string): Promise<string> => {
        await client.open(path);
        return /module\/improved-hybrid\/([^)]*)\)/.exec(await client.hoverText(path, 'asyncio.run', 9))?.[1] ?? '';
      };
      assert.equal(await link('services/orders_api/src/program.py'), 'atomic/architecture/event-loop-management');
      assert.equal(await link('services/worker/src/main.py'), 'atomic/services/asyncio-workers/main-function-patterns');
      // The kind of the service changes while the file is open.
      await client.open('archguide.yaml');
      await client.replace('archguide.yaml', 'services/orders_api: api', 'services/orders_api: worker');
      assert.match(await client.hoverText('services/orders_api/src/program.py', 'asyncio.run', 9), /main-function-patterns/);
    });
  });

  it('links by commands in clients that have them', async () => {
    await withServer({ files: shop, options: { uriScheme: 'vscode' } }, async (client) => {
      await client.open(orders);
      const [, encoded = ''] = /\(command:archguide\.openModule\?([^)]*)\)/.exec(await client.hoverText(orders, 'connect_robust')) ?? [];
      assert.deepEqual(JSON.parse(decodeURIComponent(encoded)), [{ pack: 'improved-hybrid', id: 'atomic/integrations/rabbitmq/connection-management' }]);
    });
  });

  it('says nothing where there is nothing to say', async () => {
    await withServer({ files: shop }, async (client) => {
      await client.open(orders);
      assert.equal(await client.hover(orders, { line: 2, character: 0 }), null);
      assert.equal(await client.hover(orders, { line: 9_000, character: 9_000 }), null);
      assert.equal(await client.hoverText(orders, 'def orders', 5), '');
      await client.close(orders);
      assert.equal(await client.hover(orders, { line: 11, character: 6 }), null, 'a closed document has no hover');
    });
  });

  it('shows what is written in code and pages as text: no markup comes through', async () => {
    const files = { ...shop, [orders]: 'import time\n\n\nasync def wait() -> None:\n    time.sleep(1)\n', 'docker-compose.yml': 'services:\n  "<img src=x>[a](command:evil)":\n    image: postgres:latest\n' };
    await withServer({ files }, async (client) => {
      await client.open(compose);
      const text = await client.hoverText(compose, '<img');
      assert.notEqual(text, '');
      const outsideCode = text.replace(/`[^`]*`/g, '');
      assert.doesNotMatch(outsideCode, /(?<!\\)<img|(?<!\\)\]\(command:/);
    });
  });
});
