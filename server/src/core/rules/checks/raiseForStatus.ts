import type { AttributeFact, CallFact } from '../../facts/python/model';
import { comparePositions, contains, type Range } from '../../text/range';
import { callsIn, callsWhere } from '../callsIn';
import { argumentOf } from '../conditions';
import { Kept } from '../kept';
import type { FileEdit, Fix, PythonCheck, PythonFile } from '../model';
import { mappingOf } from '../valueFlow';
import { clientKeywords, clientOrigins, nameOfResult, requestLibrary, type ClientOrigin, type HttpLibrary } from './shared/httpRequests';

const methods = /^(httpx\.Response\.(json|read|aread|iter_\w+|aiter_\w+)|aiohttp\.ClientResponse\.(json|text|read)|requests\.Response\.(json|iter_\w+))$/;
const attributes = /^(httpx\.Response\.(text|content)|requests\.Response\.(text|content)|aiohttp\.ClientResponse\.content)$/;
const looksAt = String.raw`\.(raise_for_status|status_code|status|is_success|is_error|is_client_error|is_server_error|is_redirect|ok|reason|reason_phrase)\b`;
/** Services that say in the body whether the call succeeded. */
const saidInBody = /["'](errors?|ok|success)["']/;
const telling = /^(debug|info|warning|warn|error|exception|critical|log|print|len|repr|str|type|isinstance)$/;

/** A body of a response that is read. */
interface Read {
  readonly range: Range;
  /** The response, as written. */
  readonly object: string;
  readonly function: number | null;
  readonly fact: CallFact | AttributeFact;
}

/** The function of the read itself shows that it is right, or of no response to a request. */
const isFine = new Kept<CallFact | AttributeFact, boolean>((file, fact) => {
  const read = readOf(file, fact);
  const request = requestOf(file, read);
  return !request || !requestLibrary(file, request) || isChecked(file, read);
});

/** Bodies of HTTP responses that are read whatever the status is. Fields: `what`, `name` (the response). */
export const raiseForStatus: PythonCheck = {
  name: 'http/raise-for-status',
  input: 'python',
  words: ['httpx', 'aiohttp', 'requests', 'json()', '.text', '.content', '.read()'],
  run({ file, report }) {
    const told = new Set<string>();
    for (const read of readsOf(file)) {
      // Outside of functions, it may have been asked for in another statement.
      if (read.function !== null && isFine.of(file, read.fact)) continue;
      const request = requestOf(file, read);
      const library = request && requestLibrary(file, request);
      const key = `${read.function ?? ''} ${read.object}`;
      if (!request || !library || told.has(key) || isChecked(file, read) || isCheckedByClient(file, request)) continue;
      told.add(key);
      const isName = /^\w+$/.test(read.object);
      report({
        range: read.range,
        fields: {
          what: isName ? file.text.slice(read.range).replace(/\s+/g, '') : `….${file.text.slice(read.range).split('.').at(-1) ?? ''}`,
          name: isName ? read.object : 'response',
        },
        fix: fixOf(file, read, request, library),
      });
    }
  },
};

function readsOf(file: PythonFile): Read[] {
  const reads: (CallFact | AttributeFact)[] = [];
  for (const call of callsWhere(file, ({ name }) => methods.test(name))) {
    if (/^(json|text|read|aread|a?iter_\w+)$/.test(call.name)) reads.push(call);
  }
  for (const attribute of file.facts.attributes) {
    const name = attributeName(attribute);
    if (name !== null && attributes.test(file.resolve(attribute.path)?.name ?? '') && file.text.slice(attribute.range).endsWith(name)) reads.push(attribute);
  }
  return reads.map((fact) => readOf(file, fact)).sort((a, b) => comparePositions(a.range.start, b.range.start));
}

function attributeName({ path }: AttributeFact): string | null {
  return path.endsWith('.text') ? 'text' : path.endsWith('.content') ? 'content' : null;
}

function readOf(file: PythonFile, fact: CallFact | AttributeFact): Read {
  const [range, name] = 'calleeRange' in fact ? [fact.calleeRange, fact.name] : [fact.range, attributeName(fact) ?? ''];
  const text = file.text.slice(range);
  return { range, object: text.slice(0, text.length - name.length).replace(/\s*\.\s*$/, ''), function: fact.function, fact };
}

/** The request that a response comes from: the last one above that is bound to its name in this function, or the one that it is written in. */
function requestOf(file: PythonFile, { object, range, function: fn }: Read): CallFact | null {
  const calls = callsIn(file.facts, fn);
  if (!/^\w+$/.test(object)) return calls.find((call) => contains(range, call.range.start) && comparePositions(call.range.end, range.end) <= 0 && requestLibrary(file, call) !== null) ?? null;
  const bound = calls.filter((call) => nameOfResult(file, call) === object && comparePositions(call.range.end, range.start) <= 0);
  return bound.every((call) => requestLibrary(file, call) !== null) ? bound.at(-1) ?? null : null;
}

/** The function looks at the status, or gives the response to something that may. */
function isChecked(file: PythonFile, { object, range, function: fn }: Read): boolean {
  const { facts, text } = file;
  const scope = facts.functions[fn ?? -1]?.range;
  const body = scope ? text.slice(scope) : text.text;
  if (saidInBody.test(body)) return true;
  if (!/^\w+$/.test(object)) return /raise_for_status/.test(object);
  if (new RegExp(`\\b${object}${looksAt}|\\b(if|assert|and|or|not|match)\\s+${object}\\b(?!\\s*[.(])|\\b(return|yield)\\s+${object}\\b(?!\\s*[.([])`).test(body)) return true;
  return callsIn(facts, fn).some((call) => !telling.test(call.name) && !contains(range, call.range.start)
    && call.arguments.some((argument) => argument.value.kind !== 'string' && text.slice(argument.value.range) === object));
}

/** The client raises by itself: `raise_for_status=True`, or a hook for responses. One that cannot be told from here may be any of the service. */
function isCheckedByClient(file: PythonFile, request: CallFact): boolean {
  const own = argumentOf(request, 'raise_for_status');
  if (own) return own.value.kind !== 'false';
  const origins = clientOrigins(file, request);
  if (origins) return origins.some((origin) => raises(file, origin));
  const keywords = clientKeywords(file);
  return keywords.has('raise_for_status') || keywords.has('transport');
}

function raises(file: PythonFile, origin: ClientOrigin): boolean {
  return origin.arguments.some(({ keyword, value }) => {
    if (keyword === '**' || keyword === 'transport') return true;
    if (keyword === 'raise_for_status') return value.kind !== 'false';
    if (keyword !== 'event_hooks') return false;
    const hooks = mappingOf(file, value, origin.path);
    return !hooks?.isWhole || hooks.entries.some((entry) => entry.key === 'response' && !(entry.value.value.kind === 'list' && entry.value.value.items.length === 0));
  });
}

/** The call of `raise_for_status` on a line of its own behind the request; in a chain of httpx, where it gives the response, within it. */
function fixOf(file: PythonFile, read: Read, request: CallFact, library: HttpLibrary): Fix | null {
  const edit = /^\w+$/.test(read.object) ? ownLine(file, read.object, request) : library === 'httpx' ? inChain(file, read) : null;
  return edit && { title: 'Raise for an error status', edits: [edit] };
}

function inChain({ path, text }: PythonFile, read: Read): FileEdit | null {
  const written = text.slice(read.range);
  const lines = written.slice(0, read.object.length).split('\n');
  if (lines.length !== 1) return null;
  const at = { line: read.range.start.line, character: read.range.start.character + read.object.length };
  return { path, range: { start: at, end: at }, newText: '.raise_for_status()' };
}

function ownLine({ path, text }: PythonFile, name: string, request: CallFact): FileEdit | null {
  const { start, end } = request.range;
  const newline = text.text.includes('\r\n') ? '\r\n' : '\n';
  const before = text.line(start.line).slice(0, start.character);
  const after = text.line(end.line).slice(end.character);
  if (request.isContextManager) {
    const next = text.line(end.line + 1);
    const indent = /^\s*/.exec(next)?.[0] ?? '';
    const outer = /^(\s*)(?:async\s+)?with\s+$/.exec(before)?.[1];
    if (outer === undefined || !new RegExp(`^\\s*as\\s+${name}\\s*:\\s*(#.*)?$`).test(after) || indent.length <= outer.length || next.trim() === '') return null;
    const at = { line: end.line + 1, character: 0 };
    return { path, range: { start: at, end: at }, newText: `${indent}${name}.raise_for_status()${newline}` };
  }
  const indent = new RegExp(`^(\\s*)${name}\\s*(?::[^=]+)?=\\s*(?:await\\s+)?$`).exec(before)?.[1];
  if (indent === undefined || !/^\s*(#.*)?$/.test(after)) return null;
  const at = { line: end.line, character: text.line(end.line).length };
  return { path, range: { start: at, end: at }, newText: `${newline}${indent}${name}.raise_for_status()` };
}
