import type { Tree, TreeCursor } from 'web-tree-sitter';
import type { SyntaxReader, Trivia } from '../../syntax/syntaxNode';
import type { LineIndex } from '../../text/lineIndex';
import { baseAfter, countedAfter, fits, isFirstOnLine, moved, type Chunk, type OldChunks } from './chunk';
import { readClassHeader } from './classHeader';
import type { Context } from './context';
import { finishChunk } from './finish';
import { Scope } from './scope';
import { FactSink, type Base } from './sink';
import { StatementWalker } from './statements';

/** Reads a tree into chunks, taking those that have not changed from the reading before. */
export class ChunkReader {
  private base: Base = { functions: 0, classes: 0, calls: 0 };
  private hasErrors = false;
  private readonly chunks: Chunk[] = [];

  constructor(private readonly lines: LineIndex, private readonly reader: SyntaxReader, private readonly old: OldChunks | null) {}

  read(tree: Tree): readonly Chunk[] {
    const cursor = tree.walk();
    try {
      // Asking each statement costs; most files have no error at all.
      this.hasErrors = tree.rootNode.hasError;
      const scope = new Scope('module', null);
      const context: Context = {
        scope, flow: null, function: null, class: null, frame: null, inMainGuard: false, typesOnly: false, optional: false,
      };
      if (this.reader.typeOf(cursor) === 'ERROR') this.chunks.push(this.statement(cursor, context, 0));
      else this.body(cursor, context, 0, this.chunks);
      return this.chunks;
    } finally {
      cursor.delete();
    }
  }

  /** The statements under the cursor's node. */
  private body(cursor: TreeCursor, context: Context, column: number, into: Chunk[]): void {
    if (!cursor.gotoFirstChild()) return;
    do {
      if (!this.reader.isNamed(cursor)) continue;
      const chunk = this.reused(cursor, context) ?? this.class(cursor, context) ?? this.statement(cursor, context, column);
      this.base = baseAfter(chunk);
      into.push(chunk);
    } while (cursor.gotoNextSibling());
    cursor.gotoParent();
  }

  private reused(cursor: TreeCursor, context: Context): Chunk | undefined {
    if (!this.old) return undefined;
    const start = cursor.startIndex;
    const chunk = this.old.find(start, cursor.endIndex, cursor.nodeTypeId);
    if (!chunk || (this.hasErrors && cursor.currentNode.hasError)) return undefined;
    const position = this.lines.positionAt(start);
    if (position.character !== chunk.column || !isFirstOnLine(this.lines, start) || !fits(chunk, context.scope)) return undefined;
    return moved(chunk, { start, line: position.line, base: this.base, outerClass: context.class });
  }

  private statement(cursor: TreeCursor, context: Context, column: number): Chunk {
    const trivia: Trivia = { comments: [], errors: [] };
    const sink = new FactSink(this.lines, this.base);
    const place = this.place(cursor, context);
    const nodes = this.reader.read(cursor, this.lines.text, trivia, column);
    const walker = new StatementWalker(sink);
    for (const node of nodes) walker.visit(node, context);
    finishChunk(sink, place, nodes, trivia, this.lines);
    const isSound = trivia.errors.length === 0;
    // A comment costs less to read than to look up, and depends on what stands before it.
    const isReusable = isSound && nodes.length > 0 && isFirstOnLine(this.lines, place.start);
    return { ...place, facts: sink.facts, body: null, isSound, isReusable };
  }

  /** A class, its body statement by statement; undefined for another node, and for a class that is broken at the seams. */
  private class(cursor: TreeCursor, context: Context): Chunk | undefined {
    const trivia: Trivia = { comments: [], errors: [] };
    const place = this.place(cursor, context);
    const header = readClassHeader(cursor, this.reader, this.lines.text, trivia, this.hasErrors);
    if (!header) return undefined;
    const sink = new FactSink(this.lines, this.base);
    const { definitions } = new StatementWalker(sink);
    const inner = definitions.classHeader(header.definition, context, definitions.decorators(header.decorators, context));
    finishChunk(sink, { start: place.start, end: header.bodyStart }, [...header.decorators, header.definition], trivia, this.lines);
    const body: Chunk[] = [];
    this.base = countedAfter(this.base, sink.facts);
    this.body(cursor, inner, this.lines.positionAt(header.bodyStart).character, body);
    for (let depth = header.depth; depth > 0; depth--) cursor.gotoParent();
    const isSound = trivia.errors.length === 0 && body.every((part) => part.isSound);
    return { ...place, facts: sink.facts, body, isSound, isReusable: isSound && isFirstOnLine(this.lines, place.start) };
  }

  private place(cursor: TreeCursor, context: Context): Omit<Chunk, 'facts' | 'body' | 'isSound' | 'isReusable'> {
    const start = cursor.startIndex;
    const { line, character } = this.lines.positionAt(start);
    return {
      start, end: cursor.endIndex, line, column: character, typeId: cursor.nodeTypeId, base: this.base,
      outerClass: context.class, classPath: context.scope.classPath, log: context.scope.kind === 'class' ? context.scope.startLog() : null,
    };
  }
}
