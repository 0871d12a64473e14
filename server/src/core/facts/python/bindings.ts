import type { SyntaxNode } from '../../syntax/syntaxNode';
import { readAnnotation } from './annotations';
import { instanceOf, textOf, type Context } from './context';
import type { SymbolicPath } from './model';
import type { Paths } from './paths';
import { Binding, type BoundPath, type Flow, type Scope } from './scope';

/** Finds every name that a function binds, before its body is walked: Python decides what is local to it as a whole. */
export class BindingCollector {
  private readonly scope: Scope;

  constructor(private readonly paths: Paths, private readonly context: Context) {
    this.scope = context.scope;
  }

  collectBody(body: SyntaxNode): void {
    this.visit(body, null);
    for (const name of [...this.scope.globals, ...this.scope.nonlocals]) this.scope.locals.delete(name);
    this.scope.seal();
  }

  private visit(node: SyntaxNode, flow: Flow | null): void {
    const [first, second] = node.children;
    switch (node.type) {
      case 'function_definition': case 'class_definition':
        this.definition(node, flow);
        return;
      case 'lambda': case 'type':
        return;
      case 'assignment':
        if (first) this.assignment(node, first, flow);
        break;
      case 'augmented_assignment':
        if (first?.type === 'identifier') this.bind(first, node.end, flow, () => null);
        break;
      case 'named_expression':
        if (first && second) this.bindValue(first, second, node.end, flow);
        break;
      case 'for_statement':
        if (first && second) this.bindTarget(first, second.end, flow, this.itemOf(second, flow));
        break;
      case 'as_pattern':
        if (first && second) this.asPattern(node, first, second, flow);
        break;
      case 'except_clause':
        this.handler(node, flow);
        return;
      case 'import_statement': case 'import_from_statement': case 'future_import_statement':
        this.imports(node, flow);
        return;
      case 'global_statement': case 'nonlocal_statement':
        for (const name of node.children) (node.type === 'global_statement' ? this.scope.globals : this.scope.nonlocals).add(textOf(name, this.paths.text));
        return;
      case 'case_clause':
        for (const child of node.children) if (child.type === 'case_pattern') this.captures(child, flow);
        break;
      default:
    }
    this.visitParts(node, flow);
  }

  private visitParts(node: SyntaxNode, flow: Flow | null): void {
    for (let arm = 0; arm < node.children.length; arm++) {
      const child = node.children[arm];
      if (!child) continue;
      const inner = child.type === 'block' || armTypes.has(child.type) ? armOf(node, child, arm, flow) : null;
      if (inner) this.scope.flows.set(child, inner);
      this.visit(child, inner ?? flow);
    }
  }

  /** A nested function or class binds its name; through `nonlocal` it may bind others. */
  private definition(node: SyntaxNode, flow: Flow | null): void {
    const name = node.children[0];
    if (name) this.bind(name, name.end, flow, () => null);
    if (!/\bnonlocal\b/.test(textOf(node, this.paths.text))) return;
    this.bindNonlocals(node);
  }

  private bindNonlocals(nested: SyntaxNode): void {
    const names = new Set<string>();
    collectNonlocals(nested, this.paths.text, names);
    for (const name of names) this.scope.bind(name, new Binding(nested.start, null, () => null));
  }

  private assignment(node: SyntaxNode, target: SyntaxNode, flow: Flow | null): void {
    const type = node.children.find((child) => child.type === 'type');
    const value = assignedValue(node);
    if (type && target.type === 'identifier') {
      this.bind(target, node.end, flow, () => declaredPath(type, this.paths, { ...this.context, flow }));
    } else if (value) this.bindTarget(target, node.end, flow, () => this.paths.bound(value, { ...this.context, flow }));
  }

  private bindValue(target: SyntaxNode, value: SyntaxNode, at: number, flow: Flow | null): void {
    this.bind(target, at, flow, () => this.paths.bound(value, { ...this.context, flow }));
  }

  /** A single name gets the value; what is unpacked is unknown. */
  private bindTarget(target: SyntaxNode, at: number, flow: Flow | null, path: () => BoundPath): void {
    if (target.type === 'identifier') this.bind(target, at, flow, path);
    else for (const name of targetNames(target)) this.bind(name, at, flow, () => null);
  }

  private asPattern(node: SyntaxNode, value: SyntaxNode, alias: SyntaxNode, flow: Flow | null): void {
    const target = alias.children[0] ?? alias;
    this.bindTarget(target, node.end, flow, () => this.paths.bound(value, { ...this.context, flow }));
  }

  /** `except X as e`: e is an instance of X. */
  private handler(node: SyntaxNode, flow: Flow | null): void {
    for (const child of node.children) {
      const [type, alias] = child.children;
      const name = alias?.children[0];
      if (child.type !== 'as_pattern' || !type || !name) this.visit(child, flow);
      else this.bind(name, child.end, flow, () => instanceOf(this.paths.of(type, { ...this.context, flow })));
    }
  }

  private itemOf(iterable: SyntaxNode, flow: Flow | null): () => BoundPath {
    return () => itemPath(this.paths.of(iterable, { ...this.context, flow }));
  }

