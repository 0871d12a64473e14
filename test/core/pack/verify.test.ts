import assert from 'node:assert/strict';
import { loadPack } from '../../../server/src/core/pack/packLoader';
import type { BlockChecker, BlockFinding, VerifyReport, WorkspaceFile } from '../../../server/src/core/pack/verify/model';
import type { VerifyOptions } from '../../../server/src/core/pack/verify/verifyPack';
import { verifyPack } from '../../../server/src/core/pack/verify/verifyPack';
import { verifyProblems, verifyText } from '../../../server/src/core/pack/verify/verifyText';

const rules = ['t/print', 't/sleep', 't/ports'];
const front = (kinds = ''): string => `---\ntitle: T\nsummary: s\ncategory: guides\n${kinds}rules:\n${rules.slice(0, 2).map((id) => `  - { id: ${id}, severity: error, summary: s, why: w, check: ${id} }`).join('\n')}\n---\n`;

/** A real, small checker: a rule for each of three words. */
const byWords: BlockChecker = (files) => Promise.resolve(files.flatMap(({ path, text }) => text.split('\n').flatMap((content, line): BlockFinding[] => [
  ...(content.includes('print(') ? [{ rule: 't/print', path, line, message: 'print' }] : []),
  ...(content.includes('sleep(') ? [{ rule: 't/sleep', path, line, message: 'sleep' }] : []),
])));

async function verify(body: string, check: BlockChecker = byWords, options: Partial<VerifyOptions> = {}, kinds = ''): Promise<VerifyReport> {
  const { pack, sources } = loadPack([{ path: 'page.md', text: front(kinds) + body }], { id: 'p', bundled: false, root: null });
  return verifyPack(pack, sources, check, { knownRules: new Set(rules), ...options });
}

const block = (info: string, ...code: string[]): string => `\`\`\`${info}\n${code.join('\n')}\n\`\`\`\n`;
const short = (report: VerifyReport) => report.failures.map(({ kind, rule, block: number, line, expected, got }) => [kind, rule, number, line + 1, expected, got]);
const top = front().split('\n').length;

