import type { Range } from '../../text/range';
import type { SyntaxNode } from '../../syntax/syntaxNode';
import { textOf, type Context } from './context';
import { literalText } from './literals';
import type { AssignmentFact, BindingFact, ValueFact } from './model';
import type { Paths } from './paths';
import type { FactSink } from './sink';

/** What a name is bound to, as a binding fact has it. */
export type Bound = Pick<BindingFact, 'path' | 'value' | 'annotation'>;

/** Methods that change a mapping or a list in place. */
const updates = new Set(['update', 'setdefault', 'pop', 'append', 'extend', 'clear', 'popitem', 'insert', 'remove', 'add']);

/** Assignments that are no bindings of a module, a class or self. */
export class AssignmentFacts {
  constructor(private readonly paths: Paths, private readonly sink: FactSink) {}

  /** A name that is local to a function. */
  name(target: SyntaxNode, context: Context, what: Bound, operator = '='): void {
    const name = textOf(target, this.paths.text);
    if (context.scope.kind !== 'function' || context.scope.globals.has(name) || target.isBroken) return;
    this.add({ kind: 'name', name, object: null, objectText: '', operator }, target, context, what);
  }

  attribute(target: SyntaxNode, context: Context, what: Bound, operator = '='): void {
    const [object, name] = target.children;
    if (!object || !name) return;
    this.add({ kind: 'attribute', name: textOf(name, this.paths.text), ...this.object(object, context), operator }, target, context, what);
  }

  item(target: SyntaxNode, context: Context, what: Bound, operator = '='): void {
    const [object, key] = target.children;
    if (!object) return;
    const name = key?.type === 'string' ? literalText(textOf(key, this.paths.text)) : null;
    this.add({ kind: 'item', name, ...this.object(object, context), operator }, target, context, what);
  }

  augmented(target: SyntaxNode, valueNode: SyntaxNode, value: ValueFact | null, context: Context): void {
    const operator = this.paths.text.slice(target.end, valueNode.start).trim();
    const what: Bound = { path: null, value, annotation: null };
    if (target.type === 'identifier') this.name(target, context, what, operator);
    else if (target.type === 'attribute') this.attribute(target, context, what, operator);
    else if (target.type === 'subscript') this.item(target, context, what, operator);
  }

  /** A statement like `headers.update(…)`. */
  update(callee: SyntaxNode, value: ValueFact, context: Context): void {
    const [object, method] = callee.children;
    if (callee.type !== 'attribute' || !object || !method || (object.type !== 'identifier' && object.type !== 'attribute')) return;
    const name = textOf(method, this.paths.text);
    if (!updates.has(name)) return;
    this.add({ kind: 'update', name, ...this.object(object, context), operator: '.' }, callee, context, { path: null, value, annotation: null });
  }

  private object(node: SyntaxNode, context: Context): Pick<AssignmentFact, 'object' | 'objectText'> {
    const text = textOf(node, this.paths.text);
    return { object: this.paths.of(node, context), objectText: text.length > longest ? '' : text };
  }

  private add(target: Omit<AssignmentFact, 'value' | 'path' | 'range' | 'function' | 'arm'>, node: SyntaxNode, context: Context, what: Bound): void {
    this.sink.facts.assignments.push({
      ...target, value: what.value, path: what.path, range: this.sink.range(node), function: context.function, arm: this.arm(context),
    });
  }

  private arm(context: Context): Range | null {
    for (let flow = context.flow; flow; flow = flow.parent) if (!flow.isCertain) return this.sink.rangeBetween(flow.span.start, flow.span.end);
    return null;
  }
}

/** Longer texts name nothing that is asked for again. */
const longest = 100;
