import assert from 'node:assert/strict';
import type { BundledPage, Passage } from './bundledPages';
import { bundledPackIds, bundledPages, loadBundledPack } from './bundledPages';
import { code, prose, repetitionList, repetitions } from './repetition';

/** Pages whose length the packs' navigation decides: `npm run generate` writes their lists. */
const generatedIndexes = ['docs-bundle/improved-hybrid/INDEX.md', 'docs-bundle/clean-architecture/README.md'];
const words = { least: 400, most: 1800 };

describe('pages of the bundled packs', () => {
  let pages: BundledPage[] = [];
  before(async () => {
    pages = await bundledPages();
  });

  it('have no broken link, no missing section and no page that readers cannot find', async () => {
    const packs = await Promise.all(bundledPackIds.map(loadBundledPack));
    const problems = packs.flatMap(({ pack }) => pack.problems.map(({ path, range, rule, message }) => `docs-bundle/${pack.id}/${path}:${range.start.line + 1} ${rule} ${message}`));
    assert.deepEqual(problems, []);
  });

  it('say nothing twice', () => {
    const authored = pages.filter(({ path }) => !generatedIndexes.includes(path));
    const found = repetitions(authored.flatMap(({ paragraphs }) => paragraphs), prose);
    assert.equal(repetitionList(found), '');
  });

  it('show no code twice', () => {
    const found = repetitions(pages.flatMap((page) => page.code), code);
    assert.equal(repetitionList(found), '');
  });

  it(`have ${words.least} to ${words.most} words`, () => {
    const wrong = pages.filter(({ path }) => !generatedIndexes.includes(path)).flatMap(({ path, proseWords, codeWords }) => {
      const length = proseWords + codeWords;
      if (length < words.least) return [`${path} has ${length} words: write what is missing, or join it to the page that it belongs to.`];
      return length > words.most ? [`${path} has ${length} words: part it into pages.`] : [];
    });
    assert.deepEqual(wrong, []);
  });

  it('give reasons for related pages that say more than their titles', () => {
    const titles = new Map(pages.map(({ module }) => [`${module.pack} ${module.id}`, module.title.toLowerCase()]));
    const wrong = pages.flatMap(({ path, module }) => module.related.flatMap(({ module: id, reason }) => {
      const said = reason.trim().toLowerCase();
      return said === '' || said === titles.get(`${module.pack} ${id}`) ? [`${path}: the reason to read ${id} is ${said === '' ? 'missing' : 'its title'}. Say what the reader finds there.`] : [];
    }));
    assert.deepEqual(wrong, []);
  });

  it('name no related page twice', () => {
    const wrong = pages.flatMap(({ path, module }) => {
      const ids = module.related.map((entry) => entry.module);
      return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${path}: ${id} is in the list twice. Remove one.`);
    });
    assert.deepEqual(wrong, []);
  });
});

describe('repetition', () => {
  const passage = (page: string, text: string): Passage => ({ at: `${page}:1`, page, text });
  const sentence = 'A connection pool is opened once, when the process starts, and it is closed when the process ends.';

  it('is found whatever the case, the punctuation and a word more', () => {
    const found = repetitions([passage('a.md', sentence), passage('b.md', `${sentence.toUpperCase().replaceAll(',', ';')} Always.`)], prose);
    assert.deepEqual(found.map(({ first, second }) => [first.page, second.page]), [['a.md', 'b.md']]);
    assert.match(repetitionList(found), /^b\.md:1 says what a\.md:1 says \(9\d % alike\): keep it/);
  });

  it('is not what two pages say of the same thing in their own words', () => {
    assert.deepEqual(repetitions([passage('a.md', sentence), passage('b.md', 'When the process starts, a pool of connections is opened; nobody opens a second one until it ends.')], prose), []);
  });

  it('within a page is left alone, and so are short passages', () => {
    assert.deepEqual(repetitions([passage('a.md', sentence), passage('a.md', sentence)], prose), []);
    assert.deepEqual(repetitions([passage('a.md', 'Pools are opened once.'), passage('b.md', 'Pools are opened once.')], prose), []);
  });

  it('of code is told by its lines, not by its indentation or its marks', () => {
    const lines = Array.from({ length: 9 }, (_, index) => `step_${index}()`);
    const found = repetitions([passage('a.md', `# CORRECT: so\n${lines.join('\n')}`), passage('b.md', lines.map((line) => `    ${line}`).join('\n'))], code);
    assert.equal(found.length, 1);
    assert.deepEqual(repetitions([passage('a.md', lines.join('\n')), passage('b.md', [...lines].reverse().join('\n'))], code), []);
    const excerpts = ['a.md', 'b.md', 'c.md'].map((page, index) => ({ ...passage(page, lines.join('\n')), ...(index < 2 ? { excerpt: 'src/main.py' } : {}) }));
    assert.deepEqual(repetitions(excerpts, code).map(({ first, second }) => `${first.page} ${second.page}`), ['a.md c.md', 'b.md c.md']);
  });
});
