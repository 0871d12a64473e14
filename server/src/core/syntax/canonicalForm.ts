import { SyntaxNode } from './syntaxNode';

/**
 * The grammar (tree-sitter-python) can read some code in two ways, and which one it takes depends on what else stands in the
 * file: a bracket too many, far behind, is enough. Gives the one form in which such code is copied, whichever was taken;
 * the node itself where there is nothing to choose.
 * @param parent what the node becomes a child of, with the children before it
 */
export function canonicalForm(node: SyntaxNode, parent: SyntaxNode, text: string): SyntaxNode {
  switch (node.type) {
    case 'pattern_list':
      // Only in front is it a target; behind the sign it is a value.
      return parent.children.length > 0 && assignments.has(parent.type) ? asExpression(node, text) : node;
    case 'attribute': case 'subscript': case 'call':
      return node.children[0]?.type === 'list_splat' ? splatOutside(node, node.children[0]) : node;
    default:
      return node;
  }
}

const assignments = new Set(['assignment', 'augmented_assignment']);

const expressionOf = new Map([['pattern_list', 'expression_list'], ['list_pattern', 'list'], ['tuple_pattern', 'tuple'], ['list_splat_pattern', 'list_splat']]);

function asExpression(node: SyntaxNode, text: string): SyntaxNode {
  const type = expressionOf.get(node.type);
  if (type === undefined) return node;
  const children = node.children.map((child) => asExpression(child, text));
  return copyOf(node, type === 'tuple' && isInParentheses(node, children, text) ? 'parenthesized_expression' : type, node.start, children);
}

/** Whether the one thing within the parentheses has no comma behind it, which would make it a tuple. */
function isInParentheses(node: SyntaxNode, children: readonly SyntaxNode[], text: string): boolean {
  const [only] = children;
  if (!only || children.length > 1 || only.type === 'list_splat') return false;
  return !text.slice(only.end, node.end).replace(/#[^\r\n]*/g, '').includes(',');
}

/** `*a.b` is what `a.b` holds (Python reference, 6.15), not a part of `*a`. */
function splatOutside(node: SyntaxNode, splat: SyntaxNode): SyntaxNode {
  const [value] = splat.children;
  if (!value) return node;
  return copyOf(splat, 'list_splat', splat.start, [copyOf(node, node.type, value.start, [value, ...node.children.slice(1)])], node);
}

function copyOf(node: SyntaxNode, type: string, start: number, children: SyntaxNode[], last = node): SyntaxNode {
  const copy = new SyntaxNode(type, start, last.end, children);
  copy.isBroken = node.isBroken || last.isBroken;
  return copy;
}
