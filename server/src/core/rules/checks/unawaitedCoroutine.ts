import type { CallFact } from '../../facts/python/model';
import type { Fix, PythonCheck, PythonFile } from '../model';
import { NamePattern, matchesAny } from '../namePattern';

/** Methods of known asynchronous clients; calling one gives a coroutine and does nothing by itself. */
const coroutineApis = [
  'asyncio.sleep', 'asyncio.wait_for', 'asyncio.wait', 'asyncio.to_thread', 'asyncio.open_connection',
  'redis.asyncio.Redis.*', 'httpx.AsyncClient.*', 'aio_pika.connect_robust', 'aio_pika.connect', 'aio_pika.RobustConnection.*', 'aio_pika.RobustChannel.*',
  'aio_pika.RobustQueue.*', 'aio_pika.RobustExchange.*', 'aio_pika.IncomingMessage.ack', 'aio_pika.IncomingMessage.nack', 'aio_pika.IncomingMessage.reject',
  'aiogram.Bot.*', 'aiogram.types.Message.answer', 'aiogram.types.Message.reply', 'aiogram.types.CallbackQuery.answer', 'aiogram.fsm.context.FSMContext.*',
  'sqlalchemy.ext.asyncio.AsyncSession.commit', 'sqlalchemy.ext.asyncio.AsyncSession.rollback', 'sqlalchemy.ext.asyncio.AsyncSession.execute',
  'sqlalchemy.ext.asyncio.AsyncSession.flush', 'sqlalchemy.ext.asyncio.AsyncSession.refresh', 'sqlalchemy.ext.asyncio.AsyncSession.close', 'sqlalchemy.ext.asyncio.AsyncSession.delete',
  'aiogram.Dispatcher.start_polling', 'aiogram.Dispatcher.feed_update',
].map((name) => new NamePattern(name));

/** Plain methods of the same classes. */
const plain = [
  'redis.asyncio.Redis.from_url', 'redis.asyncio.Redis.pipeline', 'redis.asyncio.Redis.pubsub', 'redis.asyncio.Redis.lock', 'redis.asyncio.Redis.register_script',
  'redis.asyncio.Redis.scan_iter', 'redis.asyncio.Redis.hscan_iter', 'redis.asyncio.Redis.sscan_iter', 'redis.asyncio.Redis.zscan_iter', 'redis.asyncio.Redis.client', 'redis.asyncio.Redis.monitor',
  'redis.asyncio.Redis.set_response_callback', 'redis.asyncio.Redis.get_connection_kwargs', 'redis.asyncio.Redis.get_encoder', 'redis.asyncio.Redis.auto_close_connection_pool', 'redis.asyncio.Redis.load_external_module',
  'redis.asyncio.Redis.set_retry', 'redis.asyncio.Redis.get_retry',
  'httpx.AsyncClient.stream', 'httpx.AsyncClient.build_request', 'httpx.AsyncClient.__aenter__',
  'aio_pika.RobustConnection.channel', 'aio_pika.RobustConnection.add_close_callback', 'aio_pika.RobustQueue.iterator', 'aio_pika.RobustChannel.transaction',
  'aio_pika.RobustChannel.add_close_callback', 'aiogram.Bot.context', 'aiogram.Bot.me_id',
].map((name) => new NamePattern(name));

/** A coroutine function called as a bare statement: the call makes a coroutine object and drops it. */
export const unawaitedCoroutine: PythonCheck = {
  name: 'event-loop/unawaited-coroutine',
  input: 'python',
  words: ['async def', 'asyncio', 'aio_pika', 'aiogram', 'AsyncClient', 'AsyncSession'],
  run({ file, report }) {
    for (const call of file.facts.calls) {
      if (!call.isStatement || call.awaited || call.callee === null) continue;
      if (!givesCoroutine(file, call)) continue;
      const callee = file.text.slice(call.calleeRange);
      report({ range: call.calleeRange, fields: { name: callee, callee }, fix: awaitFix(file, call) });
    }
  },
};

function givesCoroutine(file: PythonFile, call: CallFact): boolean {
  const resolved = file.resolve(call.callee);
  if (!resolved) return false;
  const { definition } = resolved;
  if (definition && definition.function !== null) {
    const fn = definition.path === file.path
      ? file.facts.functions[definition.function]
      : file.project.modules.get(definition.path)?.functions[definition.function];
    // A decorator may turn the coroutine function into something else (a task, a command): only plain ones are judged.
    const decorators = fn?.decorators ?? [];
    const isPlain = decorators.every((decorator) => /(^|[.:])(staticmethod|classmethod|override|abstractmethod|wraps)(\(\))?$/.test(decorator.path));
    return fn !== undefined && fn.isAsync && !fn.isGenerator && isPlain;
  }
  return matchesAny(coroutineApis, resolved.name) && !matchesAny(plain, resolved.name) && !/\.[A-Z_]\w*$/.test(resolved.name);
}

/** `await` is offered where it can stand: directly in an `async def`. */
function awaitFix(file: PythonFile, call: CallFact): Fix | null {
  const fn = call.function === null ? null : file.facts.functions[call.function];
  if (!fn?.isAsync || fn.isLambda) return null;
  return { title: 'Await the coroutine', edits: [{ path: file.path, range: { start: call.range.start, end: call.range.start }, newText: 'await ' }] };
}
