import type { SymbolicPath } from '../facts/python/model';
import type { ComposeProject } from '../facts/compose/model';
import type { DependencyFacts } from '../facts/dependencies/model';
import type { DockerfileFacts } from '../facts/dockerfile/model';
import { type AdoptablePack, type Adoption, adoptionOf } from './adoption';
import { bindingOf, type BindingTarget } from './bindingTargets';
import type { Configuration } from './configuration';
import type { Configurations } from './configurations';
import { FileSigns } from './fileSigns';
import { ImportGraph } from './importGraph';
import type { EntryPoint, FileRole, ImportEdge, ModuleSummary, ProjectView, Resolved, ServiceInfo } from './model';
import { ModuleIndex } from './moduleIndex';
import type { Scopes } from './moduleScope';
import { Names } from './names';
import { Registrations } from './registrations';
import { findPlacements, foldersOf, type Placement, searchRoots, type Surroundings } from './placements';
import { ServiceMap } from './services';

/** Everything that a view is made from. Maps are sorted by path, so that equal contents give equal views. */
export interface ProjectState {
  readonly modules: ReadonlyMap<string, ModuleSummary>;
  readonly compose: readonly ComposeProject[];
  readonly dockerfiles: ReadonlyMap<string, DockerfileFacts>;
  readonly dependencies: ReadonlyMap<string, DependencyFacts>;
  readonly configurations: Configurations;
  readonly packs: readonly AdoptablePack[];
}

const nothing: ReadonlySet<string> = new Set();

/** A state of the project as rules see it: immutable, with caches that are filled on demand. */
export class ProjectSnapshot implements ProjectView {
  readonly modules: ReadonlyMap<string, ModuleSummary>;
  readonly compose: readonly ComposeProject[];
  readonly dockerfiles: ReadonlyMap<string, DockerfileFacts>;
  readonly dependencies: ReadonlyMap<string, DependencyFacts>;
  readonly configuration: Configuration;
  private readonly surroundings: Surroundings;
  private placements: readonly Placement[] | null = null;
  private imports: ImportGraph | null = null;
  private resolver: Names | null = null;
  private fileSigns: FileSigns | null = null;
  private map: ServiceMap | null = null;
  private registrations: Registrations | null = null;
  private readonly adoptions = new Map<string, Adoption>();
  /** The state of all other files. Not the view itself: what is kept with a state would keep the view. */
  private readonly own = {};
  /** The one file that was edited since its state began, and that state. */
  private editing: { readonly path: string; readonly state: object } | null = null;

  constructor(private readonly state: ProjectState, private readonly scopes: Scopes) {
    this.modules = state.modules;
    this.compose = state.compose;
    this.dockerfiles = state.dockerfiles;
    this.dependencies = state.dependencies;
    this.configuration = state.configurations.combined;
    this.surroundings = { compose: state.compose, dockerfiles: state.dockerfiles, dependencies: state.dependencies, configuration: this.configuration };
  }

  /**
   * Takes over the imports of the view before it, which has the same files in the same places.
   * @param changed Python files that were set anew
   */
  inheritImports(from: ProjectSnapshot, changed: ReadonlySet<string>): void {
    if (!from.imports) return;
    this.placements = from.placements;
    this.imports = new ImportGraph(this.modules, from.imports.index, this.scopes, from.imports, changed);
  }

  /**
   * Takes over what was worked out of names and services, after the imports.
   * @param stale files that read differently now; all others mean what they meant
   * @param isSame nothing means anything else: files differ in places at most
   */
  inheritMeaning(from: ProjectSnapshot, stale: ReadonlySet<string>, isSame: boolean): void {
    if (!this.imports || !from.resolver) return;
    // What symbols mean says nothing of places.
    this.resolver = from.resolver.over(this.modules, this.imports, isSame ? nothing : stale);
    if (from.fileSigns) this.fileSigns = from.fileSigns.over(this.modules, this.imports, this.resolver, stale);
    // Nothing that places or judges services has changed, save where things stand in the changed files.
    if (isSame && from.map && !from.map.mentions(stale)) this.map = from.map;
  }

  /**
   * Begins the state of the one file that was changed, or goes on with that of the view before it.
   * @param isSame nothing means anything else: files differ in places at most
   */
  inheritState(from: ProjectSnapshot, changed: ReadonlySet<string>, isSame: boolean): void {
    const [path] = changed;
    if (path === undefined || changed.size > 1) return;
    this.editing = isSame && from.editing?.path === path ? from.editing : { path, state: {} };
  }

  stateFor(path: string): object {
    return this.editing?.path === path ? this.editing.state : this.own;
  }

  /** What is set for rules, path by path. */
  get configurations(): Configurations {
    return this.state.configurations;
  }

  get services(): readonly ServiceInfo[] {
    return this.serviceMap.services;
  }

  get entryPoints(): readonly EntryPoint[] {
    return this.serviceMap.entryPoints;
  }

  serviceOf(path: string): ServiceInfo | null {
    return this.serviceMap.serviceOf(path);
  }

  roleOf(path: string): FileRole {
    return this.serviceMap.roleOf(path);
  }

  get packIds(): readonly string[] {
    return this.state.packs.map((pack) => pack.id);
  }

  follows(pack: string): boolean {
    return this.adoptionOf(pack).followed;
  }

  adoptionOf(pack: string): Adoption {
    let adoption = this.adoptions.get(pack);
    if (!adoption) {
      const known = this.state.packs.find((candidate) => candidate.id === pack) ?? { id: pack, follows: { kinds: [] } };
      adoption = adoptionOf(known, this.configuration, this.services);
      this.adoptions.set(pack, adoption);
    }
    return adoption;
  }

  resolve(path: string, symbol: SymbolicPath): Resolved | null {
    return this.names.resolve(path, symbol);
  }

  bindingOf(path: string, symbol: SymbolicPath): BindingTarget | null {
    return bindingOf(this.modules, this.graph, this.scopes, path, symbol);
  }

  ancestorsOf(path: string, classIndex: number): readonly string[] {
    return this.names.basesOf(path, classIndex);
  }

  registrationsOf(path: string): ReadonlyMap<number, readonly string[]> {
    this.registrations ??= new Registrations(this.modules, (file, symbol) => this.resolve(file, symbol));
    return this.registrations.of(path);
  }

  importsOf(path: string): readonly ImportEdge[] {
    return this.graph.importsOf(path);
  }

  importersOf(path: string): readonly ImportEdge[] {
    return this.graph.importersOf(path);
  }

  externalImportsOf(path: string): ReturnType<ProjectView['externalImportsOf']> {
    return this.graph.externalImportsOf(path);
  }

  reachableFrom(path: string): ReadonlyMap<string, ImportEdge | null> {
    return this.graph.reachableFrom(path);
  }

  get graph(): ImportGraph {
    if (!this.imports) {
      const folders = foldersOf(this.modules.keys());
      this.placements = findPlacements(this.surroundings, folders);
      const roots = searchRoots(this.surroundings, this.placements, folders);
      this.imports = new ImportGraph(this.modules, new ModuleIndex(this.modules.keys(), roots), this.scopes);
    }
    return this.imports;
  }

  private get names(): Names {
    this.resolver ??= new Names(this.modules, this.graph, this.scopes);
    return this.resolver;
  }

  private get serviceMap(): ServiceMap {
    const { modules, graph, names, scopes, surroundings } = this;
    this.fileSigns ??= new FileSigns(modules, graph, names, scopes);
    this.map ??= new ServiceMap({ modules, surroundings, placements: this.placements ?? [], graph, signs: this.fileSigns, scopes });
    return this.map;
  }
}
