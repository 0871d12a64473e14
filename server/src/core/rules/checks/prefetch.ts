import { callsIn, callsNamed } from '../callsIn';
import type { CallFact } from '../../facts/python/model';
import { argumentOf } from '../conditions';
import type { CheckContext, Fix, PythonCheck, PythonFile } from '../model';
import { shownCallee } from '../writtenCode';
import { amqpMethod, isExclusiveQueue, receiverOf } from './shared/amqp';

/** A consumer in whose process nobody sets how many messages the broker may send ahead. Gives `callee` and `instead`; options: a count a kind of service. */
export const prefetch: PythonCheck = {
  name: 'rabbitmq/prefetch',
  input: 'python',
  words: ['consume', 'iterator'],
  run({ file, options, report }) {
    let isLimited: boolean | null = null;
    for (const call of file.facts.calls) {
      if (call.name !== 'consume' && call.name !== 'iterator') continue;
      const method = amqpMethod(file, call);
      if (method !== 'Queue.consume' && method !== 'Queue.iterator') continue;
      // Without acknowledgement there is nothing to count, and another rule speaks.
      const noAck = argumentOf(call, 'no_ack');
      if ((noAck !== null && noAck.value.kind !== 'false') || call.arguments.some(({ keyword }) => keyword === '**') || isExclusiveQueue(file, call)) continue;
      isLimited ??= setsLimit(file) || isLimitedNearby(file);
      if (isLimited) return;
      const count = String(countFor(file, options));
      report({
        range: call.calleeRange,
        fields: { callee: shownCallee(file.text, call.calleeRange), instead: `await ${channelOf(file, call)}.set_qos(prefetch_count=${count})` },
        fix: makeLimit(file, call, count),
      });
    }
  },
};

/** A call of `set_qos` that states a limit; 0 is none (AMQP 0-9-1, basic.qos). */
function setsLimit(file: PythonFile): boolean {
  return callsNamed(file.facts, 'set_qos', 'basic_qos').some((call) => {
    const count = argumentOf(call, 'prefetch_count') ?? argumentOf(call, '0');
    return count === null ? call.arguments.some(({ keyword }) => keyword === '*' || keyword === '**') : count.value.kind !== 'number' || Number(count.value.text) !== 0;
  });
}

/** Files that may have opened the channel: those that this one imports or that import it, and what these import. */
function isLimitedNearby(file: PythonFile): boolean {
  const { project, path } = file;
  const importers = project.importersOf(path).map((edge) => edge.from);
  const near = new Set([path, ...importers]);
  for (const one of [...near]) for (const edge of project.importsOf(one)) near.add(edge.to);
  near.delete(path);
  return [...near].some((one) => project.modules.get(one)?.wiring.some((call) => /\.set_qos$/.test(call.callee)));
}

function countFor(file: PythonFile, options: CheckContext['options']): number {
  const kind = file.service?.kind;
  const count = options[kind === 'api' || kind === 'bot' ? kind : 'worker'];
  return typeof count === 'number' && Number.isInteger(count) && count > 0 ? count : 10;
}

/** The name that the channel has in the function of the call, or the channel that the queue knows. */
function channelOf(file: PythonFile, call: CallFact): string {
  const queue = receiverOf(file, call);
  const declared = callsIn(file.facts, call.function).find((other) => (other.name === 'declare_queue' || other.name === 'get_queue') && other.boundTo === queue);
  const channel = declared ? receiverOf(file, declared) : '';
  return /^\w+(\.\w+)*$/.test(channel) ? channel : `${queue}.channel`;
}

/** A line before the statement that begins to consume, where that is a plain one of a coroutine. */
function makeLimit(file: PythonFile, call: CallFact, count: string): Fix | null {
  const { text, facts, path } = file;
  const fn = call.function === null ? undefined : facts.functions[call.function];
  const { start } = call.range;
  const before = text.line(start.line).slice(0, start.character);
  const indent = /^(\s+)(?:(?:return|[\w.]+(?:\s*:[^=]+)?\s*=)?\s*await\s+|async\s+with\s+|async\s+for\s+\w+\s+in\s+)$/.exec(before)?.[1];
  const channel = channelOf(file, call);
  if (!fn?.isAsync || fn.isLambda || indent === undefined || !/^\w+(\.\w+)*$/.test(channel)) return null;
  const at = { line: start.line, character: 0 };
  const newline = text.text.includes('\r\n') ? '\r\n' : '\n';
  return { title: `Set prefetch_count=${count}`, edits: [{ path, range: { start: at, end: at }, newText: `${indent}await ${channel}.set_qos(prefetch_count=${count})${newline}` }] };
}
