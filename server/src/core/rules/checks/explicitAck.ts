import { callsBelow } from '../callsIn';
import type { CallFact, FunctionFact } from '../../facts/python/model';
import type { CheckContext, PythonCheck, PythonFile } from '../model';
import { argumentOf } from '../conditions';
import { shownCallee } from '../writtenCode';
import { callbackIndex, isExclusiveQueue, messageParameter } from './shared/amqp';

const answers = new Set(['ack', 'nack', 'reject', 'basic_ack', 'basic_nack', 'basic_reject']);
const queueTypes = /^aio_pika\.(Robust)?Queue\.(consume|iterator|get)$/;
/** Calls that look at what they are given, and do not take it over. */
const looking = /^(print|len|str|repr|type|isinstance|id|hash|getattr|debug|info|warning|error|exception|log)$/;
/** Decorators that leave the function what it is. Any other may acknowledge for it. */
const transparent = /(^|[.:])(staticmethod|classmethod|override|final)$/;
/** So many helpers of the same file are looked into. */
const depth = 4;

/** A consumer that takes messages as acknowledged on delivery, or a callback or loop that never acknowledges. Gives `problem` and `instead`. */
export const explicitAck: PythonCheck = {
  name: 'rabbitmq/explicit-ack',
  input: 'python',
  words: ['consume', 'iterator', 'no_ack'],
  run({ file, report }) {
    for (const call of file.facts.calls) {
      if (call.name !== 'consume' && call.name !== 'iterator' && call.name !== 'get') continue;
      const name = file.calleeOf(call);
      if (name === null || !queueTypes.test(name) || call.arguments.some((argument) => argument.keyword === '**')) continue;
      const noAck = argumentOf(call, 'no_ack') ?? (call.name === 'consume' ? argumentOf(call, '1') : null);
      if (noAck?.value.kind === 'true') {
        if (!isExclusiveQueue(file, call)) {
          report({ range: noAck.range, fields: { problem: `\`${file.text.slice(noAck.range)}\` makes RabbitMQ forget a message before the work on it is done`, instead: `leave it out and handle each message inside ${processing('message')}` } });
        }
      } else if (noAck !== null && noAck.value.kind !== 'false') {
        continue;
      } else if (call.name === 'consume') {
        checkCallback(file, call, report);
      } else if (call.name === 'iterator') {
        checkLoop(file, call, report);
      }
    }
  },
};

function processing(message: string): string {
  return `\`async with ${message}.process():\``;
}

function checkCallback(file: PythonFile, call: CallFact, report: CheckContext['report']): void {
  const argument = argumentOf(call, 'callback') ?? argumentOf(call, '0');
  if (!argument) return;
  const index = callbackIndex(file, argument.value);
  const callback = index === null ? undefined : file.facts.functions[index];
  if (index === null || !callback || callback.isLambda || callback.decorators.some(({ path }) => !transparent.test(path)) || isEmpty(file, callback)) return;
  const message = messageParameter(callback);
  if (message === null || acknowledges(file, index, message, depth)) return;
  report({
    range: argument.range,
    fields: { problem: `\`${callback.name}\` does not acknowledge the messages that \`${shownCallee(file.text, call.calleeRange)}\` gives it`, instead: `do its work inside ${processing(message)}` },
    related: [{ path: file.path, range: callback.nameRange, message: `\`${callback.name}\` is the callback` }],
  });
}

