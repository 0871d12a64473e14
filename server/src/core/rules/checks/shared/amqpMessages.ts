import { callsIn } from '../../callsIn';
import type { CallFact } from '../../../facts/python/model';
import type { PythonFile } from '../../model';

/** An answer goes to the queue that the asker waits at: it does not outlive a restart of the broker, and its asker knows what it asked. */
export function isReply(file: PythonFile, message: CallFact): boolean {
  return callsIn(file.facts, message.function).some((other) => other !== message && takes(file, other, message)
    && other.arguments.some((argument) => /(^|\.)reply_to$/.test(file.text.slice(argument.value.range))));
}

/** Whether a call is given the message, directly or by its name, as a whole. */
export function takes(file: PythonFile, call: CallFact, message: CallFact): boolean {
  return file.facts.calls[message.argumentOf ?? -1] === call
    || (message.boundTo !== null && call.arguments.some((argument) => file.text.slice(argument.value.range) === message.boundTo));
}

/** The text of the function, or of the file outside of any, behind the call. */
export function textBehind(file: PythonFile, call: CallFact): string {
  const end = file.facts.functions[call.function ?? -1]?.range.end ?? { line: file.text.lineCount, character: 0 };
  return file.text.slice({ start: call.range.end, end });
}
