import type { CallFact, FunctionFact } from '../../../facts/python/model';
import { contains } from '../../../text/range';
import { callsIn, callsNamed } from '../../callsIn';
import type { PythonFile } from '../../model';

/** Where a function is called again and again, in words, and for what each time: "the route `read_stock`", "request". */
export interface Repetition {
  readonly where: string;
  readonly each: string;
}

const plainMethods = /^_*(start|startup|setup|set_up|init|initialize|initialise|connect|open|login|run|main|serve|close|stop|shutdown)(_|$)/;
const openers = new Set(['__init__', '__post_init__', '__aenter__', '__enter__', '__aexit__', '__exit__', '__del__']);

/**
 * Whether a function runs for each request, update, message or call, so that what it makes is made each time: a handler, what
 * a handler of this file calls, and a coroutine of a class, which could keep it. null for those that may run once.
 */
export function repetitionOf(file: PythonFile, index: number | null): Repetition | null {
  const fn = index === null ? undefined : file.facts.functions[index];
  if (index === null || !fn) return null;
  const own = handlerOf(file, index, fn);
  if (own) return own;
  if (file.roleOfFunction(index) !== null || !fn.isAsync || fn.isGenerator || fn.isLambda) return null;
  if (fn.class !== null) {
    const owner = file.facts.classes[fn.class]?.name ?? '';
    if (openers.has(fn.name) || plainMethods.test(fn.name) || owner.startsWith('Test')) return null;
    return { where: `\`${owner}.${fn.name}\``, each: 'call' };
  }
  for (const call of callsNamed(file.facts, fn.name)) {
    if (call.function === null || call.function === index) continue;
    const definition = file.resolve(call.callee)?.definition;
    if (definition?.path !== file.path || definition.function !== index) continue;
    const caller = file.facts.functions[call.function];
    const handler = caller && handlerOf(file, call.function, caller);
    if (handler) return { where: `\`${fn.name}\`, which ${handler.where} calls,`, each: handler.each };
  }
  return null;
}

function handlerOf(file: PythonFile, index: number, fn: FunctionFact): Repetition | null {
  switch (file.roleOfFunction(index)) {
    case 'route': return { where: `the route \`${fn.name}\``, each: 'request' };
    case 'dependency': return isCached(fn) ? null : { where: `the dependency \`${fn.name}\``, each: 'request' };
    case 'bot-handler': return { where: `the handler \`${fn.name}\``, each: 'update' };
    case 'consumer': return { where: `the consumer \`${fn.name}\``, each: 'message' };
    case 'middleware': return fn.decorators.some((decorator) => /\.middleware(\(\))?$/.test(decorator.path)) ? { where: `the middleware \`${fn.name}\``, each: 'request' } : null;
    default: return null;
  }
}

/** A function that gives what it made the first time. */
export function isCached(fn: FunctionFact): boolean {
  return fn.decorators.some((decorator) => /(^|[.:])(lru_cache|cache|cached|alru_cache|singleton|once)(\(\))?$/i.test(decorator.path));
}

/** A client in a `with` whose requests stand in it, and no loop between: it serves one call and is gone. */
export function servesOneCall(file: PythonFile, call: CallFact, verbs: readonly string[]): boolean {
  const fn = file.facts.functions[call.function ?? -1];
  if (!fn || !call.isContextManager) return false;
  const name = file.calleeOf(call);
  const requests = callsIn(file.facts, call.function).filter((other) => verbs.includes(other.name) && file.calleeOf(other) === `${name ?? ''}.${other.name}`);
  if (requests.length === 0) return false;
  const body = file.text.slice({ start: call.range.end, end: fn.range.end });
  return contains(fn.range, call.range.start) && !/^\s*(async\s+)?(for|while)\b|\[[^\]]*\bfor\b|\bgather\b|\bTaskGroup\b|\bcreate_task\b/m.test(body);
}
