import { callsTo } from '../../callsIn';
import type { ArgumentFact, CallFact } from '../../../facts/python/model';
import type { PythonFile } from '../../model';
import { valuesOf } from '../../valueFlow';

export type HttpLibrary = 'httpx' | 'aiohttp' | 'requests';

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'request', 'send', 'stream'];
const clients: ReadonlyMap<string, HttpLibrary> = new Map([
  ['httpx.AsyncClient', 'httpx'], ['httpx.Client', 'httpx'], ['aiohttp.ClientSession', 'aiohttp'], ['requests.Session', 'requests'],
]);
const requests: ReadonlyMap<string, HttpLibrary> = new Map([
  ...[...clients].flatMap(([client, library]) => verbs.map((verb) => [`${client}.${verb}`, library] as const)),
  ...verbs.flatMap((verb) => [[`httpx.${verb}`, 'httpx'], [`requests.${verb}`, 'requests']] as const),
  ['aiohttp.request', 'aiohttp'],
]);

/** The library by which a call sends a request; null where it sends none. */
export function requestLibrary(file: PythonFile, call: CallFact): HttpLibrary | null {
  if (!verbs.includes(call.name)) return null;
  return requests.get(file.calleeOf(call) ?? '') ?? null;
}

/** The calls of a file that send a request, in source order. */
export function requestsIn(file: PythonFile): readonly CallFact[] {
  return callsTo(file, requests.keys()).filter((call) => verbs.includes(call.name));
}

/** Where a client is made: its arguments, and the file that they are written in. */
export interface ClientOrigin {
  readonly path: string;
  readonly arguments: readonly ArgumentFact[];
}

/** How the client of a request is made, as far as it can be followed: here, or by a function or variable of another file. null where it cannot; empty for a call without a client. */
export function clientOrigins(file: PythonFile, request: CallFact): readonly ClientOrigin[] | null {
  return originsHere(file, request) ?? originsElsewhere(file, request);
}

/** Where in this file the client of a request is made; null where it is not made here, empty for a call without a client. */
export function originsHere(file: PythonFile, request: CallFact): readonly ClientOrigin[] | null {
  const written = file.text.slice(request.calleeRange).replace(/\s+/g, '');
  const object = written.slice(0, -request.name.length - 1);
  if (request.callee === null || clientOf(file, request) === null) return [];
  const here = callsTo(file, clients.keys()).filter((call) => bindsTo(file, call, object, request));
  return here.length === 0 ? null : here.map((call) => ({ path: file.path, arguments: call.arguments }));
}

/** How the client of a request is made that is not made in this function, class or module. */
export function originsElsewhere(file: PythonFile, request: CallFact): readonly ClientOrigin[] | null {
  const path = (request.callee ?? '').slice(0, -request.name.length - 1);
  const values = valuesOf(file, { kind: 'path', path, range: request.calleeRange });
  if (!values || values.length === 0) return null;
  const origins: ClientOrigin[] = [];
  for (const { path: at, value } of values) {
    const target = value.kind === 'call' && value.path !== null ? file.project.resolve(at, value.path.slice(0, -2)) : null;
    if (value.kind !== 'call' || !value.arguments || !clients.has(target?.name ?? '')) return null;
    origins.push({ path: at, arguments: value.arguments });
  }
  return origins;
}

/** The class whose method sends the request; null for a function of the library. */
function clientOf(file: PythonFile, request: CallFact): string | null {
  const name = file.calleeOf(request) ?? '';
  const owner = name.slice(0, -request.name.length - 1);
  return clients.has(owner) ? owner : null;
}

/** Whether the object of a request is what this call makes: bound to the name in the same function, class or module. */
function bindsTo(file: PythonFile, made: CallFact, object: string, request: CallFact): boolean {
  if (nameOfResult(file, made) !== object) return false;
  if (object.startsWith('self.')) return made.class === request.class;
  for (let at = request.function; at !== null; at = file.facts.functions[at]?.function ?? null) if (at === made.function) return true;
  return made.function === null;
}

/** The name that the result of a call is given: `x = await call()`, `with call() as x`. */
export function nameOfResult(file: PythonFile, call: CallFact): string | null {
  if (call.boundTo !== null) return call.boundTo;
  if (!call.isContextManager) return null;
  const after = file.text.line(call.range.end.line).slice(call.range.end.character);
  return /^\s*as\s+([A-Za-z_][\w.]*)/.exec(after)?.[1] ?? null;
}

const known = new WeakMap<object, Map<string, ReadonlySet<string>>>();

/** Keywords with which HTTP clients are made anywhere in the file's service (not in its tests), and in code that is no service's: what a client of unknown origin may have. */
export function clientKeywords(file: PythonFile): ReadonlySet<string> {
  const state = file.project.stateFor?.(file.path) ?? file.project;
  const ofServices = known.get(state) ?? new Map<string, ReadonlySet<string>>();
  known.set(state, ofServices);
  const id = file.service?.id ?? '';
  let keywords = ofServices.get(id);
  if (!keywords) {
    const found = new Set<string>();
    for (const summary of file.project.modules.values()) {
      const service = file.project.serviceOf(summary.path);
      if ((service !== null && service.id !== id) || file.project.roleOf(summary.path) !== 'service') continue;
      for (const call of summary.wiring) {
        if (/(AsyncClient|ClientSession)$/.test(call.callee)) for (const { keyword } of call.arguments) if (keyword !== null) found.add(keyword);
      }
    }
    keywords = found;
    ofServices.set(id, keywords);
  }
  return keywords;
}
