import MiniSearch from 'minisearch';
import type { AsPlainObject, Options, SearchResult as Hit } from 'minisearch';
import type { Module, ModuleSource } from '../model';
import type { RuleDeclaration } from '../ruleDeclaration';
import type { SearchDocument } from './documents';
import { DocumentBuilder } from './documents';
import { excerpt } from './excerpt';
import type { QueryTerm } from './queryTerms';
import { queryTerms } from './queryTerms';
import { TermNormalizer, tokenize } from './tokens';
import { compareTexts } from '../../text/order';

export interface SearchResult {
  readonly pack: string;
  readonly id: string;
  readonly title: string;
  readonly score: number;
  /** The section that answers best; null where the page as a whole does. */
  readonly section: { readonly title: string; readonly slug: string } | null;
  readonly excerpt: string;
}

/** What `toJSON` gives and `load` takes. */
export interface SerializedSearchIndex {
  readonly version: 1;
  readonly index: AsPlainObject;
}

const boosts = { titleWords: 6, concepts: 4, symptoms: 3, synonyms: 4, headings: 2, heading: 3, summary: 3, path: 2, rules: 1.5, body: 1, code: 0.4 };
const fields = Object.keys(boosts);
const stored = ['pack', 'module', 'title', 'section', 'slug', 'text'];

/** How much of the score a page owes to its best section, beside what the page says of itself. */
const sectionShare = 0.6;
const alternativeShare = 0.4;
const prefixShare = 0.3;
const fuzzyShare = 0.6;

/** Full-text search over pages and their sections. Offline and deterministic: equal scores are ordered by pack and id. */
export class SearchIndex {
  private constructor(private readonly index: MiniSearch<SearchDocument>, private readonly normalizer: TermNormalizer) {}

  /**
   * @param sources by module id; pages without one are found by their front matter alone
   * @param rules of these pages: their texts are searched too
   */
  static build(modules: Iterable<Module>, sources: ReadonlyMap<string, ModuleSource>, rules: readonly RuleDeclaration[] = []): SearchIndex {
    const normalizer = new TermNormalizer();
    const index = new SearchIndex(new MiniSearch(optionsFor(normalizer)), normalizer);
    index.add(modules, sources, rules);
    return index;
  }

  /** @throws where the data is not what `toJSON` gave */
  static load(data: SerializedSearchIndex): SearchIndex {
    if (data.version !== 1) throw new Error(`search index of version ${String(data.version)}; this build reads 1`);
    const normalizer = new TermNormalizer();
    return new SearchIndex(MiniSearch.loadJS(data.index, optionsFor(normalizer)), normalizer);
  }

  toJSON(): SerializedSearchIndex {
    return { version: 1, index: this.index.toJSON() };
  }

  /** Adds pages, in place of those of the same pack and id. */
  add(modules: Iterable<Module>, sources: ReadonlyMap<string, ModuleSource>, rules: readonly RuleDeclaration[] = []): void {
    const builder = new DocumentBuilder();
    for (const module of modules) {
      const source = sources.get(module.id) ?? null;
      for (const document of builder.of(module, source, rules.filter((rule) => rule.module === module.id))) {
        if (this.index.has(document.key)) this.index.discard(document.key);
        this.index.add(document);
      }
    }
  }

  /** Takes a pack's pages out, before they are added anew. */
  removePack(pack: string): void {
    const keys = this.index.search(MiniSearch.wildcard, { filter: (hit) => hit['pack'] === pack }).map((hit) => hit.id as string);
    this.index.discardAll(keys);
  }

  /** The best `limit` pages, best first. */
  search(query: string, limit: number): SearchResult[] {
    const terms = queryTerms(query, this.normalizer);
    if (terms.length === 0 || limit <= 0) return [];
    const pages = new Map<string, PageScore>();
    terms.forEach((term, index) => {
      const isLast = index === terms.length - 1;
      this.gather(pages, term, isLast);
    });
    const total = terms.filter(({ weight }) => weight === 1).length;
    return [...pages.values()]
      .map((page) => page.result(total))
      .sort((a, b) => b.score - a.score || compareTexts(a.pack, b.pack) || compareTexts(a.id, b.id))
      .slice(0, limit)
      .map((result) => ({ ...result, excerpt: excerpt(result.excerpt, terms.map(({ term }) => term), this.normalizer) }));
  }

