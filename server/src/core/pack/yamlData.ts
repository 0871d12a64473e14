import { isAlias, isMap, isScalar, isSeq, parseDocument, Scalar, visit } from 'yaml';
import type { Document, Node, Pair, YAMLError } from 'yaml';
import type { LineIndex } from '../text/lineIndex';
import type { Range } from '../text/range';

export type DataPath = readonly (string | number)[];

/**
 * YAML read as data, which remembers where each value was written. Dates stay text, nothing is resolved but anchors,
 * and text that is no YAML gives problems instead of an exception.
 */
export class YamlData {
  /** Plain data; null where nothing could be read. */
  readonly data: unknown;
  readonly problems: readonly { readonly message: string; readonly range: Range }[];
  private readonly document: Document.Parsed | null;

  /** @param offset where `yaml` begins in the file that `lines` indexes */
  constructor(yaml: string, private readonly lines: LineIndex, private readonly offset: number) {
    const problems: { message: string; range: Range }[] = [];
    let document: Document.Parsed | null = null;
    let data: unknown = null;
    try {
      if (isTooDeep(yaml)) throw new RangeError('too deep');
      document = parseDocument(yaml, { version: '1.2', schema: 'core', prettyErrors: false, stringKeys: true, logLevel: 'error' });
      for (const error of [...document.errors, ...document.warnings]) {
        const problem = { message: sentence(error), range: this.errorRange(error, yaml) };
        // An unclosed bracket is told once for each level that it leaves open.
        if (!problems.some((known) => known.message === problem.message && sameStart(known.range, problem.range))) problems.push(problem);
      }
      for (const [start, end] of withoutOpenAliases(document)) problems.push({ message: sentences.BAD_ALIAS ?? '', range: this.toRange(start, end) });
      data = document.toJS({ maxAliasCount: 100 });
    } catch {
      const message = 'This YAML cannot be read: it is nested too deeply, or an alias stands for too much. Write it plainly.';
      if (problems.length === 0) problems.push({ message, range: this.toRange(0, 0) });
    }
    this.document = document;
    this.data = data;
    this.problems = problems;
  }

  /** The range of the value at `path`; of its (first) key where it stands on lines of its own; of the nearest parent where it is absent. */
  valueRange(path: DataPath): Range {
    const found = this.find(path);
    if (found.node && found.key && isSeq(found.node) && !found.node.flow) return this.keyRange(path);
    return this.nodeRange(found.node) ?? this.keyRange(path.slice(0, -1));
  }

  /** The range of the key that ends `path`, of the item for a list; of the nearest parent where it is absent. */
  keyRange(path: DataPath): Range {
    const found = this.find(path);
    return this.nodeRange(found.key ?? found.node) ?? (path.length > 0 ? this.keyRange(path.slice(0, -1)) : this.toRange(0, 0));
  }

  /** The range of `length` characters from `from` in the scalar at `path`, where it is written plainly; else of the whole scalar. */
  withinRange(path: DataPath, from: number, length: number): Range {
    const { node } = this.find(path);
    if (node && isScalar(node) && node.range && typeof node.value === 'string') {
      const [start, end] = node.range;
      const written = this.lines.text.slice(this.offset + start, this.offset + end);
      const at = written.indexOf(node.value.slice(from, from + length));
      if (at >= 0) return this.toRange(start + at, start + at + length);
    }
    return this.valueRange(path);
  }

  private find(path: DataPath): { key: Node | null; node: Node | null } {
    let node = (this.document?.contents ?? null) as Node | null;
    let key: Node | null = null;
    for (const part of path) {
      const holder: Node | null = node && isAlias(node) ? node.resolve(this.document as Document) ?? null : node;
      if (holder && isMap(holder)) {
        const pair = holder.items.find((item) => (isScalar(item.key) ? String(item.key.value) : String(item.key)) === String(part)) as Pair<Node, Node> | undefined;
        key = pair?.key ?? null;
        node = pair?.value ?? null;
      } else if (holder && isSeq(holder)) {
        key = null;
        node = (holder.items[Number(part)] ?? null) as Node | null;
      } else {
        return { key: null, node: null };
      }
    }
    return { key, node };
  }

