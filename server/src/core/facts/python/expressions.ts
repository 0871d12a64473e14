import type { SyntaxNode } from '../../syntax/syntaxNode';
import { itemPath, targetNames } from './bindings';
import { AssignmentFacts } from './assignments';
import { CallFacts } from './calls';
import { directClass, plainUse, textOf, type Context, type ExpressionVisitor, type Frame, type Use } from './context';
import { literalText } from './literals';
import type { SymbolicPath, ValueFact } from './model';
import { ParameterFacts } from './parameters';
import type { Paths } from './paths';
import { Binding, owningScope, Scope } from './scope';
import type { FactSink } from './sink';
import { StringFacts } from './stringFacts';

const comprehensions = new Set(['list_comprehension', 'set_comprehension', 'dictionary_comprehension', 'generator_expression']);

/** Walks expressions; the one place that knows what each kind of expression contributes. */
export class ExpressionWalker implements ExpressionVisitor {
  readonly strings: StringFacts;
  readonly parameters: ParameterFacts;
  private readonly assignments: AssignmentFacts;
  private readonly calls: CallFacts;

  constructor(private readonly paths: Paths, private readonly sink: FactSink) {
    this.assignments = new AssignmentFacts(paths, sink);
    this.strings = new StringFacts(paths, sink, this);
    this.calls = new CallFacts(paths, sink, this.strings, this);
    this.parameters = new ParameterFacts(paths, sink, this);
  }

  visit(node: SyntaxNode, context: Context, use: Use = plainUse): ValueFact {
    const first = node.children[0];
    if (this.strings.isString(node) && node.type !== 'call') return this.strings.add(node, context, use);
    switch (node.type) {
      case 'call':
        return this.calls.add(node, context, use);
      case 'await':
        return first ? this.visit(first, context, { ...use, awaited: true }) : this.other(node);
      case 'parenthesized_expression':
        return first ? this.visit(first, context, use) : this.other(node);
      case 'identifier':
        return this.path(node, context);
      case 'attribute':
        this.addAttribute(node, context);
        return this.path(node, context);
      case 'integer': case 'float':
        return { kind: 'number', text: textOf(node, this.paths.text), range: this.sink.range(node) };
      case 'true': case 'false': case 'none':
        return { kind: node.type, range: this.sink.range(node) };
      case 'unary_operator':
        return this.unary(node, context);
      case 'list': case 'tuple': case 'set': case 'expression_list':
        return this.list(node, context, use);
      case 'dictionary':
        return this.dictionary(node, context, use);
      case 'lambda':
        return this.lambda(node, context, use);
      case 'named_expression':
        return this.walrus(node, context, use);
      case 'string': case 'concatenated_string':
        return this.other(node);
      default:
        return this.composite(node, context, use);
    }
  }

  visitObject(node: SyntaxNode, context: Context): void {
    if (node.type === 'attribute') {
      if (node.children[0]) this.visitObject(node.children[0], context);
    } else if (node.type !== 'identifier') this.visit(node, context);
  }

  private composite(node: SyntaxNode, context: Context, use: Use): ValueFact {
    if (comprehensions.has(node.type)) return this.comprehension(node, context);
    // Either operand may be the value, so the name it is bound to is that of a string in it, too.
    const isChoice = node.type === 'conditional_expression' || node.type === 'boolean_operator';
    const inner = isChoice ? { ...plainUse, label: use.boundTo ?? use.label, literalOf: use.literalOf } : plainUse;
    const values = node.children.map((child) => this.visit(child, context, inner));
    if (node.type === 'yield' && context.frame) this.addYield(node, context, context.frame, values[0]);
    const value = this.path(node, context);
    return value.kind === 'other' ? this.compound(node, value, values) : value;
  }

