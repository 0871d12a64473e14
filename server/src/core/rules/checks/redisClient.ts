import type { CallFact, ImportFact } from '../../facts/python/model';
import type { ProjectView } from '../../project/model';
import type { FileEdit, Fix, PythonCheck, PythonFile } from '../model';
import { isAsynchronous } from '../conditions';

const syncNames = new Set(['Redis', 'StrictRedis', 'from_url', 'ConnectionPool', 'BlockingConnectionPool', 'RedisCluster', 'Sentinel']);
/** Names that `redis.asyncio` offers too, so that a changed import keeps them. */
const shared = new Set(['Redis', 'StrictRedis', 'from_url', 'ConnectionPool', 'BlockingConnectionPool', 'RedisCluster', 'Sentinel', 'RedisError', 'ConnectionError', 'TimeoutError', 'ResponseError', 'WatchError', 'AuthenticationError', 'DataError', 'PubSubError']);

/** The synchronous Redis client, or the withdrawn aioredis, in an asynchronous service. */
export const redisAsyncClient: PythonCheck = {
  name: 'redis/async-client',
  input: 'python',
  words: ['redis'],
  run({ file, project, report }) {
    if (!runsAsync(file, project)) return;
    for (const fact of file.facts.imports) {
      if (fact.typesOnly || fact.level > 0 || fact.optional) continue;
      const root = fact.module.split('.')[0];
      if (root === 'aioredis') {
        report({ range: fact.moduleRange, fields: { name: 'aioredis', value: 'aioredis', problem: 'is withdrawn and merged into redis-py' }, fix: aioredisFix(file, fact) });
      } else if (root === 'redis' && isSyncClient(file, fact)) {
        const name = fact.name === null ? 'redis' : `${fact.module}.${fact.name}`;
        report({ range: fact.moduleRange, fields: { name, value: name, problem: 'is the blocking client' }, fix: asyncFix(file, fact) });
      }
    }
  },
};

function runsAsync(file: PythonFile, project: ProjectView): boolean {
  if (isAsynchronous(file)) return true;
  const kind = file.service?.kind;
  if (kind === 'api' || kind === 'bot' || kind === 'data-postgres' || kind === 'data-mongo') return true;
  // A worker may be wholly synchronous (Celery): only code that asynchronous code imports is judged.
  return kind === 'worker' && project.importersOf(file.path).some((edge) => project.modules.get(edge.from)?.hasAsync === true);
}

function isSyncClient(file: PythonFile, fact: ImportFact): boolean {
  if (fact.name !== null) {
    if (fact.module === 'redis' || fact.module === 'redis.client') return syncNames.has(fact.name);
    return (fact.module === 'redis.cluster' || fact.module === 'redis.sentinel') && syncNames.has(fact.name);
  }
  if (fact.module !== 'redis') return false;
  // `import redis` is the blocking client only where its names are used: `redis.exceptions.X` and `redis.asyncio` are not it.
  return membersUsed(file, fact).some((member) => syncNames.has(member));
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
  if (!members.every((member) => shared.has(member))) return null;
  const awaits = awaitCommands(file);
  if (awaits === null) return null;
  const siblings = file.facts.imports.filter((other) => other.statement.start.line === fact.statement.start.line && other.statement.start.character === fact.statement.start.character);
  if (!siblings.every((other) => other.name === null ? other === fact : shared.has(other.name))) return null;
  const edit: FileEdit = fact.name === null
    ? { path: file.path, range: fact.statement, newText: `import redis.asyncio as ${fact.bound}` }
    : { path: file.path, range: fact.moduleRange, newText: 'redis.asyncio' };
  return { title: 'Use redis.asyncio', edits: [edit, ...awaits] };
}

function awaitCommands(file: PythonFile): FileEdit[] | null {
  const edits: FileEdit[] = [];
  for (const call of file.facts.calls) {
    const name = file.calleeOf(call);
    if (name === null || !/^redis\.(Strict)?Redis\.\w+$/.test(name) || /\.(from_url|pipeline|pubsub|lock|register_script|scan_iter)$/.test(name)) continue;
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

function aioredisFix(file: PythonFile, fact: ImportFact): Fix | null {
  if (fact.name === null && fact.module === 'aioredis') {
    return { title: 'Use redis.asyncio', edits: [{ path: file.path, range: fact.statement, newText: `from redis import asyncio as ${fact.bound}` }] };
  }
  if (fact.module !== 'aioredis' || fact.name === null || !shared.has(fact.name)) return null;
  return { title: 'Use redis.asyncio', edits: [{ path: file.path, range: fact.moduleRange, newText: 'redis.asyncio' }] };
}
