import type { ImportFact } from '../facts/python/model';
import { libraryModules, standardModules } from './libraryNames';
import type { ImportEdge, ModuleSummary } from './model';
import type { Located, ModuleIndex } from './moduleIndex';
import type { Scopes } from './moduleScope';

/** What an import statement means: a module of the workspace, a library, or nothing that can be told. */
export type ImportTarget =
  | { readonly kind: 'project'; readonly module: Located }
  | { readonly kind: 'external'; readonly module: string }
  | { readonly kind: 'unknown' };

interface FileImports {
  readonly edges: readonly ImportEdge[];
  readonly external: readonly { readonly name: string; readonly fact: ImportFact }[];
  /** Files whose names were looked at to tell a symbol from a submodule. */
  readonly consulted: ReadonlySet<string>;
}

const unknown: ImportTarget = { kind: 'unknown' };

/** Imports between files, resolved on demand. Immutable but for its caches. */
export class ImportGraph {
  private readonly files = new Map<string, FileImports>();
  private importers: ReadonlyMap<string, readonly ImportEdge[]> | null = null;
  private readonly reachable = new Map<string, ReadonlyMap<string, ImportEdge | null>>();

  /** @param previous a graph over the same index, whose resolved imports stay where none of `changed` had a part in them. */
  constructor(
    private readonly modules: ReadonlyMap<string, ModuleSummary>,
    readonly index: ModuleIndex,
    private readonly scopes: Scopes,
    previous: ImportGraph | null = null,
    changed: ReadonlySet<string> = new Set(),
  ) {
    if (previous?.index !== index) return;
    const dropped = new Set(changed);
    for (const [path, imports] of previous.files) {
      if (!dropped.has(path) && !intersects(imports.consulted, changed)) this.files.set(path, imports);
      else dropped.add(path);
    }
    for (const [start, reached] of previous.reachable) {
      if (!intersects(dropped, reached)) this.reachable.set(start, reached);
    }
  }

  importsOf(path: string): readonly ImportEdge[] {
    return this.file(path)?.edges ?? [];
  }

  externalImportsOf(path: string): readonly { readonly name: string; readonly fact: ImportFact }[] {
    return this.file(path)?.external ?? [];
  }

  importersOf(path: string): readonly ImportEdge[] {
    this.importers ??= this.reversed();
    return this.importers.get(path) ?? [];
  }

  /** Files that run in a process which starts at `path`, with the import that brought each first. */
  reachableFrom(path: string): ReadonlyMap<string, ImportEdge | null> {
    const known = this.reachable.get(path);
    if (known) return known;
    const reached = new Map<string, ImportEdge | null>();
    if (this.modules.has(path)) {
      for (const start of [path, ...this.index.packagesAround(path)]) reached.set(start, null);
    }
    // A Map visits what is added while it is walked: it is the queue as well.
    for (const from of reached.keys()) {
      for (const edge of this.importsOf(from)) {
        if (edge.fact.typesOnly) continue;
        for (const to of [...this.index.packagesAround(edge.to), edge.to]) {
          if (!reached.has(to)) reached.set(to, to === edge.to ? edge : { from, to, fact: edge.fact });
        }
      }
    }
    this.reachable.set(path, reached);
    return reached;
  }

  /** The module that an import statement names (for `from a import b`: `a`). */
  target(from: string, fact: ImportFact): ImportTarget {
    return this.resolve(from, fact, new Set());
  }

  private file(path: string): FileImports | null {
    const known = this.files.get(path);
    if (known) return known;
    const summary = this.modules.get(path);
    if (!summary) return null;
    const edges: ImportEdge[] = [];
    const external: { name: string; fact: ImportFact }[] = [];
    const consulted = new Set<string>();
    for (const fact of summary.imports) {
      const target = this.resolve(path, fact, consulted);
      if (target.kind === 'external') {
        if (!fact.typesOnly) external.push({ name: target.module, fact });
      } else if (target.kind === 'project') {
        for (const to of this.filesOf(path, target.module, fact, consulted)) if (to !== path) edges.push({ from: path, to, fact });
      }
    }
    const imports = { edges, external, consulted };
    this.files.set(path, imports);
    return imports;
  }

  private resolve(from: string, fact: ImportFact, consulted: Set<string>): ImportTarget {
    if (fact.level > 0) {
      const module = this.index.findRelative(from, fact.level, fact.module);
      return module ? { kind: 'project', module } : unknown;
    }
    const dot = fact.module.indexOf('.');
    const top = dot < 0 ? fact.module : fact.module.slice(0, dot);
    const module = this.index.find(from, fact.module);
    if (module !== null && this.isMeant(module, top, fact, consulted)) return { kind: 'project', module };
    const external: ImportTarget = { kind: 'external', module: fact.module };
    if (libraryModules.has(top) || standardModules.has(top)) return external;
    // Part of a package of the workspace that is not there (generated, or not written yet): not a library.
    return module?.path == null && !this.index.hasTop(from, top) ? external : unknown;
  }

  /** Whether a module of the workspace, found by name, is what the statement means rather than a library of that name. */
  private isMeant(module: Located, top: string, fact: ImportFact, consulted: Set<string>): boolean {
    const submodule = fact.name === null || fact.name === '*' ? null : this.index.submodule(module, fact.name);
    const isLibrary = libraryModules.has(top);
    if (!isLibrary && !standardModules.has(top)) return module.path !== null || submodule !== null;
    // A library's own name: only a package (for a standard name, also a module) that has what is imported.
    if (module.path === null || fact.name === null || fact.name === '*') return false;
    if (isLibrary && module.folder === null && !fact.module.includes('.')) return false;
    return this.names(module.path, consulted)?.defines(fact.name) === true || submodule !== null;
  }

  private filesOf(from: string, module: Located, fact: ImportFact, consulted: Set<string>): string[] {
    if (fact.name === null) return module.path === null ? [] : [module.path];
    const scope = module.path === null ? null : this.names(module.path, consulted);
    if (fact.name === '*') {
      const named = (scope?.summary.exports ?? []).filter((name) => !scope?.has(name));
      const brought = named.flatMap((name) => this.index.submodule(module, name)?.path ?? []);
      return module.path === null ? brought : [module.path, ...brought];
    }
    // What a package takes from itself is the submodule: the name that it has for it is this import.
    const submodule = module.path !== from && scope?.has(fact.name) ? null : this.index.submodule(module, fact.name);
    const file = submodule?.path ?? module.path;
    return file === null ? [] : [file];
  }

  private names(path: string, consulted: Set<string>): ReturnType<Scopes['of']> | null {
    consulted.add(path);
    const summary = this.modules.get(path);
    return summary ? this.scopes.of(summary) : null;
  }

  private reversed(): ReadonlyMap<string, readonly ImportEdge[]> {
    const importers = new Map<string, ImportEdge[]>();
    for (const path of [...this.modules.keys()].sort()) {
      for (const edge of this.importsOf(path)) {
        const known = importers.get(edge.to);
        if (known) known.push(edge);
        else importers.set(edge.to, [edge]);
      }
    }
    return importers;
  }
}

interface Keys extends Iterable<unknown> {
  readonly size: number;
  has(key: string): boolean;
  keys(): Iterable<string>;
}

function intersects(a: Keys, b: Keys): boolean {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  for (const item of small.keys()) if (large.has(item)) return true;
  return false;
}
