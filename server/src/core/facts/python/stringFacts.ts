import type { SyntaxNode } from '../../syntax/syntaxNode';
import { textOf, plainUse, type Context, type ExpressionVisitor, type Use } from './context';
import { decode, formatPieces, literalText, percentPieces, prefixOf, type FormatPiece } from './literals';
import type { AssembledPart, SymbolicPath, ValueFact } from './model';
import { unwrap, type Paths } from './paths';
import type { FactSink } from './sink';

type How = 'fstring' | 'percent' | 'plus' | 'format';

/** Strings, whole or put together by f-string, `%`, `+` or `.format`: one fact for the outermost expression. */
export class StringFacts {
  constructor(private readonly paths: Paths, private readonly sink: FactSink, private readonly visitor: ExpressionVisitor) {}

  /** Adds the fact of a string expression (see `isString`) and gives its value. */
  add(node: SyntaxNode, context: Context, use: Use): ValueFact {
    const range = this.sink.range(node);
    const { strings } = this.sink.facts;
    const place = strings.length;
    if (!node.isBroken) strings.push({ value: { kind: 'other', range }, range, function: null, class: null, argumentOf: null, boundTo: null });
    const parts = merged(this.parts(node, context));
    if (node.isBroken) return { kind: 'other', range };
    const value = valueOf(parts, this.how(node), range);
    strings[place] = { value, range, function: context.function, class: context.class, argumentOf: use.literalOf, boundTo: use.boundTo ?? use.label };
    return value;
  }

  /** Whether the expression gives a text that is at least partly written here. Bytes are none. */
  isString(node: SyntaxNode): boolean {
    const [left, right] = node.children;
    switch (node.type) {
      case 'string':
        return !this.prefix(node).isBytes;
      case 'concatenated_string':
        return left !== undefined && this.isString(left);
      case 'parenthesized_expression':
        return left !== undefined && this.isString(left);
      case 'binary_operator': {
        if (!left || !right) return false;
        const operator = this.operator(left, right);
        return operator === '%' ? this.isString(left) : operator === '+' && (this.isString(left) || this.isString(right));
      }
      case 'call':
        return this.formatted(node) !== undefined;
      default:
        return false;
    }
  }

  /** The string on which a call's callee is `.format`. */
  formatted(call: SyntaxNode): SyntaxNode | undefined {
    const callee = call.children[0];
    const [object, name] = callee?.type === 'attribute' ? callee.children : [];
    return object && name && textOf(name, this.paths.text) === 'format' && this.isString(object) ? object : undefined;
  }

  /** Adds the facts that lie in the expressions of a string, and gives its parts. */
  parts(node: SyntaxNode, context: Context): AssembledPart[] {
    const [left, right] = node.children;
    if (node.type === 'string') return this.literalParts(node, context);
    if (node.type === 'concatenated_string') return node.children.flatMap((child) => this.literalParts(child, context));
    if (node.type === 'parenthesized_expression' && left) return this.parts(left, context);
    if (node.type === 'call') return this.formatParts(node, context);
    if (!left || !right) return [];
    if (this.operator(left, right) === '%') return this.percentParts(left, right, context);
    return [...this.operandParts(left, context), ...this.operandParts(right, context)];
  }

  private how(node: SyntaxNode): How {
    const at = unwrap(node);
    const [left, right] = at.children;
    if (at.type === 'call') return 'format';
    if (at.type === 'binary_operator' && left && right) return this.operator(left, right) === '%' ? 'percent' : 'plus';
    return 'fstring';
  }

  private operandParts(node: SyntaxNode, context: Context): AssembledPart[] {
    if (this.isString(node) && node.type !== 'call') return this.parts(node, context);
    // A call adds a fact of its own, wherever it stands.
    if (this.isString(node)) return partsOf(this.visitor.visit(node, context, plainUse));
    this.visitor.visit(node, context, plainUse);
    return [{ path: this.paths.of(node, context) }];
  }

  private literalParts(node: SyntaxNode, context: Context): AssembledPart[] {
    const prefix = this.prefix(node);
    if (prefix.isBytes) return [];
    if (node.children.length === 0) return [{ text: literalText(textOf(node, this.paths.text)) ?? '' }];
    const parts: AssembledPart[] = [];
    for (const child of node.children) {
      if (child.type === 'string_content') parts.push({ text: decode(textOf(child, this.paths.text), prefix) });
      else if (child.type === 'interpolation') parts.push(...this.interpolation(child, context));
    }
    return parts;
  }

