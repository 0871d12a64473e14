import type { CheckContext } from '../../model';

/** An option of the rule as text, a number written out; `fallback` where it is not set, or is a list or a mapping. */
export function optionText(context: CheckContext, name: string, fallback: string): string {
  return plainText(context.options[name]) ?? fallback;
}

/** A text or number as text; null for anything else. */
export function plainText(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}
