import type { SyntaxNode } from '../../syntax/syntaxNode';
import { BindingCollector } from './bindings';
import { directClass, instanceOf, plainUse, textOf, type Context, type Frame } from './context';
import type { ExpressionWalker } from './expressions';
import type { DecoratorFact, SymbolicPath } from './model';
import type { Paths } from './paths';
import { agreedPath, Binding, Scope } from './scope';
import type { FactSink } from './sink';

/** Walks the statements of a body. */
export type VisitBody = (body: SyntaxNode, context: Context) => void;

/** What a decorated definition hands to the definition in it. */
export interface Decorated {
  readonly facts: readonly DecoratorFact[];
  readonly names: readonly string[];
}

export const undecorated: Decorated = { facts: [], names: [] };

/** Functions, classes and their decorators. */
export class DefinitionFacts {
  constructor(
    private readonly paths: Paths,
    private readonly sink: FactSink,
    private readonly expressions: ExpressionWalker,
    private readonly visitBody: VisitBody,
  ) {}

  /** Decorators are evaluated in the scope around the definition, before it. */
  decorators(nodes: readonly SyntaxNode[], context: Context): Decorated {
    const facts: DecoratorFact[] = [];
    const names: string[] = [];
    for (const node of nodes) {
      const expression = node.children[0];
      if (node.type !== 'decorator' || !expression) continue;
      const callee = expression.type === 'call' ? expression.children[0] : expression;
      const value = this.expressions.visit(expression, context, plainUse);
      const path = callee && !node.isBroken ? this.paths.of(callee, context) : null;
      if (path === null) continue;
      names.push(path.slice(path.search(/[^.:]*$/)));
      facts.push({ path, call: value.kind === 'call' ? value.call : null, range: this.sink.range(node) });
    }
    return { facts, names };
  }

  function(node: SyntaxNode, context: Context, decorated: Decorated): void {
    const [name] = node.children;
    const list = child(node, 'parameters');
    const body = bodyOf(node);
    const index = this.sink.reserveFunction();
    const nameText = name ? textOf(name, this.paths.text) : '';
    if (context.scope.kind === 'function') this.sink.localFunctions.push({ index, scope: context.scope, name: nameText });
    if (context.scope.kind === 'class') context.scope.addMember(nameText, 'other');
    const parameters = this.expressions.parameters.read(list, context);
    const type = child(node, 'type');
    const returns = type ? this.expressions.parameters.annotation(type, context) : null;

    const scope = new Scope('function', context.scope);
    this.expressions.parameters.bind(list, scope, context, classPath(nameText, context));
    this.bindSelf(list, scope, context, nameText, decorated.names);
    const frame: Frame = { returns: [], yields: [], values: [], isGenerator: false };
    const inner: Context = { ...context, scope, flow: null, function: index, frame, typesOnly: false, optional: false };
    if (body) {
      new BindingCollector(this.paths, inner).collectBody(body);
      this.visitBody(body, inner);
    }
    const range = this.sink.range(node);
    this.sink.setFunction(index, {
      name: nameText,
      function: context.function,
      class: directClass(context),
      isAsync: this.paths.text.startsWith('async', node.start),
      isGenerator: frame.isGenerator,
      isLambda: false,
      decorators: decorated.facts,
      parameters,
      returns,
      returnsRange: type ? this.sink.range(type) : null,
      returnPath: agreedPath(frame.isGenerator ? frame.yields : frame.returns),
      ...(frame.values.length > 0 && frame.values.length <= mostReturned ? { returned: frame.values } : {}),
      range,
      nameRange: name ? this.sink.range(name) : range,
      bodyRange: body ? this.sink.range(body) : { start: range.end, end: range.end },
      runsInThread: false,
    });
  }

  /** Adds the class, without its body; gives the context of its body. */
  classHeader(node: SyntaxNode, context: Context, decorated: Decorated): Context {
    const [name] = node.children;
    const nameText = name ? textOf(name, this.paths.text) : '';
    const index = this.sink.reserveClass();
    const bases: SymbolicPath[] = [];
    const baseRanges = [];
    for (const base of child(node, 'argument_list')?.children ?? []) {
      if (base.type === 'keyword_argument') {
        if (base.children[1]) this.expressions.visit(base.children[1], context, plainUse);
        continue;
      }
      this.expressions.visit(base, context, plainUse);
      // `Repository[User]` derives from Repository.
      const origin = base.type === 'subscript' ? base.children[0] : base;
      const path = origin && !base.isBroken ? this.paths.of(origin, context) : null;
      if (path === null) continue;
      bases.push(path);
      baseRanges.push(this.sink.range(base));
    }
    const range = this.sink.range(node);
    this.sink.setClass(index, {
      name: nameText, function: context.function, class: directClass(context), bases, baseRanges, decorators: decorated.facts,
      range, nameRange: name ? this.sink.range(name) : range,
    });
    if (context.scope.kind === 'class') context.scope.addMember(nameText, 'other');
    const scope = new Scope('class', context.scope, classPath(nameText, context));
    return { ...context, scope, flow: null, class: index, frame: null };
  }

  class(node: SyntaxNode, context: Context, decorated: Decorated): void {
    const inner = this.classHeader(node, context, decorated);
    const body = bodyOf(node);
    if (body) this.visitBody(body, inner);
  }

  /** The first parameter of a method is an instance of its class, or the class. */
  private bindSelf(list: SyntaxNode | undefined, scope: Scope, context: Context, name: string, decorators: readonly string[]): void {
    const first = list?.children[0];
    if (context.scope.kind !== 'class' || context.class === null || first?.type !== 'identifier' || decorators.includes('staticmethod')) return;
    const own = textOf(first, this.paths.text);
    const isClass = decorators.includes('classmethod') || classMethods.has(name) || own === 'cls';
    const path = isClass ? context.scope.classPath : instanceOf(context.scope.classPath);
    scope.self = { name: own, class: context.class };
    scope.locals.set(own, [new Binding(first.start, null, () => path)]);
  }
}

/** A function that returns in more places than this is not followed value by value. */
const mostReturned = 8;
const classMethods = new Set(['__new__', '__init_subclass__', '__class_getitem__']);

/** `:Outer.Inner`; null for a class in a function, which no other place can name. */
export function classPath(name: string, context: Context): SymbolicPath | null {
  if (context.function !== null || name === '') return null;
  if (context.scope.kind !== 'class') return `:${name}`;
  return context.scope.classPath === null ? null : `${context.scope.classPath}.${name}`;
}

function child(node: SyntaxNode, type: string): SyntaxNode | undefined {
  return node.children.find((part) => part.type === type);
}

/** The body; behind an error in it, the parser adds an empty one. */
function bodyOf(node: SyntaxNode): SyntaxNode | undefined {
  const blocks = node.children.filter((part) => part.type === 'block');
  return blocks.find((block) => block.children.length > 0) ?? blocks[0];
}