  private interpolation(node: SyntaxNode, context: Context): AssembledPart[] {
    const [expression, ...rest] = node.children;
    for (const child of rest) if (child.type === 'format_specifier') this.visitNested(child, context);
    if (!expression) return [{ path: null }];
    const parts = this.operandParts(expression, context);
    // `{x=}` writes the expression, too.
    const behind = this.paths.text.slice(expression.end, node.end);
    const isSelfDocumenting = /^\s*=\s*(?:[!:}])/.test(behind);
    return isSelfDocumenting ? [{ text: this.paths.text.slice(node.start + 1, expression.end) + behind.replace(/[!:}][\s\S]*$/, '') }, ...parts] : parts;
  }

  private visitNested(specifier: SyntaxNode, context: Context): void {
    for (const field of specifier.children) for (const child of field.children) this.visitor.visit(child, context, plainUse);
  }

  private percentParts(format: SyntaxNode, values: SyntaxNode, context: Context): AssembledPart[] {
    const formatParts = this.parts(format, context);
    const inner = unwrap(values);
    if (inner.type === 'dictionary') {
      this.visitor.visit(inner, context, plainUse);
      const byKey = new Map(inner.children.flatMap((pair) => this.keyed(pair, context)));
      return fill(formatParts, percentPieces, (key) => [{ path: byKey.get(key) ?? null }]);
    }
    const given = (inner.type === 'tuple' ? inner.children : [values]).map((value) => this.operandParts(value, context));
    let next = 0;
    return fill(formatParts, percentPieces, () => given[next++] ?? [{ path: null }]);
  }

  private keyed(pair: SyntaxNode, context: Context): [string, SymbolicPath | null][] {
    const [key, value] = pair.children;
    if (pair.type !== 'pair' || key?.type !== 'string' || !value) return [];
    return [[literalText(textOf(key, this.paths.text)) ?? '', this.paths.of(value, context)]];
  }

  /** The call's arguments are walked where calls are. */
  private formatParts(call: SyntaxNode, context: Context): AssembledPart[] {
    const format = this.formatted(call);
    if (!format) return [];
    const given = new Map<string, SymbolicPath | null>();
    let position = 0;
    for (const argument of call.children[1]?.children ?? []) {
      const [key, value] = argument.children;
      if (argument.type === 'keyword_argument' && key && value) given.set(textOf(key, this.paths.text), this.paths.of(value, context));
      else given.set(String(position++), this.paths.of(argument, context));
    }
    let next = 0;
    return fill(this.parts(format, context), formatPieces, (key, rest) => {
      const path = given.get(key === '' ? String(next++) : key) ?? null;
      return [{ path: path === null ? null : path + rest }];
    });
  }

  private prefix(node: SyntaxNode): ReturnType<typeof prefixOf> {
    return prefixOf(this.paths.text.slice(node.start, node.start + 4));
  }

  private operator(left: SyntaxNode, right: SyntaxNode): string {
    // A comment may stand between, where lines are joined by parentheses.
    return this.paths.text.slice(left.end, right.start).replace(/#.*/g, '').replace(/[\s\\()]+/g, '');
  }
}

function fill(
  parts: readonly AssembledPart[],
  split: (text: string) => FormatPiece[],
  value: (key: string, rest: string) => AssembledPart[],
): AssembledPart[] {
  return parts.flatMap((part) => ('text' in part
    ? split(part.text).flatMap((piece) => ('text' in piece ? [piece] : value(piece.key, piece.rest)))
    : [part]));
}

function merged(parts: readonly AssembledPart[]): AssembledPart[] {
  const result: AssembledPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if ('text' in part && part.text === '') continue;
    if ('text' in part && last && 'text' in last) result[result.length - 1] = { text: last.text + part.text };
    else result.push(part);
  }
  return result;
}

function valueOf(parts: readonly AssembledPart[], by: How, range: ValueFact['range']): ValueFact {
  if (parts.some((part) => !('text' in part))) return { kind: 'assembled', by, parts, range };
  return { kind: 'string', text: parts.map((part) => ('text' in part ? part.text : '')).join(''), range };
}

function partsOf(value: ValueFact): AssembledPart[] {
  if (value.kind === 'assembled') return [...value.parts];
  return value.kind === 'string' ? [{ text: value.text }] : [{ path: null }];
}