  private nodeRange(node: Node | null): Range | null {
    if (!node) return null;
    if (isMap(node) && !node.flow) {
      const first = node.items[0]?.key as Node | undefined;
      if (first?.range) return this.toRange(first.range[0], first.range[1]);
    }
    return node.range ? this.toRange(node.range[0], node.range[1]) : null;
  }

  /** The parser points at one character where it means what begins there. */
  private errorRange(error: YAMLError, yaml: string): Range {
    const [start, end] = error.pos;
    if (end - start > 1 || error.code === 'TAB_AS_INDENT') return this.toRange(start, end);
    const rest = /^[^\r\n]*/.exec(yaml.slice(start, start + 400))?.[0] ?? '';
    const token = error.code === 'DUPLICATE_KEY' ? rest.replace(/:.*$/s, '') : rest;
    return this.toRange(start, start + token.trimEnd().length);
  }

  private toRange(start: number, end: number): Range {
    return this.lines.rangeOf(this.offset + start, this.offset + Math.max(start, end));
  }
}

/** Takes aliases of nothing out, so that one costs its own value and not the file; gives the offsets where they stood. */
function withoutOpenAliases(document: Document.Parsed): [start: number, end: number][] {
  const anchors = new Set<string>();
  const open: [number, number][] = [];
  visit(document, {
    Alias: (_, alias) => {
      if (anchors.has(alias.source)) return undefined;
      open.push([alias.range?.[0] ?? 0, alias.range?.[1] ?? 0]);
      return new Scalar(null);
    },
    Value: (_, node) => { if (node.anchor !== undefined) anchors.add(node.anchor); },
  });
  return open;
}

const deepest = 64;

/**
 * Whether YAML is nested so deeply that the parser, which is recursive, would take long or exhaust the stack. Brackets in
 * quotes count too: nobody has so many.
 */
export function isTooDeep(yaml: string): boolean {
  let depth = 0;
  for (let at = 0; at < yaml.length; at++) {
    const character = yaml.charAt(at);
    if (character === '[' || character === '{') depth += 1;
    else if ((character === ']' || character === '}') && depth > 0) depth -= 1;
    if (depth > deepest) return true;
  }
  return /^[ \t]*(?:[-?:][ \t]+){64}|^ {160}/m.test(yaml);
}

/** The parts of a JSON Pointer (RFC 6901). */
export function pointerPath(pointer: string): string[] {
  return pointer.split('/').slice(1).map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));
}

const sentences: Partial<Record<YAMLError['code'], string>> = {
  DUPLICATE_KEY: 'This key stands twice here. Keep one of the two.',
  TAB_AS_INDENT: 'YAML is indented with spaces; this line begins with a tab. Replace it by spaces.',
  BAD_INDENT: 'This line is indented in a way that fits no line above. Line it up with its neighbours.',
  BAD_ALIAS: 'This alias (`*name`) stands for nothing: no anchor above has its name. A value that begins with `*` must stand in quotes.',
  BAD_SCALAR_START: 'A value cannot begin with this character. Put the value in quotes.',
  BLOCK_AS_IMPLICIT_KEY: 'A value with `: ` in it reads as a key. Put the value in quotes.',
  MULTILINE_IMPLICIT_KEY: 'This line is neither a key with `:` nor part of the value above. Put the value in quotes, or add the colon.',
  MISSING_CHAR: 'Something is not closed or separated here: a quote, a bracket, a comma, or the colon behind a key.',
  BAD_DQ_ESCAPE: 'This backslash sequence is unknown in a text in double quotes. Use single quotes, or write `\\\\`.',
  UNEXPECTED_TOKEN: 'This does not belong here. Look for a missing quote, comma or line break before it.',
  MULTIPLE_DOCS: 'There is a second YAML document here. Keep one.',
  TAG_RESOLVE_FAILED: 'This tag (`!name`) is not known here. Leave it out, or put the value in quotes.',
  NON_STRING_KEY: 'A key must be plain text.',
};

function sentence(error: YAMLError): string {
  return sentences[error.code] ?? `This is not YAML: ${error.message.replace(/\s+/g, ' ')}.`;
}

function sameStart(a: Range, b: Range): boolean {
  return a.start.line === b.start.line && a.start.character === b.start.character;
}
