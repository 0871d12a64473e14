import MiniSearch from 'minisearch';
import type { AsPlainObject, Options, SearchResult as Hit } from 'minisearch';
import { compareTexts } from '../../text/order';
import type { Module, ModuleSource, ReadingList } from '../model';
import type { RuleDeclaration } from '../ruleDeclaration';
import type { SearchDocument } from './documents';
import { DocumentBuilder, pointersTo } from './documents';
import { excerpt } from './excerpt';
import { PageScore, type SearchResult } from './pageScore';
import type { QueryTerm } from './queryTerms';
import { partWeight, queryTerms } from './queryTerms';
import { editDistance } from './spelling';
import { TermNormalizer, tokenize, wordPairs } from './tokens';
import { Vocabulary } from './vocabulary';

export type { SearchResult } from './pageScore';

/** What `toJSON` gives and `load` takes. */
export interface SerializedSearchIndex {
  readonly version: 2;
  readonly index: AsPlainObject;
}

const boosts = {
  titleWords: 5, concepts: 2, symptoms: 3, synonyms: 4, headings: 2, heading: 3, summary: 2.5, path: 2, pointers: 2, rules: 1.5, body: 2, code: 0.6, mentions: 0.2, pairs: 5,
};
const fields = Object.keys(boosts);
const wordFields = fields.filter((field) => field !== 'pairs');
const stored = ['pack', 'module', 'title', 'section', 'slug', 'text'];
/** Fields in which a misspelt word may stand by chance. */
const loose: ReadonlySet<string> = new Set(['body', 'code', 'mentions']);

const prefixShare = 0.3;
const nearShare = 0.6;
const pairShare = 1;
/** What the score of a page is worth whose pack is not among those asked for first. */
const otherPackShare = 0.7;

/** Words whose documents are remembered. */
const mostRecent = 40;

/** Documents that a word was found in, and the share of their scores that counts. */
interface Found {
  readonly hits: readonly Hit[];
  readonly share: number;
}

/** Full-text search over pages and their sections. Offline and deterministic: equal scores are ordered by pack and id. */
export class SearchIndex {
  private readonly vocabulary = new Vocabulary();
  /** What was found for words lately: while a query is typed, all but the last stay. */
  private readonly recent = new Map<string, readonly Hit[]>();

  private constructor(private readonly index: MiniSearch<SearchDocument>, private readonly normalizer: TermNormalizer) {}

  /**
   * @param sources by module id; pages without one are found by their front matter alone
   * @param rules of these pages: their texts are searched too
   * @param readingLists which name the pages: what for is searched too
   */
  static build(modules: Iterable<Module>, sources: ReadonlyMap<string, ModuleSource>, rules: readonly RuleDeclaration[] = [], readingLists: readonly ReadingList[] = []): SearchIndex {
    const normalizer = new TermNormalizer();
    const index = new SearchIndex(new MiniSearch(optionsFor(normalizer)), normalizer);
    index.add(modules, sources, rules, readingLists);
    return index;
  }

  /** @throws where the data is not what `toJSON` gave */
  static load(data: SerializedSearchIndex): SearchIndex {
    if (data.version !== 2) throw new Error(`search index of version ${String(data.version)}; this build reads 2`);
    const normalizer = new TermNormalizer();
    return new SearchIndex(MiniSearch.loadJS(data.index, optionsFor(normalizer)), normalizer);
  }

  toJSON(): SerializedSearchIndex {
    return { version: 2, index: this.index.toJSON() };
  }

  /** Adds pages, in place of those of the same pack and id. */
  add(modules: Iterable<Module>, sources: ReadonlyMap<string, ModuleSource>, rules: readonly RuleDeclaration[] = [], readingLists: readonly ReadingList[] = []): void {
    this.recent.clear();
    const builder = new DocumentBuilder(this.normalizer);
    const all = [...modules];
    const pointers = pointersTo(all, readingLists);
    for (const module of all) {
      const source = sources.get(module.id) ?? null;
      for (const document of builder.of(module, source, rules.filter((rule) => rule.module === module.id), pointers.get(module.id) ?? [])) {
        if (this.index.has(document.key)) this.index.discard(document.key);
        this.index.add(document);
      }
    }
  }

  /** Takes a pack's pages out, before they are added anew. */
  removePack(pack: string): void {
    this.recent.clear();
    const keys = this.index.search(MiniSearch.wildcard, { filter: (hit) => hit['pack'] === pack }).map((hit) => hit.id as string);
    this.index.discardAll(keys);
  }

  /**
   * The best `limit` pages, best first.
   * @param first packs whose pages come before those of others that answer as well; none: all are alike
   */
  search(query: string, limit: number, first: readonly string[] = []): SearchResult[] {
    const terms = queryTerms(query, this.normalizer, this.vocabulary);
    if (terms.length === 0 || limit <= 0) return [];
    const pages = new Map<string, PageScore>();
    const shown = new Set(terms.map(({ term }) => term));
    let total = 0;
    terms.forEach((term, index) => { total += this.gather(pages, term, index === terms.length - 1, shown); });
    this.gatherPairs(pages, query);
    return [...pages.values()]
      .map((page) => page.result(total, first.length === 0 || first.includes(page.pack) ? 1 : otherPackShare))
      .sort((a, b) => b.score - a.score || compareTexts(a.pack, b.pack) || compareTexts(a.id, b.id))
      .slice(0, limit)
      .map((result) => ({ ...result, excerpt: excerpt(result.excerpt, shown, this.normalizer) }));
  }

