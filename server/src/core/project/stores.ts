import type { ModuleSummary, StoreFact } from './model';
import type { ModuleIndex } from './moduleIndex';

/** A store, and the file in which it is made. */
export interface Stored {
  readonly path: string;
  readonly fact: StoreFact;
}

/** What kind of thing hands a stored value on: the application's state, its own attributes, a request's state, the data of a dispatcher of updates. */
export type Keeper = 'application' | 'application itself' | 'request' | 'dispatcher';

const kindsOf: Readonly<Record<Keeper, ReadonlySet<StoreFact['kind']>>> = {
  application: new Set(['state']),
  'application itself': new Set(['attribute']),
  request: new Set(['state', 'yield']),
  dispatcher: new Set(['item', 'data', 'keyword']),
};

/** Libraries' objects of which a store tells that it is one, by the name of their class. */
const keepers: ReadonlyMap<string, Keeper> = new Map([
  ['fastapi.FastAPI', 'application'], ['starlette.applications.Starlette', 'application'],
  ['fastapi.Request', 'request'], ['fastapi.WebSocket', 'request'], ['starlette.requests.HTTPConnection', 'request'],
  ['aiogram.Dispatcher', 'dispatcher'], ['aiogram.Dispatcher.start_polling', 'dispatcher'],
]);

/** The keeper that a library's class is. */
export function keeperOf(name: string): Keeper | null {
  return keepers.get(name) ?? null;
}

/** The stores of all files, by name: made when the first is asked for. */
export class Stores {
  private byName: ReadonlyMap<string, readonly Stored[]> | null = null;

  constructor(private readonly modules: ReadonlyMap<string, ModuleSummary>, private readonly index: ModuleIndex) {}

  /** Stores under a name that a file may get: those of its own import root, or, where that has none, of any. */
  of(keeper: Keeper, name: string, asker: string): readonly Stored[] {
    this.byName ??= indexed(this.modules);
    const all = (this.byName.get(name) ?? []).filter(({ fact }) => kindsOf[keeper].has(fact.kind));
    const root = this.index.rootOf(asker);
    const near = all.filter(({ path }) => this.index.rootOf(path) === root);
    return near.length > 0 ? near : all;
  }
}

function indexed(modules: ReadonlyMap<string, ModuleSummary>): ReadonlyMap<string, readonly Stored[]> {
  const byName = new Map<string, Stored[]>();
  for (const { path, stores } of modules.values()) {
    for (const fact of stores ?? []) {
      const known = byName.get(fact.name);
      if (known) known.push({ path, fact });
      else byName.set(fact.name, [{ path, fact }]);
    }
  }
  return byName;
}
