import type { CallFact, FunctionFact, ValueFact } from '../../facts/python/model';
import { contains, type Range } from '../../text/range';
import { argumentOf } from '../conditions';
import type { PythonCheck, PythonFile } from '../model';
import { shownCallee } from '../writtenCode';
import { amqpMethod, callbackIndex, isExclusiveQueue, isInHandler, isMessageBody, messageParameter } from './shared/amqp';

/** Signs that repetitions are known: names of checks, ids that go along, and writes that can be repeated. */
const signs = /idempot|dedup|duplicat|already|processed|\bonce\b|claim|\bseen\b|(event|message|delivery)_?id\b|redelivered|on_?\s?conflict|upsert|get_or_create|setnx|nx\s*=\s*True|inbox|replace_one|\bmerge\(|sismember|\.exists\(/i;
/** Calls that look at what they are given, wait, or get a connection. */
const looking = /^(print|len|str|repr|type|isinstance|id|hash|bool|dumps|debug|info|warning|error|exception|critical|log|sleep|append|connect|connect_robust|create_pool|acquire|set_result|set_exception|put|put_nowait|send_text|send_json|broadcast)$/;
/** Requests that only read. */
const reading = /^(httpx|aiohttp)\.(\w+\.)?(get|head|options)$/;
const transparent = /(^|[.:])(staticmethod|classmethod|override|final)$/;
/** So many functions of the same file are looked into for one consumer. */
const mostFunctions = 40;

/** A callback, or a loop over a queue, that acts on its messages, and on the same one again when it is delivered again. Gives `name`, the callback, and `callee`, what it calls. */
export const idempotentConsumer: PythonCheck = {
  name: 'rabbitmq/idempotent-consumer',
  input: 'python',
  words: ['consume', 'iterator'],
  run({ file, report }) {
    for (const call of file.facts.calls) {
      const loop = call.name === 'iterator' && amqpMethod(file, call) === 'Queue.iterator' && !isExclusiveQueue(file, call) ? loopOf(file, call) : null;
      const again = loop && call.function !== null ? effectOf(file, call.function, [loop.message], new Set(), loop.body) : null;
      if (again !== null && again !== 'unknown') {
        report({
          range: call.calleeRange,
          fields: { name: file.facts.functions[call.function ?? -1]?.name ?? '', callee: shownCallee(file.text, again.calleeRange) },
          related: [{ path: file.path, range: again.calleeRange, message: 'this happens again with each delivery' }],
        });
      }
      if (call.name !== 'consume' || amqpMethod(file, call) !== 'Queue.consume' || isExclusiveQueue(file, call)) continue;
      const argument = argumentOf(call, 'callback') ?? argumentOf(call, '0');
      const index = argument ? callbackIndex(file, argument.value) : null;
      const fn = index === null ? undefined : file.facts.functions[index];
      const message = fn ? messageParameter(fn) : null;
      if (!argument || index === null || !fn || message === null || !fn.decorators.every(({ path }) => transparent.test(path))) continue;
      const effect = effectOf(file, index, [message], new Set());
      if (effect === null || effect === 'unknown') continue;
      report({
        range: argument.range,
        fields: { name: fn.name, callee: shownCallee(file.text, effect.calleeRange) },
        related: [{ path: file.path, range: effect.calleeRange, message: 'this happens again with each delivery' }],
      });
    }
  },
};

/** The loop over the messages of an iterator, and the name that a message has in it: `async for message in …` behind the call, or around it. */
function loopOf(file: PythonFile, iterator: CallFact): { readonly message: string; readonly body: Range } | null {
  const fn = file.facts.functions[iterator.function ?? -1];
  if (!fn) return null;
  for (let line = iterator.range.start.line; line <= Math.min(iterator.range.end.line + 3, fn.range.end.line); line++) {
    const head = /^(\s*)async\s+for\s+(\w+)\s+in\b/.exec(file.text.line(line));
    if (!head?.[2]) continue;
    const depth = head[1]?.length ?? 0;
    const isInside = (text: string): boolean => /^\s*(#|$)/.test(text) || text.length - text.trimStart().length > depth;
    let end = line + 1;
    while (end <= fn.range.end.line && isInside(file.text.line(end))) end++;
    return { message: head[2], body: { start: { line: line + 1, character: 0 }, end: { line: end, character: 0 } } };
  }
  return null;
}

/**
 * The first awaited call that does something with parts of the message; 'unknown' where a sign of idempotency is seen, or where
 * code that cannot be seen has the whole message and so may look for itself. `whole`: names that stand for the message or all of its body;
 * `seen`: functions that are looked into already; `part`: what of the function counts.
 */
function effectOf(file: PythonFile, index: number, whole: readonly string[], seen: Set<number>, part?: Range): CallFact | 'unknown' | null {
  const { functions, calls } = file.facts;
  if (seen.has(index)) return null;
  if (seen.add(index).size > mostFunctions) return 'unknown';
  const fn = functions[index];
  if (!fn || signs.test(file.text.slice(part ?? fn.range).replaceAll('ignore_processed', ''))) return 'unknown';
  const inside = calls.filter((call) => (call.function === index || isNested(functions, call.function, index)) && (!part || contains(part, call.range.start)));
  const names = [...whole, ...inside.filter((call) => call.boundTo !== null && isParser(file, call, whole)).map((call) => call.boundTo ?? '')];
  let effect: CallFact | null = null;
  for (const call of inside) {
    if (looking.test(call.name) || reading.test(file.calleeOf(call) ?? '') || isInHandler(file, call) || isOfMessage(file, call, whole) || isParser(file, call, whole)) continue;
    const helper = helperOf(file, call);
    const given = call.arguments.findIndex((argument) => argument.keyword === '**' || isWhole(file, argument.value, names, call.function));
    if (helper !== null) {
      const parameter = given < 0 ? undefined : parametersOf(functions[helper])[given];
      const inner = effectOf(file, helper, parameter === undefined ? [] : [parameter], seen);
      if (inner === 'unknown') return 'unknown';
      effect ??= inner;
    } else if (given >= 0) {
      return 'unknown';
    } else if (call.awaited && !call.isContextManager && !/^(asyncio|builtins)\./.test(file.calleeOf(call) ?? '')) {
      effect ??= call;
    }
  }
  return effect;
}

function isNested(functions: readonly FunctionFact[], fn: number | null, outer: number): boolean {
  for (let at = fn, steps = 0; at !== null && steps < 20; steps++) {
    if (at === outer) return true;
    at = functions[at]?.function ?? null;
  }
  return false;
}

function parametersOf(fn: FunctionFact | undefined): readonly string[] {
  return (fn?.parameters ?? []).map(({ name }) => name).filter((name) => name !== 'self' && name !== 'cls');
}

/** `json.loads(message.body)`, `OrderPlaced.model_validate_json(message.body)`: their result is the body in another form. */
function isParser(file: PythonFile, call: CallFact, whole: readonly string[]): boolean {
  return /loads|validate|parse|decode|unpack|deserialize|from_/.test(call.name)
    && call.arguments.some((argument) => isMessageBody(file, argument.value, call.function) || isBodyOf(file.text.slice(argument.value.range), whole));
}

function isBodyOf(text: string, whole: readonly string[]): boolean {
  return whole.some((name) => new RegExp(`^${name}(\\.body)?(\\.decode\\([^()]*\\))?$`).test(text));
}

/** The message, its body, or what a parser makes of that. */
function isWhole(file: PythonFile, value: ValueFact, names: readonly string[], fn: number | null): boolean {
  const parser = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
  if (isMessageBody(file, value, fn) || (parser && isParser(file, parser, names))) return true;
  const text = file.text.slice(value.range);
  return isBodyOf(text, names) || names.some((name) => new RegExp(`^(\\*\\*)?${name}(\\.(model_dump|dict|copy|headers)\\b.*)?$`).test(text));
}

/** `message.process()`, `message.ack()`, `event.order_id.hex`: of the message itself. */
function isOfMessage(file: PythonFile, call: CallFact, whole: readonly string[]): boolean {
  const written = file.text.slice(call.calleeRange);
  return whole.some((name) => written.startsWith(`${name}.`)) || file.calleeOf(call)?.startsWith('aio_pika.IncomingMessage.') === true;
}

function helperOf(file: PythonFile, call: CallFact): number | null {
  const definition = file.resolve(call.callee)?.definition;
  return definition?.path === file.path ? definition.function : null;
}
