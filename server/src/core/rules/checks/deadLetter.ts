import { callsNamed } from '../callsIn';
import type { CallFact } from '../../facts/python/model';
import { argumentOf } from '../conditions';
import type { PythonCheck, PythonFile } from '../model';
import { mappingOf, textsOf } from '../valueFlow';
import { shownCallee, shownText } from '../writtenCode';
import { amqpMethod, declaredName, isTemporary, receiverOf } from './shared/amqp';

/** Names of queues that are the end of a route, or a stop on the way back, and of what they are bound to. */
const endOfRoute = /dead|dlq|dlx|dl_|_dl|retry|delay|park|poison|quarantine|fail|error|reject/i;

/** A queue that stays, whose arguments have no `x-dead-letter-exchange`. Gives `callee` and `value`, the name as written. */
export const deadLetter: PythonCheck = {
  name: 'rabbitmq/dead-letter',
  input: 'python',
  words: ['declare_queue'],
  run({ file, report }) {
    for (const call of file.facts.calls) {
      if (call.name !== 'declare_queue' || amqpMethod(file, call) !== 'Channel.declare_queue') continue;
      const name = declaredName(call);
      if (name === null || isTemporary(file, call) || isEndOfRoute(file, call) || mayHaveRoute(file, call)) continue;
      report({ range: call.calleeRange, fields: { callee: shownCallee(file.text, call.calleeRange), value: shownText(file.text.slice(name.range)) } });
    }
  },
};

function mayHaveRoute(file: PythonFile, call: CallFact): boolean {
  const given = argumentOf(call, 'arguments')?.value;
  if (given === undefined || given.kind === 'none') return false;
  const mapping = mappingOf(file, given);
  if (mapping === null || !mapping.isWhole) return true;
  // RabbitMQ's streams are read, not consumed: nothing in them is rejected.
  return mapping.entries.some(({ key, value }) => key === 'x-dead-letter-exchange' || (key === 'x-queue-type' && textsOf(file, value.value, value.path)?.includes('stream') === true));
}

function isEndOfRoute(file: PythonFile, call: CallFact): boolean {
  const name = declaredName(call);
  if (name === null || endOfRoute.test(file.text.slice(name.range)) || endOfRoute.test(call.boundTo ?? '')) return true;
  return call.boundTo !== null && callsNamed(file.facts, 'bind').some((bind) => receiverOf(file, bind) === call.boundTo
    && endOfRoute.test(file.text.slice((argumentOf(bind, 'exchange') ?? argumentOf(bind, '0'))?.range ?? bind.calleeRange)));
}
