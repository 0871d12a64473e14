import type { CallFact, FunctionFact } from '../../../facts/python/model';
import type { Location } from '../../../text/range';
import { callsIn } from '../../callsIn';
import { localFunctionOf } from '../../localFunctions';
import type { PythonFile } from '../../model';

/** A call on the event loop to a sync helper whose body makes a call that must not happen there. */
export interface Hop {
  /** Canonical name of the call in the helper. */
  readonly name: string;
  readonly helper: string;
  readonly caller: string;
  readonly at: Location;
}

/**
 * Looks through one plain call of a sync function of the same project: `call` runs on the loop, is not awaited, and
 * its target's body calls a name for which `isBlocking` holds. null where it does not, or the target cannot be told.
 */
export function blockedHop(file: PythonFile, call: CallFact, isBlocking: (name: string) => boolean): Hop | null {
  if (call.awaited || !file.runsOnLoop(call)) return null;
  const caller = file.facts.functions[call.function ?? -1]?.name ?? '';
  const local = localFunctionOf(file, call);
  if (local !== null) return sameFileHop(file, local, caller, isBlocking);
  const definition = file.resolve(call.callee)?.definition;
  if (!definition || definition.function === null) return null;
  if (definition.path === file.path) return sameFileHop(file, definition.function, caller, isBlocking);
  const summary = file.project.modules.get(definition.path);
  const helper = summary?.functions[definition.function];
  if (!helper || !summary || !runsInCaller(helper)) return null;
  let hop: Hop | null = null;
  for (const inner of summary.syncCalls ?? []) {
    if (inner.function !== definition.function) continue;
    const name = file.project.resolve(definition.path, inner.callee)?.name;
    if (!name) continue;
    if (looksForLoop.has(name)) return null;
    if (hop === null && isBlocking(name)) hop = { name, helper: helper.name, caller, at: { path: definition.path, range: inner.range } };
  }
  return hop;
}

function sameFileHop(file: PythonFile, index: number, caller: string, isBlocking: (name: string) => boolean): Hop | null {
  const helper = file.facts.functions[index];
  if (!helper || !runsInCaller(helper)) return null;
  let hop: Hop | null = null;
  for (const inner of callsIn(file.facts, index)) {
    if (inner.inThread) continue;
    const name = file.calleeOf(inner);
    if (name === null) continue;
    if (looksForLoop.has(name)) return null;
    if (hop === null && isBlocking(name)) hop = { name, helper: helper.name, caller, at: { path: file.path, range: inner.calleeRange } };
  }
  return hop;
}

/** A helper that asks whether a loop runs does something else where one does. */
const looksForLoop = new Set(['asyncio.get_running_loop', 'asyncio._get_running_loop', 'sniffio.current_async_library']);

/** Decorators that leave a plain function plain; any other may hand it to a thread, or make a coroutine or a task of it. */
const plainDecorator = /(^|[.:])(staticmethod|classmethod|property|cached_property|override|final|lru_cache|cache|retry|overload|abstractmethod)(\(\))?$/;

/** The body runs in the thread of whoever calls it, when it is called. */
function runsInCaller(helper: FunctionFact): boolean {
  return !helper.isAsync && !helper.isGenerator && !helper.runsInThread && helper.decorators.every((decorator) => plainDecorator.test(decorator.path));
}
