import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { archguide, buildCommandLine, type Outcome } from '../support/cli/commandLine';
import { TempFolder } from '../support/lsp/tempFolder';

const kinds = [['api', 'shop_orders_api'], ['bot', 'shop_support_bot'], ['worker', 'shop_mail_worker'], ['data-postgres', 'shop_data_postgres_api'], ['data-mongo', 'shop_data_mongo_api']] as const;

interface Made {
  readonly written: boolean;
  readonly files: readonly { readonly path: string; readonly change: string }[];
  readonly left: readonly string[];
  readonly next: readonly string[];
}

describe('archguide new service', function () {
  this.timeout(120_000);
  let folder: TempFolder;

  before(() => buildCommandLine());
  beforeEach(async () => { folder = await TempFolder.create({}); });
  afterEach(() => folder.dispose());

  const run = (...args: readonly string[]): Promise<Outcome> => archguide(args, { cwd: folder.root });
  const read = (path: string): string => readFileSync(join(folder.root, path), 'utf8');
  const make = async (name: string, kind: string, ...more: readonly string[]): Promise<Made> => {
    const { status, stdout, stderr } = await run('new', 'service', name, '--kind', kind, '--format', 'json', ...more);
    assert.equal(status, 0, stderr);
    return JSON.parse(stdout) as Made;
  };
  const findings = async (): Promise<string> => (await run('check')).stdout;
  const mapOf = async (): Promise<readonly { name: string; kind: string }[]> => (JSON.parse((await run('map', '--format', 'json')).stdout) as { services: { name: string; kind: string }[] }).services;

  for (const [kind, name] of kinds) {
    it(`of kind ${kind} gives no finding, and is known as what it is`, async () => {
      const { files, written } = await make(name, kind);
      assert.ok(written && files.length > 12);
      for (const { path } of files) assert.ok(read(path).endsWith('\n'), path);
      assert.match(await findings(), /^No findings/);
      assert.deepEqual((await mapOf()).map((service) => [service.name, service.kind]), [[name, kind]]);
      const compose = parseDocument(read('docker-compose.yml'));
      assert.deepEqual([compose.errors, compose.get('name')], [[], 'shop']);
    });
  }

  it('of every kind together gives no finding, in either order, and each calls the data service', async () => {
    for (const [kind, name] of kinds) await make(name, kind);
    assert.match(await findings(), /^No findings/);
    assert.deepEqual((await mapOf()).map(({ kind }) => kind).sort(), kinds.map(([kind]) => kind).sort());
    await folder.write('services/shop_orders_api/src/infrastructure/shortcut.py', 'import asyncpg\n');
    assert.match(await findings(), /boundary\/no-direct-database/);
    await folder.dispose();
    folder = await TempFolder.create({});
    for (const [kind, name] of [...kinds].reverse()) await make(name, kind);
    assert.match(await findings(), /^No findings/);
    const compose = parseDocument(read('docker-compose.yml'));
    for (const name of ['shop_orders_api', 'shop_support_bot', 'shop_mail_worker']) assert.equal(compose.getIn(['services', name, 'depends_on', 'shop_data_postgres_api', 'condition']), 'service_healthy', name);
    assert.equal(read('docker-compose.yml').match(/image: redis/g)?.length, 1);
  });

  it('calls a MongoDB data service where that is the only one', async () => {
    await make('shop_data_mongo_api', 'data-mongo');
    await make('shop_orders_api', 'api');
    assert.match(read('services/shop_orders_api/src/core/config.py'), /data_mongo_service_url: HttpUrl/);
    assert.match(read('docker-compose.yml'), /DATA_MONGO_SERVICE_URL: http:\/\/shop_data_mongo_api:8000/);
    assert.match(await findings(), /^No findings/);
  });

  it('says which data service is missing', async () => {
    const { next } = await make('shop_orders_api', 'api');
    assert.ok(next.some((step) => step.includes('archguide new service shop_data_postgres_api --kind data-postgres')));
  });

  it('keeps the compose file as it is written, and uses the stores that it has', async () => {
    const before = '# ours\nservices:\n  db: # the one\n    image: postgres:16\n    networks: [stores]\n\nnetworks:\n  stores: { internal: true } # closed\n';
    await folder.write('compose.yml', before);
    await make('shop_data_postgres_api', 'data-postgres', '--context', 'store');
    const after = read('compose.yml');
    for (const line of before.split('\n')) assert.ok(after.includes(line), line);
    const compose = parseDocument(after).toJS() as { services: Record<string, { environment: Record<string, string>; networks: string[]; depends_on: Record<string, unknown> }> };
    assert.deepEqual(Object.keys(compose.services), ['db', 'shop_data_postgres_cli', 'shop_data_postgres_api']);
    const made = compose.services['shop_data_postgres_api'];
    assert.deepEqual([made?.environment['POSTGRES_HOST'], made?.environment['POSTGRES_DB'], made?.networks], ['db', 'store', ['backend', 'data', 'stores']]);
    assert.deepEqual(Object.keys(made?.depends_on ?? {}), ['db', 'shop_data_postgres_cli']);
  });

  it('publishes a port for development only', async () => {
    await make('shop_orders_api', 'api', '--port', '8000');
    await make('shop_data_postgres_api', 'data-postgres', '--port', '8001');
    assert.doesNotMatch(read('docker-compose.yml'), /ports:/);
    const override = parseDocument(read('docker-compose.override.yml')).toJS() as { services: Record<string, unknown>; networks: unknown };
    assert.deepEqual(override, { services: { shop_orders_api: { ports: ['127.0.0.1:8000:8000'] }, shop_data_postgres_api: { ports: ['127.0.0.1:8001:8000'] } }, networks: { backend: { internal: false } } });
    assert.match(await findings(), /^No findings/);
  });

  it('refuses what is there already, and writes it anew with --force', async () => {
    await make('shop_orders_api', 'api');
    await folder.write('services/shop_orders_api/src/main.py', 'mine = 1\n');
    const compose = read('docker-compose.yml');
    const again = await run('new', 'service', 'shop_orders_api', '--kind', 'api');
    assert.deepEqual([again.status, again.stdout], [2, '']);
    assert.match(again.stderr, /there is a folder services\/shop_orders_api already/);
    assert.equal(read('services/shop_orders_api/src/main.py'), 'mine = 1\n');
    const { files, left } = await make('shop_orders_api', 'api', '--force');
    assert.ok(files.every(({ path, change }) => change === 'replace' && path.startsWith('services/')));
    assert.deepEqual(left, ['docker-compose.yml', '.env.example', '.gitignore']);
    assert.match(read('services/shop_orders_api/src/main.py'), /def create_app/);
    assert.equal(read('docker-compose.yml'), compose);
  });

  it('with --dry-run says all and writes nothing', async () => {
    const { written, files } = await make('shop_orders_api', 'api', '--dry-run');
    assert.deepEqual([written, readdirSync(folder.root)], [false, []]);
    assert.ok(files.some(({ path }) => path === 'services/shop_orders_api/src/main.py'));
    assert.match((await run('new', 'service', 'shop_orders_api', '--kind', 'api', '--dry-run')).stdout, /^would write services\/shop_orders_api\//);
  });

  const refused: readonly (readonly [name: string, args: readonly string[], said: RegExp])[] = [
    ['a name with hyphens', ['orders-api', '--kind', 'api'], /say `orders_api`/],
    ['no kind', ['orders_api'], /needs `--kind`/],
    ['an unknown kind', ['orders_api', '--kind', 'gateway'], /`--kind` takes api, bot/],
    ['no name', ['--kind', 'api'], /takes one name/],
    ['a port without HTTP', ['orders_bot', '--kind', 'bot', '--port', '8000'], /serves no HTTP/],
    ['a port that is none', ['orders_api', '--kind', 'api', '--port', '70000'], /port up to 65535/],
  ];
  for (const [name, args, said] of refused) {
    it(`refuses ${name}`, async () => {
      const { status, stdout, stderr } = await run('new', 'service', ...args);
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, said);
      assert.deepEqual(readdirSync(folder.root), []);
    });
  }

  it('refuses a compose file that is broken, and touches nothing', async () => {
    await folder.write('compose.yml', 'services: [\n');
    const { status, stderr } = await run('new', 'service', 'orders_api', '--kind', 'api');
    assert.equal(status, 2);
    assert.match(stderr, /compose\.yml is not read as YAML/);
    assert.deepEqual(readdirSync(folder.root), ['compose.yml']);
  });
});
