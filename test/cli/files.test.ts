import assert from 'node:assert/strict';
import { chmod, mkdir, symlink } from 'node:fs/promises';
import { archguide, buildCommandLine } from '../support/cli/commandLine';
import { type FileTree, TempFolder } from '../support/lsp/tempFolder';

const blocking = 'import time\n\n\nasync def wait() -> None:\n    time.sleep(1)\n';

/** Paths with findings, and how many files were looked at. */
async function checked(folder: TempFolder, ...args: string[]): Promise<{ readonly paths: string[]; readonly files: number; readonly stderr: string }> {
  const { stdout, stderr } = await archguide(['check', '--format', 'json', ...args], { cwd: folder.root });
  const { findings, summary } = JSON.parse(stdout) as { findings: { path: string }[]; summary: { files: number } };
  return { paths: [...new Set(findings.map(({ path }) => path))], files: summary.files, stderr };
}

describe('files that archguide check reads', () => {
  let folder: TempFolder | null = null;
  before(async function () {
    this.timeout(120_000);
    await buildCommandLine();
  });
  afterEach(async () => {
    await folder?.dispose();
    folder = null;
  });

  const make = async (files: FileTree): Promise<TempFolder> => {
    folder = await TempFolder.create(files);
    return folder;
  };

  it('are those that git would not ignore, with or without git', async () => {
    const workspace = await make({
      '.gitignore': 'generated/\n*_tmp.py\n!kept_tmp.py\n',
      'a.py': blocking, 'generated/b.py': blocking, 'c_tmp.py': blocking, 'kept_tmp.py': blocking,
      'inner/.gitignore': '/local.py\n', 'inner/local.py': blocking, 'inner/deep/local.py': blocking,
    });
    assert.deepEqual(await checked(workspace), { paths: ['a.py', 'inner/deep/local.py', 'kept_tmp.py'], files: 3, stderr: '' });
  });

  it('leave out what archguide.yaml excludes', async () => {
    const workspace = await make({ 'archguide.yaml': 'exclude: ["vendor/**"]\n', 'a.py': blocking, 'vendor/lib/b.py': blocking });
    assert.deepEqual((await checked(workspace)).paths, ['a.py']);
  });

  it('leave out virtual environments under any name, node_modules and caches', async () => {
    const workspace = await make({
      'a.py': blocking, '.venv/lib/b.py': blocking, 'venv/c.py': blocking, 'py312/pyvenv.cfg': 'home = /usr\n', 'py312/lib/d.py': blocking,
      'node_modules/x/e.py': blocking, '.tox/f.py': blocking, '__pycache__/g.py': blocking,
    });
    assert.deepEqual((await checked(workspace)).paths, ['a.py']);
  });

  it('are found once, however links loop', async function () {
    if (process.platform === 'win32') this.skip();
    const workspace = await make({ 'a/b.py': blocking });
    await symlink('..', workspace.path('a/up'), 'dir');
    await symlink('a', workspace.path('same'), 'dir');
    await symlink('nowhere.py', workspace.path('dangling.py'));
    await symlink('self.py', workspace.path('self.py'));
    assert.deepEqual(await checked(workspace), { paths: ['a/b.py'], files: 1, stderr: '' });
  });

  it('are passed over, and named, where they cannot be read', async function () {
    if (process.platform === 'win32' || process.getuid?.() === 0) this.skip();
    const workspace = await make({ 'a.py': blocking, 'locked.py': blocking, 'closed/b.py': blocking });
    await chmod(workspace.path('locked.py'), 0);
    await chmod(workspace.path('closed'), 0);
    const found = await checked(workspace);
    await chmod(workspace.path('closed'), 0o700);
    assert.deepEqual(found.paths, ['a.py']);
    assert.equal(found.stderr, 'archguide: locked.py is not checked: unreadable, binary or too large\n');
  });

  it('may be binary, huge, empty, half-typed, or folders by their names', async () => {
    const workspace = await make({
      'a.py': blocking, 'binary.py': new Uint8Array([0, 1, 2, 255, 0]), 'latin.py': new Uint8Array([0x78, 0x3d, 0x22, 0xe9, 0x22, 0x0a]),
      'huge.py': blocking + '#'.repeat(5_000_001), 'empty.py': '', 'half.py': 'async def wait(:\n    time.sleep(\n', 'docker-compose.yml': 'services:\n  a: [\n', 'Dockerfile': 'FROM\n',
    });
    await mkdir(workspace.path('folder.py'));
    const { paths, stderr, files } = await checked(workspace);
    assert.ok(paths.includes('a.py'));
    for (const path of ['binary.py', 'huge.py', 'latin.py', 'empty.py']) assert.ok(!paths.includes(path), path);
    assert.deepEqual(stderr.split('\n').slice(0, 2), ['binary.py', 'huge.py'].map((path) => `archguide: ${path} is not checked: unreadable, binary or too large`));
    assert.match(stderr.split('\n').slice(2).join('\n'), /^archguide: docker-compose\.yml:3 is checked in part only: .*\n$/);
    assert.equal(files, 6, 'what is skipped does not count as checked');
  });

  it('that cannot be judged are named, in a workspace that follows a pack and in one that does not, with one thread and with several', async () => {
    const tree = { 'a.py': blocking, 'long.py': `x = "${'y'.repeat(120_000)}"\n`, 'late.py': `${blocking}${' '.repeat(9_000)}\n# \0\n`, 'sub/binary.py': new Uint8Array([1, 0, 1]), 'docker-compose.yml': `# ${'z'.repeat(120_000)}\n` };
    const expected = [
      { path: 'docker-compose.yml', reason: 'a line too long' }, { path: 'late.py', reason: 'binary' }, { path: 'long.py', reason: 'a line too long' }, { path: 'sub/binary.py', reason: 'unreadable, binary or too large' },
    ];
    for (const more of [{}, { 'archguide.yaml': 'packs: [improved-hybrid]\n' }]) {
      const workspace = await make({ ...tree, ...more });
      for (const jobs of ['1', '2']) {
        const { stdout } = await archguide(['check', '--format', 'json', '--jobs', jobs], { cwd: workspace.root });
        const { summary } = JSON.parse(stdout) as { summary: { files: number; skipped: object[] } };
        assert.deepEqual(summary.skipped, expected);
        assert.equal(summary.files, 1 + Object.keys(more).length);
      }
      assert.match((await archguide(['check'], { cwd: workspace.root })).stdout, / file(s)? checked, 4 skipped\.\n$/);
      const part = JSON.parse((await archguide(['check', '--format', 'json', 'sub', 'a.py'], { cwd: workspace.root })).stdout) as { summary: { files: number; skipped: object[] } };
      assert.deepEqual([part.summary.files, part.summary.skipped], [1, expected.slice(3)]);
      await workspace.dispose();
    }
  });

  it('may be none', async () => {
    const workspace = await make({ 'package.json': '{}', 'src/index.ts': 'export {};\n' });
    assert.deepEqual(await checked(workspace), { paths: [], files: 0, stderr: '' });
    const { status, stdout } = await archguide(['check'], { cwd: workspace.root });
    assert.deepEqual([status, stdout], [0, 'No findings; 0 files checked.\n']);
  });

  it('may have any name', async () => {
    const workspace = await make({ 'a b/ünï #1.py': blocking, '-x.py': blocking });
    assert.deepEqual((await checked(workspace)).paths, ['-x.py', 'a b/ünï #1.py']);
    assert.deepEqual((await checked(workspace, '--', '-x.py')).paths, ['-x.py']);
    assert.deepEqual((await checked(workspace, 'a b')).paths, ['a b/ünï #1.py']);
  });

  it('obey the comments that silence a rule', async () => {
    const workspace = await make({ 'a.py': blocking.replace('(1)\n', '(1)  # archguide: ignore[event-loop/no-blocking-call] a script\n') });
    assert.deepEqual((await checked(workspace)).paths, []);
  });

  it('bring the packs of the workspace along', async () => {
    const page = [
      '---', 'title: Clocks', 'summary: Who may ask for the time.', 'category: reference', 'rules:', '  - id: clocks/no-time',
      '    severity: error', '    summary: Nobody asks for the time.', '    why: It is later than you think.', '    scope: any', '    universal: true',
      '    match: { call: [time.time] }', '    message: "`{name}` asks for the time; take it from the clock."', '---', '# Clocks', '', 'About clocks.', '',
    ].join('\n');
    const workspace = await make({ '.archguide/team/pack.yaml': 'title: Team\n', '.archguide/team/clocks.md': page, 'archguide.yaml': 'packs: [improved-hybrid, team]\n', 'a.py': 'import time\n\nprint(time.time())\n' });
    const { status, stdout } = await archguide(['check'], { cwd: workspace.root });
    assert.match(stdout, /^a\.py:3:7: error \[clocks\/no-time\] `time\.time` asks for the time; take it from the clock\.$/m);
    assert.equal(status, 1);
  });
});
