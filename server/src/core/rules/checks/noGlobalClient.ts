import type { BindingFact, CallFact } from '../../facts/python/model';
import type { Range } from '../../text/range';
import type { PythonCheck, PythonFile, Related } from '../model';
import { shownCallee } from '../writtenCode';

/** Classes of clients and of what holds their connections. */
const clients = /^(redis\.(asyncio\.)?(Redis|StrictRedis|RedisCluster|ConnectionPool|BlockingConnectionPool)|httpx\.(AsyncClient|Client)|aiohttp\.ClientSession|requests\.Session|aio_pika\.((abc\.Abstract)?(Robust)?(Connection|Channel)|pool\.Pool)|pika\.BlockingConnection|arq\.ArqRedis)$/;
/** Calls that give one, where they are not the class itself. */
const makers = /^(redis\.(asyncio\.)?(from_url|(Redis|StrictRedis|RedisCluster|ConnectionPool|BlockingConnectionPool)(\.from_url|\.from_pool)?)|httpx\.(AsyncClient|Client)|aiohttp\.ClientSession|requests\.(Session|session)|aio_pika\.(connect|connect_robust|pool\.Pool)|pika\.BlockingConnection)$/;

/** A Redis, RabbitMQ or HTTP client that a module holds: made at import, or put into a `global` later. Gives `name`, `callee` and `problem`. */
export const noGlobalClient: PythonCheck = {
  name: 'fastapi/no-global-client',
  input: 'python',
  words: ['redis', 'Redis', 'httpx', 'aiohttp', 'requests', 'pika', 'arq', 'Client', 'client', 'session', 'connection', 'cache', 'broker'],
  run({ file, report }) {
    /** Calls that are told of, or known to be fine. */
    const told: Range[] = [];
    for (const call of file.facts.calls) {
      if (call.function !== null) continue;
      const name = file.calleeOf(call);
      if (name === null || !makers.test(name)) continue;
      told.push(call.range);
      if (call.inMainGuard || call.isContextManager || isPoolOf(file, call) || isState(file, call)) continue;
      report({ range: call.calleeRange, fields: { name: boundName(file, call), callee: shownCallee(file.text, call.calleeRange), problem: 'is a global made at import, which nothing closes and no test replaces' } });
    }
    for (const binding of file.facts.bindings) {
      if (binding.class !== null || binding.path?.endsWith('()') !== true || told.some((range) => isOfStatement(binding, range))) continue;
      if (isClient(file, binding)) {
        const problem = binding.function === null ? 'is a global made at import, which nothing closes and no test replaces' : `is put into a global by \`${file.facts.functions[binding.function]?.name ?? ''}\``;
        report({ range: binding.range, fields: { name: binding.name, callee: '', problem } });
        continue;
      }
      const held = binding.function === null ? heldBy(file, binding) : null;
      if (held) report({ range: binding.range, fields: { name: binding.name, callee: '', problem: 'opens a client when the module is imported, which nothing closes and no test replaces' }, related: [held] });
    }
  },
};

/** The name that the client gets, for people. */
function boundName(file: PythonFile, call: CallFact): string {
  return call.boundTo ?? shownCallee(file.text, call.calleeRange);
}

/** `Redis(connection_pool=ConnectionPool(…))` is one client. */
function isPoolOf(file: PythonFile, call: CallFact): boolean {
  const outer = call.argumentOf === null ? undefined : file.facts.calls[call.argumentOf];
  return outer !== undefined && outer.function === null && makers.test(file.calleeOf(outer) ?? '');
}

/** `app.state.redis = Redis(…)` belongs to the application. */
function isState(file: PythonFile, call: CallFact): boolean {
  return file.facts.assignments.some((assignment) => assignment.kind === 'attribute' && assignment.value !== null && /\.state$/.test(assignment.objectText) && isWithin(assignment.value.range, call.range));
}

function isClient(file: PythonFile, binding: BindingFact): boolean {
  const resolved = file.resolve(binding.path);
  return resolved?.isInstance === true && clients.test(resolved.name);
}

/** An object of the project whose constructor makes a client: the place where it does. */
function heldBy(file: PythonFile, binding: BindingFact): Related | null {
  const resolved = file.resolve(binding.path);
  const definition = resolved?.isInstance === true ? resolved.definition : null;
  const module = definition ? file.project.modules.get(definition.path) : undefined;
  if (!definition || definition.class === null || !module) return null;
  for (const field of module.bindings) {
    if (field.class !== definition.class || field.path?.endsWith('()') !== true || field.value?.kind !== 'call') continue;
    // A field of the class body, or one that the constructor sets; what another method makes is made when that is called.
    if (field.function !== null && module.functions[field.function]?.name !== '__init__') continue;
    const name = file.project.resolve(definition.path, field.path.slice(0, -2))?.name ?? '';
    if (makers.test(name)) return { path: definition.path, range: field.range, message: `\`${field.name}\` is made here` };
  }
  return null;
}

/** The name is bound to what the call gives: by assignment, or by `with … as`. */
function isOfStatement({ range, value }: BindingFact, call: Range): boolean {
  return range.start.line === call.start.line || (value !== null && isWithin(value.range, call));
}

function isWithin(inner: Range, outer: Range): boolean {
  return inner.start.line === outer.start.line && inner.start.character === outer.start.character;
}
