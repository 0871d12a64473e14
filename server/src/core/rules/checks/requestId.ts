import type { ArgumentFact, CallFact, ValueFact } from '../../facts/python/model';
import { argumentOf } from '../conditions';
import { Kept } from '../kept';
import type { PythonCheck, PythonFile } from '../model';
import { environmentOf, mappingOf, textsOf } from '../valueFlow';
import { clientKeywords, clientOrigins, requestLibrary, type ClientOrigin, originsElsewhere, originsHere, requestsIn } from './shared/httpRequests';

const idHeader = /^(x-request-id|x-correlation-id|traceparent)$/i;
/** What may add a header to each request in a way that cannot be seen here. */
const hidden = new Set(['**', 'transport', 'mounts', 'trace_configs', 'connector', 'auth', 'request_class']);
/** An address on the internet, whose owner has no log of ours to join. */
const external = /^(?:https?|wss?):\/\/(?!localhost\b|[^/]*\.(?:local|internal|svc|lan|cluster\.local)(?:[:/]|$)|\d+\.\d+\.\d+\.\d+)[^/{}:@]+\.[a-z]{2,}(?:[:/]|$)/i;
/** A path of the client's base address, one behind an address from elsewhere (`{}`), or a whole address; what else a URL may be is not known. */
const ours = /^(?:\{\})?\/|^https?:\/\/[^/{]/i;
/** Probes belong to no request. */
const probe = /\/(?:health|healthz|ready|readiness|live|livez|metrics|ping)\/?$/;

/** Calls of other services that do not carry the request id. Fields: `callee`, `instead`. */
export const requestId: PythonCheck = {
  name: 'http/request-id',
  input: 'python',
  words: ['httpx', 'aiohttp', 'requests', '.get(', '.post(', '.put(', '.patch(', '.delete(', '.request(', '.stream('],
  run({ file, report }) {
    const told = new Set<string>();
    for (const call of requestsIn(file)) {
      const library = call.name === 'send' ? null : requestLibrary(file, call);
      if (library === null || !sendsNone.of(file, call)) continue;
      const callee = file.text.slice(call.calleeRange).replace(/\s+/g, '');
      const key = `${call.function ?? ''} ${callee.slice(0, -call.name.length - 1)}`;
      if (told.has(key) || !lacksId(file, call, callee.slice(0, -call.name.length - 1))) continue;
      told.add(key);
      report({ range: call.calleeRange, fields: { callee, instead: insteadOf(library, clientOrigins(file, call)) } });
    }
  },
};

function insteadOf(library: string, origins: readonly ClientOrigin[] | null): string {
  if (library === 'httpx') {
    return origins?.length === 0 ? 'send it through a client whose `event_hooks` add the header' : 'give its client `event_hooks={"request": [add_request_id]}`';
  }
  return 'pass the header in `headers=`';
}

/** The call itself sends no id, as far as its arguments say, to another service. */
const sendsNone = new Kept<CallFact, boolean>((file, call) => {
  if (call.arguments.some(({ keyword }) => keyword === '**' || keyword === 'auth')) return false;
  if (!lacksHeader(file, argumentOf(call, 'headers')?.value ?? null)) return false;
  const address = argumentOf(call, 'url') ?? argumentOf(call, call.name === 'request' || call.name === 'stream' ? '1' : '0');
  const urls = address ? textsOf(file, address.value) : null;
  return urls?.every((url) => ours.test(url) || (url.startsWith('{}') && address !== null && beginsAtService(file, address.value))) === true
    && !urls.some((url) => external.test(url) || probe.test(url));
});

/** @param client as written */
function lacksId(file: PythonFile, call: CallFact, client: string): boolean {
  const here = originsHere(file, call);
  if (here) return here.every((origin) => addsNothing(file, origin)) && !isChanged(file, client);
  const elsewhere = bareClient.of(file, call);
  return elsewhere === 'handed in' || (elsewhere === 'made' && !isChanged(file, client));
}

/** Whether a client that is not made here adds nothing to what it sends, and is known by where it is made, or handed in; null where it adds something. */
const bareClient = new Kept<CallFact, 'made' | 'handed in' | null>((file, call) => {
  const origins = originsElsewhere(file, call);
  if (origins) return origins.every((origin) => addsNothing(file, origin)) ? 'made' : null;
  // A client that was handed in: as the clients are made that are made in this service.
  const made = clientKeywords(file);
  return made.size > 0 && !['event_hooks', 'headers', ...hidden].some((keyword) => made.has(keyword)) ? 'handed in' : null;
});

/** `f"{settings.stock_service_url}{sku}"`: the address begins with the setting of a service, by its name. */
function beginsAtService(file: PythonFile, value: ValueFact): boolean {
  const [first] = value.kind === 'assembled' ? value.parts : [];
  if (!first || !('path' in first) || first.path === null) return false;
  return /_SERVICE_(BASE_)?(URL|URI|ADDRESS)$/.test(environmentOf(file, { kind: 'path', path: first.path, range: value.range })?.name ?? '');
}

/** The headers are known, and the id is not among them. */
function lacksHeader(file: PythonFile, headers: ValueFact | null, path?: string): boolean {
  if (headers === null) return true;
  const mapping = mappingOf(file, headers, path);
  return mapping?.isWhole === true && !mapping.entries.some(({ key }) => idHeader.test(key));
}

function addsNothing(file: PythonFile, origin: ClientOrigin): boolean {
  const of = (keyword: string): ArgumentFact | undefined => origin.arguments.find((argument) => argument.keyword === keyword);
  if (origin.arguments.some(({ keyword }) => keyword !== null && hidden.has(keyword))) return false;
  if (!lacksHeader(file, of('headers')?.value ?? null, origin.path)) return false;
  const base = of('base_url');
  const fallback = base && environmentOf(file, base.value, origin.path)?.fallback;
  if (base && textsOf(file, base.value, origin.path)?.some((url) => external.test(url))) return false;
  if (fallback && textsOf(file, fallback.value, fallback.path)?.some((url) => external.test(url))) return false;
  const hooks = of('event_hooks');
  if (!hooks) return true;
  const mapping = mappingOf(file, hooks.value, origin.path);
  return mapping?.isWhole === true && !mapping.entries.some(({ key }) => key === 'request');
}

/** Headers or hooks are given to the client after it was made: `client.headers["X-Request-ID"] = …`. */
function isChanged(file: PythonFile, client: string): boolean {
  const name = client.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w.])${name}\\.(headers|_?event_hooks|_default_headers)\\b`).test(file.text.text);
}
