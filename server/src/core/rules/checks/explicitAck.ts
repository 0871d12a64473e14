import type { CallFact, FunctionFact } from '../../facts/python/model';
import type { PythonCheck, PythonFile } from '../model';
import { argumentOf } from '../conditions';

const acknowledging = new Set(['process', 'ack', 'nack', 'reject']);
const queueTypes = /^aio_pika\.(Robust)?Queue\.(consume|iterator|get)$/;

/** A consumer that takes messages as acknowledged on delivery, or a callback that never acknowledges. */
export const explicitAck: PythonCheck = {
  name: 'rabbitmq/explicit-ack',
  input: 'python',
  words: ['consume', 'iterator', 'no_ack'],
  run({ file, report }) {
    for (const call of file.facts.calls) {
      if (call.name !== 'consume' && call.name !== 'iterator' && call.name !== 'get') continue;
      const name = file.calleeOf(call);
      if (name === null || !queueTypes.test(name)) continue;
      const noAck = argumentOf(call, 'no_ack');
      if (noAck?.value.kind === 'true') {
        report({ range: noAck.range, fields: { name: call.name, callee: file.text.slice(call.calleeRange), problem: 'with `no_ack=True` RabbitMQ forgets a message as soon as it is delivered' } });
      } else if (call.name === 'consume') {
        checkCallback(file, call, report);
      } else if (call.name === 'iterator' && call.function !== null && !acknowledgesIn(file, call.function)) {
        report({ range: call.calleeRange, fields: { name: call.name, callee: file.text.slice(call.calleeRange), problem: 'no message of this loop is acknowledged' } });
      }
    }
  },
};

function checkCallback(file: PythonFile, call: CallFact, report: Parameters<PythonCheck['run']>[0]['report']): void {
  const argument = argumentOf(call, 'callback') ?? argumentOf(call, '0');
  if (!argument) return;
  const index = callbackIndex(file, argument.value);
  const callback = index === null ? undefined : file.facts.functions[index];
  if (index === null || !callback || callback.isLambda || isWrapped(callback) || acknowledgesIn(file, index)) return;
  report({
    range: argument.range,
    fields: { name: callback.name, callee: file.text.slice(call.calleeRange), problem: `\`${callback.name}\` neither uses \`message.process()\` nor acknowledges` },
    related: [{ path: file.path, range: callback.nameRange, message: `\`${callback.name}\` is the callback` }],
  });
}

/** The callback's function in this file; a callback from elsewhere is judged where it can be seen, so not here. */
function callbackIndex(file: PythonFile, value: NonNullable<ReturnType<typeof argumentOf>>['value']): number | null {
  if (value.kind === 'function') return value.function;
  if (value.kind !== 'path') return null;
  const definition = file.resolve(value.path)?.definition;
  if (definition && definition.path === file.path) return definition.function;
  return null;
}

/** A decorator may acknowledge for the function. */
function isWrapped(callback: FunctionFact): boolean {
  return callback.decorators.length > 0;
}

/**
 * Whether the function acknowledges, or hands the message (or a callable it was given) on to code that may: then nothing can be said.
 */
function acknowledgesIn(file: PythonFile, index: number): boolean {
  const { facts } = file;
  const fn = facts.functions[index];
  if (!fn) return true;
  const names = new Set(fn.parameters.map((parameter) => parameter.name));
  return facts.calls.some((call) => {
    if (!isInside(facts.functions, call.function, index)) return false;
    if (acknowledging.has(call.name)) return true;
    return call.arguments.some((argument) => {
      if (argument.value.kind !== 'path') return argument.value.kind === 'other' && argument.keyword === '*';
      const written = file.text.slice(argument.value.range);
      // `handle(message)`: the message itself is passed on. `json.loads(message.body)` is only a part of it.
      return (names.has(written) || /^(message|msg|incoming)$/.test(written)) && !isPlainRead(call);
    });
  });
}

function isPlainRead(call: CallFact): boolean {
  return /^(print|len|str|repr|debug|info|warning|error|exception|isinstance|type)$/.test(call.name);
}

function isInside(functions: readonly FunctionFact[], fn: number | null, outer: number): boolean {
  for (let at = fn; at !== null; at = functions[at]?.function ?? null) if (at === outer) return true;
  return false;
}
