import { libraryModules, standardModules } from '../project/libraryNames';

/** What one pass over a text tells: which words occur in it, and what it may import. */
export interface TextScan {
  readonly path: string;
  /** A bit a word of the `WordTable`. */
  readonly words: Uint32Array;
  /** Parts of names in import statements that may lead to files of the workspace. */
  readonly imports: ReadonlySet<string>;
  /** First parts of the modules that are imported from outside of the file's own package. */
  readonly roots: ReadonlySet<string>;
}

const isNamePart = new Uint8Array(128);
for (let code = 0; code < 128; code++) isNamePart[code] = /\w/.test(String.fromCharCode(code)) ? 1 : 0;

/**
 * Words to look for in texts, all in one pass: identifiers are compared as wholes, through a hash that is computed along
 * the way; other texts and patterns are searched one by one, so there should be few of them.
 */
export class WordTable {
  private readonly ids = new Map<string, number>();
  private readonly others: { readonly id: number; readonly isIn: (text: string) => boolean }[] = [];
  private slots: Int32Array | null = null;
  private identifiers: string[] = [];

  /** The number of a word. Words are added before the first scan. */
  idOf(word: string): number {
    const known = this.ids.get(word);
    if (known !== undefined) return known;
    const id = this.add(word);
    if (/^\w+$/.test(word)) this.identifiers.push(word);
    else this.others.push({ id, isIn: (text) => text.includes(word) });
    return id;
  }

  /** The number of a pattern. */
  idOfPattern(pattern: RegExp): number {
    const known = this.ids.get(String(pattern));
    if (known !== undefined) return known;
    const id = this.add(String(pattern));
    this.others.push({ id, isIn: (text) => pattern.test(text) });
    return id;
  }

  scan(path: string, text: string): TextScan {
    const words = new Uint32Array((this.ids.size + 31) >>> 5);
    this.scanIdentifiers(text, words);
    for (const { id, isIn } of this.others) if (isIn(text)) mark(words, id);
    return { path, words, ...importsOf(text) };
  }

  private add(word: string): number {
    this.slots = null;
    const id = this.ids.size;
    this.ids.set(word, id);
    return id;
  }

  private scanIdentifiers(text: string, words: Uint32Array): void {
    const slots = (this.slots ??= this.table());
    const mask = slots.length - 1;
    const end = text.length;
    let start = -1;
    let hash = 0;
    for (let at = 0; at <= end; at++) {
      const code = at < end ? text.charCodeAt(at) : 0;
      if (code < 128 && isNamePart[code] === 1) {
        if (start < 0) {
          start = at;
          hash = 0;
        }
        hash = (Math.imul(hash, 31) + code) | 0;
      } else if (start >= 0) {
        let slot = hash & mask;
        for (let found = slots[slot] ?? 0; found !== 0; found = slots[slot] ?? 0) {
          const word = this.identifiers[found - 1] ?? '';
          if (word.length === at - start && text.startsWith(word, start)) mark(words, this.ids.get(word) ?? 0);
          slot = (slot + 1) & mask;
        }
        start = -1;
      }
    }
  }

  /** Open addressing over the hashes of the identifiers, at most a quarter full; 0 is an empty slot. */
  private table(): Int32Array {
    let size = 64;
    while (size < this.identifiers.length * 4) size *= 2;
    const slots = new Int32Array(size);
    this.identifiers.forEach((word, at) => {
      let hash = 0;
      for (let i = 0; i < word.length; i++) hash = (Math.imul(hash, 31) + word.charCodeAt(i)) | 0;
      let slot = hash & (size - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (size - 1);
      slots[slot] = at + 1;
    });
    return slots;
  }
}

function mark(words: Uint32Array, id: number): void {
  words[id >>> 5] = (words[id >>> 5] ?? 0) | (1 << (id & 31));
}

/** Whether a word occurs in a scanned text. */
export function holds(words: Uint32Array, id: number): boolean {
  return ((words[id >>> 5] ?? 0) & (1 << (id & 31))) !== 0;
}

/** A list of imported names in parentheses is read up to this length. */
const longestList = 20_000;
const statement = /(?:^|[;:\n])\s*(?:from\s+(\.*)\s*([\w.]*)\s+)?import\b(.*)$/su;

/** Names in import statements. What only looks like one (in a string or a comment) gives names too many, never too few. */
function importsOf(text: string): Pick<TextScan, 'imports' | 'roots'> {
  const imports = new Set<string>();
  const roots = new Set<string>();
  for (let at = text.indexOf('import'); at >= 0; at = text.indexOf('import', at)) {
    let start = text.lastIndexOf('\n', at) + 1;
    while (start > 1 && isContinued(text, start)) start = text.lastIndexOf('\n', start - 2) + 1;
    const end = statementEnd(text, at);
    for (const part of text.slice(start, end).replace(/\\\r?\n/g, ' ').split(';')) note(part, imports, roots);
    at = Math.max(end, at + 1);
  }
  return { imports, roots };
}

/** The line that begins at `start` goes on from the one before. */
function isContinued(text: string, start: number): boolean {
  return text[start - 2] === '\\' || (text[start - 2] === '\r' && text[start - 3] === '\\');
}

function statementEnd(text: string, from: number): number {
  let end = lineEnd(text, from);
  const open = text.indexOf('(', from);
  if (open >= 0 && open < end) {
    const close = text.indexOf(')', open);
    end = close < 0 || close - open > longestList ? Math.min(text.length, open + longestList) : lineEnd(text, close);
  }
  while (end < text.length && isContinued(text, end + 1)) end = lineEnd(text, end + 1);
  return end;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function note(part: string, imports: Set<string>, roots: Set<string>): void {
  const match = statement.exec(part);
  if (!match) return;
  const [, dots = '', module, rest = ''] = match;
  if (module === undefined) {
    // `import a.b as c, d`
    for (const item of rest.split(',')) add(dots, /[\w.]+/.exec(item)?.[0] ?? '', [], imports, roots);
  } else {
    add(dots, module, rest.match(/\w+/g) ?? [], imports, roots);
  }
}

function add(dots: string, module: string, names: readonly string[], imports: Set<string>, roots: Set<string>): void {
  const parts = module.split('.').filter(Boolean);
  const [top = ''] = parts;
  if (dots === '') {
    roots.add(top);
    // A file of the name of a known library does not capture its import.
    if (libraryModules.has(top) || standardModules.has(top)) return;
  }
  for (const name of parts) imports.add(name);
  for (const name of names) imports.add(name);
}
