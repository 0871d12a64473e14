import assert from 'node:assert/strict';
import { loadPack } from '../../../server/src/core/pack/packLoader';
import type { SerializedSearchIndex } from '../../../server/src/core/pack/search/searchIndex';
import { SearchIndex } from '../../../server/src/core/pack/search/searchIndex';
import { TermNormalizer, tokenize } from '../../../server/src/core/pack/search/tokens';
import { searchPages } from './searchPages';

const { pack, sources } = loadPack(searchPages, { id: 'team', bundled: false, root: null });
const index = SearchIndex.build(pack.modules.values(), sources);

describe('tokens', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['aio_pika.connect_robust', ['aio_pika.connect_robust', 'aio_pika', 'aio', 'pika', 'connect_robust', 'connect', 'robust']],
    ['RobustConnection', ['RobustConnection', 'Robust', 'Connection']],
    ['HTTPXClient2', ['HTTPXClient2', 'HTTPX', 'Client']],
    ['docker-compose.yml', ['docker-compose.yml', 'docker', 'compose', 'yml']],
    ['X-Request-ID', ['X-Request-ID', 'X', 'Request', 'ID']],
    ['__init__', ['init']],
    ['время, ждать', ['время', 'ждать']],
  ];
  for (const [text, expected] of cases) it(JSON.stringify(text), () => assert.deepEqual(tokenize(text), expected));

  it('are cut to their stems, and words that say nothing dropped', () => {
    const normalizer = new TermNormalizer();
    assert.deepEqual(['Connections', 'the', 'aio_pika', 'x', 'constructor'].map((word) => normalizer.term(word)), ['connect', null, 'aio_pika', null, 'constructor']);
  });
});

