import { comparePositions, type Position, type Range } from '../text/range';
import { fingerprint } from './fingerprint';
import type { ModuleSummary } from './model';

/** What only says where something stands. */
const placeKeys = new Set(['range', 'moduleRange', 'nameRange', 'statement', 'returnsRange', 'bodyRange', 'baseRanges', 'annotationRange', 'annotationText', 'mainGuard', 'call']);

/** What facts say, places left out. A fact never changes, and those of unchanged statements are kept from edit to edit. */
const known = new WeakMap<object, string>();

/** Equal for two contents that differ in places only: what other files can see of this one is the same. */
export function signatureOf(content: Omit<ModuleSummary, 'path' | 'signature'>): string {
  const { imports, bindings, functions, classes, wiring, syncCalls, ...rest } = content;
  const lists: readonly (readonly object[])[] = [imports, bindings, functions, classes];
  const parts = lists.map((list) => list.map(remembered).join(''));
  for (const list of [wiring, syncCalls ?? []]) parts.push(list.map(written).join(''));
  return fingerprint([...parts, written(rest), order(content).join(' ')].join('|'));
}

function remembered(fact: object): string {
  let text = known.get(fact);
  if (text === undefined) {
    text = written(fact);
    known.set(fact, text);
  }
  return text;
}

/** A value as text, keys in the order of the alphabet, so that it does not matter how an object was put together. */
function written(value: unknown): string {
  if (typeof value === 'string') return `${value.length}"${value}`;
  if (typeof value !== 'object' || value === null) return `${String(value)};`;
  if (Array.isArray(value)) {
    let text = '[';
    for (const item of value) text += written(item);
    return `${text}]`;
  }
  let text = '{';
  for (const key of Object.keys(value).sort()) {
    if (!placeKeys.has(key)) text += `${key}:${written((value as Readonly<Record<string, unknown>>)[key])}`;
  }
  return `${text}}`;
}

/** The order in which names come to be in the module and in each class: the last one holds, whatever kind of statement it is. */
function order(content: Pick<ModuleSummary, 'imports' | 'bindings' | 'functions' | 'classes'>): string[] {
  const entries: { at: Position; name: string }[] = [];
  const add = (name: string, owner: number | null, range: Range): void => void entries.push({ at: range.start, name: owner === null ? name : `${owner} ${name}` });
  for (const fact of content.imports) add(`import ${fact.bound}`, null, fact.range);
  for (const fact of content.bindings) add(fact.name, fact.class, fact.range);
  for (const fact of content.functions) if (fact.class !== null || fact.function === null) add(`def ${fact.name}`, fact.class, fact.range);
  for (const fact of content.classes) if (fact.class !== null || fact.function === null) add(`class ${fact.name}`, fact.class, fact.range);
  return entries.sort((a, b) => comparePositions(a.at, b.at)).map((entry) => entry.name);
}
