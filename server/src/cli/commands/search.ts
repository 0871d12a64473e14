import { readFile } from 'node:fs/promises';
import type { SearchIndex } from '../../core/pack/search/searchIndex';
import { bundledPacks, installation } from '../../node/platform';
import { oneOf, readArguments, UsageError, wholeNumber } from '../usage';

const options = { format: { type: 'string', default: 'text' }, limit: { type: 'string', default: '10' }, batch: { type: 'string' } } as const;

/** `archguide search`: modules that answer a query, or the queries of a file, one a line. */
export async function search(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, options);
  const format = oneOf('--format', values.format, ['text', 'json'] as const);
  const limit = wholeNumber('--limit', values.limit, 1);
  const query = positionals.join(' ').trim();
  if ((values.batch === undefined) === (query === '')) throw new UsageError('`search` takes a query, or `--batch FILE`');
  const index = await bundledPacks(installation()).search();
  if (values.batch !== undefined) {
    const text = await readFile(values.batch, 'utf8').catch(() => { throw new UsageError(`cannot read \`${values.batch ?? ''}\``); });
    const queries = text.split(/\r?\n/).filter((line) => line.trim() !== '');
    process.stdout.write(`${JSON.stringify(queries.map((line) => ({ query: line, results: results(index, line, limit) })), null, 2)}\n`);
    return 0;
  }
  if (format === 'json') {
    process.stdout.write(`${JSON.stringify(results(index, query, limit), null, 2)}\n`);
    return 0;
  }
  const found = index.search(query, limit);
  for (const hit of found) process.stdout.write(`${hit.title}${hit.section ? ` › ${hit.section.title}` : ''}\n  ${hit.id}\n  ${hit.excerpt}\n\n`);
  if (found.length === 0) process.stdout.write('No module answers that.\n');
  return 0;
}

function results(index: SearchIndex, query: string, limit: number): { id: string; pack: string; title: string; score: number }[] {
  return index.search(query, limit).map(({ id, pack, title, score }) => ({ id, pack, title, score }));
}
