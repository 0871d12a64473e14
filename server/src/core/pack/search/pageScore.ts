import type { SearchResult as Hit } from 'minisearch';
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

/** How much of the score a page owes to its best section, beside what the page says of itself. */
const sectionShare = 0.6;
/** What a page keeps of its score that answers to next to nothing of the query. */
const leastCoverage = 0.15;

/** What the terms of a query give one page. */
export class PageScore {
  private readonly sections = new Map<string, { title: string; slug: string; text: string; score: number }>();
  private page = 0;
  private pageText = '';
  private covered = 0;
  private pageTerm = 0;
  private readonly sectionTerms = new Map<string, number>();

  constructor(readonly pack: string, private readonly id: string, private readonly title: string) {}

  /** Of all that was found for one word, the best counts. */
  take(hit: Hit, share: number): void {
    const key = String(hit.id);
    const score = hit.score * share;
    if (!key.includes('#')) {
      this.pageTerm = Math.max(this.pageTerm, score);
      this.pageText = String(hit['text']);
      return;
    }
    if (!this.sections.has(key)) {
      this.sections.set(key, { title: String(hit['section']), slug: String(hit['slug']), text: String(hit['text']), score: 0 });
    }
    this.sectionTerms.set(key, Math.max(this.sectionTerms.get(key) ?? 0, score));
  }

  /** All was taken for a word of the query, which is `weight` of it. */
  endTerm(weight: number): void {
    this.page += this.pageTerm;
    for (const [key, score] of this.sectionTerms) {
      const section = this.sections.get(key);
      if (section) section.score += score;
    }
    this.covered += weight;
    this.pageTerm = 0;
    this.sectionTerms.clear();
  }

  /** @param total weight of the whole query */
  result(total: number, share: number): SearchResult {
    const best = [...this.sections.entries()].sort((a, b) => b[1].score - a[1].score || compareTexts(a[0], b[0]))[0]?.[1] ?? null;
    const coverage = total === 0 ? 1 : (this.covered / total) ** 1.5;
    const score = (this.page + sectionShare * (best?.score ?? 0)) * (leastCoverage + (1 - leastCoverage) * coverage) * share;
    return {
      pack: this.pack, id: this.id, title: this.title, score: Math.round(score * 1000) / 1000,
      section: best && best.slug !== '' ? { title: best.title, slug: best.slug } : null,
      excerpt: best?.text || this.pageText,
    };
  }
}