/** A method that subclasses are to write. */
function isEmpty(file: PythonFile, { bodyRange }: FunctionFact): boolean {
  const body = file.text.slice(bodyRange).replace(/^\s*[rRuU]?("""[\s\S]*?"""|'''[\s\S]*?'''|"[^"\n]*")/, '').trim();
  return /^(\.\.\.|pass|raise NotImplementedError.*)?$/.test(body);
}

/** Whether the function acknowledges the message, or hands it on to code that may: then nothing can be said. */
function acknowledges(file: PythonFile, index: number, message: string, hops: number): boolean {
  const fn = file.facts.functions[index];
  if (!fn) return true;
  if (leavesBy(file, fn, message)) return true;
  return callsBelow(file.facts, index).some((call) => {
    if (answers.has(call.name) || isProcess(file, call, message)) return true;
    if (looking.test(call.name)) return false;
    return call.arguments.some((argument, at) => {
      if (argument.keyword === '*' || argument.keyword === '**') return false;
      if (!new RegExp(`^[([{\\s]*${message}\\b(?!\\s*[.[(])`).test(file.text.slice(argument.value.range))) return false;
      return !isHelperWithout(file, call, argument.keyword ?? at, hops);
    });
  });
}

/** Given back, yielded, kept under another name, or put into something: whoever has it then may acknowledge. */
function leavesBy(file: PythonFile, fn: FunctionFact, message: string): boolean {
  return new RegExp(`(\\b(return|yield)\\s+|[^=!<>]=\\s*|[[{(,:]\\s*)${message}\\s*($|[\\])},#])`, 'm').test(withoutCalls(file, fn));
}

/** The body's text without arguments of calls, which are judged call by call. */
function withoutCalls(file: PythonFile, fn: FunctionFact): string {
  let text = file.text.slice(fn.bodyRange);
  for (let before = ''; before !== text && text.length > 0;) {
    before = text;
    text = text.replace(/(\w|\])\([^()]*\)/g, '$1');
  }
  return text;
}

/** `message.process()`; `self.mailer.process(order)` is none. */
function isProcess(file: PythonFile, call: CallFact, message: string): boolean {
  if (call.name !== 'process') return false;
  const name = file.calleeOf(call);
  if (name !== null) return name.startsWith('aio_pika.') || file.text.slice(call.calleeRange) === `${message}.process`;
  return !file.text.slice(call.calleeRange).startsWith('self.');
}

/** A plain function of this file that is given the message and does not acknowledge it either. */
function isHelperWithout(file: PythonFile, call: CallFact, which: string | number, hops: number): boolean {
  const definition = file.resolve(call.callee)?.definition;
  const fn = definition?.path === file.path && definition.function !== null ? file.facts.functions[definition.function] : undefined;
  if (hops === 0 || !fn || definition?.function === undefined || definition.function === null || fn.decorators.some(({ path }) => !transparent.test(path)) || isEmpty(file, fn)) return false;
  const parameters = fn.parameters.filter((parameter) => parameter.name !== 'self' && parameter.name !== 'cls');
  const parameter = typeof which === 'number' ? parameters[which] : parameters.find(({ name }) => name === which);
  return parameter !== undefined && parameter.kind !== 'args' && parameter.kind !== 'kwargs' && !acknowledges(file, definition.function, parameter.name, hops - 1);
}

/** `async for message in queue.iterator():`, or over the name that an `async with` gives the iterator, in the same function. */
function checkLoop(file: PythonFile, call: CallFact, report: CheckContext['report']): void {
  if (call.function === null) return;
  const fn = file.facts.functions[call.function];
  if (!fn) return;
  const body = file.text.slice({ start: call.range.end, end: fn.bodyRange.end });
  const before = file.text.line(call.range.start.line).slice(0, call.range.start.character);
  const iterator = /^\s+as\s+(\w+)\s*[:,)]/.exec(body)?.[1] ?? call.boundTo;
  const message = /\basync\s+for\s+(\w+)\s+in\s+$/.exec(before)?.[1]
    ?? (iterator === null ? undefined : new RegExp(`\\basync\\s+for\\s+(\\w+)\\s+in\\s+${iterator.replaceAll('.', '\\.')}\\s*:`).exec(body)?.[1]);
  if (message === undefined || acknowledges(file, call.function, message, depth)) return;
  report({
    range: call.calleeRange,
    fields: { problem: `this loop over \`${shownCallee(file.text, call.calleeRange)}\` does not acknowledge its messages`, instead: `handle each one inside ${processing(message)}` },
  });
}
