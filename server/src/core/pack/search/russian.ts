/** Endings of the Snowball stemmer for Russian, by part of speech. Those of `after` count only where а or я stands before them. */
interface Endings {
  readonly after: readonly string[];
  readonly always: readonly string[];
}

const endings = (always: string, after = ''): Endings => ({ always: longestFirst(always), after: longestFirst(after) });
const longestFirst = (words: string): string[] => words.split(' ').filter((word) => word !== '').sort((a, b) => b.length - a.length);

const gerund = endings('ив ивши ившись ыв ывши ывшись', 'в вши вшись');
const adjective = endings('ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею');
const participle = endings('ивш ывш ующ', 'ем нн вш ющ щ');
const reflexive = endings('ся сь');
const verb = endings('ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь ую ю', 'ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно');
const noun = endings('а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я');
const superlative = endings('ейш ейше');
const derivational = endings('ост ость');

/**
 * The stem of a Russian word in lower case, by the Snowball algorithm
 * (https://snowballstem.org/algorithms/russian/stemmer.html); ё counts as е. A word without a vowel is its own stem.
 */
export function russianStem(word: string): string {
  const text = word.replaceAll('ё', 'е');
  const first = /[аеиоуыэюя]/.exec(text);
  if (!first) return text;
  const from = first.index + 1;
  let stem = inflection(text, from);
  if (stem.length > from && stem.endsWith('и')) stem = stem.slice(0, -1);
  stem = without(stem, second(text), derivational) ?? stem;
  if (stem.length - 1 > from && stem.endsWith('нн')) return stem.slice(0, -1);
  const positive = without(stem, from, superlative);
  if (positive !== null) return positive.length - 1 > from && positive.endsWith('нн') ? positive.slice(0, -1) : positive;
  return stem.length > from && stem.endsWith('ь') ? stem.slice(0, -1) : stem;
}

function inflection(text: string, from: number): string {
  const done = without(text, from, gerund);
  if (done !== null) return done;
  const plain = without(text, from, reflexive) ?? text;
  const quality = without(plain, from, adjective);
  if (quality !== null) return without(quality, from, participle) ?? quality;
  return without(plain, from, verb) ?? without(plain, from, noun) ?? plain;
}

/** Without the longest of the endings that lies whole in the region from `from`; null where none does. */
function without(text: string, from: number, { after, always }: Endings): string | null {
  const fits = (ending: string): boolean => text.endsWith(ending) && text.length - ending.length >= from;
  const free = always.find(fits);
  const bound = after.find((ending) => fits(ending) && text.length - ending.length - 1 >= from && /[ая]$/.test(text.slice(0, -ending.length)));
  const ending = bound !== undefined && bound.length > (free?.length ?? 0) ? bound : free;
  return ending === undefined ? null : text.slice(0, -ending.length);
}

/** Where the region R2 begins: twice the place after the first consonant that follows a vowel. */
function second(text: string): number {
  const regions = /^.*?[аеиоуыэюя][^аеиоуыэюя].*?[аеиоуыэюя][^аеиоуыэюя]/.exec(text);
  return regions ? regions[0].length : text.length;
}
