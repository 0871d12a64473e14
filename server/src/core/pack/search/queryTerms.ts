import type { TermNormalizer } from './tokens';
import { tokenize } from './tokens';
import { inLatin, type Vocabulary } from './vocabulary';

/** A word of a query, with the words that say the same. */
export interface QueryTerm {
  readonly term: string;
  /** 1 for what was typed, less for a part of it. */
  readonly weight: number;
  /** Other terms for it, each with its share of the weight. */
  readonly alternatives: readonly { readonly term: string; readonly share: number }[];
  /** Where neither stands anywhere: what the word begins. */
  readonly begun: readonly { readonly term: string; readonly share: number }[];
  /** As it may be spelt in the pages: the term, or a Russian word in Latin letters. */
  readonly spelling: string;
}

/** What a part of a name weighs beside the whole. */
export const partWeight = 0.4;

/** The terms of a query, in order, each once. `fast api` also asks for `fastapi`. At most 24. */
export function queryTerms(query: string, normalizer: TermNormalizer, vocabulary: Vocabulary): QueryTerm[] {
  const terms = new Map<string, QueryTerm>();
  const add = (word: string, weight: number): void => {
    const term = normalizer.term(word);
    const known = term === null ? undefined : terms.get(term);
    if (term === null || (known && known.weight >= weight)) return;
    const normal = (others: ReturnType<Vocabulary['of']>): QueryTerm['alternatives'] => others.flatMap(({ word: other, share }) => {
      const otherTerm = normalizer.term(other);
      return otherTerm === null || otherTerm === term ? [] : [{ term: otherTerm, share }];
    });
    const isRussian = /[а-яё]/i.test(word);
    terms.set(term, {
      term, weight, alternatives: normal(vocabulary.of(word)), begun: normal(vocabulary.begun(word)),
      spelling: isRussian ? normalizer.term(inLatin(word)) ?? term : term,
    });
  };
  const text = query.slice(0, 1000);
  for (const word of text.split(/\s+/)) {
    const [whole, ...parts] = tokenize(word);
    if (whole === undefined) continue;
    add(whole, 1);
    for (const part of parts) add(part, partWeight);
  }
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  words.slice(1).forEach((word, index) => {
    const before = words[index] ?? '';
    const joined = `${before}${word}`.toLowerCase();
    const isSaying = normalizer.term(before) !== null || normalizer.term(word) !== null;
    if (isSaying && joined.length <= 24) add(joined, 0.3);
  });
  return [...terms.values()].slice(0, 24);
}
