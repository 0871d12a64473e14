import assert from 'node:assert/strict';
import { LineIndex } from '../../../server/src/core/text/lineIndex';
import { BodyReader } from '../../../server/src/core/pack/pageBody';
import { flowing, isListing } from '../../../server/src/core/pack/search/prose';
import { queryTerms } from '../../../server/src/core/pack/search/queryTerms';
import { russianStem } from '../../../server/src/core/pack/search/russian';
import { editDistance } from '../../../server/src/core/pack/search/spelling';
import { TermNormalizer, tokenize, wordPairs } from '../../../server/src/core/pack/search/tokens';
import { inLatin, Vocabulary } from '../../../server/src/core/pack/search/vocabulary';

describe('Russian stems', () => {
  // From the vocabulary that Snowball publishes with the algorithm, and words of the field, each as its own stemmer cuts it.
  const stems: readonly (readonly [string, string])[] = [
    ['в', 'в'], ['вавиловка', 'вавиловк'], ['важная', 'важн'], ['важнейшие', 'важн'], ['важничал', 'важнича'], ['вагоне', 'вагон'],
    ['падение', 'паден'], ['падший', 'падш'], ['павловна', 'павловн'], ['сервисы', 'сервис'], ['очередей', 'очеред'], ['подключившись', 'подключ'],
    ['идемпотентность', 'идемпотентн'], ['кэширования', 'кэширован'], ['ёлки', 'елк'], ['наблюдаемостью', 'наблюдаем'], ['длинных', 'длин'], ['вспльг', 'вспльг'],
  ];
  for (const [word, stem] of stems) it(`${word} is ${stem}`, () => assert.equal(russianStem(word), stem));
});

describe('distance of words', () => {
  const cases: readonly (readonly [string, string, number])[] = [
    ['redis', 'redis', 0], ['redis', 'rdis', 1], ['rdis', 'redis', 1], ['redis', 'radis', 1], ['shutdwon', 'shutdown', 1], ['', 'ab', 2], ['kafka', 'redis', 3], ['a', 'abcdef', 3],
  ];
  for (const [a, b, distance] of cases) it(`${a} to ${b}`, () => assert.equal(editDistance(a, b, 2), distance));
});

describe('words of a query', () => {
  const normalizer = new TermNormalizer();
  const vocabulary = new Vocabulary();
  const alternatives = (query: string): string[] => queryTerms(query, normalizer, vocabulary).flatMap((term) => term.alternatives.map((other) => other.term));

  it('are joined by what the pages call them', () => {
    assert.deepEqual(alternatives('postgres'), ['postgresql']);
    assert.deepEqual(alternatives('очередью').slice(0, 2), ['queue', 'rabbitmq']);
    assert.deepEqual(alternatives('constructor toString'), []);
  });

  it('that Russian ones begin', () => {
    assert.deepEqual(queryTerms('очер', normalizer, vocabulary)[0]?.begun.map(({ term }) => term), ['queue', 'rabbitmq']);
    assert.deepEqual(queryTerms('queu', normalizer, vocabulary)[0]?.begun, []);
  });

  it('in Russian letters are spelt in Latin ones too', () => {
    assert.equal(inLatin('Алембик'), 'alembik');
    assert.equal(queryTerms('алембик', normalizer, vocabulary)[0]?.spelling, 'alembik');
  });

  it('say nothing in Russian either', () => assert.deepEqual(queryTerms('как мне не', normalizer, vocabulary), []));
  it('that stand together make pairs, whatever their order and what stands between', () => {
    assert.deepEqual(wordPairs('Who owns the tables?', normalizer), ['own tabl']);
    assert.deepEqual(wordPairs('tables owned', normalizer), ['own tabl']);
    assert.deepEqual(wordPairs('redis redis of', normalizer), []);
  });

  it('of letters and signs are kept whole', () => assert.deepEqual(tokenize('the N+1 problem').slice(0, 2), ['the', 'N+1']));
});

describe('prose on one line', () => {
  const read = (text: string) => new BodyReader().read(new LineIndex(text), 0).prose;

  it('parts cells, rows, items and paragraphs', () => {
    assert.equal(flowing(read('One\n\n- a\n- b.\n  more\n\n| k | v |\n| --- | --- |\n| `x` | 1 |\n\nLast')), 'One; a; b. more; k | v; x | 1. Last');
  });

  it('is a list of pages where most of it are links', () => {
    assert.equal(isListing(read('- [Redis Caching](a.md): reason\n- [Keys](b.md)')), true);
    assert.equal(isListing(read('A cache that fails must not fail the request; [TTL](a.md) bounds what is stale.')), false);
    assert.equal(isListing([]), false);
  });
});
