import { callsIn, callsWhere } from '../callsIn';
import type { CallFact, ValueFact } from '../../facts/python/model';
import { comparePositions } from '../../text/range';
import { argumentOf } from '../conditions';
import { addImport, addKeyword, localName } from '../fixes';
import type { Fix, PythonCheck, PythonFile } from '../model';
import { shownCallee } from '../writtenCode';

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'request', 'stream', 'ws_connect'];

/** A library's clients and calls, and the time-out that is written for them. */
interface Library {
  readonly clients: readonly string[];
  readonly calls: readonly string[];
  /** Keywords of which one states a limit. */
  readonly keywords: readonly string[];
  readonly value: { readonly name: string; readonly arguments: string };
  readonly problem: string;
}
const libraries: readonly Library[] = [
  {
    clients: ['httpx.AsyncClient', 'httpx.Client'],
    calls: verbs.map((verb) => `httpx.${verb}`),
    keywords: ['timeout'],
    value: { name: 'httpx.Timeout', arguments: '5.0, connect=1.0' },
    problem: 'states no time-out, so a default of the library decides',
  },
  {
    clients: ['aiohttp.ClientSession'],
    calls: ['aiohttp.request'],
    keywords: ['timeout', 'read_timeout', 'conn_timeout'],
    value: { name: 'aiohttp.ClientTimeout', arguments: 'total=5.0, connect=1.0' },
    problem: 'states no time-out, so it waits up to five minutes',
  },
];
const unlimited = 'has its time-out switched off, so it can wait for ever';
/** Transports that call an application or a function of the same process. */
const inProcess = new Set(['httpx.ASGITransport', 'httpx.WSGITransport', 'httpx.MockTransport', 'respx.MockTransport']);

/** Clients and calls without a limit, or with `None` for one. Fields: `name`, `callee`, `problem`, `instead`. */
export const timeoutRequired: PythonCheck = {
  name: 'http/timeout-required',
  input: 'python',
  words: ['httpx', 'aiohttp'],
  run({ file, report }) {
    for (const call of callsWhere(file, (target) => /^(httpx|aiohttp)\./.test(target.name))) {
      const name = file.calleeOf(call) ?? '';
      const library = libraries.find((one) => name.startsWith(`${one.clients[0]?.split('.')[0] ?? ''}.`));
      const problem = library && problemOf(file, library, call, name);
      if (!library || problem == null) continue;
      const written = argumentOf(call, 'timeout');
      report({
        range: written?.value.kind === 'none' && !statesLimit(name) ? written.range : call.calleeRange,
        fields: {
          name, callee: shownCallee(file.text, call.calleeRange), problem,
          instead: statesLimit(name) ? `\`${library.value.arguments}\`` : `\`timeout=${library.value.name}(${library.value.arguments})\``,
        },
        fix: statesLimit(name) ? null : writeTimeout(file, library, call),
      });
    }
  },
};

function statesLimit(name: string): boolean {
  return name === 'httpx.Timeout' || name === 'aiohttp.ClientTimeout';
}

function problemOf(file: PythonFile, library: Library, call: CallFact, name: string): string | null {
  if (name === 'httpx.Timeout') return isUnlimited(argumentOf(call, 'timeout') ?? argumentOf(call, '0')) && call.arguments.length === 1 ? 'sets no limit, so calls can wait for ever' : null;
  if (name === 'aiohttp.ClientTimeout') return isUnlimited(argumentOf(call, 'total')) && call.arguments.length === 1 ? 'sets no limit, so calls can wait for ever' : null;
  const dot = name.lastIndexOf('.');
  const isClient = library.clients.includes(name);
  const isMethod = library.clients.includes(name.slice(0, dot)) && verbs.includes(name.slice(dot + 1));
  if (!isClient && !isMethod && !library.calls.includes(name)) return null;
  if (isUnlimited(argumentOf(call, 'timeout'))) return unlimited;
  // What a method does not state, its client does; `**options` may state anything.
  if (isMethod || call.arguments.some((argument) => argument.keyword === '**' || library.keywords.includes(argument.keyword ?? ''))) return null;
  const transport = argumentOf(call, 'transport')?.value;
  if (transport?.kind === 'call' && inProcess.has(file.resolve(file.facts.calls[transport.call]?.callee ?? null)?.name ?? '')) return null;
  return isClient && everyCallStatesOne(file, library, call, name) ? null : library.problem;
}

function isUnlimited(argument: { readonly value: ValueFact } | null): boolean {
  return argument?.value.kind === 'none';
}

/** A client whose every request, by the name that it is bound to in the function or class, brings its own limit, or is handed options that may state one, needs none itself. */
function everyCallStatesOne(file: PythonFile, library: Library, client: CallFact, name: string): boolean {
  const { boundTo } = client;
  if (boundTo === null) return false;
  const isShared = boundTo.startsWith('self.');
  // A local name means this client until it is bound anew.
  const around = isShared ? file.facts.calls.filter((call) => call.class === client.class)
    : callsIn(file.facts, client.function).filter((call) => comparePositions(call.range.start, client.range.end) > 0);
  const next = isShared ? undefined : around.find((call) => call.boundTo === boundTo && file.calleeOf(call) === name);
  const requests = around.filter((call) => verbs.some((verb) => file.calleeOf(call) === `${name}.${verb}`)
    && file.text.slice(call.calleeRange) === `${boundTo}.${call.name}`
    && (next === undefined || comparePositions(call.range.start, next.range.start) < 0));
  return requests.length > 0 && requests.every((call) => call.arguments.some((argument) => argument.keyword === '**' || (library.keywords.includes(argument.keyword ?? '') && argument.value.kind !== 'none')));
}

function writeTimeout(file: PythonFile, { value }: Library, call: CallFact): Fix {
  const { path, text, facts } = file;
  const local = localName(facts, value.name);
  const limit = `${local ?? value.name}(${value.arguments})`;
  const written = argumentOf(call, 'timeout');
  return {
    title: 'State 5 s, and 1 s for the connection',
    edits: [
      written ? { path, range: written.value.range, newText: limit } : addKeyword(path, text, call, `timeout=${limit}`),
      ...(local === null ? addImport(file, value.name.split('.')[0] ?? '') : []),
    ],
  };
}
