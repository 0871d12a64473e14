import type { BindingFact, CallFact, FunctionFact } from '../../facts/python/model';
import type { PythonCheck, PythonFile, Related } from '../model';
import { shownCallee } from '../writtenCode';
import { opensRedis } from './shared/redisCalls';

/** Databases are no matter of a bot at all: boundary/no-direct-database. */
const constructors = new Set([
  'httpx.AsyncClient', 'aiohttp.ClientSession',
  'redis.asyncio.Redis', 'redis.asyncio.from_url', 'redis.asyncio.Redis.from_url', 'redis.asyncio.RedisCluster', 'redis.asyncio.RedisCluster.from_url',
  'redis.asyncio.ConnectionPool.from_url', 'redis.asyncio.BlockingConnectionPool.from_url', 'grpc.aio.insecure_channel', 'grpc.aio.secure_channel',
]);

/** A client of a bot that is made while a module is imported. Gives `callee`. */
export const startupHooks: PythonCheck = {
  name: 'aiogram/startup-hooks',
  input: 'python',
  words: ['lient', 'ession', 'edis', 'grpc', 'Gateway', 'gateway', 'Api', 'API'],
  run({ file, report }) {
    for (const call of file.facts.calls) {
      if (call.function !== null || call.inMainGuard || call.boundTo === null || call.callee === null) continue;
      const made = clientOf(file, call);
      if (made === null || isOfStorage(file, call)) continue;
      report({ range: call.calleeRange, fields: { callee: shownCallee(file.text, call.calleeRange) }, related: made });
    }
  },
};

/** Where the client is made, if not here: in a function, or in the constructor of a class, of the project. Null where there is none. */
function clientOf(file: PythonFile, call: CallFact): readonly Related[] | null {
  const resolved = file.resolve(call.callee);
  if (!resolved) return null;
  if (resolved.definition === null) return constructors.has(resolved.name) && (!resolved.name.startsWith('redis.') || opensRedis(file, call)) ? [] : null;
  const { path, function: fn, class: cls } = resolved.definition;
  const module = file.project.modules.get(path);
  if (!module) return null;
  const isClient = (made: string | null): boolean => made !== null && made.endsWith('()') && constructors.has(file.project.resolve(path, made.slice(0, -2))?.name ?? '');
  if (fn !== null) {
    const factory: FunctionFact | undefined = module.functions[fn];
    return factory && isClient(factory.returnPath) ? [{ path, range: factory.nameRange, message: `\`${factory.name}\` makes the client` }] : null;
  }
  const field: BindingFact | undefined = cls === null ? undefined : module.bindings.find((one) => one.class === cls && one.function !== null
    && module.functions[one.function]?.name === '__init__' && isClient(one.path));
  return field ? [{ path, range: field.range, message: `\`${field.name}\` is the client` }] : null;
}

/** The dispatcher closes its storage at shutdown, and with it the client of that. */
function isOfStorage(file: PythonFile, call: CallFact): boolean {
  return file.facts.calls.some((other) => /^aiogram\.fsm\.storage\./.test(file.calleeOf(other) ?? '')
    && other.arguments.some(({ value }) => value.kind === 'path' && value.path === `:${call.boundTo ?? ''}`));
}
