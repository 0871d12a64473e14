import type { SyntaxNode } from '../../syntax/syntaxNode';
import { AssignmentFacts } from './assignments';
import { textOf, plainUse, type Context, type ExpressionVisitor, type Use } from './context';
import type { ArgumentFact, ValueFact } from './model';
import { lastName, type Paths } from './paths';
import { owningScope } from './scope';
import type { FactSink } from './sink';
import type { StringFacts } from './stringFacts';
import { threadArgument, threadFunction } from './threads';

/** Calls and their arguments. */
export class CallFacts {
  private readonly assignments: AssignmentFacts;

  constructor(
    private readonly paths: Paths,
    private readonly sink: FactSink,
    private readonly strings: StringFacts,
    private readonly visitor: ExpressionVisitor,
  ) {
    this.assignments = new AssignmentFacts(paths, sink);
  }

  /** Adds the facts of a call and of what is in it; gives the call as a value. */
  add(node: SyntaxNode, context: Context, use: Use): ValueFact {
    const [callee, list] = node.children;
    const range = this.sink.range(node);
    if (!callee || !list || node.isBroken) {
      for (const child of node.children) this.visitor.visit(child, context, plainUse);
      return { kind: 'other', range };
    }
    const index = this.sink.reserveCall();
    const formatted = this.strings.formatted(node);
    if (!formatted) this.visitor.visitObject(callee, context);
    const argumentFacts = this.arguments(callee, list, context, index);
    this.sink.setCall(index, {
      callee: this.paths.of(callee, context),
      name: lastName(callee, this.paths.text),
      range,
      calleeRange: this.sink.range(callee),
      argumentsRange: this.sink.range(list),
      arguments: argumentFacts,
      function: context.function,
      class: context.class,
      awaited: use.awaited,
      isStatement: use.isStatement,
      isContextManager: use.isContextManager,
      boundTo: use.boundTo,
      inThread: false,
      inMainGuard: context.inMainGuard,
      argumentOf: use.argumentOf,
    });
    if (formatted) return this.strings.add(node, context, use);
    const value: ValueFact = this.sink.reference({ kind: 'call', call: index, path: this.paths.of(node, context), range });
    if (use.isStatement) this.assignments.update(callee, value, context);
    return value;
  }

  private arguments(callee: SyntaxNode, list: SyntaxNode, context: Context, call: number): ArgumentFact[] {
    if (list.type !== 'argument_list') {
      // `f(x for x in y)`: the parentheses of the call are those of the generator.
      return [{ keyword: null, value: this.visitor.visit(list, context, { ...plainUse, argumentOf: call, literalOf: call }), range: this.sink.range(list) }];
    }
    const thread = threadArgument(callee, list.children, this.paths, context);
    if (thread) this.noteThread(threadFunction(thread, this.paths.text), context);
    return list.children.map((node) => this.argument(node, context, call, thread));
  }

  private argument(node: SyntaxNode, context: Context, call: number, thread: SyntaxNode | undefined): ArgumentFact {
    const [first, second] = node.children;
    const keyword = node.type === 'keyword_argument' && first ? textOf(first, this.paths.text)
      : node.type === 'list_splat' ? '*' : node.type === 'dictionary_splat' ? '**' : null;
    const inner = node.type === 'keyword_argument' ? second : keyword === null ? node : first;
    const use: Use = {
      ...plainUse,
      argumentOf: keyword === '*' || keyword === '**' ? null : call,
      literalOf: call,
      label: node.type === 'keyword_argument' ? keyword : null,
      inThread: inner !== undefined && inner === thread,
    };
    const range = this.sink.range(node);
    return { keyword, value: inner ? this.visitor.visit(inner, context, use) : { kind: 'other', range }, range };
  }

  /** A function that is handed to a thread: a local one is marked in its scope, another by its path. */
  private noteThread(node: SyntaxNode, context: Context): void {
    const owner = node.type === 'identifier' ? owningScope(textOf(node, this.paths.text), context.scope) : null;
    if (owner) owner.threadTargets.add(textOf(node, this.paths.text));
    const path = node.type === 'lambda' ? null : this.paths.of(node, context);
    if (path !== null) this.sink.facts.threadTargets.push(path);
  }
}
