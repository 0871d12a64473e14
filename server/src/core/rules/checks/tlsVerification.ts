import type { ArgumentFact, AttributeFact, CallFact, ValueFact } from '../../facts/python/model';
import type { LineIndex } from '../../text/lineIndex';
import type { Range } from '../../text/range';
import { callsWhere } from '../callsIn';
import { argumentOf } from '../conditions';
import { changeImports, localName } from '../fixes';
import type { FileEdit, Fix, PythonCheck, PythonFile } from '../model';
import { environmentOf, valuesOf } from '../valueFlow';
import { conditionsAround } from './shared/enclosingConditions';

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'request', 'stream'];
const on = (owner: string, names: readonly string[] = verbs): string[] => names.map((name) => `${owner}.${name}`);

/** Calls that take the switch by this keyword, as `False`. */
const switches: readonly { readonly keywords: readonly string[]; readonly callees: ReadonlySet<string> }[] = [
  {
    keywords: ['verify'],
    callees: new Set([
      'httpx.AsyncClient', 'httpx.Client', 'httpx.AsyncHTTPTransport', 'httpx.HTTPTransport', 'httpx.create_ssl_context', ...on('httpx'),
      ...on('requests'), ...on('requests.Session'), 'requests.Session.send',
      'boto3.client', 'boto3.resource', 'boto3.Session.client', 'boto3.Session.resource', 'aioboto3.Session.client', 'aiobotocore.session.AioSession.create_client',
    ]),
  },
  {
    keywords: ['ssl', 'verify_ssl'],
    callees: new Set(['aiohttp.TCPConnector', 'aiohttp.request', ...on('aiohttp.ClientSession', [...verbs, 'ws_connect'])]),
  },
];
/** Their `verify` is a switch or the path of a certificate, not a context. */
const takesPath = /^(requests|boto3|aioboto3|aiobotocore)\./;
const unverified = new Set(['ssl._create_unverified_context', 'ssl._create_stdlib_context']);
/** Of a server, `CERT_NONE` says that clients need no certificate, which is the rule. */
const servers = /^(uvicorn|hypercorn|gunicorn|granian)\./;
const local = /^(?:https?|wss?):\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?:[:/]|$)/;
/** What a condition asks that leaves the verification to a parameter or a setting: `if verify is False:`, `if not self.verify_tls:`. */
const asksForIt = /verif|cert_?reqs|insecure|check_?hostname|validate_?cert/i;
const unsafe = 'accepts any certificate, so anybody on the way can read and change what is sent';

/** Clients and contexts that accept any certificate. Fields: `what`, `problem`, `instead`. */
export const tlsVerification: PythonCheck = {
  name: 'http/tls-verification',
  input: 'python',
  words: ['verify', 'ssl', 'CERT_NONE'],
  run({ file, report }) {
    for (const call of callsWhere(file, ({ name }) => unverified.has(name) || name.startsWith('urllib3.') || switches.some(({ callees }) => callees.has(name)))) {
      const name = call.arguments.length > 0 || call.name.startsWith('_create') ? file.calleeOf(call) : null;
      if (name === null) continue;
      if (unverified.has(name) && !isAskedFor(file, call.range)) report({ range: call.calleeRange, ...said(written(file.text, call.calleeRange), 'use `ssl.create_default_context`'), fix: defaultContext(file, call) });
      const argument = switchedOff(file, call, name);
      if (!argument || isLocal(call) || isAskedFor(file, argument.range)) continue;
      const context = argument.keyword === 'verify_ssl' ? 'ssl' : argument.keyword ?? '';
      const what = `${written(file.text, call.calleeRange)}(${written(file.text, argument.range)})`;
      if (isPlain(call)) {
        report({
          range: argument.range, atMost: 'information',
          fields: { what, problem: 'verifies nothing, because the URL is plain http, and would not over https either', instead: 'leave it out' },
          fix: { title: 'Verify the certificate', edits: [without(file, call, argument)] },
        });
        continue;
      }
      report({
        range: argument.range,
        ...said(what,
          takesPath.test(name) ? 'leave it out, or pass the path of the authority\'s certificate' : `leave it out, or pass \`${context}=ssl.create_default_context(cafile=…)\``),
        fix: { title: 'Verify the certificate', edits: [without(file, call, argument)] },
      });
    }
    for (const attribute of file.facts.attributes) reportRead(file, attribute, report);
  },
};

