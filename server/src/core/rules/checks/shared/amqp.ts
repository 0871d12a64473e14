import { callsNamed } from '../../callsIn';
import type { CallFact, FunctionFact, ValueFact } from '../../../facts/python/model';
import { contains } from '../../../text/range';
import { argumentOf } from '../../conditions';
import type { PythonFile } from '../../model';

/** `Queue.consume` and the like, where the call is of an aio-pika object, robust or not; null else. */
export function amqpMethod(file: PythonFile, call: CallFact): string | null {
  const name = file.calleeOf(call);
  return name === null ? null : /^aio_pika\.(?:Robust)?((?:Connection|Channel|Queue|Exchange)\.\w+)$/.exec(name)?.[1] ?? null;
}

/** The object of a method call as written: `self._channel` of `self._channel.declare_queue(…)`. */
export function receiverOf(file: PythonFile, call: CallFact): string {
  return file.text.slice(call.calleeRange).replace(/\s*\.\s*\w+$/, '');
}

/** The argument that names the queue or exchange which a call declares. */
export function declaredName(call: CallFact): ValueFact | null {
  return (argumentOf(call, 'name') ?? argumentOf(call, '0'))?.value ?? null;
}

/**
 * A queue or exchange that is not meant to outlive its user, or not declared here: exclusive, auto-delete, expiring, named by the
 * server or by a UUID, for answers, passive, reserved (`amq.`). Also one of which that cannot be told.
 */
export function isTemporary(file: PythonFile, declaration: CallFact): boolean {
  const name = declaredName(declaration);
  const written = file.text.slice(declaration.argumentsRange);
  if (declaration.arguments.some(({ keyword }) => keyword === '*' || keyword === '**') || name === null || name.kind === 'none') return true;
  if (name.kind === 'string' && (name.text === '' || name.text.startsWith('amq.'))) return true;
  if (['exclusive', 'auto_delete', 'passive'].some((keyword) => (argumentOf(declaration, keyword)?.value.kind ?? 'false') !== 'false')) return true;
  if (/uuid|token_hex|token_urlsafe|gethostname|getpid/i.test(file.text.slice(name.range)) || /["']x-expires["']/.test(written)) return true;
  const { boundTo } = declaration;
  return boundTo !== null && file.facts.calls.some((call) => {
    const target = argumentOf(call, 'reply_to');
    return target !== null && [boundTo, `${boundTo}.name`].includes(file.text.slice(target.value.range));
  });
}

/** A queue that only this connection has, such as that for answers: with the consumer the queue is gone, and nobody is there to take its messages again. */
export function isExclusiveQueue(file: PythonFile, consumer: CallFact): boolean {
  const receiver = receiverOf(file, consumer);
  return callsNamed(file.facts, 'declare_queue', 'get_queue').some((other) => other.boundTo === receiver
    && (argumentOf(other, 'exclusive')?.value.kind === 'true' || /["']amq\.rabbitmq\.reply-to["']/.test(file.text.slice(other.argumentsRange))));
}

/** Index of the function of this file that a consumer is given as its callback; null where it is from elsewhere. */
export function callbackIndex(file: PythonFile, value: ValueFact): number | null {
  if (value.kind === 'function') return value.function;
  if (value.kind === 'call') {
    const call = file.facts.calls[value.call];
    const first = call && file.calleeOf(call) === 'functools.partial' ? argumentOf(call, '0') : null;
    return first ? callbackIndex(file, first.value) : null;
  }
  if (value.kind !== 'path') return null;
  const definition = file.resolve(value.path)?.definition;
  return definition && definition.path === file.path ? definition.function : null;
}

/** The parameter that holds the message: the one of that type, by its name, or the only one. */
export function messageParameter(fn: FunctionFact): string | null {
  const parameters = fn.parameters.filter((parameter) => parameter.name !== 'self' && parameter.name !== 'cls');
  const typed = parameters.find((parameter) => /Message\b/.test(parameter.annotationText ?? ''));
  const named = parameters.find((parameter) => /^(message|msg|incoming\w*|delivery)$/.test(parameter.name));
  const only = parameters.length === 1 && parameters[0]?.kind === 'positional' ? parameters[0] : undefined;
  return (typed ?? named ?? only)?.name ?? null;
}

/** Whether the value is the body of a received message, decoded or not. */
export function isMessageBody(file: PythonFile, value: ValueFact, fn: number | null): boolean {
  if (value.kind !== 'path' && value.kind !== 'call') return isBodyByName(file, value, fn);
  const call = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
  const argument = call && (file.calleeOf(call) === 'builtins.str' || file.calleeOf(call) === 'builtins.bytes') ? argumentOf(call, '0') : null;
  if (argument) return isMessageBody(file, argument.value, fn);
  const body = value.path?.replace(/\.decode\(\)$/, '') ?? null;
  return file.resolve(body)?.name === 'aio_pika.IncomingMessage.body' || isBodyByName(file, value, fn);
}

/** `message.body` in a callback that is registered in this file, whose parameter has no type. */
function isBodyByName(file: PythonFile, value: ValueFact, index: number | null): boolean {
  const fn = index === null ? undefined : file.facts.functions[index];
  if (!fn || file.roleOfFunction(index) !== 'consumer') return false;
  const message = messageParameter(fn);
  return message !== null && new RegExp(`^${message}\\.body(\\.decode\\([^()]*\\))?$`).test(file.text.slice(value.range));
}

/** Whether `fn` is the function `outer` or lies in it. */
export function isInside(functions: readonly FunctionFact[], fn: number | null, outer: number): boolean {
  for (let at = fn; at !== null; at = functions[at]?.function ?? null) if (at === outer) return true;
  return false;
}

/** Whether a call stands in an `except`: what is done with a message that could not be handled. */
export function isInHandler(file: PythonFile, call: CallFact): boolean {
  return file.facts.handlers.some((handler) => contains(handler.bodyRange, call.range.start));
}

/** Source text on one line, at most 60 characters long. */
export function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
