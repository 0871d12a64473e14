import { LineIndex } from '../../text/lineIndex';
import type { Location } from '../../text/range';
import { interpolate, type Lookup } from './interpolate';
import type { VariableUse } from './node';

/** One variable of an env file. */
export interface EnvEntry {
  readonly name: string;
  /** null for a name without `=`, which is passed through. */
  readonly value: string | null;
  readonly raw: string;
  readonly variables: readonly VariableUse[];
  readonly isResolved: boolean;
  readonly keyAt: Location;
  readonly valueAt: Location;
  readonly at: Location;
}

const longestText = 500_000;
const mostEntries = 5000;

/**
 * Reads an env file as compose does (compose-go `dotenv`): `export`, `#` comments, single quotes literal, double quotes
 * with escapes and over several lines, `$NAME` and `${NAME:-default}` of earlier lines and of `lookup`, except in single
 * quotes. A line that is none of this is passed over.
 */
export function readDotenv(path: string, text: string, lookup: Lookup): EnvEntry[] {
  const source = text.slice(0, longestText);
  const index = new LineIndex(source);
  const entries: EnvEntry[] = [];
  const known = new Map<string, string>();
  const assignment = /^\uFEFF?[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*(?:([=:])[ \t]*|(?=\r?$))/gmu;
  for (let match = assignment.exec(source); match && entries.length < mostEntries; match = assignment.exec(source)) {
    const [whole, name = '', sign] = match;
    const start = match.index + whole.length;
    const value = sign === undefined ? null : valueFrom(source, start);
    const end = value?.end ?? start;
    const nameStart = match.index + whole.indexOf(name);
    const result = value === null || value.isLiteral ? plain(value?.text ?? '') : interpolate(value.text, (key) => lookup(key) ?? known.get(key));
    if (value !== null) known.set(name, result.text);
    const locate = (from: number, to: number): Location => ({ path, range: index.rangeOf(from, to) });
    entries.push({
      name, value: value === null ? null : result.text, raw: value?.text ?? '', variables: result.variables, isResolved: result.isResolved,
      keyAt: locate(nameStart, nameStart + name.length), valueAt: locate(start, end), at: locate(nameStart, end),
    });
    // A quoted value may go on over lines.
    assignment.lastIndex = Math.max(end, match.index + 1);
  }
  return entries;
}

function plain(text: string): { text: string; variables: readonly VariableUse[]; isResolved: boolean } {
  return { text, variables: [], isResolved: true };
}

function valueFrom(text: string, start: number): { text: string; end: number; isLiteral: boolean } {
  const quote = text.charAt(start);
  if (quote === '"' || quote === "'") {
    const end = closingQuote(text, start, quote);
    if (end > 0) {
      const inner = text.slice(start + 1, end);
      return { text: quote === '"' ? unescape(inner) : inner, end: end + 1, isLiteral: quote === "'" };
    }
  }
  const line = /[^\r\n]*/y;
  line.lastIndex = start;
  const rest = line.exec(text)?.[0] ?? '';
  const value = rest.replace(/(?:^|\s)#.*$/, '').trimEnd();
  return { text: value, end: start + value.length, isLiteral: false };
}

function closingQuote(text: string, start: number, quote: string): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text.charAt(i) === '\\' && quote === '"') i++;
    else if (text.charAt(i) === quote) return i;
  }
  return -1;
}

function unescape(text: string): string {
  return text.replace(/\\([nrt"\\])/g, (_, char: string) => ({ n: '\n', r: '\r', t: '\t' })[char] ?? char);
}
