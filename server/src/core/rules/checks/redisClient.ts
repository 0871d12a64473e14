import type { CallFact, ImportFact } from '../../facts/python/model';
import type { ProjectView } from '../../project/model';
import { overlaps, type Range } from '../../text/range';
import type { FileEdit, Fix, PythonCheck, PythonFile } from '../model';
import { isAsynchronous } from '../conditions';
import { isEitherImport } from './shared/fallbackImport';

const syncNames = new Set(['Redis', 'StrictRedis', 'from_url', 'ConnectionPool', 'BlockingConnectionPool', 'RedisCluster', 'Sentinel']);
/** Names that `redis.asyncio` offers too, so that a changed import keeps them. */
const shared = new Set(['Redis', 'StrictRedis', 'from_url', 'ConnectionPool', 'BlockingConnectionPool', 'RedisCluster', 'Sentinel', 'RedisError', 'ConnectionError', 'TimeoutError', 'ResponseError', 'WatchError', 'AuthenticationError', 'DataError', 'PubSubError']);

/** Job queues that want the blocking client, or run their tasks without a loop. */
const syncQueues = ['rq', 'celery', 'dramatiq', 'huey'];

/** The synchronous Redis client, or the withdrawn aioredis, in an asynchronous service. Gives `problem` and `instead`. */
export const redisAsyncClient: PythonCheck = {
  name: 'redis/async-client',
  input: 'python',
  words: ['redis'],
  run({ file, project, report }) {
    if (!runsAsync(file, project)) return;
    const judged = new Set<string>();
    for (const fact of file.facts.imports) {
      // One finding a statement, whatever it imports.
      if (fact.typesOnly || fact.level > 0 || isEitherImport(file, fact) || judged.has(placeOf(fact))) continue;
      const root = fact.module.split('.')[0];
      const used = root === 'redis' && !isAnnotationOfAsync(file, fact) ? syncClient(file, fact) : null;
      if (root === 'aioredis') {
        report({ range: fact.moduleRange, fields: { problem: '`aioredis` was merged into redis-py and gets no more fixes', instead: 'import `redis.asyncio` instead' }, fix: aioredisFix(file, fact) });
      } else if (used !== null) {
        report({ range: fact.moduleRange, fields: { problem: `\`${used}\` holds its caller, in a coroutine the event loop, until Redis answers`, instead: 'use `redis.asyncio` and await its commands' }, fix: asyncFix(file, fact) });
      } else {
        continue;
      }
      judged.add(placeOf(fact));
    }
  },
};

function placeOf({ moduleRange: { start } }: ImportFact): string {
  return `${start.line}:${start.character}`;
}

function runsAsync(file: PythonFile, project: ProjectView): boolean {
  if (file.imports(syncQueues) && !file.facts.functions.some((fn) => fn.isAsync)) return false;
  if (isAsynchronous(file)) return true;
  const kind = file.service?.kind;
  if (kind === 'api' && isThreaded(file, project)) return false;
  if (kind === 'api' || kind === 'bot' || kind === 'data-postgres' || kind === 'data-mongo') return true;
  // A worker may be wholly synchronous (Celery): only code that asynchronous code imports is judged.
  return kind === 'worker' && project.importersOf(file.path).some((edge) => project.modules.get(edge.from)?.hasAsync === true);
}

/** A service on WSGI: each request has a thread, and there is no loop to block. */
function isThreaded(file: PythonFile, project: ProjectView): boolean {
  const modules = [...project.modules.values()].filter((module) => project.serviceOf(module.path)?.id === file.service?.id);
  return !modules.some((module) => module.hasAsync) && modules.some((module) => module.imports.some((fact) => fact.level === 0 && /^(flask|django|bottle|falcon|pyramid)\b/.test(fact.module)));
}

/** The qualified name of the blocking client that the import brings; null where it brings none. */
function syncClient(file: PythonFile, fact: ImportFact): string | null {
  if (fact.name !== null) return ['redis', 'redis.client', 'redis.cluster', 'redis.sentinel'].includes(fact.module) && syncNames.has(fact.name) ? `${fact.module}.${fact.name}` : null;
  if (fact.module !== 'redis') return null;
  // `import redis` is the blocking client only where its names are used: `redis.exceptions.X` and `redis.asyncio` are not it.
  const member = membersUsed(file, fact).find((name) => syncNames.has(name));
  return member === undefined ? null : `redis.${member}`;
}

/**
 * The import serves annotations alone, and what they annotate is awaited, or never called here: a client of `redis.asyncio`
 * whose type is written carelessly. What it really is, is said where it is made.
 */
function isAnnotationOfAsync(file: PythonFile, fact: ImportFact): boolean {
  const { calls, attributes, bindings, functions, classes } = file.facts;
  const isIt = (path: string | null): boolean => path !== null && new RegExp(`^:${fact.bound}(?!\\w)`).test(path) && syncNames.has(fact.name ?? /^:\w+\.(\w+)/.exec(path)?.[1] ?? '');
  // A call on a parameter has the path of its type: what is written there tells the two apart.
  const isWritten = (range: Range): boolean => new RegExp(`^${fact.bound}(?!\\w)`).test(file.text.slice(range));
  const annotations = functions.flatMap((fn) => [fn.returnsRange, ...fn.parameters.map((parameter) => parameter.annotationRange)]).filter((range) => range !== null);
  const isRead = calls.some((call) => isIt(call.callee) && isWritten(call.calleeRange))
    || attributes.some((one) => isIt(one.path) && isWritten(one.range) && !annotations.some((range) => overlaps(range, one.range)))
    || bindings.some((one) => isIt(one.path) && one.annotation === null)
    || classes.some((one) => one.bases.some(isIt));
  if (isRead || !(functions.some((fn) => isIt(fn.returns) || fn.parameters.some((parameter) => isIt(parameter.annotation))) || bindings.some((one) => isIt(one.annotation)))) return false;
  const commands = calls.filter((call) => /^redis\.(Redis|RedisCluster)\.\w+$/.test(file.calleeOf(call) ?? ''));
  return commands.length === 0 || commands.some((call) => call.awaited);
}