  private gather(pages: Map<string, PageScore>, query: QueryTerm, isLast: boolean): void {
    const exact = this.hits(query.term, query.weight);
    const found = exact.length > 0 ? [...exact] : this.nearHits(query);
    for (const alternative of query.alternatives) found.push(...this.hits(alternative, query.weight * alternativeShare));
    // The last word may be half typed.
    if (isLast && exact.length > 0 && query.term.length >= 3) found.push(...this.hits(query.term, query.weight * prefixShare, { prefix: true }));
    const touched = new Set<PageScore>();
    for (const hit of found) {
      const key = `${String(hit['pack'])}:${String(hit['module'])}`;
      const page = pages.get(key) ?? new PageScore(String(hit['pack']), String(hit['module']), String(hit['title']));
      pages.set(key, page);
      page.take(hit);
      touched.add(page);
    }
    for (const page of touched) page.endTerm(query);
  }

  /** Where the word stands nowhere: what begins with it, and what it may be misspelt from. */
  private nearHits(query: QueryTerm): Hit[] {
    if (query.weight < 0.5 || query.term.length < 3) return [];
    const begun = this.hits(query.term, query.weight * fuzzyShare, { prefix: true });
    return begun.length > 0 || query.term.length < 4 ? begun : this.hits(query.term, query.weight * fuzzyShare, { fuzzy: query.term.length > 6 ? 2 : 1 });
  }

  private hits(term: string, weight: number, options: { prefix?: boolean; fuzzy?: number } = {}): Hit[] {
    const found = this.index.search(term, { ...options, tokenize: (text) => [text], processTerm: (text) => text, boost: boosts });
    return weight === 1 ? found : found.map((hit) => ({ ...hit, score: hit.score * weight }));
  }
}

/** What the terms of a query give one page. */
class PageScore {
  private readonly sections = new Map<string, { title: string; slug: string; text: string; score: number }>();
  private page = 0;
  private pageText = '';
  private covered = 0;
  private pageTerm = 0;
  private sectionTerms = new Map<string, number>();

  constructor(private readonly pack: string, private readonly id: string, private readonly title: string) {}

  take(hit: Hit): void {
    const key = String(hit.id);
    if (!key.includes('#')) {
      this.pageTerm = Math.max(this.pageTerm, hit.score);
      this.pageText = String(hit['text']);
      return;
    }
    if (!this.sections.has(key)) {
      this.sections.set(key, { title: String(hit['section']), slug: String(hit['slug']), text: String(hit['text']), score: 0 });
    }
    this.sectionTerms.set(key, Math.max(this.sectionTerms.get(key) ?? 0, hit.score));
  }

  endTerm(query: QueryTerm): void {
    this.page += this.pageTerm;
    for (const [key, score] of this.sectionTerms) {
      const section = this.sections.get(key);
      if (section) section.score += score;
    }
    if (query.weight === 1) this.covered += 1;
    this.pageTerm = 0;
    this.sectionTerms = new Map();
  }

  result(total: number): SearchResult {
    const best = [...this.sections.entries()].sort((a, b) => b[1].score - a[1].score || compareTexts(a[0], b[0]))[0]?.[1] ?? null;
    const coverage = total === 0 ? 1 : (this.covered / total) ** 1.5;
    const score = (this.page + sectionShare * (best?.score ?? 0)) * (0.25 + 0.75 * coverage);
    return {
      pack: this.pack, id: this.id, title: this.title, score: Math.round(score * 1000) / 1000,
      section: best && best.slug !== '' ? { title: best.title, slug: best.slug } : null,
      excerpt: best?.text || this.pageText,
    };
  }
}

function optionsFor(normalizer: TermNormalizer): Options<SearchDocument> {
  return {
    idField: 'key', fields, storeFields: stored,
    tokenize, processTerm: (word) => normalizer.term(word),
    autoVacuum: false,
  };
}
