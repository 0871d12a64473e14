import assert from 'node:assert/strict';
import type { PackFile, PackOptions } from '../../../server/src/core/pack/packLoader';
import { PackLoader, loadPack } from '../../../server/src/core/pack/packLoader';
import { LineIndex } from '../../../server/src/core/text/lineIndex';

interface PageParts {
  readonly title?: string;
  readonly category?: string;
  readonly related?: readonly string[];
  readonly extra?: string;
  readonly body?: string;
}

/** A page with nothing to be said against it, but for what is given. */
function page(path: string, parts: PageParts = {}): PackFile {
  const { title = path, category = 'guides', related = ['a', 'b'].filter((id) => `${id}.md` !== path).concat(['c']), extra = '', body = '' } = parts;
  const text = `---\ntitle: ${title}\nsummary: About ${path}.\ncategory: ${category}\nrelated:\n${related.map((id) => `  - { module: ${id}, reason: more }`).join('\n')}\n${extra}---\n`
    + `# ${path}\n\n${body}\n\n## Related Documents\n\n${related.map((id) => `- [${id}](/${id}.md): more`).join('\n')}\n`;
  return { path, text };
}

const others = ['a.md', 'b.md', 'c.md'].map((path) => page(path, { related: ['a', 'b', 'c'].filter((id) => `${id}.md` !== path) }));
const options: PackOptions = { id: 'team', bundled: false, root: '.archguide' };

/** Problems of one more page beside three good ones, as `rule [marked text] message`. */
function told(parts: PageParts, path = 'page.md', more: readonly PackFile[] = [], changed: Partial<PackOptions> = {}): string[] {
  const files = [...others, page(path, parts), ...more];
  const { pack } = loadPack(files, { ...options, ...changed });
  return pack.problems.map((problem) => {
    const text = files.find((file) => file.path === problem.path)?.text ?? '';
    return `${problem.rule} [${new LineIndex(text).slice(problem.range)}] ${problem.message}`;
  });
}

const sections = (...names: string[]): string => names.map((name) => `## ${name}\n\nText.`).join('\n\n');

