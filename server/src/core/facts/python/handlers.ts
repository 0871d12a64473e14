import type { SyntaxNode } from '../../syntax/syntaxNode';
import { textOf, type Context } from './context';
import type { SymbolicPath } from './model';
import { lastName, unwrap, type Paths } from './paths';
import type { FactSink } from './sink';

const importErrors = new Set(['ImportError', 'ModuleNotFoundError', 'Exception', 'BaseException']);

/** Stands for a type that has no path: no name resolves to it, and the handler is not taken for a bare one. */
const unknownType: SymbolicPath = ':?';

/** Whether an `except` clause catches a failed import. */
export function catchesImportError(node: SyntaxNode, text: string): boolean {
  const types = typesOf(node);
  return types.length === 0 || types.some((type) => importErrors.has(lastName(type, text)));
}

/** Adds the fact of an `except` clause; `guarded` is the block of its `try`. */
export function addHandler(node: SyntaxNode, guarded: SyntaxNode | null, context: Context, paths: Paths, sink: FactSink): void {
  const body = node.children.find((child) => child.type === 'block');
  if (node.isBroken || !body) return;
  const types = typesOf(node).map((type) => paths.of(type, context) ?? unknownType);
  const written = node.children.filter((child) => child !== body);
  const [first] = written;
  const last = written.at(-1);
  const pattern = first?.type === 'as_pattern' ? first : undefined;
  const caught = pattern?.children[0];
  const alias = pattern?.children[1];
  sink.facts.handlers.push({
    types,
    range: sink.range(node),
    typeRange: caught ? sink.range(caught) : first && last ? sink.rangeBetween(first.start, last.end) : null,
    bodyRange: sink.range(body),
    function: context.function,
    reraises: raises(body),
    isSilent: body.children.length > 0 && body.children.every(isNothing),
    isStar: /^except\s*\*/.test(sink.text.slice(node.start, node.start + 40)),
    boundTo: alias ? textOf(alias, sink.text) : null,
    tryRange: guarded && sink.range(guarded),
    ...(guarded && catchesCancellation(node, sink.text) ? { awaits: awaited(guarded, sink.text) } : {}),
  });
}

/** The expressions that name what is caught. */
function typesOf(node: SyntaxNode): SyntaxNode[] {
  return node.children.filter((child) => child.type !== 'block').flatMap((child) => {
    const caught = unwrap(child.type === 'as_pattern' ? (child.children[0] ?? child) : child);
    return caught.type === 'tuple' ? caught.children : [caught];
  });
}

/** A `raise` anywhere in it, functions and classes left out. */
function raises(node: SyntaxNode): boolean {
  if (node.type === 'raise_statement') return true;
  if (node.type === 'function_definition' || node.type === 'class_definition' || node.type === 'lambda') return false;
  return node.children.some(raises);
}

function isNothing(statement: SyntaxNode): boolean {
  if (statement.type === 'pass_statement' || statement.type === 'continue_statement') return true;
  const [only] = statement.children;
  return statement.type === 'expression_statement' && statement.children.length === 1 && (only?.type === 'ellipsis' || only?.type === 'string');
}

function catchesCancellation(node: SyntaxNode, text: string): boolean {
  return typesOf(node).some((type) => ['CancelledError', 'BaseException'].includes(lastName(type, text)));
}

/** What is awaited in a block, functions and classes left out; `async for` and `async with` await work. */
function awaited(node: SyntaxNode, text: string): 'nothing' | 'objects' | 'work' {
  if (node.type === 'function_definition' || node.type === 'class_definition' || node.type === 'lambda') return 'nothing';
  if (node.type === 'await') {
    const operand = node.children[0];
    return operand !== undefined && ['identifier', 'attribute'].includes(unwrap(operand).type) ? 'objects' : 'work';
  }
  if (/^(for|with)_statement$|^for_in_clause$/.test(node.type) && text.startsWith('async', node.start)) return 'work';
  let most: 'nothing' | 'objects' | 'work' = 'nothing';
  for (const child of node.children) {
    const found = awaited(child, text);
    if (found === 'work') return found;
    if (found === 'objects') most = found;
  }
  return most;
}
