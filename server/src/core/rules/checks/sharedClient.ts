import type { CallFact } from '../../facts/python/model';
import { callsWhere } from '../callsIn';
import type { PythonCheck, PythonFile } from '../model';
import { shownCallee } from '../writtenCode';
import { isCached, repetitionOf, servesOneCall } from './shared/clientPerCall';

const clients = new Set(['httpx.AsyncClient', 'httpx.Client', 'aiohttp.ClientSession']);
const verbs = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'request', 'stream', 'send', 'ws_connect'];
/** What makes one client unlike another, so that it cannot be shared: its own cookies, way out or certificate. */
const own = new Set(['transport', 'mounts', 'proxy', 'proxies', 'cert', 'cookies', 'cookie_jar', 'connector', '**']);

/** HTTP clients that are made for each request, update or call. Fields: `callee`, `function`, `where`, `what` (each time for what). */
export const sharedClient: PythonCheck = {
  name: 'http/shared-client',
  input: 'python',
  words: ['AsyncClient', 'ClientSession', 'httpx', 'aiohttp', '@', 'async with', 'Depends', '.register'],
  run({ file, report }) {
    for (const call of callsWhere(file, ({ name, definition }) => clients.has(name) || definition?.function != null)) {
      if (call.function === null) continue;
      const made = madeBy(file, call);
      if (made === null || call.arguments.some(({ keyword }) => keyword !== null && own.has(keyword))) continue;
      const fn = file.facts.functions[call.function];
      const repetition = repetitionOf(file, call.function);
      if (!fn || !repetition || isKept(file, call)) continue;
      if (repetition.each === 'call' && (made.factory || !servesOneCall(file, call, verbs))) continue;
      report({
        range: call.calleeRange,
        fields: { callee: shownCallee(file.text, call.calleeRange), name: made.name, function: fn.name, where: repetition.where, what: repetition.each },
      });
    }
  },
};

/** The client that a call makes: by its class, or by a function of the project that returns, yields or itself uses a new one. */
function madeBy(file: PythonFile, call: CallFact): { readonly name: string; readonly factory: boolean } | null {
  if (call.awaited && call.name === 'request') return null;
  const target = file.resolve(call.callee);
  if (!target) return null;
  if (clients.has(target.name)) return target.isInstance ? null : { name: target.name, factory: false };
  const { definition } = target;
  if (!definition || definition.function === null) return null;
  const factory = file.project.modules.get(definition.path)?.functions[definition.function];
  if (!factory || isCached(factory)) return null;
  const path = factory.returnPath;
  const made = path?.endsWith('()') && (!factory.isGenerator || call.isContextManager) ? file.project.resolve(definition.path, path.slice(0, -2)) : null;
  if (made && !made.isInstance && clients.has(made.name)) return { name: made.name, factory: true };
  const used = factory.isAsync && !factory.isGenerator && factory.class === null && definition.path !== file.path ? usedIn(file, definition.path, definition.function) : null;
  return used === null ? null : { name: used, factory: true };
}

/** The client that a function of another file opens by `with` each time; one that is made in another way may be made where there is none yet. */
function usedIn(file: PythonFile, path: string, index: number): string | null {
  const summary = file.project.modules.get(path);
  for (const call of summary?.wiring ?? []) {
    if (call.function !== index || !call.isContextManager || call.arguments.some(({ keyword }) => keyword !== null && own.has(keyword))) continue;
    const name = file.project.resolve(path, call.callee)?.name;
    if (name !== undefined && clients.has(name)) return name;
  }
  return null;
}

/** It is stored where it outlives the function: an attribute, an item, a global name. */
function isKept(file: PythonFile, call: CallFact): boolean {
  if (call.boundTo !== null && file.facts.bindings.some((binding) => binding.function === call.function && (binding.name === call.boundTo || `self.${binding.name}` === call.boundTo))) return true;
  const before = file.text.line(call.range.start.line).slice(0, call.range.start.character);
  return /(?:\.\w+|\])\s*(?::[^=]+)?=\s*(?:await\s+)?\(?$/.test(before) || /\bsetattr\([^)]*$/.test(before);
}
