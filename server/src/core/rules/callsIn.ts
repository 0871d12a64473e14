import type { CallFact, PythonFacts } from '../facts/python/model';
import type { PythonFile } from './model';

const inFunctions = new WeakMap<PythonFacts, ReadonlyMap<number | null, readonly CallFact[]>>();
const byName = new WeakMap<PythonFacts, ReadonlyMap<string, readonly CallFact[]>>();
const byCallee = new WeakMap<PythonFile, ReadonlyMap<string, readonly CallFact[]>>();

/** The calls whose innermost function is this one, in source order; null: those outside of any. Indexed once a version of a file. */
export function callsIn(facts: PythonFacts, fn: number | null): readonly CallFact[] {
  return indexed(inFunctions, facts, facts.calls, (call) => call.function).get(fn) ?? [];
}

/** The calls in a function and in those inside of it, which follow it in the list of functions. */
export function callsBelow(facts: PythonFacts, fn: number): readonly CallFact[] {
  const { functions } = facts;
  const inside = new Set([fn]);
  const calls = [...callsIn(facts, fn)];
  for (let index = fn + 1; inside.has(functions[index]?.function ?? -1); index++) {
    inside.add(index);
    calls.push(...callsIn(facts, index));
  }
  return calls;
}

/** The calls whose callee ends in one of these names as written, those of each name in source order. Indexed once a version of a file. */
export function callsNamed(facts: PythonFacts, ...names: readonly string[]): readonly CallFact[] {
  const index = indexed(byName, facts, facts.calls, (call) => call.name);
  return names.length === 1 ? index.get(names[0] ?? '') ?? [] : names.flatMap((name) => index.get(name) ?? []);
}

/** The calls of these qualified names, those of each name in source order. Indexed once a version of a file. */
export function callsTo(file: PythonFile, names: Iterable<string>): readonly CallFact[] {
  const index = indexed(byCallee, file, file.facts.calls, (call) => file.calleeOf(call) ?? '');
  return [...names].flatMap((name) => index.get(name) ?? []);
}

function indexed<Owner extends object, Key>(known: WeakMap<Owner, ReadonlyMap<Key, readonly CallFact[]>>, owner: Owner, calls: readonly CallFact[], keyOf: (call: CallFact) => Key): ReadonlyMap<Key, readonly CallFact[]> {
  const before = known.get(owner);
  if (before) return before;
  const made = new Map<Key, CallFact[]>();
  for (const call of calls) {
    const key = keyOf(call);
    const list = made.get(key);
    if (list) list.push(call);
    else made.set(key, [call]);
  }
  known.set(owner, made);
  return made;
}
