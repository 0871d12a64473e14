import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { atLeast, findPython } from '../../scripts/examples/environment';
import { layOut } from '../../scripts/examples/layout';
import type { Example, ExamplePage } from '../../scripts/examples/pages';
import { placeOf, readPages, readSnippetPages } from '../../scripts/examples/pages';
import { judge } from '../../scripts/examples/pythonTypes';
import { readerOf } from '../../scripts/examples/readers';
import { findTests } from '../../scripts/examples/run';
import { dataLanguages } from '../../server/src/core/pack/verify/blockSyntax';
import { createParsers } from '../../server/src/node/parsers';

const readers = fileURLToPath(new URL('../../scripts/examples/readers.py', import.meta.url));

function example(given: Partial<Example>): Example {
  return {
    source: 'docs-bundle/pack/page.md', number: 1, line: 10, language: 'python', code: 'x = 1\n', kind: 'api', path: 'src/example.py', isNamed: true,
    group: null, isIncorrect: false, linesAbove: 0, ...given,
  };
}

function page(id: string, examples: readonly Partial<Example>[], buildsOn: readonly string[] | null = null): ExamplePage {
  const made = examples.map((given, index) => example({ source: `docs-bundle/${id}.md`, number: index + 1, ...given }));
  return { id, source: `docs-bundle/${id}.md`, examples: made, buildsOn, blocks: made.length, fragments: 0 };
}

describe('code of pages and snippets', () => {
  let examples: readonly Example[];
  let pages: readonly ExamplePage[];

  before(async function () {
    this.timeout(60_000);
    pages = [...await readPages(), ...await readSnippetPages()];
    examples = pages.flatMap((one) => one.examples);
    assert.ok(examples.length > 500, 'the packs were read');
  });

  it('parses as Python', async function () {
    this.timeout(60_000);
    const parser = await createParsers().python();
    const broken: string[] = [];
    let count = 0;
    for (const one of examples.filter((other) => readerOf(other) === 'python')) {
      const tree = parser.parse(one.code, null, 5000);
      if (tree === null || tree.rootNode.hasError) broken.push(placeOf(one, 0));
      tree?.delete();
      count++;
    }
    assert.deepEqual(broken, []);
    assert.ok(count > 250, `${count} blocks`);
  });

  it('parses by the compiler of Python', function () {
    this.timeout(60_000);
    const python = findPython(false);
    if (!atLeast(python, 12)) this.skip();
    const blocks = examples.map((one, id) => ({ id: String(id), kind: 'python', text: one.code, one })).filter(({ one }) => readerOf(one) === 'python');
    const { stdout, stderr } = spawnSync(python.binary, [readers], { input: JSON.stringify(blocks.map(({ id, kind, text }) => ({ id, kind, text }))), encoding: 'utf8' });
    assert.equal(stderr, '');
    assert.deepEqual(JSON.parse(stdout), []);
  });

  it('parses as YAML, JSON and TOML', async () => {
    const broken: string[] = [];
    const count = new Map<string, number>();
    for (const one of examples) {
      const fault = await dataLanguages.get(one.language)?.(one.code);
      if (fault) broken.push(`${placeOf(one, fault.line)}: ${fault.message}`);
      if (fault !== undefined) count.set(one.language, (count.get(one.language) ?? 0) + 1);
    }
    assert.deepEqual(broken, []);
    for (const language of ['yaml', 'json', 'toml']) assert.ok((count.get(language) ?? 0) > 0, language);
  });

  it('builds on pages that exist', () => {
    assert.deepEqual(layOut(pages).unknown.map(({ page: one, id }) => `${one.source}: ${id}`), []);
  });

  it('is run for forty pages or more, each test for a page that exists', () => {
    const ids = new Set(pages.map(({ id }) => id));
    const tests = findTests();
    assert.deepEqual(tests.filter((test) => !ids.has(test.page)).map((test) => test.page), []);
    assert.deepEqual(tests.flatMap((test) => test.with.filter((id) => !ids.has(id))), []);
    assert.ok(tests.length >= 40, `${tests.length} tests`);
  });
});