/** Names read from `import redis` (`redis.Redis(...)` → `Redis`), wherever in the file. */
function membersUsed(file: PythonFile, fact: ImportFact): readonly string[] {
  const prefix = `:${fact.bound}.`;
  const members = new Set<string>();
  const note = (path: string | null): void => {
    if (path?.startsWith(prefix)) members.add(/^\w+/.exec(path.slice(prefix.length))?.[0] ?? '');
  };
  for (const call of file.facts.calls) note(call.callee);
  for (const attribute of file.facts.attributes) note(attribute.path);
  for (const fn of file.facts.functions) for (const parameter of fn.parameters) note(parameter.annotation);
  for (const binding of file.facts.bindings) {
    note(binding.path);
    note(binding.annotation);
  }
  return [...members];
}

/** Changes the import and awaits each command, where every use can be awaited; else there is no safe edit. */
function asyncFix(file: PythonFile, fact: ImportFact): Fix | null {
  const members = fact.name === null ? membersUsed(file, fact) : [fact.name];
  if (!members.every((member) => shared.has(member)) || !siblingsKeep(file, fact) || isHandedOut(file)) return null;
  const awaits = awaitCommands(file);
  if (awaits === null) return null;
  const edit: FileEdit = fact.name === null
    ? { path: file.path, range: fact.statement, newText: `import redis.asyncio as ${fact.bound}` }
    : { path: file.path, range: fact.moduleRange, newText: 'redis.asyncio' };
  return { title: 'Use redis.asyncio', edits: [edit, ...awaits] };
}

/** Whether what else the statement imports is there in `redis.asyncio`, too. */
function siblingsKeep(file: PythonFile, fact: ImportFact): boolean {
  const siblings = file.facts.imports.filter((other) => other.statement.start.line === fact.statement.start.line && other.statement.start.character === fact.statement.start.character);
  return siblings.every((other) => other.name === null ? other === fact : shared.has(other.name));
}

/** Other files get the client from this one, and call it without `await`. */
function isHandedOut(file: PythonFile): boolean {
  if (file.project.importersOf(file.path).every((edge) => edge.fact.typesOnly)) return false;
  const isClient = (path: string | null): boolean => /^redis\.(StrictRedis|Redis|RedisCluster)$/.test(file.resolve(path)?.name ?? '');
  return file.facts.bindings.some((binding) => binding.function === null && isClient(binding.path))
    || file.facts.functions.some((fn) => isClient(fn.returnPath) || isClient(fn.returns));
}

function awaitCommands(file: PythonFile): FileEdit[] | null {
  const edits: FileEdit[] = [];
  for (const call of file.facts.calls) {
    const name = file.calleeOf(call);
    if (!name?.startsWith('redis.') || name.startsWith('redis.asyncio.')) continue;
    if (call.isContextManager) return null;
    // Making a client or pool is the same; pipelines, locks and iterations want `async with` and `async for` besides.
    if (/^redis\.(\w+\.)?[A-Z]\w*$/.test(name) || /\.from_(url|pool)$/.test(name)) continue;
    if (!/^redis\.(Strict)?Redis\.\w+$/.test(name) || /\.(pipeline|pubsub|lock|monitor|client|transaction|register_script|\w*scan_iter)$/.test(name)) return null;
    const fn = call.function === null ? null : file.facts.functions[call.function];
    if (!fn?.isAsync || fn.isLambda || call.inThread) return null;
    if (!call.awaited) edits.push(...awaitEdits(file, call));
  }
  return edits;
}

/** Within a larger expression the await wants parentheses: `r.get(k).decode()`. */
function awaitEdits(file: PythonFile, call: CallFact): FileEdit[] {
  const after = file.text.line(call.range.end.line).slice(call.range.end.character);
  const wrapped = /^[.[(]/.test(after);
  const start = { path: file.path, range: { start: call.range.start, end: call.range.start }, newText: wrapped ? '(await ' : 'await ' };
  return wrapped ? [start, { path: file.path, range: { start: call.range.end, end: call.range.end }, newText: ')' }] : [start];
}

/** aioredis 2 has the names of `redis.asyncio`; aioredis 1 (`create_redis_pool`) has others, which want more than a new import. */
function aioredisFix(file: PythonFile, fact: ImportFact): Fix | null {
  if (fact.module !== 'aioredis' || !siblingsKeep(file, fact)) return null;
  if (fact.name !== null) return { title: 'Use redis.asyncio', edits: [{ path: file.path, range: fact.moduleRange, newText: 'redis.asyncio' }] };
  if (!membersUsed(file, fact).every((member) => shared.has(member))) return null;
  return { title: 'Use redis.asyncio', edits: [{ path: file.path, range: fact.statement, newText: `from redis import asyncio as ${fact.bound}` }] };
}
