import type { TermNormalizer } from './tokens';
import { tokenize } from './tokens';

const length = 180;

/** The stretch of `text`, at most 180 characters, that has the most of the terms; the first where none is better. */
export function excerpt(text: string, terms: ReadonlySet<string>, normalizer: TermNormalizer): string {
  if (text.length <= length) return text;
  const words = text.split(' ');
  let best = { from: 0, found: -1, to: 0 };
  for (let from = 0; from < words.length; from++) {
    // Begin with the text, a sentence, or a few words ahead of what was found.
    if (from > 0 && !/[.!?:;]$/.test(words[from - 1] ?? '') && from % 6 !== 0) continue;
    let size = 0;
    let to = from;
    const seen = new Set<string>();
    while (to < words.length && size + (words[to] ?? '').length + 1 <= length) {
      for (const token of tokenize(words[to] ?? '')) {
        const term = normalizer.term(token);
        if (term !== null && terms.has(term)) seen.add(term);
      }
      size += (words[to] ?? '').length + 1;
      to += 1;
    }
    if (seen.size > best.found) best = { from, found: seen.size, to };
  }
  const cut = words.slice(best.from, best.to).join(' ');
  return `${best.from > 0 ? '… ' : ''}${cut}${best.to < words.length && !cut.endsWith('…') ? ' …' : ''}`;
}
