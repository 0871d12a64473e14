import type { Tree, TreeCursor } from 'web-tree-sitter';
import type { SyntaxReader, Trivia } from '../../syntax/syntaxReader';
import type { LineIndex } from '../../text/lineIndex';
import { baseAfter, countedAfter, fits, isFirstOnLine, move, type Chunk, type OldChunks } from './chunk';
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
  private readonly sink: FactSink;
  private readonly walker: StatementWalker;

  constructor(private readonly lines: LineIndex, private readonly reader: SyntaxReader, private readonly old: OldChunks | null) {
    this.sink = new FactSink(lines);
    this.walker = new StatementWalker(this.sink);
  }

  read(tree: Tree): readonly Chunk[] {
    const cursor = tree.walk();
    try {
      // Asking each statement costs; most files have no error at all.
      this.hasErrors = tree.rootNode.hasError;
      const context: Context = {
        scope: new Scope('module', null), flow: null, function: null, class: null, frame: null, inMainGuard: false, typesOnly: false, optional: false,
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
    const found = this.old?.find(cursor.startIndex, cursor.endIndex, cursor.nodeTypeId);
    if (!found || (this.hasErrors && cursor.currentNode.hasError) || !fits(found.chunk, context.scope)) return undefined;
    move(found.chunk, found.line, this.base, context.class);
    return found.chunk;
  }

  private statement(cursor: TreeCursor, context: Context, column: number): Chunk {
    const trivia: Trivia = { comments: [], errors: [] };
    const start = cursor.startIndex;
    const end = cursor.endIndex;
    const place = this.place(cursor, context, start, end);
    this.sink.begin(this.base);
    const nodes = this.reader.read(cursor, this.lines.text, trivia, column);
    for (const node of nodes) this.walker.visit(node, context);
    const facts = finishChunk(this.sink, { start, end }, nodes, trivia, this.lines);
    const isSound = trivia.errors.length === 0;
    // A comment costs less to read than to look up, and depends on what stands before it.
    return { ...place, facts, body: null, isSound, isReusable: isSound && nodes.length > 0 && isFirstOnLine(this.lines, start) };
  }

  /** A class, its body statement by statement; undefined for another node, and for a class that is broken at the seams. */
  private class(cursor: TreeCursor, context: Context): Chunk | undefined {
    const trivia: Trivia = { comments: [], errors: [] };
    const start = cursor.startIndex;
    const end = cursor.endIndex;
    const typeId = cursor.nodeTypeId;
    const header = readClassHeader(cursor, this.reader, this.lines.text, trivia, this.hasErrors);
    if (!header) return undefined;
    const place = { ...this.place(cursor, context, start, end), typeId };
    this.sink.begin(this.base);
    const { definitions } = this.walker;
    const inner = definitions.classHeader(header.definition, context, definitions.decorators(header.decorators, context));
    const facts = finishChunk(this.sink, { start, end: header.bodyStart }, [...header.decorators, header.definition], trivia, this.lines);
    const body: Chunk[] = [];
    this.base = countedAfter(this.base, facts);
    this.body(cursor, inner, this.lines.positionAt(header.bodyStart).character, body);
    for (let depth = header.depth; depth > 0; depth--) cursor.gotoParent();
    const isSound = trivia.errors.length === 0 && body.every((part) => part.isSound);
    return { ...place, facts, body, isSound, isReusable: isSound && isFirstOnLine(this.lines, start) };
  }

  private place(cursor: TreeCursor, context: Context, start: number, end: number): Omit<Chunk, 'facts' | 'body' | 'isSound' | 'isReusable'> {
    const { line, character } = this.sink.placeOf(start);
    return {
      line, column: character, length: end - start, typeId: cursor.nodeTypeId, base: this.base,
      outerClass: context.class, classPath: context.scope.classPath, log: context.scope.kind === 'class' ? context.scope.startLog() : null,
    };
  }
}
