import type { CallFact, FunctionFact, PythonFacts, SymbolicPath } from '../facts/python/model';
import type { ModuleSummary, PassedFact } from './model';

/** More different arguments than this say nothing in common. */
const mostPaths = 4;

/** What the calls of a file pass for parameters without an annotation of its own functions and methods. */
export function passedIn(facts: PythonFacts): Pick<ModuleSummary, 'passed'> {
  const functions = namedFunctions(facts);
  const found = new Map<string, { readonly function: number; readonly parameter: string; readonly paths: Set<SymbolicPath> | null }>();
  for (const call of facts.calls) {
    const index = call.callee === null ? undefined : functions.get(call.callee);
    const fn = index === undefined ? undefined : facts.functions[index];
    if (index === undefined || !fn) continue;
    for (const { name, path } of argumentsOf(call, fn)) {
      // A function that calls itself hands on what it was given.
      if (path === `${ownPath(facts, fn)}@${name}`) continue;
      const key = `${index} ${name}`;
      const known = found.get(key) ?? { function: index, parameter: name, paths: new Set<SymbolicPath>() };
      if (path !== null && known.paths !== null && known.paths.size < mostPaths) found.set(key, { ...known, paths: known.paths.add(path) });
      else found.set(key, { ...known, paths: null });
    }
  }
  const passed: PassedFact[] = [];
  for (const { function: index, parameter, paths } of found.values()) if (paths !== null) passed.push({ function: index, parameter, paths: [...paths] });
  return passed.length === 0 ? {} : { passed };
}

/** Functions of the module, and methods, by the callee of a call in this file, that have a parameter without an annotation. */
function namedFunctions({ functions, classes }: PythonFacts): ReadonlyMap<SymbolicPath, number> {
  const byCallee = new Map<SymbolicPath, number>();
  functions.forEach((fn, index) => {
    if (fn.function !== null || fn.isLambda || fn.decorators.length > 0 || !fn.parameters.some(isOpen)) return;
    const owner = fn.class === null ? undefined : classes[fn.class];
    if (fn.class === null) byCallee.set(`:${fn.name}`, index);
    else if (owner && owner.class === null && owner.function === null) byCallee.set(fn.name === '__init__' ? `:${owner.name}` : `:${owner.name}().${fn.name}`, index);
  });
  return byCallee;
}

function ownPath({ classes }: PythonFacts, fn: FunctionFact): SymbolicPath {
  return fn.class === null ? `:${fn.name}` : `:${classes[fn.class]?.name ?? ''}.${fn.name}`;
}

function isOpen({ annotation, annotationText, kind, name }: FunctionFact['parameters'][number]): boolean {
  return annotation === null && annotationText === null && (kind === 'positional' || kind === 'keyword') && name !== 'self' && name !== 'cls';
}

/** The arguments of a call by the open parameters that they are for; every open parameter without a path where that cannot be told. */
function argumentsOf(call: CallFact, fn: FunctionFact): { readonly name: string; readonly path: SymbolicPath | null }[] {
  const parameters = fn.class === null ? fn.parameters : fn.parameters.slice(1);
  const isUnpacked = call.arguments.some(({ keyword }) => keyword === '*' || keyword === '**');
  const positional = call.arguments.filter(({ keyword }) => keyword === null);
  return parameters.flatMap((parameter, at) => {
    if (!isOpen(parameter)) return [];
    const argument = call.arguments.find(({ keyword }) => keyword === parameter.name) ?? (parameter.kind === 'positional' ? positional[at] : undefined);
    if (isUnpacked) return [{ name: parameter.name, path: null }];
    // Left out, it is its default, which is told by the parameter.
    if (!argument) return [];
    const { value } = argument;
    return value.kind === 'none' ? [] : [{ name: parameter.name, path: value.kind === 'path' || value.kind === 'call' ? value.path : null }];
  });
}
