import type { Position, Range } from '../../text/range';
import type { LineIndex } from '../../text/lineIndex';
import type { Span } from '../../syntax/syntaxNode';
import type {
  AssignmentFact, AttributeFact, BindingFact, CallFact, ClassFact, CommentFact, ExceptFact, FunctionFact, ImportFact, StringFact, SymbolicPath, ValueFact,
} from './model';
import type { Scope } from './scope';

/** Facts of one piece of a file: a statement, a class header or a statement of a class body. */
export interface ChunkFacts {
  imports: ImportFact[];
  bindings: BindingFact[];
  functions: FunctionFact[];
  classes: ClassFact[];
  calls: CallFact[];
  attributes: AttributeFact[];
  handlers: ExceptFact[];
  assignments: AssignmentFact[];
  strings: StringFact[];
  comments: CommentFact[];
  unreadable: Range[];
  mainGuard: Range | null;
  exports: ExportStep[];
  isTemplate: boolean;
  /** Paths of module functions and methods that are handed to a thread here. */
  threadTargets: SymbolicPath[];
  /** Every position in the facts, once: what moves when the chunk does. */
  positions: Position[];
  /** Every value in the facts that names a call or function by its index, once. */
  references: Extract<ValueFact, { kind: 'call' | 'function' }>[];
}

/** One statement about `__all__`; names are null where they cannot be read. */
export interface ExportStep {
  readonly kind: 'set' | 'add';
  readonly names: readonly string[] | null;
}

/** Counts of facts before a chunk: indices are positions in the whole file's lists. */
export interface Base {
  readonly functions: number;
  readonly classes: number;
  readonly calls: number;
}

/** Collects facts, one chunk after the other; knows positions and hands out indices. */
export class FactSink {
  facts = emptyChunk();
  base: Base = { functions: 0, classes: 0, calls: 0 };
  /** Functions bound to a local name: whether a thread gets them is known only at the end. */
  localFunctions: { readonly index: number; readonly scope: Scope; readonly name: string }[] = [];
  readonly threadFunctions = new Set<number>();
  private line = 0;
  private lineStart = 0;
  private nextLine = 0;

  constructor(private readonly lines: LineIndex) {
    this.seek(0);
  }

  /** Begins the next chunk. */
  begin(base: Base): void {
    this.base = base;
    this.facts = emptyChunk();
    if (this.localFunctions.length > 0) this.localFunctions = [];
    this.threadFunctions.clear();
  }

  get text(): string {
    return this.lines.text;
  }

  /** Line and character of an offset that is no part of a fact. */
  placeOf(offset: number): Position {
    if (offset < this.lineStart || offset >= this.nextLine) this.seek(offset);
    return { line: this.line, character: offset - this.lineStart };
  }

  private position(offset: number): Position {
    const position = this.placeOf(offset);
    this.facts.positions.push(position);
    return position;
  }

  range(span: Span): Range {
    return { start: this.position(span.start), end: this.position(span.end) };
  }

  rangeBetween(start: number, end: number): Range {
    return { start: this.position(start), end: this.position(end) };
  }

  /** A value that names a call or function by its index. */
  reference<T extends ChunkFacts['references'][number]>(value: T): T {
    this.facts.references.push(value);
    return value;
  }

  /** The function that a local name stands for, where nothing else is bound to it. */
  localFunction(name: string, scope: Scope): number | null {
    if (scope.locals.get(name)?.length !== 1) return null;
    return this.localFunctions.find((known) => known.scope === scope && known.name === name)?.index ?? null;
  }

  /** Keeps a place for a fact whose parts come first; the place is filled by `setFunction` and its like. */
  reserveFunction(): number {
    this.facts.functions.push(pending as FunctionFact);
    return this.base.functions + this.facts.functions.length - 1;
  }

  setFunction(index: number, fact: FunctionFact): void {
    this.facts.functions[index - this.base.functions] = fact;
  }

  reserveClass(): number {
    this.facts.classes.push(pending as ClassFact);
    return this.base.classes + this.facts.classes.length - 1;
  }

  setClass(index: number, fact: ClassFact): void {
    this.facts.classes[index - this.base.classes] = fact;
  }

  reserveCall(): number {
    this.facts.calls.push(pending as CallFact);
    return this.base.calls + this.facts.calls.length - 1;
  }

  setCall(index: number, fact: CallFact): void {
    this.facts.calls[index - this.base.calls] = fact;
  }

  private seek(offset: number): void {
    // Facts come nearly in order: the next line or a near one is the usual case.
    let line = offset < this.lineStart ? this.lines.positionAt(offset).line : this.line;
    for (let steps = 0; line + 1 < this.lines.lineCount && this.lines.lineStart(line + 1) <= offset; steps++) {
      line = steps > 8 ? this.lines.positionAt(offset).line : line + 1;
    }
    this.line = line;
    this.lineStart = this.lines.lineStart(line);
    this.nextLine = line + 1 < this.lines.lineCount ? this.lines.lineStart(line + 1) : Infinity;
  }
}

function emptyChunk(): ChunkFacts {
  return {
    imports: [], bindings: [], functions: [], classes: [], calls: [], attributes: [], handlers: [], assignments: [], strings: [],
    comments: [], unreadable: [], mainGuard: null, exports: [], isTemplate: false, threadTargets: [], positions: [], references: [],
  };
}

/** Stands in a reserved place until the fact is there. */
const pending: unknown = Object.freeze({});
