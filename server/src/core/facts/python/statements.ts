import type { SyntaxNode } from '../../syntax/syntaxNode';
import { assignedValue, capturedNames, itemPath } from './bindings';
import { instanceOf, plainUse, textOf, type Context } from './context';
import { DefinitionFacts, undecorated } from './definitions';
import { ExpressionWalker } from './expressions';
import { exportStep, isMainGuard, typeCheckingArm } from './guards';
import { addHandler, catchesImportError } from './handlers';
import { addImports } from './imports';
import { AssignmentFacts, type Bound } from './assignments';
import { Paths } from './paths';
import type { Scope } from './scope';
import type { FactSink } from './sink';

/** Walks statements; each kind's facts are made by the class for that kind. */
export class StatementWalker {
  readonly definitions: DefinitionFacts;
  private readonly expressions: ExpressionWalker;
  private readonly paths: Paths;
  private readonly assignments: AssignmentFacts;

  constructor(private readonly sink: FactSink) {
    this.paths = new Paths(sink.text);
    this.assignments = new AssignmentFacts(this.paths, sink);
    this.expressions = new ExpressionWalker(this.paths, sink);
    this.definitions = new DefinitionFacts(this.paths, sink, this.expressions, (body, context) => this.visitBody(body, context));
  }

  visitBody(body: SyntaxNode, context: Context): void {
    const inner = this.enter(body, context);
    for (const statement of body.children) this.visit(statement, inner);
  }

  visit(node: SyntaxNode, context: Context): void {
    const [first] = node.children;
    switch (node.type) {
      case 'expression_statement':
        this.expressionStatement(node, context);
        return;
      case 'import_statement': case 'import_from_statement': case 'future_import_statement':
        this.imports(node, context);
        return;
      case 'function_definition':
        this.definitions.function(node, context, undecorated);
        return;
      case 'class_definition':
        this.definitions.class(node, context, undecorated);
        return;
      case 'decorated_definition':
        this.decorated(node, context);
        return;
      case 'return_statement':
        this.returned(first, context);
        return;
      case 'if_statement':
        this.ifStatement(node, context);
        return;
      case 'try_statement':
        this.tryStatement(node, context);
        return;
      case 'with_statement':
        this.withStatement(node, context);
        return;
      case 'for_statement':
        this.forStatement(node, context);
        return;
      case 'delete_statement':
        for (const target of node.children) this.target(target, context, null);
        return;
      case 'case_clause':
        this.caseClause(node, context);
        return;
      case 'global_statement': case 'nonlocal_statement': case 'type_alias_statement':
        return;
      default:
        this.parts(node, context);
    }
  }

  /** Blocks and clauses among the children are walked as statements, all else as expressions. */
  private parts(node: SyntaxNode, context: Context): void {
    for (const child of node.children) this.part(child, context);
  }

  private part(child: SyntaxNode, context: Context): void {
    if (child.type === 'block') this.visitBody(child, context);
    else if (child.type === 'case_clause') this.visit(child, this.enter(child, context));
    else if (clauses.has(child.type)) this.parts(child, this.enter(child, context));
    else this.expressions.visit(child, context);
  }

  private enter(node: SyntaxNode, context: Context): Context {
    const flow = context.scope.flows.get(node);
    return flow ? { ...context, flow } : context;
  }

  private expressionStatement(node: SyntaxNode, context: Context): void {
    const [only, ...more] = node.children;
    if (only?.type === 'assignment') this.assignment(only, context);
    else if (only?.type === 'augmented_assignment') this.augmented(only, context);
    else if (only && more.length === 0 && this.expressions.strings.isString(only) && only.type !== 'call') this.expressions.strings.parts(only, context);
    else for (const child of node.children) this.expressions.visit(child, context, { ...plainUse, isStatement: more.length === 0 });
  }

