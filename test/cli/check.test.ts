import assert from 'node:assert/strict';
import { join } from 'node:path';
import { archguide, archguideIntoClosedPipe, buildCommandLine, type Outcome } from '../support/cli/commandLine';
import { drifted, sound } from '../support/cli/workspaces';
import { TempFolder } from '../support/lsp/tempFolder';

const python = 'services/orders_api/src/main.py';
const noCall = 'event-loop/no-blocking-call';

function rulesOf({ stdout }: Outcome): string[] {
  const report = JSON.parse(stdout) as { findings: { rule: string }[] };
  return report.findings.map(({ rule }) => rule);
}

describe('archguide check', () => {
  let folder: TempFolder;
  before(async function () {
    this.timeout(120_000);
    await buildCommandLine();
  });
  beforeEach(async () => { folder = await TempFolder.create(drifted); });
  afterEach(() => folder.dispose());

  describe('exit status', () => {
    it('is 1 where something is at or above the failing severity', async () => {
      const { status, stdout, stderr } = await archguide(['check'], { cwd: folder.root });
      assert.equal(status, 1);
      assert.match(stdout, /\n3 findings \(2 errors, 1 warning\); 2 files checked\.\n$/);
      assert.equal(stderr, '');
    });

    it('is 0 where nothing is found', async () => {
      const other = await TempFolder.create(sound);
      const { status, stdout, stderr } = await archguide(['check'], { cwd: other.root });
      assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: 'No findings; 1 file checked.\n', stderr: '' });
      await other.dispose();
    });

    it('follows --fail-on', async () => {
      await folder.remove('services');
      const status = async (least: string): Promise<number | null> => (await archguide(['check', '--fail-on', least], { cwd: folder.root })).status;
      assert.deepEqual([await status('error'), await status('warning'), await status('hint')], [0, 1, 1]);
    });

    for (const [title, args, said] of [
      ['an unknown command', ['frobnicate'], /no command `frobnicate`/],
      ['an unknown option', ['check', '--frobnicate'], /--frobnicate/],
      ['an option without its value', ['check', '--format'], /--format/],
      ['an unknown format', ['check', '--format', 'xml'], /`--format` takes text, json, sarif, github, not `xml`/],
      ['an unknown severity', ['check', '--fail-on', 'fatal'], /`--fail-on` takes error, warning, information, hint, not `fatal`/],
      ['no whole number of threads', ['check', '--jobs', 'many'], /`--jobs` takes a whole number from 1, not `many`/],
      ['a path that is not there', ['check', 'nowhere'], /no file or folder `nowhere`/],
      ['a file outside', ['check', join('..', 'elsewhere.py')], /no file or folder|below the working folder/],
      ['several paths of which one is outside', ['check', '.', '..'], /below the working folder/],
      ['a baseline that is not there', ['check', '--baseline', 'none.json'], /cannot read the baseline/],
    ] as const) {
      it(`is 2 for ${title}, said on standard error in one line`, async () => {
        const { status, stdout, stderr } = await archguide(args, { cwd: folder.root });
        assert.equal(status, 2);
        assert.equal(stdout, '');
        assert.match(stderr, said);
        assert.match(stderr, /^archguide: [^\n]+ See `archguide help`\.\n$/);
      });
    }
  });

  describe('paths', () => {
    it('of a folder make it the workspace, and are told from the working folder', async () => {
      const { stdout } = await archguide(['check', 'workspace', '--format', 'json'], { cwd: join(folder.root, '..') });
      const { findings } = JSON.parse(stdout) as { findings: { path: string }[] };
      assert.deepEqual([...new Set(findings.map(({ path }) => path))], ['workspace/docker-compose.yml', `workspace/${python}`]);
    });

    it('of a file report it alone, in the light of the whole folder', async () => {
      const { status, stdout } = await archguide(['check', python, '--format', 'json'], { cwd: folder.root });
      assert.equal(status, 1);
      assert.deepEqual(rulesOf({ status, stdout, stderr: '' }), [noCall, noCall]);
      assert.equal((JSON.parse(stdout) as { summary: { files: number } }).summary.files, 1);
    });

    it('may be several, files and folders', async () => {
      await folder.write('services/other/src/main.py', 'import time\n\n\nasync def wait() -> None:\n    time.sleep(1)\n');
      const found = await archguide(['check', 'docker-compose.yml', 'services/other', '--format', 'json'], { cwd: folder.root });
      assert.deepEqual(rulesOf(found), ['compose/pinned-image', noCall]);
    });

    it('that check does not read give nothing', async () => {
      await folder.write('notes.txt', 'time.sleep(1)');
      assert.deepEqual(await archguide(['check', 'notes.txt'], { cwd: folder.root }), { status: 0, stdout: 'No findings; 0 files checked.\n', stderr: '' });
    });
  });

  describe('--fix', () => {
    const withCache = 'services:\n  cache:\n    image: redis:latest\n    healthcheck:\n      test: ["CMD", "redis-cli", "ping"]\n';

    it('mends what has a fix, keeps line ends and byte order mark, and reports what is left', async () => {
      await folder.write('docker-compose.yml', withCache);
      const text = (await folder.read(python)).replaceAll('\n', '\r\n');
      await folder.write(python, `\uFEFF${text}`);
      const { status, stdout } = await archguide(['check', '--fix', '--format', 'json'], { cwd: folder.root });
      assert.equal(status, 1);
      assert.deepEqual(rulesOf({ status, stdout, stderr: '' }), [noCall]);
      assert.doesNotMatch(await folder.read('docker-compose.yml'), /latest/);
      const mended = await folder.read(python);
      assert.match(mended, /^\uFEFFimport asyncio\r\nimport subprocess\r\n/);
      assert.match(mended, /\r\n {4}await asyncio\.sleep\(1\)\r\n/);
      assert.equal(mended.split('\n').length, mended.split('\r\n').length, 'line ends are kept');
      assert.equal((await archguide(['check', '--fix'], { cwd: folder.root })).status, 1);
      assert.equal(await folder.read(python), mended, 'a second run changes nothing');
    });

    it('leaves a fix that wants a look, until it is asked for', async () => {
      const first = await archguide(['check', '--fix', '--format', 'json', 'docker-compose.yml'], { cwd: folder.root });
      assert.match(first.stderr, /^archguide: 1 fix wants a person's look and was not applied/);
      assert.match(await folder.read('docker-compose.yml'), /postgres:latest/);
      assert.deepEqual(rulesOf(first), ['compose/pinned-image']);
      const second = await archguide(['check', '--fix', '--unsafe-fixes', 'docker-compose.yml'], { cwd: folder.root });
      assert.doesNotMatch(second.stderr, /a person's look/);
      assert.match(await folder.read('docker-compose.yml'), /postgres:16/);
      assert.match((await archguide(['check', '--unsafe-fixes'], { cwd: folder.root })).stderr, /goes with `--fix`/);
    });

    it('leaves other files than the given ones alone', async () => {
      await folder.write('docker-compose.yml', withCache);
      const before = await folder.read(python);
      assert.equal((await archguide(['check', '--fix', 'docker-compose.yml'], { cwd: folder.root })).status, 0);
      assert.equal(await folder.read(python), before);
    });
  });

  it('says of a compose file that it could read in part only', async () => {
    await folder.write('docker-compose.yml', 'services:\n  cache:\n    image: redis:7\n   broken: [\n');
    const { stderr } = await archguide(['check'], { cwd: folder.root });
    assert.match(stderr, /^archguide: docker-compose\.yml:4 is checked in part only: /);
  });

  it('reads archguide.yaml', async () => {
    await folder.write('archguide.yaml', `rules: { ${noCall}: "off", compose/pinned-image: information }\n`);
    const { status, stdout } = await archguide(['check'], { cwd: folder.root });
    assert.equal(status, 0);
    assert.match(stdout, /^docker-compose\.yml:5:12: information \[compose\/pinned-image\] /);
  });

  it('tells faults of archguide.yaml as findings and on standard error, and checks all the same', async () => {
    await folder.write('archguide.yaml', 'packs: [nope]\nrules: { foo/bar: error }\n');
    const { status, stdout, stderr } = await archguide(['check'], { cwd: folder.root });
    assert.equal(status, 1);
    assert.match(stdout, /^archguide\.yaml:1:9: error \[configuration\/invalid\] .*`nope`/m);
    assert.match(stdout, /^archguide\.yaml:2:10: warning \[configuration\/invalid\] .*`foo\/bar`/m);
    assert.match(stdout, /\[event-loop\/no-blocking-call\]/);
    assert.match(stderr, /^archguide: archguide\.yaml:1: .*`nope`/m);
    assert.match(stderr, /^archguide: archguide\.yaml:2: .*`foo\/bar`/m);
  });

  it('survives an archguide.yaml that is no YAML', async () => {
    await folder.write('archguide.yaml', 'packs: [\n  {{{\n');
    const { status, stdout, stderr } = await archguide(['check'], { cwd: folder.root });
    assert.equal(status, 1);
    assert.match(stdout, /^archguide\.yaml:\d+:\d+: error \[configuration\/invalid\] /m);
    const said = stderr.trimEnd().split('\n');
    for (const line of said) assert.match(line, /^archguide: archguide\.yaml:\d+: /);
    const found = stdout.split('\n').filter((line) => line.includes('configuration/invalid'));
    assert.equal(new Set(found).size, found.length, 'each fault is told once');
  });

  it('ends quietly where nobody reads on', async () => {
    const many = Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`m${at}.py`, `import time\n\n\nasync def wait() -> None:\n${'    time.sleep(1)\n'.repeat(20)}`]));
    const crowded = await TempFolder.create(many);
    const { status, stdout, stderr } = await archguideIntoClosedPipe(['check', '--format', 'json'], { cwd: crowded.root });
    await crowded.dispose();
    assert.match(stdout, /^\{\n/);
    assert.doesNotMatch(stdout, /"summary"/, 'the pipe was closed before the end');
    assert.equal(stderr, '');
    assert.notEqual(status, 2);
  });
});

describe('archguide', () => {
  before(buildCommandLine);

  it('without a command shows the help, as wrong use', async () => {
    const { status, stdout } = await archguide([]);
    assert.equal(status, 2);
    assert.match(stdout, /^Archguide .*\n\nUsage: archguide COMMAND/);
  });

  it('shows the help on demand', async () => {
    const [help, ...others] = await Promise.all([['help'], ['--help'], ['-h'], ['check', '--help'], ['verify', '-h']].map((args) => archguide(args)));
    assert.equal(help?.status, 0);
    for (const other of others) assert.deepEqual(other, help);
    for (const option of ['--format', '--fail-on', '--fix', '--unsafe-fixes', '--baseline', '--write-baseline', '--jobs', '--quiet', '--limit', '--batch']) assert.ok(help.stdout.includes(option), option);
  });

  it('tells its version', async () => {
    const { default: manifest } = await import('../../package.json', { with: { type: 'json' } });
    assert.deepEqual(await archguide(['version']), { status: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });
});
