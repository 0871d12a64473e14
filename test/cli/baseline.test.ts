import assert from 'node:assert/strict';
import { join } from 'node:path';
import { archguide, buildCommandLine } from '../support/cli/commandLine';
import { drifted } from '../support/cli/workspaces';
import { TempFolder } from '../support/lsp/tempFolder';

const python = 'services/orders_api/src/main.py';
const named = 'archguide-baseline.json';

describe('baseline of archguide check', () => {
  let folder: TempFolder;
  before(async function () {
    this.timeout(120_000);
    await buildCommandLine();
  });
  beforeEach(async () => { folder = await TempFolder.create(drifted); });
  afterEach(() => folder.dispose());

  const check = (...args: string[]): ReturnType<typeof archguide> => archguide(['check', ...args], { cwd: folder.root });

  it('is written with all findings, and exit status 0', async () => {
    assert.deepEqual(await check('--write-baseline'), { status: 0, stdout: '', stderr: `archguide: wrote 3 findings to ${named}; name it as \`baseline\` in archguide.yaml, or pass it as \`--baseline\`, to be told of new ones only\n` });
    const baseline = JSON.parse(await folder.read(named)) as { version: number; findings: Record<string, unknown>[] };
    assert.equal(baseline.version, 1);
    assert.deepEqual(baseline.findings.map((entry) => Object.keys(entry).sort()), Array.from({ length: 3 }, () => ['content', 'ordinal', 'path', 'rule', 'scope']));
    assert.deepEqual(baseline.findings.map(({ rule, path }) => [rule, path]).sort(), [
      ['compose/pinned-image', 'docker-compose.yml'], ['event-loop/no-blocking-call', python], ['event-loop/no-blocking-call', python],
    ]);
    for (const { content } of baseline.findings) assert.match(String(content), /^[0-9a-f]{16}$/);
  });

  it('takes what it knows out of the report, wherever it has moved', async () => {
    await check('--write-baseline');
    await folder.write(python, `"""Moved down."""\n\n\n${await folder.read(python)}\n\nasync def wait() -> None:\n    time.sleep(2)\n`);
    const { status, stdout } = await check('--baseline', named);
    assert.equal(status, 1);
    assert.match(stdout, /^services\/orders_api\/src\/main\.py:20:5: error \[event-loop\/no-blocking-call\] [^\n]+\n1 finding /);
  });

  it('is named by archguide.yaml from the workspace, by --baseline from the working folder', async () => {
    await folder.write('archguide.yaml', 'baseline: ci/known.json\n');
    await folder.write('ci/.keep', '');
    const parent = join(folder.root, '..');
    const written = await archguide(['check', 'workspace', '--write-baseline'], { cwd: parent });
    assert.match(written.stderr, /wrote 3 findings to workspace[/\\]ci[/\\]known\.json\n/);
    assert.equal((await archguide(['check', 'workspace'], { cwd: parent })).status, 0);
    await archguide(['check', 'workspace', '--write-baseline', '--baseline', 'mine.json'], { cwd: parent });
    assert.equal((await archguide(['check', 'workspace', '--baseline', 'mine.json'], { cwd: parent })).status, 0);
    assert.equal((await archguide(['check', 'workspace', '--baseline', join('workspace', 'mine.json')], { cwd: parent })).status, 2);
  });

  it('says how much of it is mended, and fails nothing for that', async () => {
    await check('--write-baseline');
    await folder.remove('docker-compose.yml');
    const { status, stderr } = await check('--baseline', named);
    assert.equal(status, 0);
    assert.match(stderr, /^archguide: 1 findings? of the baseline (is|are) mended; /);
  });

  it('that cannot be read is wrong use', async () => {
    for (const text of ['{', '[]', '{"version": 99, "findings": []}']) {
      await folder.write(named, text);
      const { status, stdout, stderr } = await check('--baseline', named);
      assert.deepEqual([status, stdout], [2, ''], text);
      assert.match(stderr, /^archguide: [^\n]+\n$/);
      assert.doesNotMatch(stderr, /internal error/);
    }
  });

  it('that cannot be written is wrong use', async () => {
    const { status, stderr } = await check('--write-baseline', '--baseline', join('no', 'such', 'folder.json'));
    assert.equal(status, 2);
    assert.match(stderr, /^archguide: cannot write the baseline /);
  });

  it('is not written from some of the files', async () => {
    const { status, stderr } = await check('--write-baseline', 'docker-compose.yml');
    assert.equal(status, 2);
    assert.match(stderr, /whole workspace/);
  });
});
