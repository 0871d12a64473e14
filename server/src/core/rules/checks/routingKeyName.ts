import { callsNamed } from '../callsIn';
import type { ArgumentFact, CallFact } from '../../facts/python/model';
import { argumentOf } from '../conditions';
import { Kept } from '../kept';
import type { PythonCheck, PythonFile } from '../model';
import { textsOf } from '../valueFlow';
import { amqpMethod, receiverOf } from './shared/amqp';

const methods = new Set(['Exchange.publish', 'Exchange.bind', 'Queue.bind']);
const dotted = /^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/;
const binding = /^([a-z0-9_-]+|\*|#)(\.([a-z0-9_-]+|\*|#))*$/;

/** A routing key that is not lower-case words with dots between them. Gives `value`, the key, and `instead`. */
export const routingKeyName: PythonCheck = {
  name: 'rabbitmq/routing-key-name',
  input: 'python',
  words: ['publish', 'bind'],
  run({ file, report }) {
    for (const call of callsNamed(file.facts, 'publish', 'bind')) {
      const key = illFormed.of(file, call);
      const method = amqpMethod(file, call);
      const argument = keyOf(call);
      if (key === null || method === null || argument === null || goesToQueue(file, call, method)) continue;
      report({ range: argument.value.range, fields: { value: key, instead: suggestion(key, method) } });
    }
  },
};

function keyOf(call: CallFact): ArgumentFact | null {
  return argumentOf(call, 'routing_key') ?? argumentOf(call, '1');
}

/** The first of the keys that reach the call which is not well formed. */
const illFormed = new Kept<CallFact, string | null>((file, call) => {
  const method = amqpMethod(file, call);
  const argument = keyOf(call);
  if (method === null || !methods.has(method) || argument === null) return null;
  return textsOf(file, argument.value)?.find((text) => !isWellFormed(text, method)) ?? null;
});

function isWellFormed(key: string, method: string): boolean {
  // Fanout exchanges take no key; of a part that cannot be told, `{}`, nothing is said.
  if (key === '') return true;
  if (key.includes('{}')) return !/[A-Z\s/\\:]/.test(key);
  // A key to bind for may be one word: the queue's own, on the way of its dead letters.
  return method === 'Exchange.publish' ? dotted.test(key) : binding.test(key);
}

/** On the default exchange the key is the name of a queue; direct, fanout and headers exchanges match no words. */
function goesToQueue(file: PythonFile, call: CallFact, method: string): boolean {
  const exchange = method === 'Exchange.publish' ? receiverOf(file, call) : file.text.slice((argumentOf(call, 'exchange') ?? argumentOf(call, '0'))?.value.range ?? call.calleeRange);
  const path = method === 'Exchange.publish' ? call.callee ?? '' : '';
  if (/default_exchange/.test(path) || /default_exchange/.test(exchange)) return true;
  return callsNamed(file.facts, 'declare_exchange', 'get_exchange').some((other) => {
    if (other.boundTo !== exchange) return false;
    if (other.name === 'get_exchange') return /^\(\s*["']{2}/.test(file.text.slice(other.argumentsRange));
    const type = argumentOf(other, 'type') ?? argumentOf(other, '1');
    return type === null || !/topic/i.test(file.text.slice(type.value.range));
  });
}

/** `OrderPlaced` → `order.placed`, `ORDER_PLACED_V2` → `order.placed_v2`. */
function suggestion(key: string, method: string): string {
  const words = key.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase().split(method === 'Exchange.publish' ? /[^a-z0-9{}]+/ : /[^a-z0-9{}*#]+/).filter(Boolean);
  if (key.includes('.')) return key.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase().replace(/[^a-z0-9{}.*#]+/g, '_');
  const [first = 'event', ...rest] = words;
  return rest.length === 0 ? `<domain>.${first}` : `${first}.${rest.join('_')}`;
}
