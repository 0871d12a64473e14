import type { ImportFact } from '../../facts/python/model';
import { isAsynchronous } from '../conditions';
import type { PythonCheck, PythonFile } from '../model';
import { isEitherImport } from './shared/fallbackImport';
import { toAioPika } from './shared/pikaEdits';

/** What of these libraries waits for the broker. Their names, errors, properties and declarations block nobody. */
const blocking = [
  /^pika(\.adapters)?\.(BlockingConnection|SelectConnection)$/, /^pika\.adapters\.(blocking|select)_connection(\.|$)/,
  /^kombu\.(Connection|BrokerConnection|Consumer|Producer|pools|mixins|simple|connections|producers|eventloop|common)(\.|$)/, /^kombu\.(connection|messaging)(\.|$)/,
  /^amqp\.(Connection|connection)(\.|$)/,
];
const libraries = new Set(['pika', 'kombu', 'amqp']);
/** Their workers run without an event loop, and bring a client of their own. */
const syncQueues = ['celery', 'rq', 'dramatiq', 'huey'];
const threadCalls = /(^|[.:])(Thread|Process|to_thread|run_in_executor|run_in_threadpool|submit|run_sync)$/;

/** A synchronous RabbitMQ client in asynchronous code, unless it runs in threads alone. Gives `name`, what is imported, and `what`, what of it blocks. */
export const amqpClient: PythonCheck = {
  name: 'rabbitmq/async-client',
  input: 'python',
  words: ['pika', 'kombu', 'amqp'],
  run({ file, report }) {
    const external = new Set(file.project.externalImportsOf(file.path).map(({ fact }) => `${fact.module} ${fact.name ?? ''}`));
    const judged = new Set<number>();
    let isAsync: boolean | null = null;
    for (const fact of file.facts.imports) {
      const library = fact.module.split('.')[0] ?? '';
      if (!libraries.has(library) || fact.typesOnly || fact.level > 0 || judged.has(fact.statement.start.line) || !external.has(`${fact.module} ${fact.name ?? ''}`) || isEitherImport(file, fact)) continue;
      const used = blockingName(file, fact);
      if (used === null || runsInThreads(file, library)) continue;
      isAsync ??= runsAsync(file);
      if (!isAsync) return;
      judged.add(fact.statement.start.line);
      report({ range: fact.moduleRange, fields: { name: library, what: used }, fix: library === 'pika' ? toAioPika(file, fact) : null });
    }
  },
};

/** The blocking thing that the import brings, by its qualified name; null where what is used of it blocks nobody. */
function blockingName(file: PythonFile, fact: ImportFact): string | null {
  const symbol = fact.name === null || fact.name === '*' ? fact.module : `${fact.module}.${fact.name}`;
  if (isBlocking(symbol)) return symbol;
  return usesOf(file, symbol).find(({ name }) => isBlocking(name))?.name ?? null;
}

function isBlocking(name: string): boolean {
  return blocking.some((pattern) => pattern.test(name));
}

/** Calls and reads of what lies below a qualified name, and whether they run in a thread. */
function usesOf(file: PythonFile, symbol: string): { readonly name: string; readonly inThread: boolean }[] {
  const { calls, attributes, functions } = file.facts;
  const isThread = (fn: number | null): boolean => functions[fn ?? -1]?.runsInThread === true;
  const isBelow = (name: string): boolean => name === symbol || name.startsWith(`${symbol}.`);
  return [
    ...calls.map((call) => ({ name: file.calleeOf(call) ?? '', inThread: call.inThread || isThread(call.function) })),
    ...attributes.map((attribute) => ({ name: file.resolve(attribute.path)?.name ?? '', inThread: isThread(attribute.function) })),
  ].filter(({ name }) => isBelow(name));
}

/** Everything that blocks is called in threads, or code that imports this file hands its functions to threads or processes, or calls them there. */
function runsInThreads(file: PythonFile, library: string): boolean {
  const uses = usesOf(file, library).filter(({ name }) => isBlocking(name));
  if (uses.length > 0 && uses.every(({ inThread }) => inThread)) return true;
  const { project, path } = file;
  const isHere = (from: string, symbol: string | null): boolean => symbol !== null && project.resolve(from, symbol)?.definition?.path === path;
  return [path, ...importersOf(file)].some((from) => {
    const summary = project.modules.get(from);
    return summary?.wiring.some((call) => threadCalls.test(call.callee) && call.arguments.some((argument) => isHere(from, argument.path))) === true
      || (from !== path && summary?.syncCalls?.some((call) => summary.functions[call.function]?.runsInThread === true && isHere(from, call.callee)) === true);
  });
}

/** The file has asynchronous code, or asynchronous code imports it, directly or not. */
function runsAsync(file: PythonFile): boolean {
  if (isAsynchronous(file)) return !(file.imports(syncQueues) && !file.facts.functions.some((fn) => fn.isAsync));
  return importersOf(file).some((from) => file.project.roleOf(from) === 'service' && file.project.modules.get(from)?.hasAsync === true);
}

/** Files that import this one, directly or not; the nearest first, and not more than 200. */
function importersOf(file: PythonFile): readonly string[] {
  const seen = new Set([file.path]);
  for (const at of seen) {
    if (seen.size > 200) break;
    for (const { from } of file.project.importersOf(at)) seen.add(from);
  }
  seen.delete(file.path);
  return [...seen];
}
