import type { Language, TreeCursor } from 'web-tree-sitter';
import { canonicalForm } from './canonicalForm';
import { SyntaxNode, type Span } from './syntaxNode';

/** What stands between the nodes. */
export interface Trivia {
  readonly comments: Span[];
  /** Where the parser lost its way: tight around the characters that it could not place. */
  readonly errors: Span[];
}

/** Deeper nesting is not read: recursion over the result stays within the stack. */
const deepest = 300;

const none: SyntaxNode[] = [];

const leaves = new Set([
  'identifier', 'integer', 'float', 'true', 'false', 'none', 'ellipsis', 'string_start', 'string_end', 'string_content',
  'type_conversion', 'wildcard_import', 'import_prefix', 'keyword_separator', 'positional_separator', 'escape_sequence',
  'pass_statement', 'break_statement', 'continue_statement',
]);

/** Types of statement nodes. */
export const statementTypes: ReadonlySet<string> = new Set([
  'import_statement', 'import_from_statement', 'future_import_statement', 'expression_statement', 'return_statement',
  'delete_statement', 'raise_statement', 'assert_statement', 'global_statement', 'nonlocal_statement', 'if_statement',
  'for_statement', 'while_statement', 'try_statement', 'with_statement', 'function_definition', 'class_definition',
  'decorated_definition', 'match_statement', 'type_alias_statement', 'pass_statement', 'break_statement', 'continue_statement',
]);

/** Node type id of ERROR. */
export const errorType = 0xffff;

const skipped = 0;
const leaf = 1;
const inner = 2;
const comment = 3;
const name = 4;
const string = 5;

/** Copies parts of a tree. Made once for a language. */
export class SyntaxReader {
  private readonly kinds: Uint8Array;

  constructor(private readonly language: Language) {
    this.kinds = Uint8Array.from({ length: language.nodeTypeCount }, (_, id) => {
      const type = language.types[id] ?? '';
      if (!language.nodeTypeIsNamed(id) || type === 'line_continuation') return skipped;
      if (type === 'comment') return comment;
      if (type === 'identifier') return name;
      if (type === 'string') return string;
      return leaves.has(type) ? leaf : inner;
    });
  }

  typeOf(cursor: TreeCursor): string {
    const id = cursor.nodeTypeId;
    return id === errorType ? 'ERROR' : (this.language.types[id] ?? '');
  }

  isNamed(cursor: TreeCursor): boolean {
    const id = cursor.nodeTypeId;
    return id === errorType || this.kinds[id] !== skipped;
  }

  /**
   * Copies the node under the cursor, which comes back to where it was. Nothing for a comment or a punctuation mark;
   * for an ERROR, the statements in it that stand at `column`, the indentation of the body that it is in.
   */
  read(cursor: TreeCursor, text: string, trivia: Trivia, column: number): SyntaxNode[] {
    const holder = new SyntaxNode('', cursor.startIndex, cursor.endIndex, []);
    // Looking for missing tokens costs an access for each token: only where the parser says that there are some.
    const hasErrors = cursor.nodeTypeId === errorType || cursor.currentNode.hasError;
    new Pass(cursor, text, trivia, hasErrors, column, this.language.types, this.kinds).readInto(holder, 0);
    return holder.children;
  }
}

/** One copying of one subtree. */
class Pass {
  constructor(
    private readonly cursor: TreeCursor,
    private readonly text: string,
    private readonly trivia: Trivia,
    private readonly hasErrors: boolean,
    private readonly column: number,
    private readonly types: readonly string[],
    private readonly kinds: Uint8Array,
  ) {}

  readInto(parent: SyntaxNode, depth: number): void {
    const { cursor } = this;
    const id = cursor.nodeTypeId;
    if (id === errorType) {
      this.readError(parent, depth);
      return;
    }
    const kind = this.kinds[id];
    if (kind === skipped) {
      if (this.hasErrors && cursor.nodeIsMissing) this.reportMissing(parent);
      return;
    }
    const start = cursor.startIndex;
    const end = kind === name ? this.nameEnd(start) : cursor.endIndex;
    if (kind === comment) {
      this.trivia.comments.push({ start, end });
      return;
    }
    const isLeaf = kind === leaf || kind === name || (kind === string && this.isPlainString(start));
    const node = new SyntaxNode(this.types[id] ?? '', start, end, isLeaf ? none : []);
    if (this.hasErrors && start === end && cursor.nodeIsMissing) this.reportMissing(node);
    else if (!isLeaf) this.readChildren(node, depth);
    if (node.isBroken) parent.isBroken = true;
    parent.children.push(isLeaf ? node : canonicalForm(node, parent, this.text));
  }

