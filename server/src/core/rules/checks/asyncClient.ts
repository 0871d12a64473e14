import type { ImportFact } from '../../facts/python/model';
import { contains, type Range } from '../../text/range';
import { isAsynchronous } from '../conditions';
import type { PythonCheck, PythonFile } from '../model';
import { toHttpx } from './shared/httpxEdits';

const libraries = ['requests', 'urllib3', 'http.client', 'httplib2'];

/** What these libraries have beside clients: errors, codes, types and tools, which block nobody. */
const harmless = [
  /^requests\.(exceptions|status_codes|codes|structures|utils|models|compat|certs|packages|Response|PreparedRequest|Timeout|\w+(Error|Exception|Timeout|Redirects|Warning))(\.|$)/,
  /^urllib3\.(exceptions|util|response|fields|filepost|HTTPResponse|BaseHTTPResponse|Retry|Timeout|disable_warnings|make_headers|encode_multipart_formdata)(\.|$)/,
  /^http\.client\.(?!HTTPS?Connection\b)\w/,
  /^httplib2\.\w+(Error|Exception)$/,
];
const threadCalls = new Set(['to_thread', 'run_in_executor', 'run_in_threadpool', 'submit', 'run_sync', 'sync_to_async']);

/** Imports of a synchronous HTTP client by asynchronous code, unless all that is used of it is harmless or runs in threads. Fields: `name`. */
export const asyncClient: PythonCheck = {
  name: 'http/async-client',
  input: 'python',
  words: ['requests', 'urllib3', 'http', 'httplib2'],
  run({ file, report }) {
    const external = new Set(file.project.externalImportsOf(file.path).map(({ fact }) => `${fact.module} ${fact.name ?? ''}`));
    for (const fact of file.facts.imports) {
      const symbol = fact.name === null || fact.name === '*' ? fact.module : `${fact.module}.${fact.name}`;
      const library = libraries.find((name) => symbol === name || symbol.startsWith(`${name}.`));
      if (library === undefined || fact.typesOnly || fact.level > 0 || !external.has(`${fact.module} ${fact.name ?? ''}`)) continue;
      if (!isAsynchronous(file) || isHarmless(symbol) || isUsedHarmlessly(file, library)) continue;
      report({ range: fact.name !== null && symbol === library ? fact.nameRange ?? fact.moduleRange : fact.moduleRange, fields: { name: symbol }, fix: fixOf(file, fact) });
    }
  },
};

function isHarmless(name: string): boolean {
  return harmless.some((pattern) => pattern.test(name));
}

function isUsedHarmlessly(file: PythonFile, library: string): boolean {
  const { calls, attributes, functions } = file.facts;
  const isIn = (name: string | undefined | null): boolean => name === library || name?.startsWith(`${library}.`) === true;
  const inThreads: Range[] = calls.filter((call) => threadCalls.has(call.name)).map((call) => call.argumentsRange);
  const used = [
    ...calls.filter((call) => isIn(file.calleeOf(call)))
      .map((call) => isHarmless(file.calleeOf(call) ?? '') || call.inThread || functions[call.function ?? -1]?.runsInThread === true),
    ...attributes.filter((attribute) => isIn(file.resolve(attribute.path)?.name))
      .map((attribute) => isHarmless(file.resolve(attribute.path)?.name ?? '') || inThreads.some((range) => contains(range, attribute.range.start))),
  ];
  return used.length > 0 && used.every(Boolean);
}

function fixOf(file: PythonFile, fact: ImportFact): ReturnType<typeof toHttpx> {
  return fact.module === 'requests' && fact.name === null ? toHttpx(file, fact) : null;
}