  /**
   * Adds to the pages what a word of the query gives them.
   * @param shown the terms by which an excerpt is chosen; those found in place of the word are added
   * @returns how much of the query the word is: more the fewer documents it stands in
   */
  private gather(pages: Map<string, PageScore>, query: QueryTerm, isLast: boolean, shown: Set<string>): number {
    const exact = this.hits(query.term);
    const found: Found[] = [{ hits: exact, share: 1 }];
    for (const { term, share } of query.alternatives) {
      found.push({ hits: this.hits(term), share });
      if (exact.length === 0) shown.add(term);
    }
    const isKnown = found.some(({ hits }) => hits.length > 0);
    if (!isKnown || isChance(exact)) found.push(...this.near(query, shown));
    const documents = new Set(found.flatMap(({ hits }) => hits.map((hit) => hit.id as string))).size;
    // The last word may be half typed.
    if (isLast && exact.length > 0 && query.term.length >= 3) found.push({ hits: this.hits(query.term, { prefix: true }), share: prefixShare });
    const weight = query.weight >= partWeight ? query.weight * Math.log(1 + this.index.documentCount / (1 + documents)) : 0;
    const touched = new Set<PageScore>();
    for (const { hits, share } of found) {
      for (const hit of hits) {
        const page = pageOf(pages, hit);
        page.take(hit, share * query.weight);
        touched.add(page);
      }
    }
    for (const page of touched) page.endTerm(weight);
    return weight;
  }

  /** Adds what neighbouring words of the query give that stand together in a page's names and phrases. */
  private gatherPairs(pages: Map<string, PageScore>, query: string): void {
    for (const pair of new Set(wordPairs(query.slice(0, 300), this.normalizer))) {
      const hits = this.hits(pair, { fields: ['pairs'] });
      for (const hit of hits) pageOf(pages, hit).take(hit, pairShare);
      for (const hit of hits) pageOf(pages, hit).endTerm(0);
    }
  }

  /** For a word that stands nowhere: what begins with it, what a Russian one begins, and what it may be misspelt from. */
  private near(query: QueryTerm, shown: Set<string>): Found[] {
    if (query.weight < partWeight || query.term.length < 3) return [];
    const begun = this.hits(query.term, { prefix: true });
    if (begun.length > 0 && query.term.length < 12) return [{ hits: begun, share: nearShare }];
    const translated = query.begun.map(({ term, share }) => ({ hits: this.hits(term), share: share * nearShare })).filter(({ hits }) => hits.length > 0);
    if (translated.length > 0) return translated;
    return this.corrections(query.spelling).map((term) => {
      shown.add(term);
      return { hits: this.hits(term), share: nearShare };
    });
  }

  /** The terms of the index that a word is likely to be misspelt from: the nearest, of those the most used. At most two. */
  private corrections(word: string): string[] {
    if (word.length < 4) return [];
    for (const limit of word.length > 6 ? [2] : [1, 2]) {
      const counts = new Map<string, number>();
      for (const hit of this.hits(word, { fuzzy: limit })) for (const term of hit.terms) counts.set(term, (counts.get(term) ?? 0) + 1);
      const near = [...counts].map(([term, count]) => ({ term, count, distance: editDistance(word, term, limit) + (term[0] === word[0] ? 0 : 0.5) }));
      const best = near.filter(({ term }) => term !== word).sort((a, b) => a.distance - b.distance || b.count - a.count || compareTexts(a.term, b.term)).slice(0, 2);
      if (best.length > 0) return best.filter(({ distance }) => distance === best[0]?.distance).map(({ term }) => term);
    }
    return [];
  }

  private hits(term: string, options: { prefix?: boolean; fuzzy?: number; fields?: string[] } = {}): readonly Hit[] {
    const key = `${term}\n${JSON.stringify(options)}`;
    const known = this.recent.get(key);
    if (known) return known;
    const found = this.index.search(term, { fields: wordFields, ...options, tokenize: (text) => [text], processTerm: (text) => text, boost: boosts });
    const [oldest] = this.recent.keys();
    if (this.recent.size >= mostRecent && oldest !== undefined) this.recent.delete(oldest);
    this.recent.set(key, found);
    return found;
  }
}

/** A word that stands in so few places, and none of weight, that it may be there by mistake or by chance. */
function isChance(hits: readonly Hit[]): boolean {
  return hits.length > 0 && hits.length <= 2 && hits.every((hit) => Object.values(hit.match).flat().every((field) => loose.has(field)));
}

function pageOf(pages: Map<string, PageScore>, hit: Hit): PageScore {
  const key = `${String(hit['pack'])}:${String(hit['module'])}`;
  const known = pages.get(key);
  if (known) return known;
  const page = new PageScore(String(hit['pack']), String(hit['module']), String(hit['title']));
  pages.set(key, page);
  return page;
}

function optionsFor(normalizer: TermNormalizer): Options<SearchDocument> {
  return {
    idField: 'key', fields, storeFields: stored,
    tokenize: (text, field) => (field === 'pairs' ? text.split('\n') : tokenize(text)),
    processTerm: (word, field) => (field === 'pairs' ? word : normalizer.term(word)),
    autoVacuum: false,
  };
}