  /** What is put together of, or is one of, its operands. */
  private compound(node: SyntaxNode, value: ValueFact & { readonly kind: 'other' }, [first, second, third]: readonly ValueFact[]): ValueFact {
    if (!first || !second || node.isBroken) return value;
    if (node.type === 'boolean_operator') return { ...value, operator: 'either', operands: [first, second] };
    if (node.type === 'conditional_expression') return third ? { ...value, operator: 'either', operands: [first, third] } : value;
    const [left, right] = node.children;
    const operator = node.type === 'binary_operator' && left && right ? this.paths.text.slice(left.end, right.start).trim() : '';
    return operator === '|' || operator === '+' ? { ...value, operator, operands: [first, second] } : value;
  }

  private addYield(node: SyntaxNode, context: Context, frame: Frame, given: ValueFact | undefined): void {
    if (!frame.isGenerator) frame.values.length = 0;
    frame.isGenerator = true;
    if (given && !/^yield\s+from\b/.test(this.paths.text.slice(node.start, node.start + 12))) frame.values.push(given);
    const value = node.children[0];
    if (!value) return;
    const isDelegated = /^yield\s+from\b/.test(this.paths.text.slice(node.start, value.start));
    frame.yields.push(isDelegated || value.isBroken ? null : this.paths.bound(value, context));
  }

  private path(node: SyntaxNode, context: Context): ValueFact {
    const path = node.isBroken ? null : this.paths.of(node, context);
    const name = node.type === 'identifier' ? this.localName(node, context) : null;
    const range = this.sink.range(node);
    if (path !== null) return name === null ? this.keyed(node, { kind: 'path', path, range }) : { kind: 'path', path, range, name };
    return (name === null ? null : this.localFunction(node, context)) ?? (name === null ? { kind: 'other', range } : { kind: 'other', range, name });
  }

  /** `x["key"]` remembers its key. */
  private keyed(node: SyntaxNode, value: ValueFact & { readonly kind: 'path' }): ValueFact {
    const key = node.type === 'subscript' && node.children.length === 2 && node.children[1]?.type === 'string' ? literalText(textOf(node.children[1], this.paths.text)) : null;
    return key === null ? value : { ...value, key };
  }

  /** The text of a name that a function, not a comprehension, binds. */
  private localName(node: SyntaxNode, context: Context): string | null {
    const name = textOf(node, this.paths.text);
    return owningScope(name, context.scope)?.kind === 'function' ? name : null;
  }

  private localFunction(node: SyntaxNode, context: Context): ValueFact | null {
    const name = textOf(node, this.paths.text);
    const owner = owningScope(name, context.scope);
    const index = owner ? this.sink.localFunction(name, owner) : null;
    return index === null ? null : this.sink.reference({ kind: 'function', function: index, range: this.sink.range(node) });
  }

  private other(node: SyntaxNode): ValueFact {
    return { kind: 'other', range: this.sink.range(node) };
  }

  /** A dotted name that is read and not called. */
  private addAttribute(node: SyntaxNode, context: Context): void {
    const path = node.isBroken ? null : this.paths.of(node, context);
    if (path !== null) this.sink.facts.attributes.push({ path, range: this.sink.range(node), function: context.function });
    this.visitObject(node, context);
  }

  private unary(node: SyntaxNode, context: Context): ValueFact {
    const inner = node.children[0];
    const value = inner ? this.visit(inner, context) : null;
    const sign = this.paths.text[node.start] ?? '';
    if (value?.kind !== 'number' || sign === '~') return this.other(node);
    return { kind: 'number', text: sign === '-' ? `-${value.text}` : value.text, range: this.sink.range(node) };
  }

  private list(node: SyntaxNode, context: Context, use: Use): ValueFact {
    const inner: Use = { ...plainUse, literalOf: use.literalOf, label: use.boundTo ?? use.label };
    const items = node.children.map((child) => this.visit(child, context, inner));
    return { kind: 'list', items, range: this.sink.range(node) };
  }

  private dictionary(node: SyntaxNode, context: Context, use: Use): ValueFact {
    const entries = node.children.map((child) => {
      const [key, value] = child.children;
      if (child.type !== 'pair' || !key || !value) return { key: null, value: this.visit(key ?? child, context, { ...plainUse, literalOf: use.literalOf }) };
      const keyFact = this.visit(key, context, { ...plainUse, literalOf: use.literalOf });
      const label = keyFact.kind === 'string' ? keyFact.text : null;
      return { key: keyFact, value: this.visit(value, context, { ...plainUse, label, literalOf: use.literalOf }) };
    });
    return { kind: 'dict', entries, range: this.sink.range(node) };
  }

