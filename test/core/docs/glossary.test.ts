import assert from 'node:assert/strict';
import type { LoadedPack } from '../../../server/src/core/pack/packLoader';
import { slugOf } from '../../../server/src/core/pack/slug';
import { loadBundledPack } from './bundledPages';

/** A row of one of the glossary's tables; `Port, adapter` and `SEV1 to SEV4` are two terms. */
interface Term {
  readonly text: string;
  readonly section: string;
}

describe('the glossary of clean-architecture', () => {
  let pack: LoadedPack;
  let terms: Term[] = [];
  before(async () => {
    pack = await loadBundledPack('clean-architecture');
    terms = glossaryTerms(pack.sources.get('glossary')?.text ?? '');
  });

  it('explains words that other pages use', () => {
    assert.ok(terms.length > 40, `${terms.length} terms were found`);
    const others = [...pack.sources.values()].filter(({ id }) => id !== 'glossary').map(({ text, bodyOffset }) => text.slice(bodyOffset).toLowerCase());
    const unused = terms.filter(({ text }) => !others.some((page) => new RegExp(`(?<![\\p{L}\\p{N}])${text.toLowerCase()}`, 'u').test(page)));
    assert.deepEqual(unused.map(({ text }) => `No page uses "${text}". Use it where the matter is explained, or take it out of the glossary.`), []);
  });

  it('has a section for every table, and each is linked from a page', () => {
    const sections = [...new Set(terms.map(({ section }) => section))];
    assert.ok(!sections.includes(''));
    const linked = [...pack.sources.values()].flatMap(({ text }) => [...text.matchAll(/glossary\.md#([\w-]+)/g)].map((hit) => hit[1]));
    const missing = sections.filter((section) => !linked.includes(slugOf(section)));
    assert.deepEqual(missing.map((section) => `No page links to glossary.md#${slugOf(section)}. Link it where one of its words first matters.`), []);
  });

  it('explains a word once', () => {
    const words = terms.map(({ text }) => text.toLowerCase());
    assert.deepEqual(words.filter((word, index) => words.indexOf(word) !== index), []);
  });
});

function glossaryTerms(text: string): Term[] {
  let section = '';
  return text.split('\n').flatMap((line) => {
    section = /^## (.*)$/.exec(line)?.[1] ?? section;
    const cell = /^\| ([^|]+) \|/.exec(line)?.[1]?.trim() ?? '';
    return cell === '' || cell === 'Term' || cell === '---' ? [] : cell.split(/, | to (?=SEV|P\d)/).map((term) => ({ text: term, section }));
  });
}
