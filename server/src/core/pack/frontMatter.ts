import matter from 'gray-matter';

/** A page cut into its front matter and its body. Offsets are UTF-16 offsets in the page's text. */
export interface FrontMatter {
  /** The YAML between the fences; empty where there is none. */
  readonly yaml: string;
  readonly yamlOffset: number;
  readonly bodyOffset: number;
  /** Why the front matter cannot be read, and where (offsets); null where it can. */
  readonly refusal: Refusal | null;
}

export interface Refusal {
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** The page declares no data at all; it can still be read as a page. */
  readonly absent: boolean;
}

/** Longest front matter that is read, in UTF-16 units: a page with forty rules stays far below. */
export const frontMatterLimit = 64 * 1024;
/** gray-matter strips comments with a pattern that is quadratic in runs of white space. */
const blankRun = /\s{4000}/;

function refuse(): never {
  throw new Error('front matter is YAML');
}

/**
 * gray-matter's own engines evaluate JavaScript and coffee. Every engine here throws but YAML's, and that one parses
 * nothing: the reader parses the YAML itself, with positions.
 */
const engines: Record<string, (text: string) => object> = {
  yaml: () => ({}),
  yml: () => ({}),
  javascript: refuse, js: refuse, coffee: refuse, coffeescript: refuse, cson: refuse, json: refuse, toml: refuse,
};

/** Cuts a page. Never throws; nothing in the page is evaluated. */
export function splitFrontMatter(text: string): FrontMatter {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const end = endOfLine(text, start);
  const refused = (message: string, absent = false): FrontMatter => {
    const bodyOffset = absent ? start : endOfFrontMatter(text, end);
    return { yaml: '', yamlOffset: start, bodyOffset, refusal: { message, start, end, absent } };
  };
  if (!text.startsWith('---', start) || text.charAt(start + 3) === '-') {
    return refused('This page has no front matter. Begin it with a line `---`, the keys title, summary and category, and a line `---`.', true);
  }
  const language = text.slice(start + 3, end).trim();
  if (language !== '' && language !== 'yaml' && language !== 'yml') {
    return refused(`Front matter in \`${language.slice(0, 40)}\` is never read or run. Write it in YAML: the first line is \`---\` and nothing else.`);
  }
  const closing = text.indexOf('\n---', end);
  if (closing < 0) return refused('The front matter is not closed. Put a line `---` behind its last key.');
  if (closing - end > frontMatterLimit || blankRun.test(text.slice(end, closing))) {
    return refused(`The front matter is too long to read (the limit is ${frontMatterLimit / 1024} KB). Move text to the page's body.`);
  }
  if (text.slice(closing + 4, endOfLine(text, closing + 1)).trim() !== '') {
    return refused('The front matter is closed by a line that is not just `---`. Put nothing else on that line.');
  }
  try {
    const file = matter(text.slice(start, endOfFrontMatter(text, end)), { engines, language: 'yaml' });
    return { yaml: file.matter.replace(/\r$/, ''), yamlOffset: end, bodyOffset: endOfFrontMatter(text, end), refusal: null };
  } catch {
    return refused('The front matter cannot be read. Write it in YAML between two lines `---`.');
  }
}

/** The offset behind the line that closes the front matter; the text's end where none does. */
function endOfFrontMatter(text: string, from: number): number {
  const closing = text.indexOf('\n---', from);
  if (closing < 0) return text.length;
  const line = endOfLine(text, closing + 1);
  return text.startsWith('\r\n', line) ? line + 2 : Math.min(line + 1, text.length);
}

function endOfLine(text: string, from: number): number {
  const found = /[\r\n]/g;
  found.lastIndex = from;
  return found.exec(text)?.index ?? text.length;
}