  private assignment(node: SyntaxNode, context: Context): void {
    const targets: SyntaxNode[] = [];
    let type: SyntaxNode | undefined;
    for (let at: SyntaxNode | undefined = node; at?.type === 'assignment'; at = at.children.at(-1)) {
      if (at.children[0]) targets.push(at.children[0]);
      type ??= at.children.find((child) => child.type === 'type');
    }
    const valueNode = assignedValue(node);
    const annotation = type ? this.expressions.parameters.annotation(type, context) : null;
    const last = targets.at(-1);
    const boundTo = last && (last.type === 'identifier' || last.type === 'attribute') ? textOf(last, this.paths.text) : null;
    if (valueNode?.type === 'augmented_assignment') return this.augmented(valueNode, context);
    const value = valueNode ? this.expressions.visit(valueNode, context, { ...plainUse, boundTo }) : null;
    const path = valueNode && !node.isBroken ? this.paths.of(valueNode, context) : null;
    if (context.scope.kind === 'module' && !node.isBroken) this.exports(targets, valueNode, 'set');
    for (const target of targets) this.target(target, context, node.isBroken ? null : { path, value, annotation });
  }

  private augmented(node: SyntaxNode, context: Context): void {
    const [target, value] = node.children;
    if (target && target.type !== 'identifier') this.targetParts(target, context);
    const fact = value ? this.expressions.visit(value, context) : null;
    if (target && value && !node.isBroken) this.assignments.augmented(target, value, fact, context);
    if (context.scope.kind === 'module' && target && !node.isBroken) this.exports([target], value, 'add');
  }

  private exports(targets: readonly SyntaxNode[], value: SyntaxNode | undefined, kind: 'set' | 'add'): void {
    for (const target of targets) {
      if (textOf(target, this.paths.text) === '__all__') this.sink.facts.exports.push(exportStep(kind, value, this.paths.text));
    }
  }

  /** What a target binds at module or class scope or on self; `what` is null where nothing may be said. */
  private target(
    target: SyntaxNode, context: Context,
    what: Bound | null,
  ): void {
    if (target.type === 'identifier') {
      if (what) this.expressions.bindOuter(target, context.scope, context, what);
      if (what) this.assignments.name(target, context, what);
    } else if (target.type === 'attribute') {
      if (what && !target.isBroken && !this.bindSelf(target, context, what)) this.assignments.attribute(target, context, what);
      this.targetParts(target, context);
    } else if (target.type === 'subscript') {
      if (what && !target.isBroken) this.assignments.item(target, context, what);
      this.targetParts(target, context);
    } else for (const child of target.children) this.target(child, context, what && unknownBinding);
  }

  /** Only what a target is reached through is read. */
  private targetParts(target: SyntaxNode, context: Context): void {
    const [object, ...rest] = target.children;
    if (target.type === 'attribute') {
      if (object?.type === 'attribute') this.expressions.visit(object, context);
      else if (object) this.expressions.visitObject(object, context);
    } else if (target.type === 'subscript') {
      if (object) this.expressions.visit(object, context);
      for (const index of rest) this.expressions.visit(index, context);
    } else for (const child of target.children) this.targetParts(child, context);
  }

  private bindSelf(target: SyntaxNode, context: Context, what: Bound): boolean {
    const [object, name] = target.children;
    if (object?.type !== 'identifier' || !name) return false;
    const own = textOf(object, this.paths.text);
    let scope: Scope | null = context.scope;
    while (scope && scope.kind !== 'module' && !scope.locals.has(own)) scope = scope.parent;
    if (scope?.self?.name !== own) return false;
    this.sink.facts.bindings.push({
      name: textOf(name, this.paths.text), class: scope.self.class, ...what, range: this.sink.range(target), function: context.function,
    });
    return true;
  }

  private imports(node: SyntaxNode, context: Context): void {
    for (const name of addImports(node, context, this.sink)) {
      if (context.scope.kind === 'class') context.scope.addMember(name, 'import');
    }
  }

  private decorated(node: SyntaxNode, context: Context): void {
    const definition = node.children.find((child) => child.type === 'function_definition' || child.type === 'class_definition');
    const decorated = this.definitions.decorators(node.children, context);
    if (definition?.type === 'function_definition') this.definitions.function(definition, context, decorated);
    else if (definition) this.definitions.class(definition, context, decorated);
  }

