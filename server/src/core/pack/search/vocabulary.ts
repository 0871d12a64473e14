import { englishWords } from './englishWords';
import { russianStem } from './russian';
import { russianNames, russianWords } from './russianWords';

/** A word that stands for another, and how much of the other's score it brings. */
export interface Alternative {
  readonly word: string;
  readonly share: number;
}

const englishShare = 0.4;
const russianShare = 0.9;

function table(lines: string, key: (word: string) => string, share: number): Map<string, Alternative[]> {
  const found = new Map<string, Alternative[]>();
  for (const line of lines.trim().split('\n')) {
    const [from = '', to = ''] = line.split(':');
    for (const word of from.split(' ')) {
      const known = found.get(key(word)) ?? [];
      for (const other of to.trim().split(' ')) if (!known.some((entry) => entry.word === other)) known.push({ word: other, share });
      found.set(key(word), known);
    }
  }
  return found;
}

/** Which words stand for which; built once for each index. */
export class Vocabulary {
  private readonly english = table(englishWords, (word) => word, englishShare);
  private readonly russian = table(`${russianWords.trim()}\n${russianNames.trim()}`, russianStem, russianShare);

  /** What a word of a query may be called in the pages, the word itself not among it. */
  of(word: string): readonly Alternative[] {
    const lower = word.toLowerCase();
    if (!/[а-яё]/.test(lower)) return this.english.get(lower) ?? [];
    const translated = this.russian.get(russianStem(lower)) ?? [];
    return translated.flatMap((entry) => [entry, ...(this.english.get(entry.word) ?? []).map((other) => ({ word: other.word, share: other.share * entry.share }))]);
  }

  /** The same for a Russian word of which only the beginning is typed. */
  begun(word: string): readonly Alternative[] {
    const lower = word.toLowerCase().replaceAll('ё', 'е');
    if (lower.length < 3 || !/[а-я]/.test(lower)) return [];
    return [...this.russian].filter(([stem]) => stem.startsWith(lower)).slice(0, 4).flatMap(([, entries]) => entries);
  }
}

const latin: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's',
  т: 't', у: 'u', ф: 'f', х: 'h', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'sch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya',
};

/** A word in Russian letters as Latin ones: `алембик` is `alembik`, from which `alembic` is one letter away. */
export function inLatin(word: string): string {
  return [...word.toLowerCase()].map((letter) => latin[letter] ?? letter).join('');
}