describe('search', () => {
  /** Query, the page that comes first, and the section that answers (null: the page itself, or any). */
  const queries: readonly (readonly [string, string, string | null])[] = [
    ['aio_pika.connect_robust', 'rabbitmq/connection', null],
    ['RobustConnection', 'rabbitmq/connection', null],
    ['connect_robust', 'rabbitmq/connection', null],
    ['reconnect after the broker restarts', 'rabbitmq/connection', null],
    ['AMQPConnectionError', 'rabbitmq/connection', null],
    ['conection managment rabbit mq', 'rabbitmq/connection', null],
    ['how long should a redis key live', 'redis/caching', 'Time to live'],
    ['cache entry never expires', 'redis/caching', 'Time to live'],
    ['stampede', 'redis/caching', 'Stampedes'],
    ['fast api startup and shutdown', 'fastapi/lifespan', null],
    ['on_event deprecated', 'fastapi/lifespan', null],
    ['x-request-id in log lines', 'observability/request-id', null],
    ['telegram updates by webhook', 'aiogram/webhook', null],
    ['TelegramConflict', 'aiogram/webhook', null],
    ['secret_token', 'aiogram/webhook', 'Secret token'],
  ];
  for (const [query, id, section] of queries) {
    it(`${JSON.stringify(query)} finds ${id}`, () => {
      const [first] = index.search(query, 5);
      assert.equal(first?.id, id);
      assert.equal(first.pack, 'team');
      if (section !== null) assert.equal(first.section?.title, section);
    });
  }

  it('finds a page by what its rules say, and by their ids', () => {
    const text = '---\ntitle: T\nsummary: s\ncategory: c\nrules:\n  - { id: queue/quorum-type, severity: hint, summary: Declare quorumness., why: Mirrored ones lose messages., check: a/b }\n---\n# T\n';
    const { pack: own, sources: texts } = loadPack([{ path: 'q.md', text }], { id: 'own', bundled: false, root: null });
    const found = SearchIndex.build(own.modules.values(), texts, own.rules);
    for (const query of ['quorumness', 'mirrored', 'queue/quorum-type']) assert.equal(found.search(query, 1)[0]?.id, 'q', query);
  });

  it('gives the anchor of the section and an excerpt with the words', () => {
    const [first] = index.search('stampede lock', 1);
    assert.deepEqual(first?.section, { title: 'Stampedes', slug: 'stampedes' });
    assert.match(first.excerpt, /lock/i);
    assert.ok(first.excerpt.length <= 190);
  });

  it('does not find a page by the pages that it links', () => {
    const pages = index.search('lifespan', 10).map(({ id }) => id);
    assert.equal(pages[0], 'fastapi/lifespan');
    assert.ok(!pages.includes('observability/request-id'));
  });

  it('gives at most what is asked for, best first, and nothing for nothing', () => {
    const results = index.search('connection', 2);
    assert.equal(results.length, 2);
    assert.ok((results[0]?.score ?? 0) >= (results[1]?.score ?? 0));
    for (const query of ['', '   ', '?!', 'the of and', 'qqqqzzzzxxxx']) assert.deepEqual(index.search(query, 5), []);
    assert.deepEqual(index.search('redis', 0), []);
  });

  it('orders equals by pack and id, whatever the order of adding', () => {
    const twins = ['b', 'a', 'c'].map((id) => ({ ...pack.modules.get('redis/caching')!, id }));
    const order = (modules: typeof twins) => SearchIndex.build(modules, new Map()).search('redis caching', 5).map(({ id }) => id);
    assert.deepEqual(order(twins), ['a', 'b', 'c']);
    assert.deepEqual(order([...twins].reverse()), ['a', 'b', 'c']);
  });

  it('answers after JSON as before', () => {
    const loaded = SearchIndex.load(JSON.parse(JSON.stringify(index)) as SerializedSearchIndex);
    for (const [query] of queries) assert.deepEqual(loaded.search(query, 5), index.search(query, 5));
    assert.throws(() => SearchIndex.load({ ...index.toJSON(), version: 1 as 2 }), /version 1/);
  });

  it('takes packs in and out', () => {
    const own = SearchIndex.load(JSON.parse(JSON.stringify(index)) as SerializedSearchIndex);
    const other = loadPack([{ path: 'our-queue.md', text: '---\ntitle: Our Quorum Queues\nsummary: s\ncategory: c\n---\n# Q\n\n## Why\n\nquorumness\n' }], { id: 'ours', bundled: false, root: null });
    own.add(other.pack.modules.values(), other.sources);
    own.add(other.pack.modules.values(), other.sources);
    assert.deepEqual(own.search('quorumness', 5).map(({ pack: from, id }) => [from, id]), [['ours', 'our-queue']]);
    own.removePack('ours');
    assert.deepEqual(own.search('quorumness', 5), []);
    assert.equal(own.search('aio_pika.connect_robust', 1)[0]?.id, 'rabbitmq/connection');
  });

  it('puts pages of the packs that come first before those that answer as well', () => {
    const own = SearchIndex.load(JSON.parse(JSON.stringify(index)) as SerializedSearchIndex);
    const twins = [...pack.modules.values()].map((module) => ({ ...module, pack: 'a-twin' }));
    own.add(twins, sources);
    const first = (query: string, packs: readonly string[]) => own.search(query, 1, packs)[0]?.pack;
    assert.deepEqual([first('redis caching', []), first('redis caching', ['team']), first('redis caching', ['a-twin'])], ['a-twin', 'team', 'a-twin']);
    own.add([{ ...pack.modules.get('redis/caching')!, pack: 'a-twin', id: 'celery', title: 'Celery Retry' }], new Map());
    assert.equal(first('celery retry', ['team']), 'a-twin');
  });

  it('stands long and hostile queries', () => {
    for (const query of ['a'.repeat(100_000), 'redis '.repeat(20_000), '('.repeat(5000), '\u0000\uD800 redis', '__proto__ constructor toString']) {
      assert.ok(Array.isArray(index.search(query, 5)));
    }
  });
});
