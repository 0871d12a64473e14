import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { openBundle } from '../../server/src/node/bundle';
import { halves, measure, readQueries, type Query } from '../search/measure';
import { spreadOf, type Bench } from './model';

const typed = 30;

/** How well pages are found, and what finding them costs. */
export const bench: Bench = {
  name: 'search',
  title: 'Search',
  async run(context) {
    const { root, runs } = context;
    const folder = join(root, 'dist/packs');
    const ids = await openBundle(folder).packIds();
    const first = ids.slice(0, 1);
    const loads: { packs: number; index: number; query: number }[] = [];
    for (let run = 1; run <= runs; run++) {
      context.progress(`load ${run} of ${runs}`);
      const bundle = openBundle(folder);
      const packs = await spent(() => bundle.packs());
      let index = await bundle.search();
      const load = await spent(async () => { index = await bundle.search(); });
      loads.push({ packs, index: load, query: await spent(() => Promise.resolve(index.search('redis cache', 20, first))) });
    }
    const index = await openBundle(folder).search();
    const queries = readQueries();
    const { tuned, untouched } = halves(queries);
    const row = (title: string, half: readonly Query[]): (string | number)[] => {
      const { mrr, recall } = measure(half, (query) => index.search(query, 10, first));
      return [title, half.length, mrr.toFixed(3), recall.toFixed(3)];
    };
    context.progress('typing');
    const keys: number[] = [];
    for (const { query } of queries.filter((_, at) => at % Math.floor(queries.length / typed) === 0).slice(0, typed)) {
      for (let length = 1; length <= query.length; length++) keys.push(await spent(() => Promise.resolve(index.search(query.slice(0, length), 20, first))));
    }
    const took = spreadOf(keys);
    const of = (pick: (load: (typeof loads)[number]) => number): number => spreadOf(loads.map(pick)).median;
    const groups = [...new Set(queries.map(({ group }) => group))];
    return [
      {
        title: 'What is found', columns: ['half', 'queries', 'MRR', 'recall@5'],
        rows: [row('tuned on', tuned), row('untouched', untouched), ...groups.map((group) => row(`both, ${group}`, queries.filter((query) => query.group === group)))],
        notes: ['150 queries with the pages that answer them (test/search/queries.json), written before the search was tuned. MRR over the first ten answers.'],
      },
      {
        title: 'What it costs', columns: ['', 'ms'],
        rows: [
          ['a key typed, median', took.median], ['a key typed, 95th percentile', took.p95], ['a key typed, most', took.most],
          ['packs read', of(({ packs }) => packs)], ['search index read', of(({ index: ms }) => ms)], ['first query', of(({ query }) => query)],
        ],
        notes: [`Processor time. ${typed} queries typed key by key: ${took.count} searches. Packs are read at start, the index at the first search.`],
      },
      { title: 'Size of the built packs', columns: ['file', 'KB', 'KB deflated'], rows: await sizes(folder, ids), notes: ['A VSIX is a zip: what is deflated is what they add to it.'] },
    ];
  },
};

async function sizes(folder: string, ids: readonly string[]): Promise<(string | number)[][]> {
  const rows: (string | number)[][] = [];
  let [all, packed] = [0, 0];
  for (const name of [...ids.flatMap((id) => [`${id}.json`, `${id}.pages.json`]), 'search.json']) {
    const [size, deflated] = [(await stat(join(folder, name))).size, deflateRawSync(await readFile(join(folder, name)), { level: 9 }).length];
    rows.push([name, Math.round(size / 1024), Math.round(deflated / 1024)]);
    all += size;
    packed += deflated;
  }
  return [...rows, ['all', Math.round(all / 1024), Math.round(packed / 1024)]];
}

/** Milliseconds of processor time of this process. */
async function spent(work: () => Promise<unknown>): Promise<number> {
  const begin = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1_000;
}
