import type { SyntaxNode } from '../../syntax/syntaxNode';
import type { SymbolicPath, ValueFact } from './model';
import type { BoundPath, Flow, Scope } from './scope';

/** Where a node stands: handed down while walking. */
export interface Context {
  readonly scope: Scope;
  readonly flow: Flow | null;
  /** Index of the function around. */
  readonly function: number | null;
  /** Index of the innermost class around, methods included. */
  readonly class: number | null;
  readonly frame: Frame | null;
  readonly inMainGuard: boolean;
  readonly typesOnly: boolean;
  readonly optional: boolean;
}

/** What a function's body tells of the function. */
export interface Frame {
  readonly returns: BoundPath[];
  readonly yields: BoundPath[];
  /** Values of both, as facts. */
  readonly values: ValueFact[];
  isGenerator: boolean;
}

/** Index of the class whose body the node stands in directly, or null. */
export function directClass(context: Context): number | null {
  return context.scope.kind === 'class' ? context.class : null;
}


export function textOf(node: SyntaxNode, text: string): string {
  return text.slice(node.start, node.end);
}

/** The path of an instance of what `path` names. */
export function instanceOf(path: SymbolicPath | null): SymbolicPath | null {
  return path === null ? null : `${path}()`;
}

/** What becomes of an expression's value. */
export interface Use {
  readonly awaited: boolean;
  readonly isStatement: boolean;
  readonly isContextManager: boolean;
  /** Name to which the value is bound directly. */
  readonly boundTo: string | null;
  /** Keyword or dict key that names a string. */
  readonly label: string | null;
  /** Call of which the value is directly an argument. */
  readonly argumentOf: number | null;
  /** Nearest call of which the value is an argument through literals. */
  readonly literalOf: number | null;
  /** A function given here runs in a thread. */
  readonly inThread: boolean;
}

export const plainUse: Use = {
  awaited: false, isStatement: false, isContextManager: false, boundTo: null, label: null, argumentOf: null, literalOf: null, inThread: false,
};

/** Walks expressions: adds the facts in them, and tells their value. */
export interface ExpressionVisitor {
  visit(node: SyntaxNode, context: Context, use?: Use): ValueFact;
  /** As `visit`, for an attribute that is called or read further: it is no read of its own. */
  visitObject(node: SyntaxNode, context: Context): void;
}