function said(what: string, instead: string): { fields: Record<string, string> } {
  return { fields: { what, problem: unsafe, instead } };
}

function written(text: LineIndex, range: Range): string {
  return text.slice(range).replace(/\s+/g, '');
}

/** The keyword that switches the verification off, by a literal or a constant. */
function switchedOff(file: PythonFile, call: CallFact, name: string): ArgumentFact | null {
  const entry = switches.find(({ callees }) => callees.has(name));
  const off = entry?.keywords.map((keyword) => argumentOf(call, keyword)).find((argument) => argument && isFalse(file, argument.value));
  if (off) return off;
  if (!name.startsWith('urllib3.')) return null;
  const required = argumentOf(call, 'cert_reqs');
  return required?.value.kind === 'string' && required.value.text === 'CERT_NONE' ? required : null;
}

function isFalse(file: PythonFile, value: ValueFact): boolean {
  if (value.kind === 'false') return true;
  if (value.kind !== 'path' || environmentOf(file, value)) return false;
  const values = valuesOf(file, value);
  return values !== null && values.length > 0 && values.every((one) => one.value.kind === 'false');
}

/** The URL that the call is given has no TLS. */
function isPlain(call: CallFact): boolean {
  return call.arguments.some(({ keyword, value }) => (keyword === null || keyword === 'url' || keyword === 'base_url') && value.kind === 'string' && /^(http|ws):\/\//.test(value.text));
}

/** What is sent does not leave the machine. */
function isLocal(call: CallFact): boolean {
  return call.arguments.some(({ keyword, value }) => (keyword === null || keyword === 'url' || keyword === 'base_url')
    && value.kind === 'string' && local.test(value.text));
}

/** `verify_mode = ssl.CERT_NONE` and `cert_reqs=ssl.CERT_NONE`; `ssl._create_unverified_context` that is not called. */
function reportRead(file: PythonFile, attribute: AttributeFact, report: (found: { range: Range; fields: Record<string, string>; fix: Fix | null }) => void): void {
  if (!/\.(CERT_NONE|_create_unverified_context)$/.test(attribute.path)) return;
  const name = file.resolve(attribute.path)?.name ?? '';
  const { text } = file;
  if (isAskedFor(file, attribute.range)) return;
  const before = text.line(attribute.range.start.line).slice(0, attribute.range.start.character);
  if (unverified.has(name) && /=\s*$/.test(before)) {
    report({ range: attribute.range, ...said(written(text, attribute.range), 'use `ssl.create_default_context`, and trust a private authority by its `cafile`'), fix: null });
    return;
  }
  const [, target] = /([\w.[\]"']*(?:\bverify_mode\b|\b(?:ssl_)?cert_reqs\b)["']?)\s*(?::\s*[\w.]+\s*)?[=:]\s*$/.exec(before) ?? [];
  if (name !== 'ssl.CERT_NONE' || target === undefined || isServers(file, attribute)) return;
  const shown = target.replace(/["']/g, '');
  report({
    range: attribute.range,
    ...said(`${shown}=${written(text, attribute.range)}`, 'use `CERT_REQUIRED`, and trust a private authority by `ssl.create_default_context(cafile=…)`'),
    fix: { title: 'Verify the certificate', edits: [required(file, attribute.range), ...checkedHost(file, target, attribute.function)] },
  });
}

/** Whoever calls or configures this code decides, as with `verify=settings.verify`: what they pass is judged where they pass it. */
function isAskedFor({ text }: PythonFile, { start: { line }, end }: Range): boolean {
  const choice = /^\s*if\s(.*?)\selse\s/.exec(text.line(end.line).slice(end.character))?.[1] ?? '';
  return asksForIt.test(choice) || conditionsAround(text, line).some((condition) => asksForIt.test(condition));
}

function isServers(file: PythonFile, attribute: AttributeFact): boolean {
  const fn = file.facts.functions[attribute.function ?? -1];
  const scope = fn ? file.text.slice(fn.range) : file.text.text;
  if (/\b(CLIENT_AUTH|PROTOCOL_TLS_SERVER)\b/.test(scope)) return true;
  return file.facts.calls.some((call) => call.function === attribute.function && servers.test(file.calleeOf(call) ?? '')
    && call.arguments.some((argument) => argument.value.kind === 'path' && argument.value.path === attribute.path));
}

function required({ path, text }: PythonFile, range: Range): FileEdit {
  return { path, range, newText: text.slice(range).replace(/CERT_NONE$/, 'CERT_REQUIRED') };
}

/** The line of the same context that turns the comparison of the host name off is turned with it. */
function checkedHost(file: PythonFile, target: string, fn: number | null): FileEdit[] {
  const context = /^(.+)\.verify_mode$/.exec(target)?.[1];
  if (context === undefined) return [];
  const { text, path } = file;
  const scope = file.facts.functions[fn ?? -1]?.range ?? { start: { line: 0, character: 0 }, end: { line: text.lineCount, character: 0 } };
  for (let line = scope.start.line; line <= Math.min(scope.end.line, text.lineCount - 1); line++) {
    const found = /^(\s*)(.+)\.check_hostname\s*=\s*(?=False\s*(?:#.*)?$)/.exec(text.line(line));
    if (found?.[2] !== context) continue;
    const start = { line, character: found[0].length };
    return [{ path, range: { start, end: { line, character: start.character + 'False'.length } }, newText: 'True' }];
  }
  return [];
}

/** The call without the argument: verification is every library's default. `cert_reqs` is said, since urllib3 1 asks for nothing else. */
function without({ path, text }: PythonFile, call: CallFact, argument: ArgumentFact): FileEdit {
  if (argument.keyword === 'cert_reqs') return { path, range: argument.value.range, newText: text.slice(argument.value.range).replace('CERT_NONE', 'CERT_REQUIRED') };
  const at = call.arguments.indexOf(argument);
  const next = call.arguments[at + 1];
  const previous = call.arguments[at - 1];
  const { range } = argument;
  const between = (from: Range['start'], to: Range['start']): string => text.slice({ start: from, end: to });
  const hasComment = (stretch: string): boolean => stretch.includes('#');
  if (next && !hasComment(between(range.end, next.range.start))) return { path, range: { start: range.start, end: next.range.start }, newText: '' };
  if (previous && !hasComment(between(previous.range.end, range.start))) return { path, range: { start: previous.range.end, end: range.end }, newText: '' };
  if (!next && !previous && /^[\s,]*\)$/.test(between(range.end, call.argumentsRange.end))) {
    const inner = { start: { ...call.argumentsRange.start, character: call.argumentsRange.start.character + 1 }, end: { ...call.argumentsRange.end, character: call.argumentsRange.end.character - 1 } };
    return { path, range: inner, newText: '' };
  }
  return { path, range: argument.value.range, newText: 'True' };
}

function defaultContext(file: PythonFile, call: CallFact): Fix {
  const name = localName(file.facts, 'ssl.create_default_context', call.function);
  return {
    title: 'Use ssl.create_default_context',
    edits: [
      { path: file.path, range: call.calleeRange, newText: name ?? 'ssl.create_default_context' },
      ...(name === null ? changeImports(file, ['ssl'], file.text.slice(call.calleeRange)) : []),
    ],
  };
}
