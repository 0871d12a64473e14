import type { TreeCursor } from 'web-tree-sitter';
import { SyntaxNode } from '../../syntax/syntaxNode';
import type { SyntaxReader, Trivia } from '../../syntax/syntaxReader';

export interface ClassHeader {
  readonly decorators: readonly SyntaxNode[];
  /** The class without its body. */
  readonly definition: SyntaxNode;
  readonly bodyStart: number;
  /** The cursor stands on the body: this many steps up is where it was. */
  readonly depth: number;
}

/**
 * Copies a class up to its body, and leaves the cursor there. null, with the cursor where it was, for another node and
 * for a class with errors between its parts: such a one is read whole.
 */
export function readClassHeader(cursor: TreeCursor, reader: SyntaxReader, text: string, trivia: Trivia, hasErrors: boolean): ClassHeader | null {
  const type = reader.typeOf(cursor);
  if (type !== 'class_definition' && type !== 'decorated_definition') return null;
  const attempt = new Attempt(cursor, reader, text, trivia, hasErrors);
  const header = type === 'class_definition' ? attempt.class([]) : attempt.decorated();
  if (!header) attempt.back();
  return header;
}

class Attempt {
  private depth = 0;

  constructor(
    private readonly cursor: TreeCursor,
    private readonly reader: SyntaxReader,
    private readonly text: string,
    private readonly trivia: Trivia,
    private readonly hasErrors: boolean,
  ) {}

  decorated(): ClassHeader | null {
    const { cursor, reader } = this;
    this.enter();
    const decorators: SyntaxNode[] = [];
    do {
      const type = reader.typeOf(cursor);
      if (type === 'class_definition') return this.class(decorators);
      if (type === 'function_definition' || this.isFault(type)) return null;
      decorators.push(...reader.read(cursor, this.text, this.trivia, 0));
    } while (cursor.gotoNextSibling());
    return null;
  }

  class(decorators: readonly SyntaxNode[]): ClassHeader | null {
    const { cursor, reader } = this;
    const { startIndex: start, endIndex: end } = cursor;
    const parts: SyntaxNode[] = [];
    this.enter();
    do {
      const type = reader.typeOf(cursor);
      if (this.isFault(type)) return null;
      if (type === 'block') {
        const bodyStart = cursor.startIndex;
        if (cursor.gotoNextSibling() || bodyStart === cursor.endIndex) return null;
        return { decorators, definition: new SyntaxNode('class_definition', start, end, parts), bodyStart, depth: this.depth };
      }
      parts.push(...reader.read(cursor, this.text, this.trivia, 0));
    } while (cursor.gotoNextSibling());
    return null;
  }

  back(): void {
    for (; this.depth > 0; this.depth--) this.cursor.gotoParent();
    this.trivia.comments.length = 0;
    this.trivia.errors.length = 0;
  }

  private enter(): void {
    if (this.cursor.gotoFirstChild()) this.depth++;
  }

  private isFault(type: string): boolean {
    return type === 'ERROR' || (this.hasErrors && this.cursor.nodeIsMissing);
  }
}
