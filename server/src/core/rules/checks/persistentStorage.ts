import { callsIn } from '../callsIn';
import type { CallFact, ParameterFact } from '../../facts/python/model';
import { changeImports, localName } from '../fixes';
import type { Fix, PythonCheck, PythonFile } from '../model';
import { shownCallee } from '../writtenCode';

const memory = /^aiogram\.(fsm\.storage|contrib\.fsm_storage)\.memory\.MemoryStorage$/;
const persistent = /^aiogram\.(fsm\.storage|contrib\.fsm_storage)\.(redis|mongo|pymongo)\.\w+(\.\w+)?$/;
const redisStorage = 'aiogram.fsm.storage.redis.RedisStorage';
const settingsName = /^(settings|config|cfg|conf)$/;

/** Dialogue state in the memory of the bot's process. Code that chooses between it and a persistent storage is left alone. Gives `callee`. */
export const persistentStorage: PythonCheck = {
  name: 'aiogram/persistent-storage',
  input: 'python',
  words: ['MemoryStorage', 'Dispatcher'],
  run({ file, report }) {
    for (const call of file.facts.calls) {
      const name = file.calleeOf(call);
      if (name === 'aiogram.Dispatcher' && hasDefaultStorage(call) && keepsState(file)) {
        report({ range: call.calleeRange, fields: { callee: `${shownCallee(file.text, call.calleeRange)}()` }, fix: null });
      }
      if (name === null || !memory.test(name) || isOneOfTwo(file, call)) continue;
      report({ range: call.calleeRange, fields: { callee: shownCallee(file.text, call.calleeRange) }, fix: name.includes('.contrib.') ? null : useRedis(file, call) });
    }
  },
};

/** In aiogram 3, a dispatcher that is given no storage makes a `MemoryStorage`. In aiogram 2, the bot stands first and no state is kept. */
function hasDefaultStorage(call: CallFact): boolean {
  return call.arguments.every(({ keyword }) => keyword !== null && keyword !== 'storage' && keyword !== 'disable_fsm' && keyword !== '*' && keyword !== '**');
}

/** Whether states of a dialogue are declared or set here, in what this file imports, or in what imports its dispatcher and is of the same service. */
function keepsState(file: PythonFile): boolean {
  const { project, service } = file;
  const users = project.importersOf(file.path).map((edge) => edge.from)
    .filter((path) => project.serviceOf(path)?.id === service?.id && project.roleOf(path) === 'service');
  for (const path of new Set([file, ...users.map((user) => ({ path: user }))].flatMap(({ path: start }) => [start, ...project.reachableFrom(start).keys()]))) {
    if (file.project.modules.get(path)?.imports.some((fact) => /^(aiogram\.fsm\.state|aiogram_dialog)(\.|$)/.test(fact.module) && !fact.typesOnly)) return true;
  }
  return false;
}

/** `RedisStorage.from_url(…) if settings.redis_url else MemoryStorage()`, in whatever form. */
function isOneOfTwo(file: PythonFile, call: CallFact): boolean {
  return callsIn(file.facts, call.function).some((other) => persistent.test(file.calleeOf(other) ?? ''));
}

function useRedis(file: PythonFile, call: CallFact): Fix {
  const local = localName(file.facts, redisStorage, call.function);
  const url = redisUrl(file, call);
  const written = `${local ?? 'RedisStorage'}.from_url(${url ?? 'os.environ["REDIS_URL"]'}, state_ttl=86400, data_ttl=86400)`;
  const added = [...(local === null ? [redisStorage] : []), ...(url === null ? ['os'] : [])];
  const head = /^\w+/.exec(file.text.slice(call.calleeRange))?.[0] ?? null;
  return {
    title: 'Use RedisStorage',
    edits: [{ path: file.path, range: call.range, newText: written }, ...changeImports(file, added, head !== null && !new RegExp(`\\b${head}\\b`).test(written) ? head : null)],
  };
}

/** The URL as the settings that are seen here have it; null where there are none, or they have no such field. */
function redisUrl(file: PythonFile, call: CallFact): string | null {
  for (let at = call.function; at !== null; at = file.facts.functions[at]?.function ?? null) {
    const parameter = file.facts.functions[at]?.parameters.find((one: ParameterFact) => settingsName.test(one.name));
    if (parameter) return fieldOf(file, parameter.name, parameter.annotation);
  }
  const bound = file.facts.imports.find((fact) => fact.function === null && settingsName.test(fact.bound))?.bound
    ?? file.facts.bindings.find((binding) => binding.class === null && settingsName.test(binding.name))?.name;
  return bound === undefined ? null : fieldOf(file, bound, `:${bound}`);
}

/** Where the class of the settings is not known, the field is called as the architecture has it. */
function fieldOf(file: PythonFile, name: string, symbol: string | null): string | null {
  const definition = file.resolve(symbol)?.definition;
  if (!definition || definition.class === null) return `${name}.redis_url.get_secret_value()`;
  const field = file.project.modules.get(definition.path)?.bindings
    .find((binding) => binding.class === definition.class && /^redis_?(url|dsn|uri)$/i.test(binding.name));
  if (!field) return null;
  const type = field.annotation === null ? '' : file.project.resolve(definition.path, field.annotation)?.name ?? '';
  const value = `${name}.${field.name}`;
  return type.endsWith('.SecretStr') ? `${value}.get_secret_value()` : type.endsWith('Dsn') ? `str(${value})` : value;
}
