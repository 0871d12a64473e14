import { comparePositions, type Position, type Range } from '../text/range';
import { fingerprint } from './fingerprint';
import type { ModuleSummary } from './model';

/** What only says where something stands. */
const placeKeys = new Set(['range', 'moduleRange', 'nameRange', 'statement', 'returnsRange', 'bodyRange', 'baseRanges', 'annotationRange', 'annotationText', 'mainGuard', 'call']);

/** Fingerprints of what facts say, places and owners left out. All else of a fact never changes, and those of unchanged statements are kept from edit to edit. */
const known = new WeakMap<object, string>();

/** What has an owner that is told by its index. */
interface Owned {
  readonly function?: number | null;
  readonly class?: number | null;
  readonly range: Range;
}

/** Equal for two contents that differ in places only: what other files can see of this one is the same. */
export function signatureOf(content: Omit<ModuleSummary, 'path' | 'signature'>): string {
  const { imports, bindings, functions, classes, wiring, syncCalls, ...rest } = content;
  const lists: readonly (readonly Owned[])[] = [imports, bindings, functions, classes, wiring];
  let text = '';
  for (const list of lists) {
    for (const fact of list) text += `${fact.class ?? ''}.${fact.function ?? ''}${remembered(fact)}`;
    text += '|';
  }
  for (const call of syncCalls ?? []) text += `${call.function}${call.callee} `;
  return fingerprint(`${text}|${written(rest)}|${order([imports, bindings, functions, classes])}`);
}

function remembered(fact: Owned): string {
  let text = known.get(fact);
  if (text === undefined) {
    text = fingerprint(written(fact, ownerKeys));
    known.set(fact, text);
  }
  return text;
}

const ownerKeys: ReadonlySet<string> = new Set(['function', 'class']);
const noKeys: ReadonlySet<string> = new Set();

/** A value as text, keys in the order of the alphabet, so that it does not matter how an object was put together. */
function written(value: unknown, without = noKeys): string {
  if (typeof value === 'string') return `${value.length}"${value}`;
  if (typeof value !== 'object' || value === null) return `${String(value)};`;
  if (Array.isArray(value)) {
    let text = '[';
    for (const item of value) text += written(item);
    return `${text}]`;
  }
  let text = '{';
  for (const key of Object.keys(value).sort()) {
    if (!placeKeys.has(key) && !without.has(key)) text += `${key}:${written((value as Readonly<Record<string, unknown>>)[key])}`;
  }
  return `${text}}`;
}

/**
 * How the lists, each in source order, lie in between one another: the last statement that binds a name holds, whatever
 * kind of statement it is. The number of the list that the next fact is in, fact by fact.
 */
function order(lists: readonly (readonly Owned[])[]): string {
  const next = lists.map(() => 0);
  let text = '';
  for (;;) {
    let first = -1;
    let at: Position | null = null;
    for (let list = 0; list < lists.length; list++) {
      const start = lists[list]?.[next[list] ?? 0]?.range.start;
      if (start && (at === null || comparePositions(start, at) < 0)) {
        first = list;
        at = start;
      }
    }
    if (first < 0) return text;
    next[first] = (next[first] ?? 0) + 1;
    text += String(first);
  }
}
