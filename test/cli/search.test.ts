import assert from 'node:assert/strict';
import { archguide, buildCommandLine } from '../support/cli/commandLine';
import { TempFolder } from '../support/lsp/tempFolder';

interface Hit {
  readonly id: string;
  readonly pack: string;
  readonly title: string;
  readonly score: number;
}

describe('archguide search', () => {
  before(async function () {
    this.timeout(120_000);
    await buildCommandLine();
  });

  it('answers words with pages, best first, as JSON', async () => {
    const { status, stdout, stderr } = await archguide(['search', '--format', 'json', 'robust', 'connection', 'rabbitmq']);
    assert.deepEqual([status, stderr], [0, '']);
    const hits = JSON.parse(stdout) as Hit[];
    assert.equal(hits[0]?.id, 'atomic/integrations/rabbitmq/connection-management');
    assert.ok(hits.length > 1 && hits.length <= 10);
    for (const hit of hits) {
      assert.deepEqual(Object.keys(hit), ['id', 'pack', 'title', 'score']);
      assert.equal(hit.pack, 'improved-hybrid');
      assert.ok(hit.title !== '' && hit.score > 0);
    }
    assert.deepEqual(hits.map(({ score }) => score), hits.map(({ score }) => score).sort((a, b) => b - a));
  });

  it('answers people with title, id and an excerpt', async () => {
    const { status, stdout } = await archguide(['search', 'event loop is already running', '--limit', '1']);
    assert.equal(status, 0);
    assert.match(stdout, /^\S[^\n]*\n {2}atomic\/architecture\/event-loop-management\n {2}\S[^\n]*\n\n$/);
  });

  it('puts the pages of the pack first that archguide.yaml names', async () => {
    const packOf = async (cwd: string): Promise<string | undefined> => (JSON.parse((await archguide(['search', '--format', 'json', 'caching'], { cwd })).stdout) as Hit[])[0]?.pack;
    const folder = await TempFolder.create({ 'layered/archguide.yaml': 'packs: [clean-architecture]\n', 'broken/archguide.yaml': 'packs: {', 'none/a.py': '' });
    const packs = [];
    for (const name of ['layered', 'broken', 'none']) packs.push(await packOf(`${folder.root}/${name}`));
    await folder.dispose();
    assert.deepEqual(packs, ['clean-architecture', 'improved-hybrid', 'improved-hybrid']);
  });

  it('gives as many as --limit says', async () => {
    const { stdout } = await archguide(['search', '--format', 'json', '--limit', '3', 'redis']);
    assert.equal((JSON.parse(stdout) as Hit[]).length, 3);
  });

  it('finds nothing with exit status 0', async () => {
    const nonsense = 'xqzwvkjhgfd';
    assert.deepEqual(await archguide(['search', nonsense]), { status: 0, stdout: 'No module answers that.\n', stderr: '' });
    assert.deepEqual(await archguide(['search', '--format', 'json', nonsense]), { status: 0, stdout: '[]\n', stderr: '' });
  });

  it('--batch reads a query a line, and answers each in order', async () => {
    const folder = await TempFolder.create({ 'queries.txt': 'redis cache ttl\r\n\r\nxqzwvkjhgfd\r\nalembic migration\r\n' });
    const { status, stdout } = await archguide(['search', '--batch', 'queries.txt', '--limit', '2'], { cwd: folder.root });
    await folder.dispose();
    assert.equal(status, 0);
    const answers = JSON.parse(stdout) as { query: string; results: Hit[] }[];
    assert.deepEqual(answers.map(({ query, results }) => [query, results.length]), [['redis cache ttl', 2], ['xqzwvkjhgfd', 0], ['alembic migration', 2]]);
    const { stdout: alone } = await archguide(['search', '--format', 'json', '--limit', '2', 'redis cache ttl']);
    assert.deepEqual(answers[0]?.results, JSON.parse(alone));
  });

  for (const [title, args, said] of [
    ['no query', ['search'], /a query, or `--batch FILE`/],
    ['a query beside --batch', ['search', '--batch', 'package.json', 'redis'], /a query, or `--batch FILE`/],
    ['a batch that is not there', ['search', '--batch', 'nowhere.txt'], /cannot read `nowhere\.txt`/],
    ['a limit of none', ['search', '--limit', '0', 'redis'], /`--limit` takes a whole number from 1/],
    ['a format of check', ['search', '--format', 'sarif', 'redis'], /`--format` takes text, json/],
  ] as const) {
    it(`takes ${title} as wrong use`, async () => {
      const { status, stdout, stderr } = await archguide(args);
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, said);
    });
  }
});
