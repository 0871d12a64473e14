import type { Language, Node, QueryCapture, Tree } from 'web-tree-sitter';
import { Query } from 'web-tree-sitter';
import type { Range } from '../text/range';
import type { QueryMatcher } from '../pack/ruleDeclaration';
import type { PythonFile, Report } from './model';
import { NamePattern, matchesAny } from './namePattern';

/** Matches beyond this number in one file are not asked for: a query of a pack must not cost without bound. */
const matchLimit = 1_000;
const timeBudget = 200;

/** Tree-sitter queries of rules, compiled when first needed. */
export class QueryRules {
  private readonly compiled = new Map<string, Query | null>();

  constructor(private readonly language: Language) {}

  /** Runs a rule's query on a file that imports what the rule asks for. A query that does not compile finds nothing: `verify` and the editor have told its author. */
  run(matcher: QueryMatcher, file: PythonFile, tree: Tree, sink: (report: Report) => void): void {
    if (matcher.imports.length > 0 && !file.imports(matcher.imports)) return;
    const query = this.compile(matcher.source);
    if (query === null) return;
    const started = Date.now();
    const matches = query.matches(tree.rootNode, { matchLimit, progressCallback: () => Date.now() - started > timeBudget });
    for (const match of matches) {
      const flagged = match.captures.find((capture) => capture.name === 'flag')?.node;
      if (!flagged || flagged.hasError) continue;
      const resolves = Object.entries(matcher.resolves).every(([name, wanted]) => {
        const node = match.captures.find((capture) => capture.name === name)?.node;
        return node !== undefined && isOneOf(file, rangeOf(node), node.text, wanted);
      });
      if (resolves) sink({ range: rangeOf(flagged), fields: fieldsOf(file, flagged, match.captures) });
    }
  }

  /** The reason why a query does not compile; null where it does. */
  problem(source: string): string | null {
    try {
      new Query(this.language, source).delete();
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  dispose(): void {
    for (const query of this.compiled.values()) query?.delete();
    this.compiled.clear();
  }

  private compile(source: string): Query | null {
    const known = this.compiled.get(source);
    if (known !== undefined) return known;
    let query: Query | null = null;
    try {
      query = new Query(this.language, source);
    } catch {
      query = null;
    }
    this.compiled.set(source, query);
    return query;
  }
}

/** What a message may name: every capture by its own name, and the flagged text. */
function fieldsOf(file: PythonFile, flagged: Node, captures: readonly QueryCapture[]): Record<string, string> {
  const fields: Record<string, string> = { name: shown(flagged), service: file.service?.name ?? 'this service', kind: file.service?.kind ?? 'unknown' };
  for (const capture of captures) if (capture.name !== 'flag') fields[capture.name] = shown(capture.node);
  return fields;
}

/** Text of a node for a message: its first line, of bearable length. */
function shown(node: Node): string {
  return (node.text.split('\n', 1)[0] ?? '').trimEnd().slice(0, 80);
}

function rangeOf(node: { startPosition: { row: number; column: number }; endPosition: { row: number; column: number } }): Range {
  return {
    start: { line: node.startPosition.row, character: node.startPosition.column },
    end: { line: node.endPosition.row, character: node.endPosition.column },
  };
}

/** Facts know what the captured place means: a callee, an attribute, or a plain name of the module. */
function isOneOf(file: PythonFile, range: Range, text: string, wanted: readonly string[]): boolean {
  const same = (other: Range): boolean => other.start.line === range.start.line && other.start.character === range.start.character
    && other.end.line === range.end.line && other.end.character === range.end.character;
  const symbol = file.facts.calls.find((call) => same(call.calleeRange))?.callee
    ?? file.facts.attributes.find((attribute) => same(attribute.range))?.path
    ?? (/^\w+(\.\w+)*$/.test(text) ? `:${text}` : null);
  const name = file.resolve(symbol)?.name;
  return name !== undefined && matchesAny(wanted.map((pattern) => new NamePattern(pattern)), name);
}
