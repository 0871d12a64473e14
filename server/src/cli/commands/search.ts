import { readFile } from 'node:fs/promises';
import { serviceKinds } from '../../core/pack/ruleDeclaration';
import type { SearchIndex } from '../../core/pack/search/searchIndex';
import { readConfiguration } from '../../core/project/readConfiguration';
import { bundledPacks, installation } from '../../node/platform';
import { oneOf, readArguments, UsageError, wholeNumber } from '../usage';

const options = { format: { type: 'string', default: 'text' }, limit: { type: 'string', default: '10' }, batch: { type: 'string' } } as const;

const configurationFile = 'archguide.yaml';

/** `archguide search`: modules that answer a query, or the queries of a file, one a line. */
export async function search(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, options);
  const format = oneOf('--format', values.format, ['text', 'json'] as const);
  const limit = wholeNumber('--limit', values.limit, 1);
  const query = positionals.join(' ').trim();
  if ((values.batch === undefined) === (query === '')) throw new UsageError('`search` takes a query, or `--batch FILE`');
  const bundle = bundledPacks(installation());
  const first = await leadingPacks(await bundle.packIds());
  const index = await bundle.search();
  if (values.batch !== undefined) {
    const text = await readFile(values.batch, 'utf8').catch(() => { throw new UsageError(`cannot read \`${values.batch ?? ''}\``); });
    const queries = text.split(/\r?\n/).filter((line) => line.trim() !== '');
    process.stdout.write(`${JSON.stringify(queries.map((line) => ({ query: line, results: results(index, line, limit, first) })), null, 2)}\n`);
    return 0;
  }
  if (format === 'json') {
    process.stdout.write(`${JSON.stringify(results(index, query, limit, first), null, 2)}\n`);
    return 0;
  }
  const found = index.search(query, limit, first);
  for (const hit of found) process.stdout.write(`${hit.title}${hit.section ? ` › ${hit.section.title}` : ''}\n  ${hit.id}\n  ${hit.excerpt}\n\n`);
  if (found.length === 0) process.stdout.write('No module answers that.\n');
  return 0;
}

/** The packs that archguide.yaml of the working folder names; without one, the first. Whether services follow a pack is not looked for. */
async function leadingPacks(ids: readonly string[]): Promise<readonly string[]> {
  const text = await readFile(configurationFile, 'utf8').catch(() => '');
  const { packs } = readConfiguration(configurationFile, text, { ruleIds: new Set(), packIds: new Set(ids), kinds: serviceKinds });
  const named = ids.filter((id) => packs?.includes(id));
  return named.length > 0 ? named : ids.slice(0, 1);
}

function results(index: SearchIndex, query: string, limit: number, first: readonly string[]): { id: string; pack: string; title: string; score: number }[] {
  return index.search(query, limit, first).map(({ id, pack, title, score }) => ({ id, pack, title, score }));
}