  private imports(node: SyntaxNode, flow: Flow | null): void {
    for (const name of importedNames(node, this.paths.text)) {
      const path = `:${name}`;
      this.scope.bind(name, new Binding(node.end, flow, () => path));
    }
  }

  private captures(pattern: SyntaxNode, flow: Flow | null): void {
    for (const name of capturedNames(pattern)) this.bind(name, pattern.end, flow, () => null);
  }

  private bind(name: SyntaxNode, at: number, flow: Flow | null, path: () => BoundPath): void {
    if (name.type === 'identifier') this.scope.bind(textOf(name, this.paths.text), new Binding(at, flow, path));
  }
}

/** Nodes that hold a block and are an arm of the statement around them. */
const armTypes = new Set(['elif_clause', 'else_clause', 'except_clause', 'finally_clause', 'case_clause']);
const exclusiveArms = new Set(['elif_clause', 'except_clause', 'case_clause']);

function armOf(statement: SyntaxNode, part: SyntaxNode, arm: number, parent: Flow | null): Flow | null {
  const type = statement.type;
  // The block of a clause, or of `match`, is no arm of its own: the clause is.
  if (armTypes.has(type) || type === 'match_statement' || type === 'module') return null;
  if (part.type === 'block' && !branching.has(type)) return null;
  const isLoopBody = part.type === 'block' && (type === 'for_statement' || type === 'while_statement');
  const isElse = part.type === 'else_clause';
  return {
    parent,
    span: part,
    statement: statement.start,
    arm,
    isExclusive: exclusiveArms.has(part.type) || (type === 'if_statement') || (isElse && type === 'try_statement'),
    isCertain: type === 'with_statement' || part.type === 'finally_clause' || (part.type === 'block' && type === 'try_statement' && handlersLeave(statement)),
    isLoop: isLoopBody,
    leaves: leaves(part.type === 'block' ? part : part.children.at(-1)),
  };
}

const branching = new Set(['if_statement', 'for_statement', 'while_statement', 'try_statement', 'with_statement']);

function handlersLeave(statement: SyntaxNode): boolean {
  const handlers = statement.children.filter((child) => child.type === 'except_clause');
  return handlers.every((handler) => leaves(handler.children.at(-1)));
}

function leaves(block: SyntaxNode | undefined): boolean {
  const last = block?.children.at(-1);
  return last?.type === 'return_statement' || last?.type === 'raise_statement';
}

function collectNonlocals(node: SyntaxNode, text: string, names: Set<string>): void {
  if (node.type === 'nonlocal_statement') for (const name of node.children) names.add(textOf(name, text));
  else for (const child of node.children) collectNonlocals(child, text, names);
}

/** What an assignment gives: behind `a = b = value`, the value. */
export function assignedValue(node: SyntaxNode): SyntaxNode | undefined {
  let at: SyntaxNode | undefined = node;
  while (at?.type === 'assignment') {
    const last: SyntaxNode | undefined = at.children.length > 1 ? at.children.at(-1) : undefined;
    at = last?.type === 'type' ? undefined : last;
  }
  return at;
}

/** The names that an assignment target, however nested, binds. */
export function targetNames(target: SyntaxNode): SyntaxNode[] {
  if (target.type === 'identifier') return [target];
  if (target.type === 'attribute' || target.type === 'subscript') return [];
  return target.children.flatMap(targetNames);
}

/** Capture names of a match pattern (PEP 634): single names that are not what is matched against. */
export function capturedNames(pattern: SyntaxNode): SyntaxNode[] {
  const { children } = pattern;
  switch (pattern.type) {
    case 'dotted_name':
      return children.length === 1 && children[0] ? [children[0]] : [];
    case 'class_pattern': case 'keyword_pattern':
      return children.slice(1).flatMap(capturedNames);
    case 'as_pattern': case 'splat_pattern':
      return children.flatMap((child) => (child.type === 'identifier' ? [child] : capturedNames(child)));
    default:
      return children.flatMap(capturedNames);
  }
}

/** The names that an import statement binds. */
export function importedNames(statement: SyntaxNode, text: string): string[] {
  const from = statement.type === 'import_from_statement';
  return statement.children.slice(from ? 1 : 0).flatMap((child) => {
    if (child.type === 'aliased_import') return child.children[1] ? [textOf(child.children[1], text)] : [];
    if (child.type !== 'dotted_name') return [];
    return child.children[0] ? [textOf(child.children[0], text)] : [];
  });
}

/** `path[]`: what iterating over it gives. */
export function itemPath(path: SymbolicPath | null): SymbolicPath | null {
  return path === null ? null : `${path}[]`;
}

/** The path of a name declared with this annotation: an instance of the class, or for `type[X]` the class X. */
export function declaredPath(type: SyntaxNode, paths: Paths, context: Context): SymbolicPath | null {
  const { path, classPath } = readAnnotation(textOf(type, paths.text), (name) => paths.name(name, context, type.start));
  return classPath ?? instanceOf(path);
}
