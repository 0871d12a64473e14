import type { ArgumentFact, CallFact } from '../../facts/python/model';
import { callsTo } from '../callsIn';
import { argumentOf } from '../conditions';
import { addImport, addKeyword, localName } from '../fixes';
import type { Fix, PythonCheck, PythonFile } from '../model';
import { shownCallee } from '../writtenCode';
import { isReply, textBehind } from './shared/amqpMessages';

const transient = 'aio_pika.DeliveryMode.NOT_PERSISTENT';

/** An aio-pika message that is not persistent; aio-pika's default is that it is not. Gives `callee` and `problem`. */
export const persistentMessage: PythonCheck = {
  name: 'rabbitmq/persistent-message',
  input: 'python',
  words: ['Message('],
  run({ file, report }) {
    for (const call of callsTo(file, ['aio_pika.Message'])) {
      if (call.arguments.some((argument) => argument.keyword === '**')) continue;
      const mode = argumentOf(call, 'delivery_mode');
      const problem = mode === null ? '`delivery_mode` is missing' : isTransient(file, mode) ? `\`delivery_mode\` is \`${file.text.slice(mode.value.range)}\`` : null;
      if (problem === null || isSetLater(file, call) || isReply(file, call)) continue;
      report({ range: call.calleeRange, fields: { callee: shownCallee(file.text, call.calleeRange), problem }, fix: makePersistent(file, call, mode) });
    }
  },
};

/** `None` is the default, which is transient. A value that cannot be told may be persistent. */
function isTransient(file: PythonFile, { value }: ArgumentFact): boolean {
  if (value.kind === 'number') return Number(value.text) === 1;
  if (value.kind === 'path') return file.resolve(value.path)?.name === transient;
  return value.kind === 'none';
}

/** `message.delivery_mode = …` behind the call, in the same function. */
function isSetLater(file: PythonFile, call: CallFact): boolean {
  if (call.boundTo === null) return false;
  return new RegExp(`(?<![\\w.])${call.boundTo.replaceAll('.', '\\.')}\\.delivery_mode\\s*=[^=]`).test(textBehind(file, call));
}

function makePersistent(file: PythonFile, call: CallFact, mode: ArgumentFact | null): Fix {
  const known = ['aio_pika.DeliveryMode', 'aio_pika.abc.DeliveryMode', 'aio_pika.message.DeliveryMode']
    .map((name) => localName(file.facts, name, call.function)).find((name) => name !== null);
  const value = `${known ?? 'DeliveryMode'}.PERSISTENT`;
  const edit = mode === null ? addKeyword(file.path, file.text, call, `delivery_mode=${value}`) : { path: file.path, range: mode.value.range, newText: value };
  return {
    title: mode === null ? 'Add delivery_mode=DeliveryMode.PERSISTENT' : 'Use DeliveryMode.PERSISTENT',
    edits: [edit, ...(known === undefined ? addImport(file, 'aio_pika.DeliveryMode') : [])],
  };
}
