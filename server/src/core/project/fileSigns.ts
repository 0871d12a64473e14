import type { Location } from '../text/range';
import type { ImportGraph } from './importGraph';
import type { ModuleSummary } from './model';
import type { Scopes } from './moduleScope';
import type { Names } from './names';
import { type PythonEntry, pythonEntries } from './pythonEntries';
import { databaseOf, frameworkSignal, type Signal, signalOf } from './signals';

/** A call that says what a process does. */
export interface Sight {
  readonly signal: Signal;
  readonly name: string;
  readonly at: Location;
}

/** An import that says it more weakly. */
export interface ImportSight {
  readonly module: string;
  readonly at: Location;
}

/** What one file says of the processes that it runs in. */
export interface FileSign {
  readonly sights: readonly Sight[];
  readonly databases: ReadonlyMap<'postgres' | 'mongo', ImportSight>;
  readonly frameworks: ReadonlyMap<Signal, ImportSight>;
  /** Paths of HTTP routes, of what is mounted, and prefixes of routers. */
  readonly routes: readonly string[];
  /** Routes are taken in from where they cannot be seen. */
  readonly hasUnseenRoutes: boolean;
  /** Entry points that it declares, in this file or, by `uvicorn.run("module:app")`, in another. */
  readonly entries: readonly PythonEntry[];
}

/** Signs of files, each read once; those of files that a change does not concern are taken over from view to view. */
export class FileSigns {
  private readonly known = new Map<string, FileSign>();

  constructor(
    private readonly modules: ReadonlyMap<string, ModuleSummary>,
    private readonly graph: ImportGraph,
    private readonly names: Names,
    private readonly scopes: Scopes,
  ) {}

  /** The same over a later state, in which nothing outside `stale` reads differently. */
  over(modules: ReadonlyMap<string, ModuleSummary>, graph: ImportGraph, names: Names, stale: ReadonlySet<string>): FileSigns {
    const next = new FileSigns(modules, graph, names, this.scopes);
    for (const [path, sign] of this.known) if (!stale.has(path)) next.known.set(path, sign);
    return next;
  }

  of(path: string): FileSign | null {
    const known = this.known.get(path);
    if (known) return known;
    const summary = this.modules.get(path);
    if (!summary) return null;
    const sign = this.read(summary);
    this.known.set(path, sign);
    return sign;
  }

  private read(summary: ModuleSummary): FileSign {
    const { path } = summary;
    const sights: Sight[] = [];
    for (const call of summary.wiring) {
      const name = this.names.resolve(path, call.callee)?.name;
      const signal = name === undefined ? null : signalOf(name);
      if (name !== undefined && signal) sights.push({ signal, name, at: { path, range: call.range } });
    }
    const databases = new Map<'postgres' | 'mongo', ImportSight>();
    const frameworks = new Map<Signal, ImportSight>();
    for (const { name: module, fact } of this.graph.externalImportsOf(path)) {
      const sight = { module, at: { path, range: fact.moduleRange } };
      const database = databaseOf(module);
      if (database && !databases.has(database)) databases.set(database, sight);
      const signal = frameworkSignal(module);
      if (signal && !frameworks.has(signal)) frameworks.set(signal, sight);
    }
    return { sights, databases, frameworks, ...this.routesOf(summary), entries: pythonEntries(summary, this.scopes.of(summary).traits, this.names, this.graph.index) };
  }

  private routesOf({ path, wiring }: ModuleSummary): Pick<FileSign, 'routes' | 'hasUnseenRoutes'> {
    const routes: string[] = [];
    let hasUnseenRoutes = false;
    for (const call of wiring) {
      const name = this.names.resolve(path, call.callee)?.name;
      if (name === undefined || !webLibrary.test(name)) continue;
      const [first] = call.arguments;
      const prefix = call.arguments.find(({ keyword }) => keyword === 'prefix')?.text;
      for (const route of [first?.keyword === null ? first.text : null, prefix]) if (route?.startsWith('/')) routes.push(route);
      if (!/\.(?:include_router|register_blueprint)$/.test(name)) continue;
      const router = first?.path == null ? null : this.names.resolve(path, first.path);
      if (!router?.isInstance) hasUnseenRoutes = true;
    }
    return { routes, hasUnseenRoutes };
  }
}

const webLibrary = /^(?:fastapi|starlette|litestar|flask|quart|sanic|aiohttp\.web)\b/;
