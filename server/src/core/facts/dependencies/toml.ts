import { parseForESLint, type AST } from 'toml-eslint-parser';

/** A value of a TOML document with the way to it: `['tool', 'poetry', 'dependencies', 'fastapi']`. */
export interface TomlEntry {
  readonly path: readonly string[];
  readonly value: AST.TOMLContentNode;
  /** The nodes of `path`, table headers included; null for the index of an array of tables. */
  readonly keys: readonly (TomlName | null)[];
}

export type TomlName = AST.TOMLBare | AST.TOMLQuoted;

export interface ReadToml {
  /** The text that was parsed, to which all offsets refer: repaired, so other than the source, but line for line, column for column. */
  readonly text: string;
  readonly entries: readonly TomlEntry[];
  readonly comments: readonly { readonly start: number; readonly end: number }[];
  readonly problems: readonly TomlProblem[];
}

const mostRepairs = 8;
const longestRepaired = 50_000;
const deepestNesting = 40;

/**
 * Parses TOML. The parser gives up at the first fault: its line, or the one before (a key whose value is still to come), is
 * then blanked, or an open list ended, and the text read again, a few times. Where that does not help, `entries` is null and
 * the caller reads line by line.
 */
export function readToml(text: string): ReadToml | { readonly entries: null; readonly problems: ReadToml['problems'] } {
  const problems: TomlProblem[] = [];
  let attempt = parse(text.replace(/^\uFEFF/, ' '));
  for (let turn = 0; attempt.program === null; turn++) {
    const next = turn < mostRepairs && text.length < longestRepaired ? repaired(attempt) : null;
    if (next === null) return { entries: null, problems: [problems[0] ?? { ...lineAt(attempt.text, attempt.fault), message: attempt.message }] };
    problems.push(next.problem);
    attempt = next.attempt;
  }
  const comments = attempt.program.comments.map(({ range }) => ({ start: range[0], end: range[1] }));
  return { text: attempt.text, entries: entriesOf(attempt.program), comments, problems };
}

interface TomlProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

type Attempt = { readonly text: string; readonly program: AST.TOMLProgram } | Failure;

interface Failure {
  readonly text: string;
  readonly program: null;
  /** Offset of the fault; -1 where the parser itself broke down (too deep for the stack). */
  readonly fault: number;
  readonly message: string;
}

function parse(text: string): Attempt {
  try {
    return { text, program: parseForESLint(text, { tomlVersion: '1.1' }).ast };
  } catch (error) {
    const index = error instanceof Error && 'index' in error && typeof error.index === 'number' ? error.index : -1;
    return { text, program: null, fault: Math.min(index, text.length), message: error instanceof Error ? error.message : 'cannot be read' };
  }
}

/**
 * Ends an open list in front of the fault, or blanks a line: whatever lets the parser get furthest. Null where there is
 * nothing to change. Every other line and column stays where it was.
 */
function repaired(failure: Failure): { readonly attempt: Attempt; readonly problem: TomlProblem } | null {
  const { text, fault, message } = failure;
  if (fault < 0) return null;
  const here = lineAt(text, fault);
  const before = lineAt(text, lastTextBefore(text, here.start));
  const candidates = [before, here].filter(({ start, end }) => text.slice(start, end).trim() !== '')
    .map((line) => ({ line, text: replaced(text, line, (written) => written.replace(/[^\r]/g, ' ')) }));
  candidates.push({ line: before, text: replaced(text, before, withListEnded) });
  let best: { attempt: Attempt; problem: TomlProblem } | null = null;
  for (const candidate of candidates) {
    const attempt = parse(candidate.text);
    if (!best || reach(attempt) >= reach(best.attempt)) best = { attempt, problem: { ...candidate.line, message } };
  }
  return best;
}

/** The bracket takes the place of a comment's beginning, where one ends the line. */
function withListEnded(line: string): string {
  const hash = line.lastIndexOf('#');
  const isComment = hash >= 0 && !/["']/.test(line.slice(hash));
  return `${(isComment ? line.slice(0, hash) : line).trimEnd()}]`;
}

function replaced(text: string, { start, end }: { readonly start: number; readonly end: number }, change: (line: string) => string): string {
  return text.slice(0, start) + change(text.slice(start, end)) + text.slice(end);
}

function reach(attempt: Attempt): number {
  return attempt.program === null ? attempt.fault : Infinity;
}

function lineAt(text: string, offset: number): { readonly start: number; readonly end: number } {
  const at = Math.max(0, offset);
  const start = at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at);
  return { start, end: end < 0 ? text.length : end };
}

function lastTextBefore(text: string, offset: number): number {
  let at = offset - 1;
  while (at > 0 && /\s/.test(text.charAt(at))) at--;
  return at;
}

function entriesOf(program: AST.TOMLProgram): TomlEntry[] {
  const entries: TomlEntry[] = [];
  const add = (pair: AST.TOMLKeyValue, prefix: readonly string[], prefixKeys: TomlEntry['keys'], depth: number): void => {
    const path = [...prefix, ...pair.key.keys.map(nameOf)];
    const keys = [...prefixKeys, ...pair.key.keys];
    entries.push({ path, value: pair.value, keys });
    if (pair.value.type === 'TOMLInlineTable' && depth < deepestNesting) for (const inner of pair.value.body) add(inner, path, keys, depth + 1);
  };
  for (const part of program.body[0].body) {
    if (part.type === 'TOMLKeyValue') add(part, [], [], 0);
    else {
      const names = [...part.key.keys];
      const keys = part.resolvedKey.map((segment) => (typeof segment === 'number' ? null : names.shift() ?? null));
      for (const pair of part.body) add(pair, part.resolvedKey.map(String), keys, 0);
    }
  }
  return entries;
}

function nameOf(key: TomlName): string {
  return key.type === 'TOMLBare' ? key.name : key.value;
}

/** A string's text with the offset where it begins, if the source has it letter by letter; the node's own offset else. */
export function stringOf(node: AST.TOMLContentNode, source: string): { readonly text: string; readonly start: number; readonly isLiteral: boolean } | null {
  if (node.type !== 'TOMLValue' || node.kind !== 'string') return null;
  const quotes = node.multiline ? 3 : 1;
  const start = node.range[0] + quotes;
  const isLiteral = source.startsWith(node.value, start);
  return { text: node.value, start: isLiteral ? start : node.range[0], isLiteral };
}
