/** What stands before the quotes of a string literal (Python reference, 2.4.1), and how long the quotes are. */
export interface StringPrefix {
  readonly isBytes: boolean;
  readonly isRaw: boolean;
  readonly isFormatted: boolean;
}

/** Reads the prefix of a literal's opening, as in `rb"` or `f'''`. */
export function prefixOf(opening: string): StringPrefix {
  const letters = opening.replace(/["'][\s\S]*$/, '').toLowerCase();
  return { isBytes: letters.includes('b'), isRaw: letters.includes('r'), isFormatted: letters.includes('f') || letters.includes('t') };
}

const literal = /^([a-z]*)("""|'''|"|')([\s\S]*)\2$/i;

/** The characters of a whole literal without interpolations, as written in the source; null for bytes. */
export function literalText(written: string): string | null {
  const match = literal.exec(written);
  const prefix = prefixOf(match?.[1] ?? '');
  return match === null || prefix.isBytes ? null : decode(match[3] ?? '', prefix);
}

const simpleEscapes: Readonly<Record<string, string>> = {
  '\\': '\\', "'": "'", '"': '"', a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\n': '', '\r\n': '', '\r': '',
};

const numericEscape = /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|N\{[^}]*\}|\r\n|[\s\S])/g;

/** The characters that the inside of a literal means; unknown escapes stay as written, as Python leaves them. */
export function decode(raw: string, prefix: StringPrefix): string {
  const text = prefix.isFormatted ? raw.replace(/\{\{/g, '{').replace(/\}\}/g, '}') : raw;
  if (prefix.isRaw || !text.includes('\\')) return lineEnds(text);
  return lineEnds(text).replace(numericEscape, decodeEscape);
}

/** Source line ends are \n in a string, whatever the file has (Python reference, 2.1.2). */
function lineEnds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

function decodeEscape(sequence: string): string {
  const body = sequence.slice(1);
  const simple = simpleEscapes[body];
  if (simple !== undefined) return simple;
  if (/^[0-7]{1,3}$/.test(body)) return String.fromCharCode(parseInt(body, 8));
  if (/^(?:x..|u.{4}|U.{8})$/.test(body)) return fromCodePoint(parseInt(body.slice(1), 16), sequence);
  // The names of characters would be a table of a megabyte: one character stands for any.
  if (/^N\{.*\}$/.test(body)) return '\ufffd';
  return sequence;
}

function fromCodePoint(code: number, otherwise: string): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : otherwise;
}

/** A piece of a format string: literal text, or a field by key ('' takes the next value). */
export type FormatPiece = { readonly text: string } | { readonly key: string; readonly rest: string };

const percentField = /%(?:\(([^)]*)\))?[#0\- +]*(?:\*|\d+)?(?:\.(?:\*|\d+))?[hlL]?([diouxXeEfFgGcrsa%])/g;

/** Splits a printf-style format (Python library reference, "printf-style String Formatting"). */
export function percentPieces(text: string): FormatPiece[] {
  return pieces(text, percentField, (match) => (match[2] === '%' ? { text: '%' } : { key: match[1] ?? '', rest: '' }));
}

const formatField = /\{\{|\}\}|\{([^{}!:.[]*)((?:\.[^{}!:.[]+|\[[^\]]*\])*)(?:![rsa])?(?::(?:[^{}]|\{[^{}]*\})*)?\}/g;

/** Splits a `str.format` string (Python library reference, "Format String Syntax"); `rest` is `.attribute` and `[]` behind the field's name. */
export function formatPieces(text: string): FormatPiece[] {
  return pieces(text, formatField, (match) => {
    if (match[0] === '{{' || match[0] === '}}') return { text: match[0].slice(1) };
    return { key: (match[1] ?? '').trim(), rest: (match[2] ?? '').replace(/\[[^\]]*\]/g, '[]') };
  });
}

function pieces(text: string, pattern: RegExp, piece: (match: RegExpMatchArray) => FormatPiece): FormatPiece[] {
  const result: FormatPiece[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > at) result.push({ text: text.slice(at, match.index) });
    result.push(piece(match));
    at = match.index + match[0].length;
  }
  if (at < text.length) result.push({ text: text.slice(at) });
  return result;
}
