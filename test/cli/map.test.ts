import assert from 'node:assert/strict';
import { join } from 'node:path';
import { archguide, buildCommandLine, repository } from '../support/cli/commandLine';
import { TempFolder } from '../support/lsp/tempFolder';

const reference = join('examples', 'reference');

interface JsonMap {
  readonly services: readonly { readonly name: string; readonly kind: string; readonly folder: string; readonly evidence: readonly { readonly text: string; readonly at: { readonly path: string } | null }[] }[];
  readonly connections: readonly { readonly from: string; readonly to: string; readonly kind: string }[];
}

describe('archguide map', () => {
  before(async function () {
    this.timeout(120_000);
    await buildCommandLine();
  });

  it('tells services, their kinds and why, as text by default', async () => {
    const { status, stdout, stderr } = await archguide(['map', reference]);
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /^SERVICE +KIND +FOLDER +COMPOSE\n/);
    assert.match(stdout, /\nshop_orders_api {2}api\n {2}because {2}`examples\/reference\/services\/shop_orders_api\/src\/main\.py:\d+` serves HTTP/);
  });

  it('gives the same map as JSON, with paths from the working folder', async () => {
    const map = JSON.parse((await archguide(['map', '--format', 'json', reference])).stdout) as JsonMap;
    assert.deepEqual(map.services.map(({ kind }) => kind).sort(), ['api', 'bot', 'data-mongo', 'data-postgres', 'gateway', 'library', 'worker']);
    for (const { folder, evidence } of map.services) {
      assert.ok(folder.startsWith('examples/reference'), folder);
      for (const { at } of evidence) assert.ok(at === null || at.path.startsWith('examples/reference/'), at?.path);
    }
    const inside = JSON.parse((await archguide(['map', '--format', 'json'], { cwd: join(repository, reference) })).stdout) as JsonMap;
    assert.deepEqual(inside.connections.map(({ from, to }) => [from, to]), map.connections.map(({ from, to }) => [from, to]));
  });

  it('gives Mermaid and SVG', async () => {
    assert.match((await archguide(['map', '--format', 'mermaid', reference])).stdout, /^flowchart LR\n {2}n0/);
    assert.match((await archguide(['map', '--format', 'svg', reference])).stdout, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[\s\S]+<\/svg>\n$/);
  });

  it('of some paths has these services and what they are joined with', async () => {
    const { stdout } = await archguide(['map', '--format', 'json', 'services/shop_notify_bot', 'services/shop_notify_bot/src'], { cwd: join(repository, reference) });
    assert.deepEqual((JSON.parse(stdout) as JsonMap).services.map(({ name }) => name), ['shop_data_postgres_api', 'shop_notify_bot']);
  });

  it('knows code about which no rule speaks: a lone worker in a plain workspace', async () => {
    const folder = await TempFolder.create({ 'jobs/run.py': 'from celery import Celery\nfrom jobs.names import name\napp = Celery(name)\n', 'jobs/names.py': 'name = "x"\n', 'jobs/__init__.py': '' });
    try {
      const map = JSON.parse((await archguide(['map', '--format', 'json'], { cwd: folder.root })).stdout) as JsonMap;
      assert.deepEqual(map.services.map(({ kind }) => kind), ['worker']);
    } finally {
      await folder.dispose();
    }
  });

  it('of an empty folder says so', async () => {
    const folder = await TempFolder.create({});
    try {
      assert.deepEqual(await archguide(['map'], { cwd: folder.root }), { status: 0, stdout: 'No services found.\n', stderr: '' });
    } finally {
      await folder.dispose();
    }
  });

  it('used wrongly says how', async () => {
    for (const args of [['--format', 'dot'], ['no/such/folder'], ['--depth', '1']]) {
      const { status, stdout, stderr } = await archguide(['map', ...args]);
      assert.deepEqual([status, stdout], [2, ''], args.join(' '));
      assert.match(stderr, /^archguide: [^\n]+\n$/);
    }
  });
});