  private returned(value: SyntaxNode | undefined, context: Context): void {
    if (!value) return;
    const fact = this.expressions.visit(value, context);
    const { frame } = context;
    frame?.returns.push(value.isBroken ? null : this.paths.bound(value, context));
    if (frame?.isGenerator === false) frame.values.push(value.isBroken ? { kind: 'other', range: fact.range } : fact);
  }

  private ifStatement(node: SyntaxNode, context: Context): void {
    const guard = context.scope.kind === 'module' && context.flow === null && isMainGuard(node.children[0], this.paths.text);
    if (guard) this.sink.facts.mainGuard ??= this.sink.range(node);
    const typesArm = typeCheckingArm(node.children[0], this.paths.text);
    for (const child of node.children) {
      const isThen = child.type === 'block';
      const typesOnly = context.typesOnly || (isThen ? typesArm === 'then' : child.type === 'else_clause' && typesArm === 'else');
      this.part(child, { ...context, typesOnly, inMainGuard: context.inMainGuard || (guard && isThen) });
    }
  }

  private tryStatement(node: SyntaxNode, context: Context): void {
    const optional = node.children.some((child) => child.type === 'except_clause' && catchesImportError(child, this.paths.text));
    const block = node.children.find((child) => child.type === 'block') ?? null;
    for (const child of node.children) {
      if (child.type === 'block') this.visitBody(child, { ...context, optional: context.optional || optional });
      else if (child.type === 'except_clause') this.handler(child, block, this.enter(child, context));
      else this.part(child, context);
    }
  }

  private handler(node: SyntaxNode, block: SyntaxNode | null, context: Context): void {
    addHandler(node, block, context, this.paths, this.sink);
    for (const child of node.children) {
      const [type, alias] = child.children;
      const name = alias?.children[0];
      if (child.type !== 'as_pattern' || !type) this.part(child, context);
      else {
        this.expressions.visit(type, context);
        if (name) this.target(name, context, { path: instanceOf(this.paths.of(type, context)), value: null, annotation: null });
      }
    }
  }

  private withStatement(node: SyntaxNode, context: Context): void {
    for (const child of node.children) {
      if (child.type === 'with_clause') for (const item of child.children) this.withItem(item.children[0], context);
      else this.part(child, context);
    }
  }

  private withItem(node: SyntaxNode | undefined, context: Context): void {
    const inner = node?.type === 'parenthesized_expression' ? node.children[0] : node;
    // `with (a() as x, b() as y):` reads as a tuple before Python 3.10's grammar.
    if (inner?.type === 'tuple') for (const item of inner.children) this.withItem(item, context);
    else if (inner?.type === 'as_pattern') this.managed(inner.children[0], inner.children[1], context);
    else this.managed(inner, undefined, context);
  }

  private managed(value: SyntaxNode | undefined, alias: SyntaxNode | undefined, context: Context): void {
    if (!value) return;
    const target = alias?.children[0];
    const boundTo = target && (target.type === 'identifier' || target.type === 'attribute') ? textOf(target, this.paths.text) : null;
    const fact = this.expressions.visit(value, context, { ...plainUse, isContextManager: true, boundTo });
    if (target) this.target(target, context, value.isBroken ? null : { path: this.paths.of(value, context), value: fact, annotation: null });
  }

  private forStatement(node: SyntaxNode, context: Context): void {
    const [target, iterable, ...rest] = node.children;
    if (iterable) this.expressions.visit(iterable, context);
    const path = iterable && !iterable.isBroken ? itemPath(this.paths.of(iterable, context)) : null;
    if (target) this.target(target, context, { path, value: null, annotation: null });
    for (const child of rest) this.part(child, context);
  }

  private caseClause(node: SyntaxNode, context: Context): void {
    for (const child of node.children) {
      if (child.type !== 'case_pattern') this.part(child, context);
      else for (const name of capturedNames(child)) this.target(name, context, unknownBinding);
    }
  }
}

/** Unpacked names and match captures. */
const unknownBinding: Bound = { path: null, value: null, annotation: null };

const clauses = new Set(['elif_clause', 'else_clause', 'finally_clause', 'except_clause']);

