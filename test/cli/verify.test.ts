import assert from 'node:assert/strict';
import { archguide, buildCommandLine } from '../support/cli/commandLine';
import { TempFolder } from '../support/lsp/tempFolder';

/** A page with one rule, and blocks that begin in line 18. */
function page(...blocks: string[]): string {
  return [
    '---', 'title: Clocks', 'summary: Who may ask for the time.', 'category: reference', 'rules:', '  - id: clocks/no-time',
    '    severity: error', '    summary: Nobody asks for the time.', '    why: It is later than you think.', '    scope: any', '    universal: true',
    '    match: { call: [time.time] }', '    message: "`{name}` asks for the time; take it from the clock."', '---', '# Clocks', '', ...blocks, '',
  ].join('\n');
}

const correct = ['```python', '# CORRECT: the clock is given', 'def now(clock):', '    return clock()', '```', ''];
const incorrect = ['```python incorrect="clocks/no-time"', '# INCORRECT: asks', 'import time', '', 'print(time.time())', '```', ''];

describe('archguide verify', () => {
  let folder: TempFolder | null = null;
  before(async function () {
    this.timeout(120_000);
    await buildCommandLine();
  });
  afterEach(async () => {
    await folder?.dispose();
    folder = null;
  });

  const verify = async (text: string): ReturnType<typeof archguide> => {
    folder = await TempFolder.create({ 'pack.yaml': 'title: Clocks\n', 'clocks.md': text }, 'clocks');
    return archguide(['verify', folder.root]);
  };

  it('proves the bundled packs', async function () {
    this.timeout(120_000);
    const all = await archguide(['verify']);
    assert.equal(all.status, 0, all.stdout);
    assert.match(all.stdout, /\nimproved-hybrid: \d+ modules, .*; 0 failures\.\nclean-architecture: \d+ modules, .*; 0 failures\.\n$/);
    const one = await archguide(['verify', 'improved-hybrid']);
    assert.equal(one.status, 0);
    assert.match(one.stdout, /\nimproved-hybrid: \d+ modules, .*; 0 failures\.\n$/);
  });

  it('proves a pack in a folder', async () => {
    const { status, stdout } = await verify(page(...correct, ...incorrect));
    assert.equal(status, 0, stdout);
    assert.match(stdout, /clocks: 1 module, 2 blocks checked of 2; 1 rule proved, 0 without example.*; 0 failures\.\n$/);
  });

  it('tells module, block, line, what was expected and what is so: a block that no rule flags', async () => {
    const { status, stdout } = await verify(page(...correct, '```python incorrect="clocks/no-time"', '# INCORRECT: does not ask', 'print("noon")', '```'));
    assert.equal(status, 1);
    assert.ok(stdout.includes('clocks.md:23  python block 2  docs/example-contradicts-rule\n  expected  clocks/no-time flags the block\n  got       nothing\n'), stdout);
    assert.match(stdout, /; 1 failure\.\n$/);
  });

  it('tells module, block, line, what was expected and what is so: a block that is flagged and should not be', async () => {
    const { status, stdout } = await verify(page(...incorrect, '```python', '# CORRECT: so it says', 'import time', '', 'print(time.time())', '```'));
    assert.equal(status, 1);
    assert.ok(stdout.includes('clocks.md:28  python block 2  docs/example-contradicts-rule\n  expected  no rule flags the block\n  got       clocks/no-time: `time.time` asks for the time; take it from the clock.\n'), stdout);
  });

  it('fails for a block that does not parse', async () => {
    const { status, stdout } = await verify(page(...incorrect, '```python', '# CORRECT: half of it', 'def now(:', '```'));
    assert.equal(status, 1);
    assert.match(stdout, /parses/);
  });

  it('fails for front matter that is wrong, and names its place', async () => {
    const { status, stdout } = await verify(page(...incorrect).replace('severity: error', 'severity: fatal'));
    assert.equal(status, 1);
    assert.match(stdout, /clocks\.md:7:\d+: error \[docs\/front-matter\] [^\n]*fatal/);
  });

  it('runs no code of a pack', async () => {
    const { stdout } = await verify(page(...incorrect).replace('---', '---js\nprocess.stdout.write("ran");\nprocess.exit(42);\n'));
    assert.doesNotMatch(stdout, /^ran/);
  });

  for (const [title, args, said] of [
    ['a pack that is not there', ['verify', 'nowhere'], /`nowhere` is neither a bundled pack \(improved-hybrid, clean-architecture\) nor a folder/],
    ['a folder without pages', ['verify', 'schemas'], /`schemas` holds no pages/],
    ['two packs', ['verify', 'a', 'b'], /takes one pack/],
    ['an option', ['verify', '--format', 'json'], /--format/],
  ] as const) {
    it(`takes ${title} as wrong use`, async () => {
      const { status, stdout, stderr } = await archguide(args);
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, said);
    });
  }
});
