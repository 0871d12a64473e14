import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { archguide, buildCommandLine, type Outcome } from '../support/cli/commandLine';
import { TempFolder } from '../support/lsp/tempFolder';

const services = [['data-postgres', 'shop_data_postgres_api'], ['data-mongo', 'shop_data_mongo_api'], ['api', 'shop_orders_api'], ['bot', 'shop_support_bot'], ['worker', 'shop_mail_worker']] as const;

interface Made {
  readonly files: readonly { readonly path: string; readonly change: string }[];
  readonly next: readonly string[];
}

describe('archguide new use-case', function () {
  this.timeout(180_000);
  let folder: TempFolder;

  before(async () => {
    await buildCommandLine();
    folder = await TempFolder.create({});
    for (const [kind, name] of services) assert.equal((await run('new', 'service', name, '--kind', kind)).status, 0);
  });
  after(() => folder.dispose());

  const run = (...args: readonly string[]): Promise<Outcome> => archguide(args, { cwd: folder.root });
  const read = (path: string): string => readFileSync(join(folder.root, path), 'utf8');
  const add = async (name: string, service: string, ...more: readonly string[]): Promise<Made> => {
    const { status, stdout, stderr } = await run('new', 'use-case', name, '--service', service, '--format', 'json', ...more);
    assert.equal(status, 0, stderr);
    return JSON.parse(stdout) as Made;
  };

  it('goes into a service of every kind, twice, and gives no finding', async () => {
    for (const [kind, service] of services) {
      const { files } = await add('cancel_order', service);
      assert.deepEqual(files.filter(({ change }) => change === 'edit').map(({ path }) => path.split('/').slice(2).join('/')).sort(), {
        'data-postgres': ['migrations/env.py', 'src/api/routes.py'], 'data-mongo': ['src/api/routes.py'], api: ['src/api/routes.py'], bot: ['src/bot.py', 'src/hooks.py'], worker: ['src/runner.py'],
      }[kind]);
      assert.ok(files.some(({ path }) => path === `services/${service}/tests/unit/test_cancel_order.py`));
    }
    for (const [, service] of services) await add('place_order', `services/${service}/`);
    assert.match((await run('check')).stdout, /^No findings/);
  });

  it('is joined with what was there', () => {
    assert.match(read('services/shop_orders_api/src/api/routes.py'), /v1\.include_router\(cancel_order_router\)\n {4}v1\.include_router\(place_order_router\)\n {4}app\.include_router\(v1\)/);
    assert.match(read('services/shop_support_bot/src/hooks.py'), /dispatcher\["place_order"\] = PlaceOrder\(HttpPlaceOrderGateway\(http\)\)/);
    assert.match(read('services/shop_mail_worker/src/runner.py'), /return \[build_cancel_order\(resources\), build_place_order\(resources\)\]/);
    assert.match(read('services/shop_data_postgres_api/migrations/versions/0002_place_order.py'), /^revision = "0002"\ndown_revision = "0001"$/m);
  });

  it('calls the data service by the address that the other side answers', () => {
    assert.match(read('services/shop_orders_api/src/infrastructure/cancel_order_gateway.py'), /"\/api\/v1\/cancel-order"/);
    assert.match(read('services/shop_data_postgres_api/src/api/v1/cancel_order.py'), /prefix="\/cancel-order"/);
    assert.match(read('services/shop_orders_api/src/infrastructure/cancel_order_gateway.py'), /SERVICE = "shop_data_postgres_api"/);
  });

  it('refuses what is there already, and writes it anew with --force', async () => {
    const again = await run('new', 'use-case', 'cancel_order', '--service', 'shop_orders_api');
    assert.equal(again.status, 2);
    assert.match(again.stderr, /there is a file services\/shop_orders_api\/src\/application\/cancel_order\.py already/);
    const { files } = await add('cancel_order', 'shop_orders_api', '--force');
    assert.ok(files.every(({ change }) => change === 'replace'));
  });

  it('says what is left to do where a file is not as it was made', async () => {
    await folder.write('services/shop_orders_api/src/api/routes.py', 'def register_routers(app: object) -> None:\n    """Mine."""\n');
    const { files, next } = await add('refund_order', 'shop_orders_api');
    assert.ok(files.every(({ change }) => change === 'create'));
    assert.ok(next.some((step) => step.includes('mount the router of src/api/v1/refund_order.py')));
  });

  for (const [name, args, said] of [
    ['an unknown service', ['pay', '--service', 'nobody'], /there is no service `nobody`; there are shop_data_mongo_api/],
    ['no service', ['pay'], /needs `--service`/],
    ['a name that is none', ['Pay!', '--service', 'shop_orders_api'], /say `pay`/],
    ['a word of Python', ['yield', '--service', 'shop_orders_api'], /word of Python's own/],
  ] as const) {
    it(`refuses ${name}`, async () => {
      const { status, stderr } = await run('new', 'use-case', ...args);
      assert.equal(status, 2);
      assert.match(stderr, said);
    });
  }
});