describe('a pack', () => {
  it('of good pages has no problem', () => assert.deepEqual(told({}), []));

  const cases: readonly (readonly [string, PageParts, readonly string[]])[] = [
    ['a section is missing', { category: 'architecture', body: sections('Guiding Rules', 'When to use') }, [
      'docs/required-section [page.md] A page of `architecture` has a section `## Anti-Patterns to Avoid`, and this one has none. Add it.',
    ]],
    ['none of a choice of sections is there', { category: 'integrations/redis', body: sections('Configuration Examples', 'Best Practices') }, [
      'docs/required-section [page.md] A page of `integrations/redis` has a section `## Observability` or `## Testing` or `## Failure Scenarios`, and this one has none. Add it.',
    ]],
    ['a section of deeper level does not answer', { category: 'testing', body: `${sections('Setup', 'Test Patterns')}\n\n### Assertions\n` }, [
      'docs/required-section [page.md] A page of `testing` has a section `## Assertions`, and this one has none. Add it.',
    ]],
    ['one related page is too few', { related: ['a'] }, [
      'docs/related-documents [related] A page names two or more related documents, and this one one. Add to `related`, each with the reason to read it.',
    ]],
    ['a related page is not there', { related: ['a', 'bb/c'], body: '' }, [
      'docs/broken-link [bb/c] There is no page `bb/c` in this pack. Did you mean `c`?',
      'docs/broken-link [/bb/c.md] There is no page `bb/c.md` in this pack. Did you mean `c`?',
    ]],
    ['a link leads nowhere', { body: '[x](sub/a.md) [y](a.md#nothing) [z](#relatd-documents) [w](a.md) [v](https://example.com/x.md#y)' }, [
      'docs/broken-link [sub/a.md] There is no page `sub/a.md` in this pack. Did you mean `a`?',
      'docs/broken-link [a.md#nothing] The page `a` has no heading `#nothing`.',
      'docs/broken-link [#relatd-documents] The page `page` has no heading `#relatd-documents`. Did you mean `#related-documents`?',
    ]],
    ['a link lacks its ending', { body: '[x](a)' }, ['docs/broken-link [a] `a` lacks the ending: link `a.md`, which works outside the editor too.']],
    ['text of the template is left', { body: '{Brief introduction}\n\n> **INSTRUCTION**: replace it.\n\nTODO later, but not `{code}` or `TODO`.\n\n```python fragment\nx = f"{name}"  # TODO\n```' }, [
      'docs/placeholder [{Brief introduction}] `{Brief introduction}` is left from the template. Write what belongs here, or remove it.',
      'docs/placeholder [INSTRUCTION] `INSTRUCTION` is left from the template. Write what belongs here, or remove it.',
      'docs/placeholder [TODO] `TODO` is left from the template. Write what belongs here, or remove it.',
    ]],
    ['a fence is not closed', { body: '~~~python' }, [
      'docs/required-section [page.md] Every page has a section `## Related Documents`, and this one has none. Add it.',
      'docs/code-parses [~~~python] This code block is not closed. End it with a line of as many backticks or tildes as it begins with.',
    ]],
    ['a fence names what is not there', { body: '```python kind=apy fil=x incorrect="team/rul"\n# INCORRECT: x\n```' }, [
      'docs/front-matter [```python kind=apy fil=x incorrect="team/rul"] This fence needs attributes of docs/pack-format.md, and has `fil`. Did you mean `file`?',
      'docs/front-matter [team/rul] No page declares a rule `team/rul`.',
    ]],
    ['a label and a fence disagree', { body: '```python\n# INCORRECT: x\n```' }, [
      'docs/front-matter [# INCORRECT: x] The block says INCORRECT and names no rule. Add `incorrect="rule-id"` to the fence, or `fragment` where no rule can see it.',
    ]],
  ];
  for (const [what, parts, expected] of cases) it(`tells where ${what}`, () => assert.deepEqual(told(parts), expected));

  it('leaves templates their placeholders', () => assert.deepEqual(told({ body: '{Topic} TODO INSTRUCTION: x [x]({path}/a.md)' }, 'PAGE_TEMPLATE.md'), []));

  it('takes sections from pack.yaml before the standard ones', () => {
    const manifest: PackFile = { path: 'pack.yaml', text: 'title: Team\nsections:\n  architecture: [Decision, [Context, Background]]\n' };
    assert.deepEqual(told({ category: 'architecture/adr', body: sections('Background') }, 'page.md', [manifest]), [
      'docs/required-section [page.md] A page of `architecture/adr` has a section `## Decision`, and this one has none. Add it.',
    ]);
  });

  it('asks whether files exist where it can', () => {
    const parts = { body: '![p](img/p.png) [c](../src/main.py) [d](src/x.py)' };
    assert.deepEqual(told(parts), []);
    assert.deepEqual(told(parts, 'page.md', [], { exists: (path) => path === 'img/p.png' }), ['docs/broken-link [src/x.py] There is no file `src/x.py`. Correct the link, or add the file.']);
  });
});