describe('verify', () => {
  it('finds nothing in examples that hold, and says what they prove', async () => {
    const report = await verify(block('python', '# CORRECT', 'log()') + block('python incorrect="t/print"', '# INCORRECT', 'print(1)') + block('python incorrect="t/print, t/sleep"', '# INCORRECT', 'print(sleep(1))') + block('bash', 'print('));
    assert.deepEqual(short(report), []);
    assert.deepEqual([report.modules, report.blocks, report.checked, report.proved, report.waiting, report.unproved], [1, 4, 3, ['t/print', 't/sleep'], [], []]);
  });

  const failing: readonly (readonly [string, string, readonly (readonly unknown[])[]])[] = [
    ['an INCORRECT block that its rule does not flag', block('python incorrect="t/print"', '# INCORRECT', 'log()'), [
      ['not-flagged', 'docs/example-contradicts-rule', 1, top, 't/print flags the block', 'nothing'],
    ]],
    ['an INCORRECT block that another rule flags', block('python incorrect="t/print"', '# INCORRECT', '', 'sleep(1)'), [
      ['not-flagged', 'docs/example-contradicts-rule', 1, top, 't/print flags the block', 'only t/sleep'],
      ['unexpected', 'docs/example-contradicts-rule', 1, top + 3, 'only t/print flags the block', 't/sleep: sleep'],
    ]],
    ['an INCORRECT block that its rule and another flag', block('python incorrect="t/print"', '# INCORRECT', 'print(1)', 'sleep(1)'), [
      ['unexpected', 'docs/example-contradicts-rule', 1, top + 3, 'only t/print flags the block', 't/sleep: sleep'],
    ]],
    ['one of two rules that does not flag', block('python incorrect="t/print, t/sleep"', '# INCORRECT', 'print(1)'), [
      ['not-flagged', 'docs/example-contradicts-rule', 1, top, 't/sleep flags the block', 'only t/print'],
    ]],
    ['a CORRECT block that a rule flags', `Text.\n\n${block('python', '# CORRECT', 'print(1)')}`, [
      ['unexpected', 'docs/example-contradicts-rule', 1, top + 4, 'no rule flags the block', 't/print: print'],
    ]],
    ['YAML that does not parse', block('yaml', 'a: 1', 'b: [1'), [
      ['does-not-parse', 'docs/code-parses', 1, top + 2, 'yaml that parses, or the attribute `fragment`', 'Flow sequence in block collection must be sufficiently indented and end with a ]'],
    ]],
    ['TOML that does not parse', block('toml', '[a]', 'b = '), [
      ['does-not-parse', 'docs/code-parses', 1, top + 3, 'toml that parses, or the attribute `fragment`', 'Unspecified values are invalid'],
    ]],
    ['a kind that is none', block('python kind=apis', 'log()'), [
      ['bad-block', 'docs/front-matter', 1, top, 'a service kind', '`apis`. Did you mean `api`?'],
    ]],
    ['an attribute that is none', block('python incorect="t/print"', 'print(1)'), [
      ['bad-block', 'docs/front-matter', 1, top, 'attributes of docs/pack-format.md', '`incorect`. Did you mean `incorrect`?'],
    ]],
    ['an empty list of rules', block('python incorrect=""', 'print(1)'), [
      ['bad-block', 'docs/front-matter', 1, top, 'rule ids in `incorrect="…"`', 'none'],
    ]],
    ['a path out of the workspace', block('python file=../x.py', 'print(1)'), [
      ['bad-block', 'docs/front-matter', 1, top, 'a path within the service or workspace, with forward slashes', '`../x.py`'],
    ]],
    ['a path twice in a group', block('python group=g', 'log()') + block('python group=g', 'log()'), [
      ['bad-block', 'docs/front-matter', 2, top + 3, 'a path of its own for each block of a group', '`src/example.py` a second time; give it `file=…`'],
    ]],
  ];
  for (const [what, body, expected] of failing) it(`shows ${what}`, async () => assert.deepEqual(short(await verify(body)), expected));

  it('shows JSON that does not parse, at its line', async () => {
    const [failure] = (await verify(block('json', '{', '  "a": 1,', '}'))).failures;
    assert.equal(failure?.kind, 'does-not-parse');
    assert.equal(failure.line, top + 2);
  });

  it('leaves fragments alone', async () => {
    assert.deepEqual(short(await verify(block('python fragment', 'print(') + block('yaml fragment', 'a: [') + block('toml fragment', '= ='))), []);
  });

  it('lets compose tags, several documents and unknown tags pass as YAML', async () => {
    assert.deepEqual(short(await verify(block('yaml', 'services:', '  a:', '    ports: !reset []', '    x: !override {}') + block('yaml', 'a: 1', '---', 'b: !reference [x]'))), []);
  });

  it('asks the parser that it is given', async () => {
    const parse = new Map([['python', (code: string) => (code.includes('def f(:') ? { line: 1, message: 'invalid syntax' } : null)]]);
    assert.deepEqual(short(await verify(block('python', 'x = 1', 'def f(:'), byWords, { parse })), [
      ['does-not-parse', 'docs/code-parses', 1, top + 2, 'python that parses, or the attribute `fragment`', 'invalid syntax'],
    ]);
  });

  it('lists examples that wait for a rule, and holds nothing else back', async () => {
    const report = await verify(block('python incorrect="t/later"', '# INCORRECT', 'print(1)'));
    assert.deepEqual(report.waiting, [{ rule: 't/later', module: 'page', line: top - 1 }]);
    assert.deepEqual(report.failures.map(({ kind }) => kind), ['unexpected']);
    assert.deepEqual(report.unproved.map(({ rule }) => rule), ['t/print', 't/sleep']);
  });

  it('costs one workspace a failure where the checker throws', async () => {
    const check: BlockChecker = (files, kind) => (files[0]?.text.includes('boom') ? Promise.reject(new Error('no grammar')) : byWords(files, kind));
    assert.deepEqual(short(await verify(block('python', 'boom') + block('python', 'print(1)'), check)), [
      ['checker-failed', 'docs/example-contradicts-rule', 1, top, 'findings', 'no grammar'],
      ['unexpected', 'docs/example-contradicts-rule', 2, top + 4, 'no rule flags the block', 't/print: print'],
    ]);
  });
});