describe('layout of examples', () => {
  const files = (given: readonly ExamplePage[]): Record<string, string> => Object.fromEntries(layOut(given).files);

  it('puts the blocks of a page into one service a kind', () => {
    const given = page('p/a', [{ path: 'src/a.py', code: 'A' }, { path: 'src/b.py', code: 'B' }, { path: 'src/a.py', code: 'W', kind: 'worker' }]);
    assert.deepEqual(files([given]), { 'p+a/page/api/src/a.py': 'A', 'p+a/page/api/src/b.py': 'B', 'p+a/page/worker/src/a.py': 'W' });
  });

  it('gives a second block of a path, and an INCORRECT one, a copy of the service', () => {
    const given = page('p/a', [{ path: 'src/a.py', code: 'A' }, { path: 'src/b.py', code: 'B' }, { path: 'src/a.py', code: 'C' }, { path: 'src/b.py', code: 'X', isIncorrect: true }]);
    const all = files([given]);
    assert.equal(all['p+a/block-3/api/src/a.py'], 'C');
    assert.equal(all['p+a/block-3/api/src/b.py'], 'B');
    assert.equal(all['p+a/block-4/api/src/b.py'], 'X');
    assert.equal(all['p+a/page/api/src/b.py'], 'B');
  });

  it('puts the files of a group before those of the page', () => {
    const given = page('p/a', [{ path: 'src/a.py', code: 'A' }, { path: 'src/a.py', code: 'G', group: 'g' }, { path: 'src/c.py', code: 'C', group: 'g' }]);
    const all = files([given]);
    assert.equal(all['p+a/group-g/api/src/a.py'], 'G');
    assert.equal(all['p+a/page/api/src/a.py'], 'A');
    assert.equal(all['p+a/page/api/src/c.py'], undefined);
  });

  it('puts the files of pages that it builds on below its own, also theirs, and ends where they build on each other', () => {
    const one = page('p/one', [{ path: 'src/a.py', code: '1A' }, { path: 'src/example.py', code: 'no', isNamed: false }], ['p/three']);
    const two = page('p/two', [{ path: 'src/a.py', code: '2A' }, { path: 'src/b.py', code: '2B' }], ['p/one', 'p/nowhere']);
    const three = page('p/three', [{ path: 'src/c.py', code: '3C' }], ['p/two']);
    const { files: all, unknown } = layOut([one, two, three]);
    assert.equal(all.get('p+two/page/api/src/a.py'), '2A');
    assert.equal(all.get('p+two/page/api/src/c.py'), '3C');
    assert.equal(all.get('p+three/page/api/src/a.py'), '2A');
    assert.equal(all.get('p+two/page/api/src/example.py'), undefined);
    assert.deepEqual(unknown.map(({ id }) => id), ['p/nowhere']);
  });

  it('has a shared library in every service', () => {
    const given = page('p/a', [{ path: 'shared/x.py', code: 'X', kind: 'library' }, { path: 'src/a.py', code: 'A', kind: 'worker' }]);
    assert.equal(files([given])['p+a/page/worker/shared/x.py'], 'X');
  });
});

describe('findings of the type checker', () => {
  const at = { start: { line: 0 } };
  const judged = (given: Partial<Example>, message: string, rule: string | undefined) => {
    const [block] = layOut([page('p/a', [given])]).blocks;
    assert.ok(block);
    return judge(block, { file: block.file, severity: 'error', message, range: at, ...(rule === undefined ? {} : { rule }) }).category;
  };

  it('are errors in correct blocks and apart in INCORRECT ones, but for syntax', () => {
    assert.equal(judged({}, 'wrong type', 'reportArgumentType'), 'error');
    assert.equal(judged({ isIncorrect: true }, 'wrong type', 'reportArgumentType'), 'mistake');
    assert.equal(judged({ isIncorrect: true }, 'Expected expression', undefined), 'error');
  });

  it('are known where settings come from the environment', () => {
    assert.equal(judged({ code: 'settings = Settings()\n' }, 'Argument missing for parameter "url"', 'reportCallIssue'), 'known');
    assert.equal(judged({ code: 'order = Order()\n' }, 'Argument missing for parameter "url"', 'reportCallIssue'), 'error');
  });

  it('tell a missing library', () => {
    assert.equal(judged({}, 'Import "nolibrary" could not be resolved', 'reportMissingImports'), 'error');
  });
});

describe('reader of a block', () => {
  const cases: readonly (readonly [string, Partial<Example>, string | null])[] = [
    ['compose', { language: 'yaml', code: 'services:\n  a: {}\n' }, 'compose'],
    ['a collector', { language: 'yaml', code: 'receivers: {}\nexporters: {}\nservice: {}\n' }, 'yaml'],
    ['the configuration of Archguide', { language: 'yaml', code: 'packs: [a]\nservices: { a: worker }\n' }, 'yaml'],
    ['a workflow', { language: 'yaml', path: '.github/workflows/ci.yml', code: 'on: push\n' }, 'workflow'],
    ['SQL', { language: 'sql', code: 'select 1' }, 'postgres'],
    ['SQL of the layered services', { language: 'sql', source: 'docs-bundle/clean-architecture/a.md' }, 'mysql'],
    ['variables', { language: 'ini', code: 'A=1\n' }, 'env'],
    ['PostgreSQL settings', { language: 'ini', code: 'work_mem = 8MB\n' }, 'postgresqlConf'],
    ['INI', { language: 'ini', code: '[alembic]\na = 1\n' }, 'ini'],
    ['prose', { language: 'text' }, null],
    ['a name of every object', { language: 'constructor' }, null],
  ];
  for (const [title, given, reader] of cases) {
    it(title, () => { assert.equal(readerOf(example({ path: null, ...given })), reader); });
  }
});