  /** Looking at the text is cheaper than asking the tree. */
  private nameEnd(start: number): number {
    let end = start;
    let code = this.text.charCodeAt(end);
    while (code < 128 && isNameCharacter(code)) code = this.text.charCodeAt(++end);
    return code >= 128 || end === start ? this.cursor.endIndex : end;
  }

  /** A string whose inside is text alone: neither formatted, nor with errors that its parts would show. */
  private isPlainString(start: number): boolean {
    if (this.hasErrors) return false;
    for (let at = start; ; at++) {
      const code = this.text.charCodeAt(at) | 32;
      // Between letters and quotes: f and t make it formatted.
      if (code === 102 || code === 116) return false;
      if (code < 97 || code > 122) return true;
    }
  }

  private readChildren(node: SyntaxNode, depth: number): void {
    const { cursor } = this;
    if (depth >= deepest) {
      node.isBroken = true;
      this.trivia.errors.push({ start: node.start, end: node.end });
      return;
    }
    if (!cursor.gotoFirstChild()) return;
    do this.readInto(node, depth + 1);
    while (cursor.gotoNextSibling());
    cursor.gotoParent();
  }

  private reportMissing(node: SyntaxNode): void {
    node.isBroken = true;
    const at = this.cursor.startIndex;
    this.trivia.errors.push({ start: at, end: at });
  }

  /**
   * An ERROR node can hold whole statements. Those that stand at the indentation of their surroundings are kept: they
   * are sound themselves, and what they belong to is told by where they stand.
   */
  private readError(parent: SyntaxNode, depth: number): void {
    const { cursor, trivia } = this;
    const inside = new SyntaxNode('ERROR', cursor.startIndex, cursor.endIndex, []);
    const before = trivia.errors.length;
    this.readChildren(inside, depth);
    trivia.errors.length = before;
    parent.isBroken = true;
    const kept = this.keptStatements(parent, inside);
    let at = inside.start;
    for (const statement of kept) {
      this.pushError(at, statement.start);
      at = statement.end;
    }
    this.pushError(at, inside.end);
    const first = kept[0];
    if (!first) return;
    if (isBody(parent)) parent.children.push(...kept);
    else parent.children.push(new SyntaxNode('block', first.start, at, kept));
  }

  private keptStatements(parent: SyntaxNode, inside: SyntaxNode): SyntaxNode[] {
    const candidates = inside.children.filter((child) => !child.isBroken && statementTypes.has(child.type));
    const sibling = parent.type === 'block' ? parent.children[0] : undefined;
    const model = sibling ?? candidates[0];
    if (!model) return [];
    const column = parent.type === '' ? this.column : this.indentationOf(model.start);
    if (!isBody(parent) && column <= this.indentationOf(parent.start)) return [];
    return column < 0 ? [] : candidates.filter((child) => this.indentationOf(child.start) === column);
  }

  private pushError(start: number, end: number): void {
    const slice = this.text.slice(start, end);
    const from = start + slice.length - slice.trimStart().length;
    const to = start + slice.trimEnd().length;
    if (to > from) this.trivia.errors.push({ start: from, end: to });
  }

  /** Characters of white space before this place on its line; -1 where other things stand before it. */
  private indentationOf(offset: number): number {
    let at = offset;
    while (at > 0 && isBlank(this.text.charCodeAt(at - 1))) at--;
    const before = at === 0 ? 10 : this.text.charCodeAt(at - 1);
    return before === 10 || before === 13 ? offset - at : -1;
  }
}

/** The reader's holder stands for the body that the node is in. */
function isBody(node: SyntaxNode): boolean {
  return node.type === '' || node.type === 'block';
}

function isNameCharacter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || (code >= 48 && code <= 57);
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 12 || code === 0xfeff;
}
