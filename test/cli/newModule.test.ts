import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { archguide, buildCommandLine, type Outcome } from '../support/cli/commandLine';
import { TempFolder } from '../support/lsp/tempFolder';

describe('archguide new module', function () {
  this.timeout(120_000);
  let folder: TempFolder;

  before(() => buildCommandLine());
  beforeEach(async () => { folder = await TempFolder.create({}); });
  afterEach(() => folder.dispose());

  const run = (...args: readonly string[]): Promise<Outcome> => archguide(args, { cwd: folder.root });
  const read = (path: string): string => readFileSync(join(folder.root, path), 'utf8');
  const proved = async (): Promise<void> => {
    const { status, stdout } = await run('verify', '.archguide');
    assert.equal(status, 0, stdout);
    assert.doesNotMatch(stdout, /: (?:error|warning) \[/);
    assert.match((await run('check')).stdout, /^No findings/);
  };

  it('makes a pack with a page that nothing is wrong with, and a second page beside it', async () => {
    const first = await run('new', 'module', 'services/payments', '--title', 'Payments: "our" way');
    assert.deepEqual([first.status, first.stderr], [0, '']);
    assert.match(first.stdout, /^wrote \.archguide\/pack\.yaml\n/);
    const page = read('.archguide/services/payments.md');
    for (const section of ['Prerequisites', 'Project Structure', 'Dependencies', 'Entry Point', 'Checklist', 'Related Documents']) assert.ok(page.includes(`\n## ${section}\n`), section);
    assert.ok(page.includes('title: "Payments: \\"our\\" way"\n') && page.includes('category: services\n'));
    await proved();
    const second = await run('new', 'module', 'services/refunds.md', '--title', 'Refunds', '--category', 'guides');
    assert.equal(second.status, 0, second.stderr);
    assert.doesNotMatch(second.stdout, /wrote \.archguide\/pack\.yaml/);
    assert.match(read('.archguide/INDEX.md'), /\n- \[Payments: "our" way\]\(services\/payments\.md\)\n- \[Refunds\]\(services\/refunds\.md\)\n/);
    assert.match(read('.archguide/services/refunds.md'), /module: services\/payments, reason/);
    await proved();
  });

  it('takes the sections that the pack asks for, and says where the page has to be named', async () => {
    await folder.write('.archguide/pack.yaml', 'title: Ours\nnavigation:\n  - { title: All, modules: [INDEX] }\nsections:\n  decisions: [Status, Context]\n');
    const { stdout } = await run('new', 'module', 'decisions/0001', '--title', 'Use queues');
    assert.match(read('.archguide/decisions/0001.md'), /\n## Status\n[^]*\n## Context\n/);
    assert.match(stdout, /left \.archguide\/pack\.yaml as it is/);
    assert.match(stdout, /Name `decisions\/0001` in the navigation/);
  });

  it('refuses a page that is there, and paths and titles that are none', async () => {
    await run('new', 'module', 'a', '--title', 'A');
    for (const [args, said] of [
      [['a', '--title', 'A'], /there is a page \.archguide\/a\.md already/],
      [['../a', '--title', 'A'], /leaves its folder/],
      [['/a', '--title', 'A'], /absolute path/],
      [['b c', '--title', 'A'], /no id of a page/],
      [['b'], /needs `--title`/],
      [['b', '--title', 'A\nB'], /a title is one line/],
      [['b', '--title', 'B', '--category', 'x y'], /no category/],
    ] as const) {
      const { status, stderr } = await run('new', 'module', ...args);
      assert.equal(status, 2);
      assert.match(stderr, said);
    }
    assert.equal((await run('new', 'module', 'a', '--title', 'Anew', '--force')).status, 0);
    assert.match(read('.archguide/a.md'), /^title: Anew$/m);
  });
});
