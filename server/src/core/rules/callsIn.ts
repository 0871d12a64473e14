import type { CallFact, PythonFacts } from '../facts/python/model';

const known = new WeakMap<PythonFacts, ReadonlyMap<number | null, readonly CallFact[]>>();

/** The calls whose innermost function is this one, in source order; null: those outside of any. Indexed once a version of a file. */
export function callsIn(facts: PythonFacts, fn: number | null): readonly CallFact[] {
  let index = known.get(facts);
  if (!index) {
    const made = new Map<number | null, CallFact[]>();
    for (const call of facts.calls) {
      const list = made.get(call.function);
      if (list) list.push(call);
      else made.set(call.function, [call]);
    }
    index = made;
    known.set(facts, index);
  }
  return index.get(fn) ?? [];
}
