import type { Passage } from './bundledPages';

export interface Repetition {
  readonly first: Passage;
  readonly second: Passage;
  /** Jaccard similarity of the two passages' shingles: 1 where they are the same. */
  readonly similarity: number;
}

export interface RepetitionOptions {
  /** Into the units that are compared in order: words, or lines. */
  readonly unitsOf: (text: string) => string[];
  /** Units in a row that make a shingle. */
  readonly shingle: number;
  /** Passages of fewer units are left out. */
  readonly atLeast: number;
  readonly similarity: number;
}

/** Words, whatever their case and punctuation. */
export const prose: RepetitionOptions = { unitsOf: (text) => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [], shingle: 3, atLeast: 12, similarity: 0.6 };

/** Lines, whatever their indentation; the marks of examples and empty lines say nothing. */
export const code: RepetitionOptions = {
  unitsOf: (text) => text.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !/^(?:#|\/\/|--)\s*(?:IN)?CORRECT\b/.test(line)),
  shingle: 2, atLeast: 8, similarity: 0.7,
};

/**
 * Passages of different pages that say the same: same text, or nearly. Only pairs that share a shingle are compared; two
 * excerpts of one file are meant to be the same.
 */
export function repetitions(passages: readonly Passage[], { unitsOf, shingle, atLeast, similarity }: RepetitionOptions): Repetition[] {
  const long = passages.map((passage) => ({ passage, units: unitsOf(passage.text) })).filter(({ units }) => units.length >= atLeast);
  const sets = long.map(({ passage, units }) => ({ passage, shingles: new Set(units.slice(shingle - 1).map((_, index) => units.slice(index, index + shingle).join('\n'))) }));
  const holders = new Map<string, number[]>();
  sets.forEach(({ shingles }, index) => {
    for (const one of shingles) holders.set(one, [...holders.get(one) ?? [], index]);
  });
  return sets.flatMap(({ passage: first, shingles }, index) => {
    const shared = new Map<number, number>();
    for (const one of shingles) for (const other of holders.get(one) ?? []) if (other > index) shared.set(other, (shared.get(other) ?? 0) + 1);
    return [...shared].flatMap(([other, count]) => {
      const { passage: second, shingles: others } = sets[other]!;
      const value = count / (shingles.size + others.size - count);
      const isMeant = first.excerpt !== undefined && first.excerpt === second.excerpt;
      return second.page !== first.page && !isMeant && value >= similarity ? [{ first, second, similarity: value }] : [];
    });
  });
}

/** One line a pair: the places, how alike they are, and what to do. */
export function repetitionList(found: readonly Repetition[]): string {
  return found.map(({ first, second, similarity }) =>
    `${second.at} says what ${first.at} says (${Math.round(similarity * 100)} % alike): keep it where it belongs and link there.\n    ${first.text.trim().slice(0, 120)}`).join('\n');
}
