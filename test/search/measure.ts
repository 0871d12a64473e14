import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A query, and the pages that answer it, as `pack:id`; written before the search was tuned. */
export interface Query {
  readonly query: string;
  readonly group: string;
  readonly accept: readonly string[];
}

/** A name at a real place of public code, and the pages that explain it best there; written before links were tuned. */
export interface NamedPlace {
  readonly name: string;
  readonly is: 'python' | 'compose' | 'image' | 'variable' | 'dockerfile' | 'package';
  /** Of the service that the place belongs to. */
  readonly kind: string;
  readonly repository: string;
  readonly path: string;
  readonly accept: readonly string[];
}

export interface Answer {
  readonly pack: string;
  readonly id: string;
}

export interface Quality {
  readonly queries: number;
  /** Mean reciprocal rank of the first page that answers; 0 beyond the tenth. */
  readonly mrr: number;
  /** Share of queries with a page that answers among the first five. */
  readonly recall: number;
  /** Queries whose first answer is none of the accepted pages, with the rank of the first that is, or null. */
  readonly misses: readonly { readonly query: string; readonly rank: number | null; readonly first: string }[];
}

export const readQueries = (): readonly Query[] => read<Query>('queries.json');
export const readNames = (): readonly NamedPlace[] => read<NamedPlace>('names.json');

/** The queries in two halves, each with half of every group: by a hash of the query, which never changes. The search is tuned on the first. */
export function halves(queries: readonly Query[]): { readonly tuned: readonly Query[]; readonly untouched: readonly Query[] } {
  const groups = new Map<string, Query[]>();
  for (const query of queries) groups.set(query.group, [...groups.get(query.group) ?? [], query]);
  const ordered = [...groups.values()].map((group) => [...group].sort((a, b) => hash(a.query) - hash(b.query)));
  const cut = (group: readonly Query[]): number => group.length / 2;
  return { tuned: ordered.flatMap((group) => group.slice(0, cut(group))), untouched: ordered.flatMap((group) => group.slice(cut(group))) };
}

export function measure(queries: readonly Query[], search: (query: string) => readonly Answer[]): Quality {
  const ranks = queries.map(({ query, accept }) => {
    const found = search(query).slice(0, 10).map(({ pack, id }) => `${pack}:${id}`);
    const at = found.findIndex((page) => accept.includes(page));
    return { query, rank: at < 0 ? null : at + 1, first: found[0] ?? '' };
  });
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  return {
    queries: queries.length,
    mrr: mean(ranks.map(({ rank }) => (rank === null ? 0 : 1 / rank))),
    recall: mean(ranks.map(({ rank }) => (rank !== null && rank <= 5 ? 1 : 0))),
    misses: ranks.filter(({ rank }) => rank !== 1),
  };
}

function read<T>(file: string): readonly T[] {
  return JSON.parse(readFileSync(join(__dirname, file), 'utf8')) as readonly T[];
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  return [...Buffer.from(text, 'utf8')].reduce((value, byte) => Math.imul(value ^ byte, 0x01000193) >>> 0, 0x811c9dc5);
}