  private walrus(node: SyntaxNode, context: Context, use: Use): ValueFact {
    const [name, value] = node.children;
    if (!name || !value) return this.other(node);
    const fact = this.visit(value, context, { ...use, boundTo: textOf(name, this.paths.text) });
    // In a comprehension it binds in the scope around (PEP 572).
    let scope = context.scope;
    while (scope.kind === 'comprehension' && scope.parent) scope = scope.parent;
    const what = { path: this.paths.of(value, context), value: fact, annotation: null };
    this.bindOuter(name, scope, context, what);
    this.assignments.name(name, { ...context, scope }, what);
    return fact;
  }

  /** Adds a binding of module or class scope; a local one shows only in paths. */
  bindOuter(
    name: SyntaxNode, scope: Scope, context: Context,
    what: { readonly path: SymbolicPath | null; readonly value: ValueFact | null; readonly annotation: SymbolicPath | null },
  ): void {
    const text = textOf(name, this.paths.text);
    const isGlobal = scope.kind === 'module' || (scope.kind === 'function' && scope.globals.has(text));
    if (scope.kind === 'class') scope.addMember(text, 'other');
    if (!isGlobal && scope.kind !== 'class') return;
    this.sink.facts.bindings.push({
      name: text, class: isGlobal ? null : directClass({ ...context, scope }), ...what, range: this.sink.range(name), function: context.function,
    });
  }

  private lambda(node: SyntaxNode, context: Context, use: Use): ValueFact {
    const index = this.sink.reserveFunction();
    const hasParameters = node.children[0]?.type === 'lambda_parameters';
    const list = hasParameters ? node.children[0] : undefined;
    const body = node.children[hasParameters ? 1 : 0];
    const parameters = this.parameters.read(list, context);
    const scope = new Scope('function', context.scope);
    this.parameters.bind(list, scope, context);
    if (use.inThread) this.sink.threadFunctions.add(index);
    const frame: Frame = { returns: [], yields: [], values: [], isGenerator: false };
    const inner: Context = { ...context, scope, flow: null, function: index, frame };
    if (body) this.visit(body, inner);
    const range = this.sink.range(node);
    this.sink.setFunction(index, {
      name: '<lambda>', function: context.function, class: directClass(context), isAsync: false, isGenerator: frame.isGenerator, isLambda: true,
      decorators: [], parameters, returns: null, returnsRange: null, returnPath: body ? this.paths.of(body, inner) : null,
      range, nameRange: this.sink.rangeBetween(node.start, node.start + 'lambda'.length), bodyRange: body ? this.sink.range(body) : range,
      runsInThread: use.inThread,
    });
    return this.sink.reference({ kind: 'function', function: index, range });
  }

  /** The first iterable is evaluated outside, all else in the comprehension's own scope (Python reference, 6.2.4). */
  private comprehension(node: SyntaxNode, context: Context): ValueFact {
    const scope = new Scope('comprehension', context.scope);
    const inner: Context = { ...context, scope };
    const [body, ...clauses] = node.children;
    const outermost = clauses.find((clause) => clause.type === 'for_in_clause');
    for (const clause of clauses) {
      const [target, iterable] = clause.children;
      if (clause.type !== 'for_in_clause' || !target) continue;
      const seenFrom = clause === outermost ? context : inner;
      const path = () => (iterable && target.type === 'identifier' ? itemPath(this.paths.of(iterable, seenFrom)) : null);
      // Its names hold throughout: the body stands before the clauses.
      for (const name of targetNames(target)) scope.bind(textOf(name, this.paths.text), new Binding(node.start, null, path));
    }
    if (body) this.visit(body, inner);
    for (const clause of clauses) {
      if (clause.type !== 'for_in_clause') this.visit(clause, inner);
      else for (const part of clause.children.slice(1)) this.visit(part, clause === outermost ? context : inner);
    }
    return this.other(node);
  }
}
