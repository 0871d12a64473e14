import type { AssignmentFact, FunctionFact, PythonFacts, SymbolicPath, ValueFact } from '../facts/python/model';
import type { ModuleSummary, StoreFact } from './model';

/** More than this in one file are data. */
const mostStores = 100;

/** What a file stores under names for others, and whether it may take such a thing: see `StoreFact`. */
export function storesOf(facts: PythonFacts): Pick<ModuleSummary, 'stores' | 'usesStores'> {
  const stores = [...facts.assignments.flatMap((fact) => assigned(fact, facts)), ...passed(facts), ...facts.functions.flatMap(yielded)].slice(0, mostStores);
  return { ...(stores.length > 0 ? { stores } : {}), ...(usesStores(facts) ? { usesStores: true } : {}) };
}

function assigned(fact: AssignmentFact, facts: PythonFacts): StoreFact[] {
  const { kind, name, object, value } = fact;
  if (name === null || kind === 'name' || value?.kind === 'none') return [];
  if (kind === 'attribute') {
    if (object?.endsWith('.state')) return [{ kind: 'state', object: object.slice(0, -'.state'.length), name, path: fact.path }];
    // `app.database = …`, beside the state that is meant for it.
    return object !== null && fact.operator === '=' && name !== 'state' && isApplication(object, fact.objectText) ? [{ kind: 'attribute', object, name, path: fact.path }] : [];
  }
  if (kind === 'item') {
    if (fact.operator !== '=') return [];
    if (isMiddlewareData(fact, facts)) return [{ kind: 'data', object: null, name, path: fact.path }];
    return object === null || object.endsWith('()') ? [] : [{ kind: 'item', object: object.replace(/\.workflow_data$/, ''), name, path: fact.path }];
  }
  if (name !== 'update' || !object?.endsWith('.workflow_data') || value?.kind !== 'call') return [];
  return (facts.calls[value.call]?.arguments ?? []).flatMap(({ keyword, value: given }) => named(keyword, object.slice(0, -'.workflow_data'.length), given, 'item'));
}

/** What is an application by its name: only that is looked up later. */
function isApplication(object: SymbolicPath, written: string): boolean {
  return /(^|[.:_])(app|application|api)$/i.test(written) || /FastAPI\(\)$/.test(object);
}

/** `async def __call__(self, handler, event, data)` of a middleware fills what handlers get. */
function isMiddlewareData(fact: AssignmentFact, facts: PythonFacts): boolean {
  const fn = fact.function === null ? undefined : facts.functions[fact.function];
  return fact.objectText === 'data' && fn?.class != null && fn.name === '__call__' && fn.parameters.some((parameter) => parameter.name === 'data');
}

/** `Dispatcher(name=…)`, `dp.start_polling(bot, name=…)`. */
function passed(facts: PythonFacts): StoreFact[] {
  const found: StoreFact[] = [];
  for (const { name, callee, arguments: given } of facts.calls) {
    if (callee === null || (name !== 'Dispatcher' && name !== 'start_polling')) continue;
    for (const { keyword, value } of given) found.push(...named(keyword, callee, value, 'keyword'));
  }
  return found;
}

function named(keyword: string | null, object: SymbolicPath, value: ValueFact, kind: StoreFact['kind']): StoreFact[] {
  return keyword === null || keyword.startsWith('*') || value.kind === 'none' ? [] : [{ kind, object, name: keyword, path: pathOf(value) }];
}

/** The state that a lifespan of Starlette gives to every request. */
function yielded(fn: FunctionFact): StoreFact[] {
  if (!fn.isGenerator || !fn.decorators.some(({ path }) => path.endsWith('asynccontextmanager'))) return [];
  return (fn.returned ?? []).flatMap((value) => (value.kind !== 'dict' ? [] : value.entries.flatMap((entry) => (entry.key?.kind === 'string' && entry.value.kind !== 'none'
    ? [{ kind: 'yield' as const, object: null, name: entry.key.text, path: pathOf(entry.value) }] : []))));
}

function pathOf(value: ValueFact): SymbolicPath | null {
  return value.kind === 'path' || value.kind === 'call' ? value.path : null;
}

/** Paths that lead through `.state.` or an application, or begin with a parameter that a framework gives. */
function usesStores(facts: PythonFacts): boolean {
  const given = new Set(facts.functions.filter(isGiven).map((fn) => fn.name));
  const uses = (path: SymbolicPath | null): boolean => path !== null && (path.includes('.state.') || throughApplication.test(path)
    || (path.includes('@') && [...path.matchAll(/(\w+)@/g)].some(([, name]) => given.has(name ?? ''))));
  return facts.calls.some((call) => uses(call.callee)) || facts.attributes.some((fact) => uses(fact.path)) || facts.bindings.some((fact) => uses(fact.path))
    || facts.functions.some((fn) => uses(fn.returnPath) || (fn.decorators.length > 0 && fn.parameters.some((parameter, at) => parameter.annotation === null && (at > 0 || fn.class === null))));
}

const throughApplication = /[:.](?:app|application|api|FastAPI\(\))\.\w+\./i;

/** A framework may give the parameters: by name to a decorated function or a handler, or by a default. */
function isGiven({ decorators, parameters }: FunctionFact): boolean {
  return decorators.length > 0 || parameters.some((parameter) => parameter.provider !== undefined || (parameter.annotation !== null && /[.:](?:Message|CallbackQuery|InlineQuery)$/.test(parameter.annotation)));
}
