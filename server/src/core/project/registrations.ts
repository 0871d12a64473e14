import type { ModuleSummary, Resolved, WiringCall } from './model';

/** Last names of calls that hand functions to a framework, which calls them later, or for each request. */
const registering = new Set(['register', 'add_api_route', 'add_route', 'add_websocket_route', 'add_api_websocket_route', 'add_event_handler', 'add_exception_handler', 'consume', 'Depends', 'Security']);

type Resolve = (path: string, symbol: string) => Resolved | null;

/** A function that a file hands to a framework. */
interface Registration {
  readonly path: string;
  readonly function: number;
  /** Qualified name of what it is handed to. */
  readonly to: string;
}

/** Functions that are registered by a call in another file than they are written in: `router.add_api_route("/", orders.create)`. */
export class Registrations {
  private byFile: ReadonlyMap<string, ReadonlyMap<number, readonly string[]>> | null = null;

  constructor(private readonly modules: ReadonlyMap<string, ModuleSummary>, private readonly resolve: Resolve) {}

  /** For functions of a file, by index: the qualified names of what they are handed to, in files other than this. */
  of(path: string): ReadonlyMap<number, readonly string[]> {
    this.byFile ??= this.collected();
    return this.byFile.get(path) ?? none;
  }

  private collected(): ReadonlyMap<string, ReadonlyMap<number, readonly string[]>> {
    const files = new Map<string, Map<number, string[]>>();
    for (const summary of this.modules.values()) {
      for (const { path, function: index, to } of registrationsIn(summary, this.resolve)) {
        if (path === summary.path) continue;
        const functions = files.get(path) ?? new Map<number, string[]>();
        files.set(path, functions.set(index, [...(functions.get(index) ?? []), to]));
      }
    }
    return files;
  }
}

/** What a file registers. */
export function registrationsIn(summary: ModuleSummary, resolve: Resolve): Registration[] {
  return summary.wiring.filter(isRegistering).flatMap((call) => {
    const to = resolve(summary.path, call.callee)?.name;
    if (to === undefined) return [];
    return call.arguments.flatMap(({ path: symbol }) => {
      const definition = symbol === null ? null : resolve(summary.path, symbol)?.definition;
      return definition?.function == null ? [] : [{ path: definition.path, function: definition.function, to }];
    });
  });
}

function isRegistering({ callee }: WiringCall): boolean {
  return registering.has(callee.slice(Math.max(callee.lastIndexOf('.'), callee.lastIndexOf(':')) + 1));
}

const none: ReadonlyMap<number, readonly string[]> = new Map();
