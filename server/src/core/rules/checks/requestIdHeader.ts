import { callsIn, callsTo } from '../callsIn';
import type { ArgumentFact, CallFact, FunctionFact } from '../../facts/python/model';
import { argumentOf } from '../conditions';
import { addImport, addKeyword, localName } from '../fixes';
import { Kept } from '../kept';
import type { FileEdit, Fix, PythonCheck, PythonFile } from '../model';
import { mappingOf } from '../valueFlow';
import { amqpMethod } from './shared/amqp';
import { isReply, takes, textBehind } from './shared/amqpMessages';

const header = 'x-request-id';

/** An aio-pika message without the header `x-request-id`. Gives `callee` and `problem`. */
export const requestIdHeader: PythonCheck = {
  name: 'rabbitmq/request-id-header',
  input: 'python',
  words: ['Message('],
  run({ file, report }) {
    for (const call of callsTo(file, ['aio_pika.Message'])) {
      if (call.arguments.some((argument) => argument.keyword === '**')) continue;
      if (mayHaveId.of(file, call) || (!staysAsItIs.of(file, call) && (isReply(file, call) || mayGetItLater(file, call)))) continue;
      const headers = argumentOf(call, 'headers');
      report({
        range: call.calleeRange,
        fields: { callee: file.text.slice(call.calleeRange), problem: headers === null || headers.value.kind === 'none' ? 'has no headers' : `has no \`${header}\` among its headers` },
        fix: addId(file, call, headers),
      });
    }
  },
};

const mayHaveId = new Kept<CallFact, boolean>((file, call) => {
  const headers = argumentOf(call, 'headers');
  if (headers === null) return false;
  const mapping = mappingOf(file, headers.value);
  return mapping === null || !mapping.isWhole || mapping.entries.some(({ key }) => key.toLowerCase() === header);
});

/** The function makes the message, gives it to an exchange, and no more. */
const staysAsItIs = new Kept<CallFact, boolean>((file, call) => {
  const fn = file.facts.functions[call.function ?? -1];
  if (!fn || isReply(file, call) || isCompleted(file, call) || isReturned(file, call, fn)) return false;
  return callsIn(file.facts, call.function).every((other) => other === call || !takes(file, other, call) || amqpMethod(file, other) === 'Exchange.publish');
});

/** The message is completed behind the call, or leaves for code that may complete it: a publisher's wrapper, or whoever called a builder. */
function mayGetItLater(file: PythonFile, call: CallFact): boolean {
  const { facts, text } = file;
  if (isCompleted(file, call)) return true;
  if (callsIn(facts, call.function).some((other) => other !== call && takes(file, other, call) && !isPublish(file, other))) return true;
  const fn = facts.functions[call.function ?? -1];
  if (!fn) return call.boundTo !== null;
  return isReturned(file, call, fn) && (!isPrivate(fn) || /\.headers\s*(\[|\.(update|setdefault)|=[^=])/.test(text.text));
}

function isCompleted(file: PythonFile, call: CallFact): boolean {
  return call.boundTo !== null && new RegExp(`(?<![\\w.])${call.boundTo.replaceAll('.', '\\.')}\\.headers\\b`).test(textBehind(file, call));
}

function isReturned(file: PythonFile, call: CallFact, fn: FunctionFact): boolean {
  return /\breturn\s+$/.test(file.text.line(call.range.start.line).slice(0, call.range.start.character)) || fn.isLambda
    || (call.boundTo !== null && new RegExp(`\\b(return|yield)\\s+${call.boundTo.replaceAll('.', '\\.')}\\s*$`, 'm').test(textBehind(file, call)));
}

/** Called from this file alone, so what is done with its result can be seen. */
function isPrivate(fn: FunctionFact): boolean {
  return /^_[^_]/.test(fn.name);
}

/** `publish` of an exchange, known or not, or a function of this file that does nothing with headers. */
function isPublish(file: PythonFile, call: CallFact): boolean {
  if (amqpMethod(file, call) === 'Exchange.publish') return true;
  const resolved = file.resolve(call.callee);
  if (resolved === null) return call.name === 'publish';
  const { definition } = resolved;
  const fn = definition?.path === file.path && definition.function !== null ? file.facts.functions[definition.function] : undefined;
  return fn !== undefined && !/headers|request_id|\*\*/.test(file.text.slice(fn.range));
}

function addId(file: PythonFile, call: CallFact, headers: ArgumentFact | null): Fix | null {
  const id = idFor(file, call);
  if (id === null) return null;
  const entry = `"${header}": ${id.code}`;
  const edit = headers === null ? addKeyword(file.path, file.text, call, `headers={${entry}}`) : withEntry(file, headers, entry);
  return edit && { title: 'Add the header x-request-id', edits: [edit, ...id.imports] };
}

/** The entry in front of those of a literal; a dictionary by name is merged with it. */
function withEntry(file: PythonFile, { value }: ArgumentFact, entry: string): FileEdit | null {
  const { path, text } = file;
  if (value.kind === 'none') return { path, range: value.range, newText: `{${entry}}` };
  if (value.kind === 'dict') {
    const [first] = value.entries;
    const at = (first?.key ?? null)?.range.start ?? null;
    if (first && at === null) return null;
    if (at === null) return { path, range: value.range, newText: `{${entry}}` };
    const newline = text.text.includes('\r\n') ? '\r\n' : '\n';
    const indent = text.line(at.line).slice(0, at.character);
    return { path, range: { start: at, end: at }, newText: indent.trim() === '' ? `${entry},${newline}${indent}` : `${entry}, ` };
  }
  const written = text.slice(value.range);
  return /^[\w.]+$/.test(written) ? { path, range: value.range, newText: `{**${written}, ${entry}}` } : null;
}

/** The id of the request or message that is being handled, as code here can name it. */
function idFor(file: PythonFile, call: CallFact): { readonly code: string; readonly imports: readonly FileEdit[] } | null {
  const { functions } = file.facts;
  for (let at = call.function; at !== null; at = functions[at]?.function ?? null) {
    for (const parameter of functions[at]?.parameters ?? []) {
      if (parameter.name === 'request_id') return { code: 'request_id', imports: [] };
      if (parameter.annotation !== null && file.resolve(parameter.annotation)?.name === 'aio_pika.IncomingMessage') return { code: `${parameter.name}.headers.get("${header}")`, imports: [] };
    }
  }
  if (!file.imports(['structlog']) && ![...file.project.dependencies.values()].some((facts) => facts.dependencies.some(({ name }) => name === 'structlog'))) return null;
  const known = localName(file.facts, 'structlog.contextvars.get_contextvars', call.function);
  return { code: `str(${known ?? 'get_contextvars'}().get("request_id", ""))`, imports: known === null ? addImport(file, 'structlog.contextvars.get_contextvars') : [] };
}
