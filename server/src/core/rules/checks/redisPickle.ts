import type { CallFact, ValueFact } from '../../facts/python/model';
import { callsWhere } from '../callsIn';
import type { PythonCheck, PythonFile } from '../model';
import { shownCallee } from '../writtenCode';
import { redisCommandsIn } from './shared/redisCalls';

const writer = /^(pickle|_pickle|cPickle|dill|cloudpickle|marshal)\.dumps$/;
const reader = /^(pickle|_pickle|cPickle|dill|cloudpickle|marshal)\.loads$/;
const client = /^redis\.(asyncio\.)?(client\.)?(Redis|RedisCluster|Pipeline)\.[a-z]\w*$/;

/** Values that go to Redis, or come from there, by pickle. Gives `name` and `problem`. */
export const redisPickle: PythonCheck = {
  name: 'redis/no-pickle',
  input: 'python',
  words: ['pickle', 'dill', 'marshal', 'redis', 'Redis'],
  run({ file, report }) {
    for (const call of redisCommandsIn(file)) {
      for (const argument of call.arguments) {
        const name = producedBy(file, argument.value, writer);
        if (name !== null) report({ range: argument.range, fields: { name, problem: `\`${shownCallee(file.text, call.calleeRange)}\` stores a pickle` } });
      }
    }
    for (const call of callsWhere(file, ({ name, definition }) => reader.test(name) || definition?.function != null)) {
      const [first] = call.arguments;
      if (!first || !readsFromRedis(file, first.value)) continue;
      const name = readerOf(file, call);
      if (name !== null) report({ range: call.calleeRange, fields: { name, problem: `\`${shownCallee(file.text, call.calleeRange)}\` unpickles what Redis returns` } });
    }
  },
};

/** The function, of those that match, whose result the value is or holds: directly, or through one function of the project. */
function producedBy(file: PythonFile, value: ValueFact, wanted: RegExp, depth = 3): string | null {
  if (value.kind === 'path' || value.kind === 'call') return value.path === null ? null : calleeIs(file, value.path, wanted);
  if (depth === 0) return null;
  const inner = value.kind === 'dict' ? value.entries.map((entry) => entry.value) : value.kind === 'list' ? value.items : [];
  for (const one of inner) {
    const found = producedBy(file, one, wanted, depth - 1);
    if (found !== null) return found;
  }
  return null;
}

function calleeIs(file: PythonFile, path: string, wanted: RegExp): string | null {
  if (!path.endsWith('()')) return null;
  const resolved = file.resolve(path.slice(0, -2));
  if (!resolved) return null;
  if (wanted.test(resolved.name)) return resolved.name;
  const { definition } = resolved;
  const returned = definition?.function == null ? null : file.project.modules.get(definition.path)?.functions[definition.function]?.returnPath;
  if (!definition || !returned?.endsWith('()')) return null;
  const name = file.project.resolve(definition.path, returned.slice(0, -2))?.name ?? '';
  return wanted.test(name) ? name : null;
}

function readsFromRedis(file: PythonFile, value: ValueFact): boolean {
  if (value.kind !== 'path' && value.kind !== 'call') return false;
  const path = value.path?.replace(/\[\]$/, '') ?? '';
  return path.endsWith('()') && client.test(file.resolve(path.slice(0, -2))?.name ?? '');
}

function readerOf(file: PythonFile, call: CallFact): string | null {
  return call.callee === null ? null : calleeIs(file, `${call.callee}()`, reader);
}
