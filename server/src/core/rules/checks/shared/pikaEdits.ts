import type { ArgumentFact, CallFact, FunctionFact, ImportFact, ValueFact } from '../../../facts/python/model';
import { argumentOf } from '../../conditions';
import type { FileEdit, Fix, PythonFile } from '../../model';
import { callsIn } from '../../callsIn';
import { isInside } from './amqp';

/** Keywords of pika's calls that mean the same to aio-pika, by what they are called there. */
const parameters = new Map([['host', 'host'], ['port', 'port'], ['virtual_host', 'virtualhost']]);
const queueKeywords = new Set(['durable', 'exclusive', 'auto_delete', 'passive', 'arguments']);
const exchangeKeywords = new Set(['durable', 'auto_delete', 'internal', 'passive', 'arguments']);
const messageKeywords = new Set(['content_type', 'content_encoding', 'headers', 'delivery_mode', 'priority', 'correlation_id', 'reply_to', 'message_id', 'type', 'app_id']);

/**
 * The edits that move a file from `import pika` to aio-pika. null unless the library is only used to connect, declare and publish
 * in coroutines, by names that are local to them and by arguments that mean the same to aio-pika; in a route or handler the
 * connection comes from outside, which no edit here can arrange.
 */
export function toAioPika(file: PythonFile, fact: ImportFact): Fix | null {
  const { text, facts } = file;
  if (fact.function !== null || fact.optional || !/^import pika\s*$/.test(text.slice(fact.statement))) return null;
  if (facts.imports.some((other) => other.bound === 'aio_pika')) return null;
  const connections = facts.calls.filter((call) => file.calleeOf(call) === 'pika.BlockingConnection' && call.callee === ':pika.BlockingConnection');
  const moves = connections.map((call) => moved(file, call));
  if (moves.length === 0 || !moves.every((move) => move !== null)) return null;
  const mentions = text.text.match(/\bpika\b/g)?.length ?? 0;
  if (mentions !== 1 + moves.reduce((sum, move) => sum + move.mentions, 0)) return null;
  return { title: 'Use aio_pika', edits: [{ path: file.path, range: fact.statement, newText: 'import aio_pika' }, ...moves.flatMap((move) => move.edits)] };
}

interface Move {
  readonly edits: readonly FileEdit[];
  /** How often the replaced code names pika. */
  readonly mentions: number;
}

/** One connection with all that is done on it, in its function. */
function moved(file: PythonFile, connection: CallFact): Move | null {
  const { text, facts } = file;
  const fn: FunctionFact | undefined = facts.functions[connection.function ?? -1];
  const name = connection.boundTo;
  if (!fn?.isAsync || connection.function === null || name === null || !/^\w+$/.test(name) || file.roleOfFunction(connection.function) !== null) return null;
  if (facts.functions.some((other, at) => other !== fn && isInside(facts.functions, at, connection.function ?? -1))) return null;
  const before = text.line(connection.range.start.line).slice(0, connection.range.start.character);
  const entered = /^(\s+)with\s+$/.exec(before)?.[1];
  const parameters = connectionArguments(file, connection);
  if (parameters === null || (entered === undefined && !new RegExp(`^\\s+${name}\\s*=\\s*$`).test(before))) return null;
  const start = entered === undefined ? connection.range.start : { line: connection.range.start.line, character: entered.length };
  const opening = entered === undefined ? '' : 'async with ';
  const edits: FileEdit[] = [{ path: file.path, range: { start, end: connection.range.end }, newText: `${opening}await aio_pika.connect_robust(${parameters})` }];
  const names = [name, ...callsIn(facts, connection.function).filter((call) => call.boundTo !== null && isOf(file, call, name, 'channel')).map((call) => call.boundTo ?? '')];
  const replaced = [connection];
  for (const call of callsIn(facts, connection.function)) {
    const owner = names.find((one) => isOf(file, call, one, call.name));
    if (owner === undefined) continue;
    const code = operation(file, call, owner, owner === name);
    if (code === null || !isStatement(file, call)) return null;
    replaced.push(call);
    edits.push({ path: file.path, range: call.range, newText: code });
  }
  const scope = text.slice(fn.bodyRange);
  // Each name is bound once, and all else that mentions it is replaced.
  const uses = names.every((one) => (scope.match(new RegExp(`(?<![\\w.])${one}\\b`, 'g'))?.length ?? 0) === 1 + replaced.filter((call) => isOf(file, call, one, call.name)).length);
  return uses && new Set(names).size === names.length
    ? { edits, mentions: replaced.reduce((sum, call) => sum + (text.slice(call.range).match(/\bpika\b/g)?.length ?? 0), 0) } : null;
}

function isOf(file: PythonFile, call: CallFact, owner: string, method: string): boolean {
  return call.name === method && file.text.slice(call.calleeRange) === `${owner}.${method}`;
}