describe('sensitive data', () => {
  const telegram = `${'71829'}36450:AA${'HdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1'}`;
  const flagged: readonly string[] = [
    `AKIA${'Q3EGR7VZ2MPL5WTN'}`, `ghp_${'k3J9dQ2vXz7LmN4pR8sT1wY6bC5fG0hA2eUi'}`, `sk_live_${'4eC39HqLyjWDarjtT1zdp7dc'}`, telegram,
    `xoxb-${'2736458190'}-${'kQ7vR2mXpL9sZtW4'}`, 'jane.doe@acme-corp.io', '8.8.4.4', '93.184.216.34',
  ];
  const allowed: readonly string[] = [
    'AKIAIOSFODNN7EXAMPLE', 'user@example.com', 'a@mail.example.org', 'ops@corp.example', 'postgresql://app:secret@db.internal:5432/x', 'amqp://guest:guest@rabbit.acme.io:5672/',
    'git@github.com:acme/x.git', '127.0.0.1', '10.0.3.7', '172.20.0.2', '192.168.1.1', '192.0.2.10', '203.0.113.7', '0.0.0.0', '255.255.255.0', 'sqlalchemy==2.0.1.4', 'python:3.12.1.2-slim'.replace('3.12', 'v3.12'),
    '@router.get', 'ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', '123456789:AAExampleExampleExampleExampleExampl',
  ];
  for (const text of flagged) {
    it(`flags ${text.slice(0, 12)}…`, () => {
      const problems = told({ body: `Value ${text} here.` });
      assert.equal(problems.length, 1);
      assert.ok(problems[0]?.startsWith(`docs/sensitive-data [${text}] `), problems[0]);
    });
  }
  for (const text of allowed) it(`allows ${text}`, () => assert.deepEqual(told({ body: `Value ${text} here.` }), []));
  it('looks into code blocks', () => assert.equal(told({ body: `\`\`\`python fragment\ntoken = "${telegram}"\n\`\`\`` }).length, 1));
});

describe('pack.yaml', () => {
  const manifest = (text: string): PackFile => ({ path: 'pack.yaml', text });
  const load = (text: string) => loadPack([...others, page('x/d.md', { related: ['a', 'b'] }), manifest(text)], options).pack;

  it('names the pack and its evidence', () => {
    const pack = load('id: orders\ntitle: Orders\ndescription: How we build.\nfollows: { kinds: [[api, bot], [data-postgres]] }\n');
    assert.deepEqual([pack.id, pack.title, pack.description, pack.bundled, pack.root], ['orders', 'Orders', 'How we build.', false, '.archguide']);
    assert.deepEqual(pack.follows, { kinds: [['api', 'bot'], ['data-postgres']] });
    assert.equal(pack.modules.get('a')?.pack, 'orders');
  });

  it('orders pages, writes out folders, and tells what is listed nowhere', () => {
    const pack = load('title: T\nnavigation:\n  - title: First\n    modules: [b, nope]\n    groups:\n      - { title: Inner, modules: [x/*] }\n  - { title: Rest, modules: [a] }\n');
    assert.deepEqual(pack.navigation, [
      { title: 'First', modules: ['b'], groups: [{ title: 'Inner', modules: ['x/d'], groups: [] }] },
      { title: 'Rest', modules: ['a'], groups: [] },
    ]);
    assert.deepEqual(pack.problems.map(({ path, rule, message }) => [path, rule, message]), [
      ['c.md', 'docs/not-indexed', 'The navigation of pack.yaml does not list this page. Add `c` to a group.'],
      ['pack.yaml', 'docs/not-indexed', 'There is no page `nope` in this pack.'],
    ]);
  });

  it('has reading lists: ids that no page has are told and left out, and entries without a page go with them', () => {
    const pack = load('title: T\nreading-lists:\n  - title: By Need\n    description: |\n      From a need\n      to a page.\n    entries:\n      - { title: Begin, note: at once, modules: [b, b, nope] }\n      - { title: Lost, modules: [gone] }\n  - { title: Path, ordered: true, entries: [{ title: One, modules: [a, x/d] }] }\n');
    assert.deepEqual(pack.readingLists, [
      { title: 'By Need', description: 'From a need to a page.', ordered: false, entries: [{ title: 'Begin', note: 'at once', modules: ['b'] }] },
      { title: 'Path', description: '', ordered: true, entries: [{ title: 'One', note: '', modules: ['a', 'x/d'] }] },
    ]);
    assert.deepEqual(pack.problems.map(({ path, range, message }) => `${path}:${range.start.line + 1} ${message}`), [
      'pack.yaml:8 There is no page `nope` in this pack.',
      'pack.yaml:9 There is no page `gone` in this pack.',
    ]);
  });

  it('may be absent: the tree of folders is the navigation', () => {
    const { pack } = loadPack([...others, page('asyncio-workers/deep/d.md', { related: ['a', 'b'] }), page('asyncio-workers/README.md', { related: ['a', 'b'] })], options);
    assert.deepEqual(pack.navigation, [
      { title: 'team', groups: [], modules: ['a', 'b', 'c'] },
      { title: 'AsyncIO Workers', modules: ['asyncio-workers/README'], groups: [{ title: 'Deep', groups: [], modules: ['asyncio-workers/deep/d'] }] },
    ]);
  });

  it('is told where it is wrong, and what is right in it stands', () => {
    const pack = load('title: T\nfollows: { kinds: [[apy]] }\nnavigaton: []\n');
    assert.equal(pack.title, 'T');
    assert.deepEqual(pack.problems.map(({ path, message }) => `${path} ${message}`), [
      'pack.yaml An entry of `kinds` cannot be `apy`. Did you mean `api`?',
      'pack.yaml `navigaton` is not a key of pack.yaml. Did you mean `navigation`?',
    ]);
  });

  it('lists with an index page: pages that it does not reach are told', () => {
    const index = { path: 'INDEX.md', text: '---\ntitle: Index\nsummary: All pages.\ncategory: index\n---\n# Index\n\n[a](a.md) [hub](hub/README.md)\n' };
    const hub = { path: 'hub/README.md', text: '---\ntitle: Hub\nsummary: More.\ncategory: index\n---\n# Hub\n\n[b](../b.md)\n' };
    const { pack } = loadPack([...others, index, hub], options);
    assert.deepEqual(pack.problems.map(({ path, rule, message }) => [path, rule, message]), [['c.md', 'docs/not-indexed', '`INDEX.md` does not list this page. Link it there.']]);
  });
});

