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
  readonly entries: readonly TomlEntry[];
  readonly comments: readonly { readonly start: number; readonly end: number }[];
  readonly problems: readonly { readonly message: string; readonly start: number; readonly end: number }[];
}

const mostRepairs = 8;
const deepestNesting = 40;

/**
 * Parses TOML. The parser gives up at the first fault: the line of the fault is then blanked and the text read again, a few
 * times. Where that does not help, `entries` is null and the caller reads line by line.
 */
export function readToml(text: string): ReadToml | { readonly entries: null; readonly problems: ReadToml['problems'] } {
  const problems: { message: string; start: number; end: number }[] = [];
  let readable = text.replace(/^\uFEFF/, ' ');
  for (let turn = 0; ; turn++) {
    try {
      const { ast } = parseForESLint(readable, { tomlVersion: '1.1' });
      const comments = ast.comments.map(({ range }) => ({ start: range[0], end: range[1] }));
      return { entries: entriesOf(ast), comments, problems };
    } catch (error) {
      const at = faultOf(error, readable);
      if (at === null) return { entries: null, problems: [...problems, { message: 'cannot be read', start: 0, end: 0 }] };
      const start = readable.lastIndexOf('\n', at - 1) + 1;
      const lineEnd = readable.indexOf('\n', at);
      const end = lineEnd < 0 ? readable.length : lineEnd;
      problems.push({ message: error instanceof Error ? error.message : 'cannot be read', start, end });
      const isBlank = readable.slice(start, end).trim() === '';
      if (turn === mostRepairs || isBlank) return { entries: null, problems };
      readable = readable.slice(0, start) + readable.slice(start, end).replace(/[^\r]/g, ' ') + readable.slice(end);
    }
  }
}

/** Offset of a parse error; null for any other error (a document too deep for the stack). */
function faultOf(error: unknown, text: string): number | null {
  if (!(error instanceof Error) || !('index' in error) || typeof error.index !== 'number') return null;
  return Math.max(0, Math.min(error.index, text.length));
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