function isStatement(file: PythonFile, call: CallFact): boolean {
  const before = file.text.line(call.range.start.line).slice(0, call.range.start.character);
  const after = file.text.line(call.range.end.line).slice(call.range.end.character);
  return (call.name === 'channel' ? /^\s+\w+\s*=\s*$/ : /^\s+$/).test(before) && /^\s*(#.*)?$/.test(after);
}

function connectionArguments(file: PythonFile, connection: CallFact): string | null {
  const only = connection.arguments.length === 1 ? connection.arguments[0]?.value : undefined;
  const call = only?.kind === 'call' ? file.facts.calls[only.call] : undefined;
  const name = call && file.calleeOf(call);
  if (!call || call.arguments.some(({ keyword }) => keyword === '*' || keyword === '**')) return null;
  if (name === 'pika.URLParameters') return call.arguments.length === 1 && call.arguments[0]?.keyword === null ? written(file, call.arguments[0].value) : null;
  if (name !== 'pika.ConnectionParameters') return null;
  const given: string[] = [];
  for (const [at, argument] of call.arguments.entries()) {
    const keyword = argument.keyword ?? (at === 0 ? 'host' : at === 1 ? 'port' : '');
    const known = parameters.get(keyword);
    if (known !== undefined) given.push(`${known}=${written(file, argument.value)}`);
    else if (keyword === 'credentials') given.push(...credentials(file, argument.value) ?? ['']);
    else return null;
  }
  return given.includes('') ? null : given.join(', ');
}

function credentials(file: PythonFile, value: ValueFact): readonly string[] | null {
  const call = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
  if (!call || file.calleeOf(call) !== 'pika.PlainCredentials') return null;
  const login = argumentOf(call, 'username') ?? argumentOf(call, '0');
  const password = argumentOf(call, 'password') ?? argumentOf(call, '1');
  return login && password ? [`login=${written(file, login.value)}`, `password=${written(file, password.value)}`] : null;
}

/** The same operation in aio-pika, awaited; null for one that is not known. */
function operation(file: PythonFile, call: CallFact, owner: string, isConnection: boolean): string | null {
  if (call.arguments.some(({ keyword }) => keyword === '*' || keyword === '**')) return null;
  if (call.name === 'close') return call.arguments.length === 0 ? `await ${owner}.close()` : null;
  if (isConnection) return call.name === 'channel' && call.arguments.length === 0 ? `await ${owner}.channel()` : null;
  switch (call.name) {
    case 'queue_declare': return declared(file, call, `await ${owner}.declare_queue`, ['queue'], queueKeywords);
    case 'exchange_declare': return declared(file, call, `await ${owner}.declare_exchange`, ['exchange', 'exchange_type'], exchangeKeywords);
    case 'basic_publish': return published(file, call, owner);
    default: return null;
  }
}

function declared(file: PythonFile, call: CallFact, callee: string, names: readonly string[], keywords: ReadonlySet<string>): string | null {
  const values = names.map((name, at) => argumentOf(call, name) ?? argumentOf(call, String(at)));
  const others = call.arguments.filter((argument) => !values.includes(argument));
  if (!values[0] || values[0].value.kind === 'none' || !others.every(({ keyword }) => keyword !== null && keywords.has(keyword))) return null;
  // An exchange type of pika's own is another class.
  if (values[1] && values[1].value.kind !== 'string') return null;
  return `${callee}(${[...values.flatMap((one) => (one ? [written(file, one.value)] : [])), ...others.map((one) => file.text.slice(one.range))].join(', ')})`;
}

function published(file: PythonFile, call: CallFact, owner: string): string | null {
  const [exchange, key, body] = ['exchange', 'routing_key', 'body'].map((name, at) => argumentOf(call, name) ?? argumentOf(call, String(at)));
  const properties = argumentOf(call, 'properties') ?? argumentOf(call, '3');
  const mandatory = argumentOf(call, 'mandatory');
  if (!exchange || !key || !body || !isBytes(file, body)) return null;
  if (call.arguments.some((argument) => ![exchange, key, body, properties, mandatory].includes(argument))) return null;
  const made = properties === null || properties.value.kind === 'none' ? '' : messageArguments(file, properties);
  if (made === null) return null;
  const target = exchange.value.kind === 'string' && exchange.value.text === '' ? `${owner}.default_exchange` : `(await ${owner}.get_exchange(${written(file, exchange.value)}))`;
  const more = mandatory ? `, ${file.text.slice(mandatory.range)}` : ', mandatory=False';
  return `await ${target}.publish(aio_pika.Message(${written(file, body.value)}${made}), routing_key=${written(file, key.value)}${more})`;
}

function messageArguments(file: PythonFile, { value }: ArgumentFact): string | null {
  const call = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
  if (!call || file.calleeOf(call) !== 'pika.BasicProperties') return null;
  return call.arguments.every(({ keyword, value: given }) => keyword !== null && messageKeywords.has(keyword) && !/\bpika\b/.test(file.text.slice(given.range)))
    ? call.arguments.map((argument) => `, ${file.text.slice(argument.range)}`).join('') : null;
}

/** aio-pika takes bytes alone, pika text too. */
function isBytes(file: PythonFile, { value }: ArgumentFact): boolean {
  const text = file.text.slice(value.range);
  return /^[rR]?[bB]["']/.test(text) || /\.encode\((["'][\w-]+["'])?\)$/.test(text) || (value.kind === 'path' && file.resolve(value.path)?.name === 'builtins.bytes');
}

function written(file: PythonFile, value: ValueFact): string {
  return file.text.slice(value.range);
}