describe('a broken page', () => {
  const rule = (id: string): string => `rules:\n  - { id: ${id}, severity: hint, summary: s, why: w, check: a/b }\n`;

  it('does not take the pack down', () => {
    const { pack, sources } = loadPack([
      ...others, { path: 'js.md', text: '---js\nx\n---\n' }, { path: 'bin.md', text: '\u0000\u0001' }, { path: '../out.md', text: '# Out' }, { path: 'none.md', text: '' },
      { path: 'half.md', text: '---\ntitle: "Half\n---\n# Half\n' }, page('good.md', { extra: rule('team/one') }),
    ], options);
    assert.deepEqual([...pack.modules.keys()], ['a', 'b', 'c', 'good', 'half', 'none']);
    assert.deepEqual(pack.rules.map(({ id }) => id), ['team/one']);
    assert.ok(sources.has('js'));
    assert.deepEqual([...new Set(pack.problems.map(({ path }) => path))], ['../out.md', 'bin.md', 'half.md', 'js.md', 'none.md']);
  });

  it('that declares a rule of another page does not take it over', () => {
    const { pack } = loadPack([...others, page('one.md', { extra: rule('team/one') }), page('two.md', { extra: rule('team/one') })], options);
    assert.deepEqual(pack.rules.map(({ id, module }) => [id, module]), [['team/one', 'one']]);
    assert.deepEqual(pack.modules.get('two')?.rules, []);
    assert.deepEqual(pack.problems.map(({ path, message }) => [path, message]), [['two.md', 'The rule `team/one` is declared by `one` already. Declare it on one page and link that page.']]);
  });
});

describe('loading again', () => {
  it('reads what changed, and sees what a change elsewhere means for a page that did not', () => {
    const loader = new PackLoader(options);
    const files = [...others, page('page.md', { body: '[x](extra.md)' }), page('extra.md')];
    const first = loader.load(files).pack;
    const second = loader.load(files.filter(({ path }) => path !== 'extra.md')).pack;
    assert.deepEqual(first.problems, []);
    assert.equal(second.modules.get('page'), first.modules.get('page'));
    assert.deepEqual(second.problems.map(({ path, rule }) => [path, rule]), [['page.md', 'docs/broken-link']]);
  });
});
