import type { SyntaxNode } from '../../syntax/syntaxNode';
import { readAnnotation } from './annotations';
import { declaredPath } from './bindings';
import { textOf, plainUse, type Context, type ExpressionVisitor } from './context';
import type { ParameterFact, SymbolicPath, ValueFact } from './model';
import { lastName, type Paths } from './paths';
import { Binding, type Scope } from './scope';
import type { FactSink } from './sink';

/** Parameter lists and annotations. */
export class ParameterFacts {
  constructor(private readonly paths: Paths, private readonly sink: FactSink, private readonly visitor: ExpressionVisitor) {}

  /** The parameters of a function or lambda; defaults and annotations belong to the scope around (`context`). */
  read(list: SyntaxNode | undefined, context: Context): ParameterFact[] {
    const result: ParameterFact[] = [];
    let isKeywordOnly = false;
    for (const node of list?.children ?? []) {
      if (node.type === 'keyword_separator') isKeywordOnly = true;
      const fact = this.parameter(node, context, isKeywordOnly);
      if (fact?.kind === 'args') isKeywordOnly = true;
      if (fact && !node.isBroken) result.push(fact);
    }
    return result;
  }

  /** Binds the parameters in the function's scope: an annotated one is an instance of its annotation, another what the project gives to `owner`. */
  bind(list: SyntaxNode | undefined, scope: Scope, context: Context, owner: SymbolicPath | null = null): void {
    for (const node of list?.children ?? []) {
      const name = nameOf(node);
      if (!name) continue;
      const type = node.children.find((child) => child.type === 'type');
      const isSingle = node.children[0]?.type === 'identifier';
      const given = owner !== null && !type && (node.type === 'identifier' || node.type === 'default_parameter') ? `${owner}@${textOf(name, this.paths.text)}` : null;
      scope.bind(textOf(name, this.paths.text), new Binding(name.start, null, () => (type && isSingle ? declaredPath(type, this.paths, context) : given)));
    }
  }

  /** The class that an annotation means, and the facts that lie in it. */
  annotation(type: SyntaxNode, context: Context): SymbolicPath | null {
    this.walk(type, context);
    return readAnnotation(textOf(type, this.paths.text), (name) => this.paths.name(name, context, type.start)).path;
  }

  private parameter(node: SyntaxNode, context: Context, isKeywordOnly: boolean): ParameterFact | null {
    const name = nameOf(node);
    if (!name) return null;
    const type = node.children.find((child) => child.type === 'type');
    const hasDefault = node.type === 'default_parameter' || node.type === 'typed_default_parameter';
    const value = hasDefault ? node.children.at(-1) : undefined;
    const text = textOf(name, this.paths.text);
    const metadata = type ? this.metadata(type, context) : null;
    return {
      name: text,
      kind: kindOf(node, isKeywordOnly),
      annotation: type ? readAnnotation(textOf(type, this.paths.text), (head) => this.paths.name(head, context, type.start)).path : null,
      annotationText: type ? textOf(type, this.paths.text) : null,
      annotationRange: type ? this.sink.range(type) : null,
      metadata: metadata ?? [],
      ...provided(value, this.paths, context),
      default: value ? this.visitor.visit(value, context, { ...plainUse, label: text }) : null,
      range: this.sink.range(node),
    };
  }

  /** Values of `Annotated[X, …]`; walks the annotation. */
  private metadata(type: SyntaxNode, context: Context): ValueFact[] {
    const form = type.children[0];
    const values = form ? annotatedParts(form, this.paths.text) : null;
    if (!values) {
      this.walk(type, context);
      return [];
    }
    const [meant, ...rest] = values;
    if (meant) this.walk(meant, context);
    return rest.map((value) => this.visitor.visit(value, context, plainUse));
  }

  /** Calls and dotted names count in an annotation as elsewhere; its strings are types, not texts. */
  private walk(node: SyntaxNode, context: Context): void {
    const values = node.type === 'generic_type' || node.type === 'subscript' ? annotatedParts(node, this.paths.text) : null;
    if (values) {
      const [meant, ...rest] = values;
      if (meant) this.walk(meant, context);
      for (const value of rest) this.visitor.visit(value, context, plainUse);
    } else if (node.type === 'call' || node.type === 'attribute' || node.type === 'lambda') this.visitor.visit(node, context, plainUse);
    else for (const child of node.children) this.walk(child, context);
  }
}

/** The arguments of `Annotated[…]`, where the node is that. */
function annotatedParts(node: SyntaxNode, text: string): SyntaxNode[] | null {
  const [head, ...rest] = node.children;
  const name = head?.type === 'attribute' ? head.children[1] : head;
  if (!name || name.type !== 'identifier' || textOf(name, text) !== 'Annotated') return null;
  if (node.type === 'subscript') return rest;
  return rest[0]?.children.map((type) => type.children[0] ?? type) ?? null;
}

const providers = new Set(['Depends', 'Security', 'Provide', 'TaskiqDepends']);

/** What a default like `Depends(get_db)` or `Provide[Container.db]` calls for the value. */
function provided(value: SyntaxNode | undefined, paths: Paths, context: Context): Pick<ParameterFact, 'provider'> {
  const [callee, given] = value?.children ?? [];
  if (!value || !callee || !given || (value.type !== 'call' && value.type !== 'subscript') || !providers.has(lastName(callee, paths.text))) return {};
  const argument = value.type === 'call' ? given.children[0] : given;
  const inner = argument?.type === 'keyword_argument' ? argument.children[1] : argument;
  const path = inner ? paths.of(inner, context) : null;
  return path === null ? {} : { provider: path };
}

function nameOf(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type === 'identifier') return node;
  const first = node.children[0];
  if (first?.type === 'identifier') return first;
  const inner = first?.children[0];
  return inner?.type === 'identifier' && first?.type !== 'type' ? inner : undefined;
}

function kindOf(node: SyntaxNode, isKeywordOnly: boolean): ParameterFact['kind'] {
  const pattern = node.type === 'typed_parameter' ? node.children[0]?.type : node.type;
  if (pattern === 'list_splat_pattern') return 'args';
  if (pattern === 'dictionary_splat_pattern') return 'kwargs';
  return isKeywordOnly ? 'keyword' : 'positional';
}
