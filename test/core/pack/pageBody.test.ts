import assert from 'node:assert/strict';
import { readInfoString } from '../../../server/src/core/pack/infoString';
import { BodyReader } from '../../../server/src/core/pack/pageBody';
import { Slugger, slugOf } from '../../../server/src/core/pack/slug';
import { LineIndex } from '../../../server/src/core/text/lineIndex';

const read = (text: string, offset = 0) => new BodyReader().read(new LineIndex(text), offset);

describe('slugs', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['When to Use', 'when-to-use'],
    ['`aio_pika.connect_robust`: why?', 'aio_pikaconnect_robust-why'],
    ['CI/CD & deployment', 'cicd--deployment'],
    ['  Two  spaces ', '--two--spaces-'],
    ['Überblick — 中文 №1', 'überblick--中文-1'],
    ['C++', 'c'],
    ['🚀 Launch', '-launch'],
    ['ADR-001: Clean Architecture', 'adr-001-clean-architecture'],
  ];
  for (const [heading, slug] of cases) it(`${JSON.stringify(heading)} is #${slug}`, () => assert.equal(slugOf(heading), slug));

  it('are numbered where headings repeat, past slugs that are taken', () => {
    const slugger = new Slugger();
    assert.deepEqual(['A', 'A', 'A 1', 'A', 'A-1', 'constructor', 'constructor'].map((text) => slugger.slug(text)), ['a', 'a-1', 'a-1-1', 'a-2', 'a-1-2', 'constructor', 'constructor-1']);
  });
});

describe('info strings', () => {
  const cases: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
    ['python', 'python', {}],
    ['', '', {}],
    ['Python incorrect="redis/ttl, redis/keys" kind=api', 'python', { incorrect: 'redis/ttl, redis/keys', kind: 'api' }],
    ["yaml file='compose.prod.yml' fragment", 'yaml', { file: 'compose.prod.yml', fragment: '' }],
    ['python kind=', 'python', { kind: '' }],
    ['python incorrect="never closed', 'python', { incorrect: '"never', closed: '' }],
    ['kind=api', '', { kind: 'api' }],
  ];
  for (const [info, language, attributes] of cases) {
    it(JSON.stringify(info), () => {
      const found = readInfoString(info);
      assert.equal(found.language, language);
      assert.deepEqual(Object.fromEntries(found.attributes), attributes);
    });
  }
});

describe('code blocks', () => {
  const one = (text: string) => read(text).blocks.map(({ language, code, line }) => [language, code, line]);
  const cases: readonly (readonly [string, string, readonly (readonly [string, string, number])[]])[] = [
    ['a fence in a longer fence is code', '````markdown\n```python\nx\n```\n````\n', [['markdown', '```python\nx\n```\n', 1]]],
    ['tildes hold backticks', '~~~python\n```\n~~~\n', [['python', '```\n', 1]]],
    ['a fence indented by three is one, and its code loses three', 'text\n\n   ```python\n    x\n   ```\n', [['python', ' x\n', 3]]],
    ['one indented by four is not', '    ```python\n    x\n', []],
    ['in a list the code loses the list\'s indentation', '- item\n\n  ```python\n  if x:\n      y\n  ```\n', [['python', 'if x:\n    y\n', 3]]],
    ['in a quote it loses the marks', '> ```yaml\n> a: 1\n> ```\n', [['yaml', 'a: 1\n', 1]]],
    ['backticks in the info string make it prose', '``` a`b\nx\n', []],
    ['a closing fence has no info string', '```python\nx\n``` y\nz\n```\n', [['python', 'x\n``` y\nz\n', 1]]],
    ['a shorter fence closes nothing', '````\n```\nx\n````\n', [['', '```\nx\n', 1]]],
    ['CRLF leaves no carriage return', '```python\r\nx\r\n```\r\n', [['python', 'x\n', 1]]],
  ];
  for (const [what, text, expected] of cases) it(what, () => assert.deepEqual(one(text), expected));

  it('tell a fence that nothing closes', () => {
    assert.equal(read('# A\n\n```python\nx\n').unclosedFence, 2);
    assert.equal(read('```python\nx\n```\n').unclosedFence, null);
    assert.equal(read('> ```\n> x\n> ```\n').unclosedFence, null);
  });

  it('count lines from the top of the page', () => {
    const text = '---\ntitle: x\n---\n\n```python incorrect="a/b, c/d"\nx\n```\n';
    const [block] = read(text, text.indexOf('\n\n') + 1).blocks;
    assert.equal(block?.line, 5);
    assert.deepEqual(block.incorrect, ['a/b', 'c/d']);
  });
});

describe('headings and links', () => {
  it('have the text that readers see, and anchors', () => {
    const { headings } = read('# A *b* `c`\n\nSetext\n---\n\n## [Link](x.md) &amp; more\n\n```\n# not one\n```\n');
    assert.deepEqual(headings.map(({ level, text, slug }) => [level, text, slug]), [[1, 'A b c', 'a-b-c'], [2, 'Setext', 'setext'], [2, 'Link & more', 'link--more']]);
  });

  const links: readonly (readonly [string, string, readonly string[]])[] = [
    ['inline', 'See [one](a.md#x) and [two](b/c.md "title").', ['a.md#x', 'b/c.md']],
    ['in a list, a quote and a heading', '- [a](a.md)\n\n  > text\n  > [b](b.md)\n\n## [c](c.md)', ['a.md', 'b.md', 'c.md']],
    ['in table cells, each where it stands', '| a | b |\n|---|---|\n| [x](a.md) | [x](a.md) |', ['a.md', 'a.md']],
    ['with parentheses and spaces', '[a](a_(b).md) [b](<a b.md>)', ['a_(b).md', 'a b.md']],
    ['with marked text', '**[a *b* `]` c](a.md)**', ['a.md']],
    ['over two lines', 'text [a\nb](c.md) end', ['c.md']],
    ['but not in code', '`[a](a.md)`\n\n    [b](b.md)', []],
  ];
  for (const [what, text, expected] of links) {
    it(`links are found ${what}`, () => {
      const lines = new LineIndex(text);
      const found = read(text).links;
      assert.deepEqual(found.map(({ href }) => href), expected);
      assert.deepEqual(found.map(({ range }) => lines.slice(range)), expected);
      assert.equal(new Set(found.map(({ range }) => JSON.stringify(range))).size, found.length);
    });
  }

  it('a reference link is found with its definition\'s destination', () => {
    const [link] = read('See [text][ref].\n\n[ref]: a/b.md\n').links;
    assert.equal(link?.href, 'a/b.md');
    assert.equal(link.text, 'text');
  });
});
