import type { CallFact } from '../../facts/python/model';
import type { Resolved } from '../../project/model';
import { callsIn, callsWhere } from '../callsIn';
import type { PythonCheck, PythonFile, Related } from '../model';
import { shownCallee } from '../writtenCode';
import { isCached, repetitionOf } from './shared/clientPerCall';
import { makesRedis, opensRedis } from './shared/redisCalls';

const fromUrl = /^redis\.(asyncio\.)?(Redis\.|RedisCluster\.)?from_url$/;

/** A Redis client that is made for each request or update. Gives `callee` and `function`. */
export const redisClientInHandler: PythonCheck = {
  name: 'redis/no-client-in-handler',
  input: 'python',
  words: ['redis', 'Redis'],
  run({ file, report }) {
    for (const call of callsWhere(file, (target) => mayMake(target))) {
      const client = call.inThread || call.function === null ? null : clientOf(file, call);
      if (client === null || !(isPerRequest(file, call.function) || isForOneUse(file, call)) || isKept(file, call)) continue;
      report({
        range: call.calleeRange,
        fields: { callee: shownCallee(file.text, call.calleeRange), function: file.facts.functions[call.function ?? -1]?.name ?? '' },
        related: client.related,
      });
    }
  },
};

/** The callee makes a client, or is a function of the project. */
function mayMake({ name, definition }: Resolved): boolean {
  return definition?.function != null || makesRedis(name);
}

interface Made {
  readonly related: readonly Related[];
}

/** A helper that a handler of the file calls is one itself; a coroutine of a class that nobody calls here may run once. */
function isPerRequest(file: PythonFile, index: number | null): boolean {
  const repetition = repetitionOf(file, index);
  return repetition !== null && repetition.each !== 'call';
}

/** A coroutine of a class, which could keep it, opens it for a `with` of its own and closes it behind that. */
function isForOneUse(file: PythonFile, call: CallFact): boolean {
  return call.isContextManager && repetitionOf(file, call.function)?.each === 'call';
}

/** The call makes a client, or calls a function of the project that gives a new one each time. */
function clientOf(file: PythonFile, call: CallFact): Made | null {
  if (opensRedis(file, call)) return { related: [] };
  const factory = factoryOf(file, file.resolve(call.callee));
  return factory && { related: [factory] };
}

function factoryOf(file: PythonFile, resolved: Resolved | null): Related | null {
  const definition = resolved?.definition;
  if (definition?.function == null) return null;
  const { path } = definition;
  const index = definition.function;
  const fn = path === file.path ? file.facts.functions[index] : file.project.modules.get(path)?.functions[index];
  if (!fn?.returnPath?.endsWith('()') || isCached(fn)) return null;
  const maker = fn.returnPath.slice(0, -2);
  // What arguments a constructor has is known of this file alone: it may be given the shared pool.
  const makes = path !== file.path ? fromUrl.test(file.project.resolve(path, maker)?.name ?? '')
    : callsIn(file.facts, index).some((call) => call.callee === maker && opensRedis(file, call) && !isKept(file, call)) && !isPerRequest(file, index);
  return makes ? { path, range: fn.nameRange, message: `\`${fn.name}\` makes a new client` } : null;
}

/** Made once and kept: `app.state.redis = …`, `cache["redis"] = …`, or a name that the function declares global. */
function isKept(file: PythonFile, call: CallFact): boolean {
  const before = file.text.line(call.range.start.line).slice(0, call.range.start.character);
  const target = /^\s*([\w.]+(?:\[.*\])?)\s*(?::[^=]+)?=\s*(?:await\s+)?$/.exec(before)?.[1];
  if (target === undefined) return false;
  if (/[.[]/.test(target)) return true;
  const fn = call.function === null ? undefined : file.facts.functions[call.function];
  if (!fn) return false;
  const body = file.text.slice(fn.bodyRange);
  return new RegExp(`\\b(global|nonlocal)\\b[^\\n]*\\b${target}\\b|[\\w)\\]][.\\[][^\\n=]*=\\s*${target}\\s*($|#)`, 'm').test(body);
}
