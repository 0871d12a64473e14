import type { SyntaxNode } from '../../syntax/syntaxNode';
import { textOf } from './context';
import { literalText } from './literals';
import { lastName } from './paths';
import type { ExportStep } from './sink';

/** `__name__ == "__main__"`, either way round. */
export function isMainGuard(condition: SyntaxNode | undefined, text: string): boolean {
  if (!condition) return false;
  const written = textOf(condition, text).replace(/[\s()]/g, '').replace(/'/g, '"');
  return written === '__name__=="__main__"' || written === '"__main__"==__name__';
}

/** Which arm of an `if` only type checkers see: `if TYPE_CHECKING:`, `if False:` and their negations. */
export function typeCheckingArm(condition: SyntaxNode | undefined, text: string): 'then' | 'else' | null {
  if (!condition) return null;
  if (condition.type === 'parenthesized_expression') return typeCheckingArm(condition.children[0], text);
  if (condition.type === 'not_operator') {
    const inner = typeCheckingArm(condition.children[0], text);
    return inner === 'then' ? 'else' : inner === 'else' ? 'then' : null;
  }
  const isName = condition.type === 'identifier' || condition.type === 'attribute';
  return condition.type === 'false' || (isName && lastName(condition, text) === 'TYPE_CHECKING') ? 'then' : null;
}

/** What a statement about `__all__` says, where it is a literal list or tuple of strings. */
export function exportStep(kind: 'set' | 'add', value: SyntaxNode | undefined, text: string): ExportStep {
  const isLiteral = value?.type === 'list' || value?.type === 'tuple' || value?.type === 'expression_list';
  if (!isLiteral || value.isBroken) return { kind, names: null };
  const names: string[] = [];
  for (const item of value.children) {
    const name = item.type === 'string' ? literalText(textOf(item, text)) : null;
    if (name === null) return { kind, names: null };
    names.push(name);
  }
  return { kind, names };
}
