import type { CallFact, FunctionFact } from '../../facts/python/model';
import { localFunctionOf } from '../localFunctions';
import type { Fix, PythonCheck, PythonFile } from '../model';
import { shownCallee } from '../writtenCode';
import { isPinnedBelow } from './shared/declaredVersion';

/** Methods of known asynchronous clients: what calling one gives does nothing until it is awaited. */
const members: Readonly<Record<string, string>> = {
  'asyncio': 'sleep wait_for wait to_thread open_connection start_server create_subprocess_exec create_subprocess_shell',
  'asyncio.Queue': 'put get join',
  'asyncio.Event': 'wait',
  'asyncio.Lock': 'acquire',
  'asyncio.Semaphore': 'acquire',
  'asyncio.Condition': 'acquire wait wait_for',
  'asyncio.StreamWriter': 'drain wait_closed',
  'anyio': 'sleep sleep_forever',
  'httpx.AsyncClient': 'get post put patch delete head options request send aclose',
  'httpx.Response': 'aread aclose',
  'redis.asyncio.Redis': `get set setex setnx psetex getset getdel getex mget mset delete unlink exists expire pexpire expireat persist ttl pttl incr incrby decr decrby append rename type
    hget hset hgetall hmget hmset hdel hexists hincrby hkeys hvals hlen lpush rpush lpop rpop lrange llen lrem ltrim blpop brpop sadd srem smembers sismember scard spop
    zadd zrem zrange zrangebyscore zrevrange zscore zcard zincrby zremrangebyscore publish xadd xread xreadgroup xack xgroup_create xdel xtrim eval evalsha script_load
    ping echo flushdb flushall keys scan info close aclose execute_command`,
  'redis.asyncio.client.Pipeline': 'execute reset aclose',
  'redis.asyncio.client.PubSub': 'subscribe psubscribe unsubscribe punsubscribe get_message aclose close',
  'redis.asyncio.lock.Lock': 'acquire release extend',
  'aio_pika': 'connect connect_robust',
  'aio_pika.Connection': 'close connect',
  'aio_pika.RobustConnection': 'close connect',
  ...Object.fromEntries(['Channel', 'RobustChannel'].map((name) => [`aio_pika.${name}`, 'set_qos declare_queue declare_exchange get_queue get_exchange queue_delete exchange_delete close initialize reopen'])),
  ...Object.fromEntries(['Queue', 'RobustQueue'].map((name) => [`aio_pika.${name}`, 'declare bind unbind consume cancel get purge delete'])),
  ...Object.fromEntries(['Exchange', 'RobustExchange'].map((name) => [`aio_pika.${name}`, 'declare bind unbind publish delete'])),
  'aio_pika.IncomingMessage': 'ack nack reject',
  'aiogram.Bot': `send_message send_photo send_document send_video send_audio send_voice send_animation send_sticker send_location send_poll send_media_group send_chat_action send_invoice
    edit_message_text edit_message_reply_markup edit_message_caption delete_message forward_message copy_message answer_callback_query answer_inline_query set_webhook delete_webhook
    set_my_commands delete_my_commands get_me get_chat get_chat_member ban_chat_member unban_chat_member restrict_chat_member pin_chat_message unpin_chat_message download download_file
    get_file get_updates close log_out`,
  'aiogram.types.Message': `answer reply answer_photo answer_document answer_video answer_voice answer_audio answer_sticker answer_location answer_poll answer_media_group answer_invoice
    reply_photo reply_document edit_text edit_reply_markup edit_caption delete forward copy_to send_copy pin unpin react`,
  'aiogram.types.CallbackQuery': 'answer',
  'aiogram.types.InlineQuery': 'answer',
  'aiogram.fsm.context.FSMContext': 'set_state get_state set_data get_data update_data clear',
  'aiogram.Dispatcher': 'start_polling stop_polling feed_update feed_raw_update feed_webhook_update',
  'sqlalchemy.ext.asyncio.AsyncSession': 'commit rollback execute scalar scalars stream flush refresh close delete get merge aclose run_sync',
  'sqlalchemy.ext.asyncio.AsyncConnection': 'execute commit rollback close run_sync',
  'sqlalchemy.ext.asyncio.AsyncEngine': 'dispose',
  'aiohttp.ClientSession': 'close',
  'asyncpg.Connection': 'execute executemany fetch fetchrow fetchval close',
  'asyncpg.Pool': 'execute executemany fetch fetchrow fetchval close release',
};
const coroutineApis: ReadonlySet<string> = new Set(Object.entries(members).flatMap(([owner, names]) => names.split(/\s+/).map((name) => `${owner}.${name}`)));

