import type { CallFact, FunctionFact, SymbolicPath, ValueFact } from '../../../facts/python/model';
import type { Range } from '../../../text/range';
import { callsNamed } from '../../callsIn';
import { argumentOf } from '../../conditions';
import type { PythonFile } from '../../model';

/** A function that answers HTTP requests, and the decorator or `add_api_route` call in this file that makes it a route. */
export interface Route {
  /** `get`, `post`, … or `api_route`. */
  readonly verb: string;
  /** The call with the route's options; null where a decorator is not called. */
  readonly call: CallFact | null;
  /** The router or application. */
  readonly owner: SymbolicPath;
  readonly fn: FunctionFact;
  /** File of the function, and its index there. */
  readonly path: string;
  readonly index: number;
  /** Where the route is told of in this file: the function's name, or the argument that names it. */
  readonly range: Range;
}

/** Words of which a file with routes has one. */
export const routeWords: readonly string[] = ['.get(', '.post(', '.put(', '.patch(', '.delete(', 'api_route('];

const registers = /^fastapi\.(?:FastAPI|APIRouter)\.(get|post|put|patch|delete|(?:add_)?api_route)$/;

/** The routes that a file registers: by decorators, of functions and of methods, and by `add_api_route`. Websockets are none. */
export function routesOf(file: PythonFile): readonly Route[] {
  let routes = known.get(file);
  if (!routes) known.set(file, routes = readRoutes(file));
  return routes;
}

const known = new WeakMap<PythonFile, readonly Route[]>();

function readRoutes(file: PythonFile): readonly Route[] {
  const routes: Route[] = [];
  file.facts.functions.forEach((fn, index) => {
    for (const decorator of fn.decorators) {
      const verb = registers.exec(file.resolve(decorator.path)?.name ?? '')?.[1];
      if (verb === undefined || verb === 'add_api_route') continue;
      const call = decorator.call === null ? null : file.facts.calls[decorator.call] ?? null;
      routes.push({ verb, call, owner: ownerOf(decorator.path), fn, path: file.path, index, range: fn.nameRange });
    }
  });
  for (const call of callsNamed(file.facts, 'add_api_route')) {
    if (!registers.test(file.calleeOf(call) ?? '')) continue;
    const endpoint = (argumentOf(call, 'endpoint') ?? argumentOf(call, '1'))?.value;
    const target = endpoint === undefined ? null : functionOf(file, endpoint);
    if (target && endpoint) routes.push({ verb: 'api_route', call, owner: ownerOf(call.callee ?? ''), ...target, range: endpoint.range });
  }
  return routes;
}

/** `:router.get` and `:router.get()` → `:router`. */
function ownerOf(symbol: SymbolicPath): SymbolicPath {
  return symbol.replace(/\.\w+(\(\))?$/, '');
}

function functionOf(file: PythonFile, value: ValueFact): { readonly fn: FunctionFact; readonly path: string; readonly index: number } | null {
  if (value.kind === 'function') {
    const fn = file.facts.functions[value.function];
    return fn ? { fn, path: file.path, index: value.function } : null;
  }
  const definition = value.kind === 'path' ? file.resolve(value.path)?.definition : null;
  if (definition?.function == null) return null;
  const functions = definition.path === file.path ? file.facts.functions : file.project.modules.get(definition.path)?.functions;
  const fn = functions?.[definition.function];
  return fn ? { fn, path: definition.path, index: definition.function } : null;
}
