import type { CallFact, FunctionFact, PythonFacts } from '../facts/python/model';
import type { PythonFile } from './model';

const known = new WeakMap<PythonFacts, ReadonlyMap<string, number | null>>();

/**
 * Index of the function that a call by a plain name means, where it is defined in a function around the call and the name
 * is bound to nothing else there. Symbolic paths do not speak of names that are local to a function.
 */
export function localFunctionOf(file: PythonFile, call: CallFact): number | null {
  if (call.callee !== null || call.function === null) return null;
  const { facts, text } = file;
  const index = nestedFunctions(facts);
  if (index.size === 0 || !/^\w+$/.test(text.slice(call.calleeRange))) return null;
  for (let around: number | null = call.function, steps = 0; around !== null && steps < 20; steps++) {
    const found = index.get(`${around} ${call.name}`);
    const scope: FunctionFact | undefined = facts.functions[around];
    if (found === null || !scope) return null;
    if (found !== undefined) return isBoundOnce(text.slice(scope.range), call.name) ? found : null;
    if (scope.parameters.some((parameter) => parameter.name === call.name)) return null;
    around = scope.function;
  }
  return null;
}

/** Nested functions by the function around them and their name; null where several have one name. */
function nestedFunctions(facts: PythonFacts): ReadonlyMap<string, number | null> {
  let index = known.get(facts);
  if (!index) {
    const made = new Map<string, number | null>();
    facts.functions.forEach((fn, at) => {
      if (fn.function === null || fn.class !== null || fn.isLambda) return;
      const key = `${fn.function} ${fn.name}`;
      made.set(key, made.has(key) ? null : at);
    });
    index = made;
    known.set(facts, index);
  }
  return index;
}

function isBoundOnce(scope: string, name: string): boolean {
  return !new RegExp(`\\b${name}\\b\\s*(=[^=]|:=|,.*=[^=])|\\b(for|as|import)\\s+${name}\\b`).test(scope);
}
