import type { CallFact, PythonFacts } from '../facts/python/model';
import { comparePositions } from '../text/range';
import type { Resolved } from '../project/model';
import type { PythonFile } from './model';

type Index<Key> = ReadonlyMap<Key, readonly CallFact[]>;

const inFunctions = new WeakMap<PythonFacts, Index<number | null>>();
const byName = new WeakMap<PythonFacts, Index<string>>();
const byTarget = new WeakMap<PythonFile, Index<Resolved | null>>();
const byCallee = new WeakMap<PythonFile, Index<string>>();

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

/** The calls whose callee ends in one of these names as written, in source order. Indexed once a version of a file. */
export function callsNamed(facts: PythonFacts, ...names: readonly string[]): readonly CallFact[] {
  const index = indexed(byName, facts, facts.calls, (call) => call.name);
  return joined(names.map((name) => index.get(name) ?? []));
}

/** The calls whose callee's name, as written, passes a test, in source order: it is asked once a name. */
export function callsNamedSo(facts: PythonFacts, test: (name: string) => boolean): readonly CallFact[] {
  const found: (readonly CallFact[])[] = [];
  for (const [name, calls] of indexed(byName, facts, facts.calls, (call) => call.name)) if (test(name)) found.push(calls);
  return joined(found);
}

/** The calls of these qualified names, in source order. Indexed once a version of a file. */
export function callsTo(file: PythonFile, names: Iterable<string>): readonly CallFact[] {
  const index = indexed(byCallee, file, file.facts.calls, (call) => file.calleeOf(call) ?? '');
  return joined([...names].map((name) => index.get(name) ?? []));
}

/** The calls of what passes a test, in source order: it is asked once a callee, and not once a call. */
export function callsWhere(file: PythonFile, test: (target: Resolved) => boolean): readonly CallFact[] {
  const found: (readonly CallFact[])[] = [];
  for (const [target, calls] of indexed(byTarget, file, file.facts.calls, (call) => file.resolve(call.callee))) {
    if (target !== null && test(target)) found.push(calls);
  }
  return joined(found);
}

/** The calls of several lists in source order; of calls that begin at one place, the one that ends last stands first, as in the facts. */
function joined(lists: readonly (readonly CallFact[])[]): readonly CallFact[] {
  const some = lists.filter((calls) => calls.length > 0);
  const [first] = some;
  if (!first) return [];
  return some.length === 1 ? first : some.flat().sort((a, b) => comparePositions(a.range.start, b.range.start) || comparePositions(b.range.end, a.range.end));
}

function indexed<Owner extends object, Key>(known: WeakMap<Owner, Index<Key>>, owner: Owner, calls: readonly CallFact[], keyOf: (call: CallFact) => Key): Index<Key> {
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
