import type { SymbolicPath } from '../facts/python/model';
import type { ComposeProject } from '../facts/compose/model';
import type { DependencyFacts } from '../facts/dependencies/model';
import type { DockerfileFacts } from '../facts/dockerfile/model';
import { type AdoptablePack, type Adoption, adoptionOf } from './adoption';
import { bindingOf, type BindingTarget } from './bindingTargets';
import type { Configuration } from './configuration';
import type { Configurations } from './configurations';
import { ImportGraph } from './importGraph';
import type { EntryPoint, FileRole, ImportEdge, ModuleSummary, ProjectView, Resolved, ServiceInfo } from './model';
import { ModuleIndex } from './moduleIndex';
import type { Scopes } from './moduleScope';
import { Names } from './names';
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

/** What a view may take over from the one before it. */
export interface Inheritance {
  readonly from: ProjectSnapshot;
  /** Python files that were set anew. */
  readonly changed: ReadonlySet<string>;
  /** None of them means anything else to other files, and nothing else changed: names stand. */
  readonly isSameForOthers: boolean;
  /** The set of Python paths, and all that says where modules lie, is as it was. */
  readonly isSameLayout: boolean;
}

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
  private map: ServiceMap | null = null;
  private readonly adoptions = new Map<string, Adoption>();

  constructor(private readonly state: ProjectState, private readonly scopes: Scopes, inheritance: Inheritance | null) {
    this.modules = state.modules;
    this.compose = state.compose;
    this.dockerfiles = state.dockerfiles;
    this.dependencies = state.dependencies;
    this.configuration = state.configurations.combined;
    this.surroundings = { compose: state.compose, dockerfiles: state.dockerfiles, dependencies: state.dependencies, configuration: this.configuration };
    if (inheritance?.isSameLayout && inheritance.from.imports) this.inherit(inheritance, inheritance.from.imports);
  }

  private inherit({ from, changed, isSameForOthers }: Inheritance, imports: ImportGraph): void {
    this.placements = from.placements;
    this.imports = new ImportGraph(this.modules, imports.index, this.scopes, imports, changed);
    if (!isSameForOthers) return;
    if (from.resolver) this.resolver = from.resolver.over(this.modules, this.imports);
    // Nothing that places or judges services has changed, save where things stand in the changed files.
    if (from.map && !from.map.mentions(changed)) this.map = from.map;
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
    const { graph, names } = this;
    this.map ??= new ServiceMap({ modules: this.modules, surroundings: this.surroundings, placements: this.placements ?? [], graph, names, scopes: this.scopes });
    return this.map;
  }
}