/** A coroutine function called as a bare statement: the call makes a coroutine object and drops it. Fields: `callee`, `instead`. */
export const unawaitedCoroutine: PythonCheck = {
  name: 'event-loop/unawaited-coroutine',
  input: 'python',
  words: ['async def', 'asyncio', 'anyio', 'aio_pika', 'aiogram', 'AsyncClient', 'AsyncSession', 'AsyncEngine', 'aiohttp', 'asyncpg'],
  run({ file, report }) {
    for (const call of file.facts.calls) {
      if (!call.isStatement || call.awaited) continue;
      if (!givesCoroutine(file, call)) continue;
      const callee = shownCallee(file.text, call.calleeRange);
      report({ range: call.calleeRange, fields: { name: callee, callee, instead: insteadOf(file, call) }, fix: awaitFix(file, call) });
    }
  },
};

function givesCoroutine(file: PythonFile, call: CallFact): boolean {
  const local = localFunctionOf(file, call);
  if (local !== null) return isCoroutineFunction(file.facts.functions[local]);
  const resolved = file.resolve(call.callee);
  if (!resolved) return false;
  const { definition } = resolved;
  if (definition?.function == null) return definition === null && coroutineApis.has(resolved.name) && !isPlainMethod(file, resolved.name);
  const functions = definition.path === file.path ? file.facts.functions : file.project.modules.get(definition.path)?.functions ?? [];
  const fn = functions[definition.function];
  // The plain variant of a function that is defined twice may be the one that is called.
  return fn !== undefined && functions.every((other) => other.name !== fn.name || other.function !== fn.function || other.class !== fn.class || isCoroutineFunction(other));
}

/** Until aio-pika 7, `ack`, `nack` and `reject` of a message were plain methods. */
function isPlainMethod(file: PythonFile, name: string): boolean {
  return name.startsWith('aio_pika.IncomingMessage.') && isPinnedBelow(file.project, file.path, 'aio-pika', '7');
}

/** A decorator may turn the coroutine function into something else (a task, a command): only plain ones are judged. */
function isCoroutineFunction(fn: FunctionFact | undefined): boolean {
  return fn !== undefined && fn.isAsync && !fn.isGenerator && fn.decorators.every((decorator) => plainDecorator.test(decorator.path));
}

const plainDecorator = /(^|[.:])(staticmethod|classmethod|override|final|abstractmethod|wraps|retry)(\(\))?$/;

function insteadOf(file: PythonFile, call: CallFact): string {
  const fn = call.function === null ? undefined : file.facts.functions[call.function];
  if (!fn) return 'call it by `asyncio.run`';
  return fn.isAsync ? 'await it' : `make \`${fn.name}\` an \`async def\` and await it`;
}

/** `await` is offered where it can stand: directly in an `async def`. */
function awaitFix(file: PythonFile, call: CallFact): Fix | null {
  const fn = call.function === null ? null : file.facts.functions[call.function];
  if (!fn?.isAsync || fn.isLambda) return null;
  return { title: 'Await the coroutine', edits: [{ path: file.path, range: { start: call.range.start, end: call.range.start }, newText: 'await ' }] };
}
