import type { SyntaxNode } from '../../syntax/syntaxNode';
import { isContainer, isTransparentForm, readAnnotation } from './annotations';
import { textOf, type Context } from './context';
import type { SymbolicPath } from './model';
import { agreedPath, ignored, resolveName, type BoundPath } from './scope';

/** Longer paths say nothing that a rule could know. */
const longest = 400;
/** A call that gives one of its arguments, or something of it. */
interface PassingForm {
  /** Module of the function; '' for a method, or any. */
  readonly of: string;
  readonly gives: 'attribute' | 'instance' | 'class' | 'item' | 'same';
}

const passingForms: ReadonlyMap<string, PassingForm> = new Map([
  ['getattr', { of: 'builtins', gives: 'attribute' }],
  ['type', { of: 'builtins', gives: 'class' }],
  ['next', { of: 'builtins', gives: 'item' }],
  ['anext', { of: 'builtins', gives: 'item' }],
  ['cast', { of: 'typing', gives: 'instance' }],
  ['partial', { of: 'functools', gives: 'same' }],
  ['wait_for', { of: 'asyncio', gives: 'same' }],
  ['shield', { of: 'asyncio', gives: 'same' }],
  ['enter_async_context', { of: '', gives: 'same' }],
  ['enter_context', { of: '', gives: 'same' }],
]);
/** Names bound to names bound to names: followed no further than this. */
const deepest = 600;

/** Symbolic paths of expressions, each worked out once. */
export class Paths {
  private depth = 0;

  constructor(readonly text: string) {}

  /** The symbolic path of an expression as seen from its place; null where it has none. */
  of(node: SyntaxNode, context: Context): SymbolicPath | null {
    if (node.memo !== undefined) return node.memo;
    if (this.depth > deepest) return null;
    this.depth++;
    const path = this.compute(node, context);
    this.depth--;
    const result = path !== null && path.length > longest ? null : path;
    node.memo = result;
    return result;
  }

  /** As `of`; `ignored` for None and `...`, which stand for a value yet to come. */
  bound(node: SyntaxNode, context: Context): BoundPath {
    const inner = unwrap(node);
    if (inner.type === 'none' || inner.type === 'ellipsis') return ignored;
    return this.of(inner, context);
  }

  name(name: string, context: Context, offset: number): SymbolicPath | null {
    return resolveName(name, context.scope, context.flow, offset);
  }

  private compute(node: SyntaxNode, context: Context): SymbolicPath | null {
    const [first, second, third] = node.children;
    // Of a call with broken arguments it is still known what is called.
    if (node.isBroken && (node.type !== 'call' || first?.isBroken || !second?.isBroken)) return null;
    switch (node.type) {
      case 'identifier':
        return this.name(textOf(node, this.text), context, node.start);
      case 'attribute':
        return first && second ? this.join(first, context, `.${textOf(second, this.text)}`) : null;
      case 'call':
        return first ? this.ofCall(node, first, context) : null;
      case 'subscript':
        return first ? this.ofSubscript(node, first, second, context) : null;
      case 'generic_type':
        return first && isTransparentForm(textOf(first, this.text)) ? this.annotated(node, context) : null;
      case 'await': case 'parenthesized_expression': case 'type': case 'as_pattern':
        return first ? this.of(first, context) : null;
      case 'named_expression':
        return second ? this.of(second, context) : null;
      case 'conditional_expression':
        return first && third ? agreedPath([this.bound(first, context), this.bound(third, context)]) : null;
      case 'boolean_operator':
        return first && second ? agreedPath([this.bound(first, context), this.bound(second, context)]) : null;
      default:
        return null;
    }
  }

  private join(base: SyntaxNode, context: Context, rest: string): SymbolicPath | null {
    const path = this.of(base, context);
    return path === null ? null : path + rest;
  }

  private ofCall(node: SyntaxNode, callee: SyntaxNode, context: Context): SymbolicPath | null {
    const form = passingForms.get(callee.type === 'attribute' ? lastName(callee, this.text) : textOf(callee, this.text));
    const given = node.children[1]?.children ?? [];
    return (form && given[0] ? this.passed(form, callee, given, context) : null) ?? this.join(callee, context, '()');
  }

  /** What a call gives that hands on one of its arguments; null where it is another function of that name. */
  private passed(form: PassingForm, callee: SyntaxNode, [first, second]: readonly SyntaxNode[], context: Context): SymbolicPath | null {
    if (!first || first.type === 'keyword_argument') return null;
    const path = this.of(callee, context);
    if (path === null || (form.of !== '' && path !== `:${lastName(callee, this.text)}` && path !== `:${form.of}.${lastName(callee, this.text)}`)) return null;
    switch (form.gives) {
      case 'attribute': {
        // `getattr(x, "name")` reads as `x.name`.
        const literal = second?.type === 'string' ? /^["']([\p{L}_][\p{L}\p{N}_]*)["']$/u.exec(textOf(second, this.text)) : null;
        return literal ? this.join(first, context, `.${literal[1] ?? ''}`) : null;
      }
      case 'instance': {
        if (!second) return null;
        const type = this.annotated(first, context);
        return type === null ? null : `${type}()`;
      }
      case 'class': {
        const instance = second ? null : this.of(first, context);
        return instance?.endsWith('()') ? instance.slice(0, -2) : null;
      }
      case 'item': return this.join(first, context, '[]');
      case 'same': return this.of(first, context);
    }
  }

  private ofSubscript(node: SyntaxNode, value: SyntaxNode, index: SyntaxNode | undefined, context: Context): SymbolicPath | null {
    const name = value.type === 'attribute' ? value.children[1] : value;
    if (index && name?.type === 'identifier' && isTransparentForm(textOf(name, this.text))) return this.annotated(index, context);
    if (index && name?.type === 'identifier' && isContainer(textOf(name, this.text)) && this.of(value, context)?.endsWith(textOf(name, this.text))) {
      return this.annotated(node, context);
    }
    return this.join(value, context, '[]');
  }

  private annotated(node: SyntaxNode, context: Context): SymbolicPath | null {
    return readAnnotation(textOf(node, this.text), (name) => this.name(name, context, node.start)).path;
  }
}

/** The expression without the parentheses and `await` around it. */
export function unwrap(node: SyntaxNode): SyntaxNode {
  let at = node;
  while (at.type === 'parenthesized_expression' || at.type === 'await') {
    const inner = at.children[0];
    if (!inner) break;
    at = inner;
  }
  return at;
}

/** The last name of an expression as written: `b` for `a.b`, `a.b[0]` and `a.b()`; empty where there is none. */
export function lastName(node: SyntaxNode, text: string): string {
  let at: SyntaxNode | undefined = node;
  while (at) {
    if (at.type === 'identifier') return textOf(at, text);
    if (at.type === 'attribute') at = at.children[1];
    else if (at.type === 'call' || at.type === 'subscript' || at.type === 'await' || at.type === 'parenthesized_expression') at = at.children[0];
    else return '';
  }
  return '';
}