describe('workspaces of blocks', () => {
  async function seen(body: string, kinds = ''): Promise<(readonly [string, ...string[]])[]> {
    const asked: (readonly [string, ...string[]])[] = [];
    const check: BlockChecker = (files: readonly WorkspaceFile[], kind) => {
      asked.push([kind, ...files.map((file) => `${file.path} ${file.kind}`)]);
      return Promise.resolve([]);
    };
    await verify(body, check, {}, kinds);
    return asked;
  }

  it('have the standard names, and the kind of the page', async () => {
    const body = block('python', 'x') + block('yaml', '# c', 'services:', '  a: {}') + block('yaml', 'a: 1') + block('dockerfile', 'FROM x') + block('toml', '') + block('text', 'x') + block('text file=requirements.txt', 'x');
    assert.deepEqual(await seen(body, 'kinds: [worker, api]\n'), [
      ['worker', 'src/example.py worker'], ['worker', 'docker-compose.yml worker'], ['worker', 'Dockerfile worker'], ['worker', 'pyproject.toml worker'], ['worker', 'requirements.txt worker'],
    ]);
    assert.deepEqual(await seen(block('python', 'x')), [['api', 'src/example.py api']]);
    assert.deepEqual(await seen(block('python kind=data-mongo file=src/db.py', 'x')), [['data-mongo', 'src/db.py data-mongo']]);
  });

  it('join the blocks of a group, where each rule must flag its own block', async () => {
    const body = block('yaml group=g', 'services:', '  a: {}') + block('python', 'log()') + block('python group=g kind=bot', 'x') + block('yaml group=g file=compose.prod.yml incorrect="t/ports"', '# INCORRECT', 'services: {}');
    assert.deepEqual(await seen(body), [['api', 'docker-compose.yml api', 'src/example.py bot', 'compose.prod.yml api'], ['api', 'src/example.py api']]);
    const ports = (path: string): BlockChecker => (files) => Promise.resolve(files.length > 1 ? [{ rule: 't/ports', path, line: 1, message: 'ports' }] : []);
    assert.deepEqual(short(await verify(body, ports('compose.prod.yml'))), []);
    assert.deepEqual((await verify(body, ports('docker-compose.yml'))).failures.map(({ kind, block: number }) => [kind, number]), [['unexpected', 1], ['not-flagged', 4]]);
  });
});

describe('the report', () => {
  it('reads as text', async () => {
    const report = await verify(block('python incorrect="t/print"', '# INCORRECT', 'log()') + block('python incorrect="t/later"', '# INCORRECT', 'log()'));
    assert.equal(verifyText(report), [
      `page.md:${top}  python block 1  docs/example-contradicts-rule`,
      '  expected  t/print flags the block',
      '  got       nothing',
      '',
      'Rules without an INCORRECT example:',
      '  t/sleep  (page)',
      '',
      'Examples waiting for a rule that is not built:',
      `  t/later  (page.md:${top + 4})`,
      '',
      'p: 1 module, 2 blocks checked of 2; 0 rules proved, 1 without example, 1 waiting; 1 failure.',
    ].join('\n'));
  });

  it('gives problems for the editor', async () => {
    const [problem] = verifyProblems(await verify(block('python', 'print(1)')));
    assert.equal(problem?.path, 'page.md');
    assert.equal(problem.rule, 'docs/example-contradicts-rule');
    assert.equal(problem.range.start.line, top);
    assert.equal(problem.message, 'Expected: no rule flags the block. Got: t/print: print.');
  });
});
