import { callsBelow, callsNamed } from '../callsIn';
import type { CallFact, FunctionFact } from '../../facts/python/model';
import type { Range } from '../../text/range';
import { argumentOf } from '../conditions';
import { Kept } from '../kept';
import type { PythonCheck, PythonFile } from '../model';
import { isInHandler, isMessageBody, shortened } from './shared/amqp';

const parsers = new Set(['json.loads', 'orjson.loads', 'ujson.loads', 'simplejson.loads']);
/** Calls that look at what they are given, and check nothing of it. */
const looking = /^(print|len|str|repr|type|isinstance|id|hash|bool|dumps|debug|info|warning|error|exception|log|format)$/;
/** So many helpers of the same file are looked into for one body. */
const mostHelpers = 40;

/** The JSON of a message whose fields are read without a model that checks them. Gives `callee`, the call as written, and `value`, the field. */
export const validateMessage: PythonCheck = {
  name: 'rabbitmq/validate-message',
  input: 'python',
  words: ['loads'],
  run({ file, report }) {
    for (const call of callsNamed(file.facts, 'loads')) {
      if (!parsers.has(file.calleeOf(call) ?? '')) continue;
      const body = argumentOf(call, '0');
      if (readsNone.of(file, call) || body === null || !isMessageBody(file, body.value, call.function)) continue;
      const field = fieldRead(file, call, { helpers: mostHelpers });
      if (field !== null) report({ range: call.calleeRange, fields: { callee: shortened(file.text.slice(call.range)), value: field } });
    }
  },
};

/** No field is read, whatever the helpers of the file do. */
const readsNone = new Kept<CallFact, boolean>((file, call) => {
  const left = { helpers: mostHelpers };
  return fieldRead(file, call, left) === null && left.helpers === mostHelpers;
});

/** The first field that is read of the parsed body, where nothing else has it that may check it; null else. */
function fieldRead(file: PythonFile, call: CallFact, left: Left): string | null {
  const { text, facts } = file;
  const fn = facts.functions[call.function ?? -1];
  if (!fn || call.function === null) return null;
  const direct = subscript.exec(text.line(call.range.end.line).slice(call.range.end.character));
  if (direct) return call.argumentOf === null ? direct[1] ?? null : null;
  return call.boundTo !== null && /^\w+$/.test(call.boundTo) ? fieldOf(file, call.function, call.boundTo, { start: call.range.end, end: fn.bodyRange.end }, left) : null;
}

const subscript = /^(?:\[|\.get\()\s*["']([\w-]+)["']/;

/** Into how many helpers may still be looked. */
interface Left {
  helpers: number;
}

function fieldOf(file: PythonFile, fn: number, name: string, range: Range, left: Left): string | null {
  const { facts, text } = file;
  const body = text.slice(range);
  if (isCheckedOrKept(body, name)) return null;
  let field = new RegExp(`(?<![\\w.])${name}${subscript.source.slice(1)}`).exec(body)?.[1] ?? null;
  for (const call of callsBelow(facts, fn)) {
    if (looking.test(call.name) || isInHandler(file, call)) continue;
    for (const [at, argument] of call.arguments.entries()) {
      if (text.slice(argument.value.range) !== name) continue;
      // Whoever is given the whole may check it, unless it is a plain function that can be seen not to.
      const inner = helperField(file, call, argument.keyword ?? at, left);
      if (inner === null) return null;
      field ??= inner;
    }
  }
  return field;
}

/** `Model(**data)`, `Model.model_validate(data["order"])`; or it is returned, stored or put into something. */
function isCheckedOrKept(body: string, name: string): boolean {
  return new RegExp(`\\*\\*\\s*${name}\\b|(?:validate\\w*|parse_obj|structure|convert|from_dict|load)\\(\\s*${name}\\b|\\b(?:return|yield)\\s+${name}\\b(?!\\s*[.[])|[\\w\\]]\\s*=\\s*${name}\\s*(?:$|[#,])|[[{(,:]\\s*${name}\\s*[\\]},]`, 'm').test(withoutCalls(body));
}

/** Arguments that are nothing but a name are judged call by call. */
function withoutCalls(body: string): string {
  return body.replace(/(\w)\(([\w\s,.]*)\)/g, '$1()');
}

function helperField(file: PythonFile, call: CallFact, which: string | number, left: Left): string | null {
  const definition = file.resolve(call.callee)?.definition;
  const index = definition?.path === file.path ? definition.function : null;
  const helper: FunctionFact | undefined = index === null ? undefined : file.facts.functions[index];
  if (!helper || index === null || helper.decorators.length > 0) return null;
  // Where there is more than can be looked into, something in it may check.
  if (left.helpers-- <= 0) return null;
  const parameters = helper.parameters.filter((parameter) => parameter.name !== 'self' && parameter.name !== 'cls');
  const parameter = typeof which === 'number' ? parameters[which] : parameters.find((one) => one.name === which);
  return parameter && (parameter.kind === 'positional' || parameter.kind === 'keyword') ? fieldOf(file, index, parameter.name, helper.bodyRange, left) : null;
}
