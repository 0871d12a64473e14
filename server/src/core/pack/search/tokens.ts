import { stemmer } from 'stemmer';
import { russianStem } from './russian';

/** `aio_pika.connect_robust`, `docker-compose.yml`, `services/api`, `N+1`: words joined by one sign. */
const compound = /[\p{L}\p{N}_]+(?:[.\-:/@+][\p{L}\p{N}_]+)*/gu;
const camelParts = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{N}+|\p{Lo}+/gu;
const longest = 60;
const russianStopWords = new Set(`а без бы был была были было быть в во вот все всех вы где для до его ее если есть еще же за и из или им их к как какая какие какой ко когда
кто ли мне можно мы на надо наш не нет ни но нужно о об от по под после при про с со так также там то только тот у уже чем что чтобы это я`.split(/\s+/));

const stopWords = new Set(`a about above after again all also am an and any are as at be because been before being between both but by can
cannot could did do does doing done during each few for from further get gets getting give had has have having he her here how i if in
into is it its itself just let make makes me more most my need needs no nor not of on one only or other our out over own properly
same she should so some such than that the their them then there these they this those through to too under until up use used uses using very
via want was way we were what when where whether which while who why will with without would you your best good right vs
another else even ever every everything really someone something still thing things whole yet`.split(/\s+/));

/**
 * Cuts prose and code into words: names whole and in their parts, so that `connect_robust`, `RobustConnection` and
 * `aio_pika.connect_robust` are found by the whole and by each word in them. Order of first appearance, repeats kept.
 */
export function tokenize(text: string): string[] {
  const tokens: string[] = [];
  for (const [whole] of text.matchAll(compound)) {
    if (whole.length > longest) continue;
    const pieces = whole.split(/[.\-:/@+]/);
    if (pieces.length > 1) tokens.push(whole);
    for (const piece of pieces) {
      const name = piece.replace(/^_+|_+$/g, '');
      if (name === '') continue;
      const parts = name.match(camelParts) ?? [];
      tokens.push(name);
      if (parts.length > 1) tokens.push(...parts.filter((part) => part.length > 1));
    }
  }
  return tokens;
}

/** Normalises words: lower case, stop words dropped, endings cut (Porter's stemmer, Snowball's for Russian). Remembers what it cut, since texts repeat themselves. */
export class TermNormalizer {
  private readonly known = new Map<string, string | null>();

  /** The term as the index has it; null for a word that says nothing. */
  term(word: string): string | null {
    const remembered = this.known.get(word);
    if (remembered !== undefined) return remembered;
    const lower = word.toLowerCase();
    const isNothing = stopWords.has(lower) || russianStopWords.has(lower) || (lower.length === 1 && !/\p{Lo}/u.test(lower));
    const term = isNothing ? null : stem(lower);
    if (this.known.size < 50_000) this.known.set(word, term);
    return term;
  }
}

function stem(word: string): string {
  if (/^[a-z]{3,}$/.test(word)) return stemmer(word);
  return /^[а-яё]{3,}$/.test(word) ? russianStem(word) : word;
}

/** Neighbouring words of a text that say something, as pairs of terms in the order of the alphabet: `owns the tables` is `own tabl`. */
export function wordPairs(text: string, normalizer: TermNormalizer): string[] {
  const terms = (text.match(/[\p{L}\p{N}_]+/gu) ?? []).map((word) => normalizer.term(word)).filter((term) => term !== null);
  return terms.slice(1).flatMap((term, at) => {
    const before = terms[at] ?? term;
    return before === term ? [] : [before < term ? `${before} ${term}` : `${term} ${before}`];
  });
}
