import { isAlias, isMap, isPair, isScalar, isSeq, type Alias, type Document, type Node, type Pair, type Scalar } from 'yaml';
import type { LineIndex } from '../../text/lineIndex';
import type { Location } from '../../text/range';
import type { ComposeProblem } from './model';
import { plainType, type ComposeNode, type ListNode, type MapEntry, type MapNode, type MergeTag, type ScalarNode } from './node';

/** How many entries merge keys may copy in one file, all together. */
const mostMerged = 100_000;
const mostProblems = 50;

/**
 * Turns a YAML document into compose nodes. Aliases become shared nodes, so a document that would unfold to billions of
 * values stays as small as it is written. A key that stands twice keeps its last value; an alias without anchor, or to a
 * node that contains it, is left out and told.
 */
export class TreeBuilder {
  readonly problems: ComposeProblem[] = [];
  private readonly anchors = new Map<string, ComposeNode>();
  private readonly openAnchors = new Set<string>();
  private merged = 0;

  constructor(private readonly path: string, private readonly index: LineIndex) {}

  build(document: Document.Parsed): ComposeNode | null {
    this.anchors.clear();
    this.openAnchors.clear();
    return document.contents ? this.node(document.contents) : null;
  }

  private node(node: Node): ComposeNode | null {
    if (isAlias(node)) return this.alias(node);
    const anchor = (isScalar(node) || isMap(node) || isSeq(node)) && node.anchor;
    if (anchor) this.openAnchors.add(anchor);
    const result = isScalar(node) ? this.scalar(node) : isMap(node) ? this.map(node.items, node) : isSeq(node) ? this.list(node.items, node) : null;
    if (anchor) {
      this.openAnchors.delete(anchor);
      if (result) this.anchors.set(anchor, result);
    }
    return result;
  }

  private alias(node: Alias): ComposeNode | null {
    const at = this.locate(node);
    const target = this.openAnchors.has(node.source) ? undefined : this.anchors.get(node.source);
    if (target) return target;
    const isOpen = this.openAnchors.has(node.source);
    this.problem(isOpen ? `alias *${node.source} stands inside its own anchor` : `alias *${node.source} has no anchor before it`, at);
    return null;
  }

  private scalar(node: Scalar): ScalarNode {
    const at = this.locate(node);
    const text = typeof node.value === 'string' ? node.value : node.source ?? '';
    const isPlain = node.type === 'PLAIN' || node.type === undefined;
    const quote = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? 1 : 0;
    const isLiteral = at.range.start.line === at.range.end.line && this.index.text.startsWith(text, (node.range?.[0] ?? 0) + quote);
    const type = isPlain && node.tag !== 'tag:yaml.org,2002:str' ? plainType(text) : 'string';
    return {
      kind: 'scalar', text: type === 'null' ? '' : text, type, isPlain, at, contentAt: isLiteral ? { line: at.range.start.line, character: at.range.start.character + quote } : null,
      raw: text, variables: [], isResolved: true, tag: tagOf(node),
    };
  }

  private list(items: readonly unknown[], node: Node): ListNode {
    const result: ComposeNode[] = [];
    for (const item of items) {
      // `[a: 1]` is a list of a one-pair mapping, which the library may leave as a pair.
      const value = isPair(item) ? this.map([item], node) : this.node(item as Node);
      if (value && value.tag !== 'reset') result.push(value);
    }
    return { kind: 'list', items: result, at: this.locate(node), tag: tagOf(node) };
  }

  private map(pairs: readonly Pair[], node: Node): MapNode {
    const entries = new Map<string, MapEntry>();
    const merges: { source: ComposeNode; at: Location }[] = [];
    for (const pair of pairs) {
      const key = isScalar(pair.key) ? pair.key : null;
      if (!key) {
        if (pair.key) this.problem('a key that is no plain text', this.locate(pair.key as Node));
        continue;
      }
      const name = typeof key.value === 'string' ? key.value : String(key.source ?? '');
      const keyAt = this.locate(key);
      const written = pair.value as Node | null;
      const value = written ? this.node(written) : nullAt(keyAt);
      if (!value) continue;
      if (name === '<<') merges.push({ source: value, at: keyAt });
      else {
        if (entries.has(name)) this.problem(`key ${name} stands twice; the last one counts`, keyAt);
        entries.set(name, { key: name, keyAt, value, isAlias: isAlias(written) });
      }
    }
    for (const merge of merges) this.merge(entries, merge.source, merge.at);
    return { kind: 'map', entries, at: this.locate(node), tag: tagOf(node) };
  }

  /** YAML merge key: own entries win, then earlier sources over later ones. */
  private merge(entries: Map<string, MapEntry>, source: ComposeNode, at: Location): void {
    const sources = source.kind === 'list' ? source.items : [source];
    for (const part of sources) {
      if (part.kind !== 'map') {
        this.problem('a merge key takes a mapping or a list of mappings', at);
        continue;
      }
      for (const [key, entry] of part.entries) {
        if (++this.merged > mostMerged) {
          this.problem('too many merged keys: the rest is not read', at);
          return;
        }
        if (!entries.has(key)) entries.set(key, entry);
      }
    }
  }

  /** Where the node's content stands, without the white space behind it. */
  private locate(node: Node): Location {
    const { text } = this.index;
    const start = node.range?.[0] ?? 0;
    let end = lastPart(node).range?.[1] ?? start;
    while (end > start && /\s/.test(text.charAt(end - 1))) end--;
    return { path: this.path, range: this.index.rangeOf(start, end) };
  }

  private problem(message: string, at: Location): void {
    if (this.problems.length < mostProblems) this.problems.push({ message, at, kind: 'syntax' });
  }
}

/** A block collection's range runs on over comments behind it: it ends where its last part does. */
function lastPart(node: Node): Node {
  let part = node;
  while ((isMap(part) || isSeq(part)) && !part.flow) {
    const last: unknown = part.items.at(-1);
    const next = isPair(last) ? (last.value ?? last.key) : last;
    if (next === undefined || next === null) break;
    part = next as Node;
  }
  return part;
}

function tagOf(node: Node): MergeTag {
  const { tag } = node as { tag?: string };
  return tag === '!reset' ? 'reset' : tag === '!override' ? 'override' : null;
}

function nullAt(at: Location): ScalarNode {
  const end = { path: at.path, range: { start: at.range.end, end: at.range.end } };
  return { kind: 'scalar', text: '', type: 'null', isPlain: true, at: end, contentAt: null, raw: '', variables: [], isResolved: true, tag: null };
}
