import type { ComposeProject } from '../facts/compose/model';
import type { DependencyFacts } from '../facts/dependencies/model';
import type { DockerfileFacts } from '../facts/dockerfile/model';
import type { AdoptablePack } from './adoption';
import { type Affected, affectedBy, type Made, readingDifferently } from './affected';
import type { Configuration } from './configuration';
import { Configurations } from './configurations';
import type { ModuleSummary } from './model';
import { Scopes } from './moduleScope';
import { ProjectSnapshot } from './view';

/** What a change of the project makes worth checking again, the changed files included. */
export interface Change {
  readonly affected: Affected;
  /** Nothing changed but places in files that were known before: what is said of the project as a whole stands. */
  readonly isSameForOthers: boolean;
}

/** The ways to change a project; see `Project.update` for several at once. */
export interface ProjectEdit {
  setPython(summary: ModuleSummary): void;
  setDockerfile(path: string, facts: DockerfileFacts): void;
  setDependencies(path: string, facts: DependencyFacts): void;
  /** All merged compose projects of the workspace, in a stable order. */
  setCompose(projects: readonly ComposeProject[]): void;
  setConfiguration(path: string, configuration: Configuration): void;
  setPacks(packs: readonly AdoptablePack[]): void;
  /** Forgets a Python file, Dockerfile, dependency file or configuration. */
  remove(path: string): void;
}

/**
 * The project graph, updated file by file. Its views depend on what it holds and never on the order in which that came.
 * Lists of many files should go through one `update`, which works out once what they affect.
 */
export class Project {
  private readonly scopes = new Scopes();
  private readonly state = new MutableState();
  private snapshot: ProjectSnapshot;

  constructor(packs: readonly AdoptablePack[] = []) {
    this.state.packs = packs;
    this.snapshot = new ProjectSnapshot(this.state.frozen(), this.scopes);
  }

  /** The present state, as an immutable snapshot. */
  view(): ProjectSnapshot {
    return this.snapshot;
  }

  setPython(summary: ModuleSummary): Change {
    return this.update((edit) => edit.setPython(summary));
  }

  setDockerfile(path: string, facts: DockerfileFacts): Change {
    return this.update((edit) => edit.setDockerfile(path, facts));
  }

  setDependencies(path: string, facts: DependencyFacts): Change {
    return this.update((edit) => edit.setDependencies(path, facts));
  }

  setCompose(projects: readonly ComposeProject[]): Change {
    return this.update((edit) => edit.setCompose(projects));
  }

  setConfiguration(path: string, configuration: Configuration): Change {
    return this.update((edit) => edit.setConfiguration(path, configuration));
  }

  setPacks(packs: readonly AdoptablePack[]): Change {
    return this.update((edit) => edit.setPacks(packs));
  }

  remove(path: string): Change {
    return this.update((edit) => edit.remove(path));
  }

  /** Makes several changes as one. */
  update(apply: (edit: ProjectEdit) => void): Change {
    const before = this.snapshot;
    const { state } = this;
    state.begin();
    apply(state);
    const made = state.made();
    if (made.touched.size === 0 && !made.isGlobal && !made.isElsewhere) return { affected: 'none', isSameForOthers: true };
    const after = new ProjectSnapshot(state.frozen(), this.scopes);
    this.snapshot = after;
    const isSameForOthers = made.meaning.size === 0 && !made.isGlobal && !made.isElsewhere;
    after.inheritState(before, made.touched, isSameForOthers);
    if (made.isGlobal) return { affected: 'all', isSameForOthers };
    if (!made.isLayout && !made.isElsewhere) {
      after.inheritImports(before, made.touched);
      after.inheritMeaning(before, readingDifferently(before, after, made), isSameForOthers);
    }
    return { affected: affectedBy(before, after, made), isSameForOthers };
  }
}

class MutableState implements ProjectEdit {
  packs: readonly AdoptablePack[] = [];
  private readonly modules = new Map<string, ModuleSummary>();
  private readonly dockerfiles = new Map<string, DockerfileFacts>();
  private readonly dependencies = new Map<string, DependencyFacts>();
  private readonly configurations = new Map<string, Configuration>();
  /** All of them, compiled; null after a change. */
  private combined: Configurations | null = null;
  private compose: readonly ComposeProject[] = [];
  private sortedModules: ReadonlyMap<string, ModuleSummary> = new Map();
  private touched = new Set<string>();
  private meaning = new Set<string>();
  private isLayout = false;
  private isElsewhere = false;
  private isGlobal = false;

  begin(): void {
    this.touched = new Set();
    this.meaning = new Set();
    this.isLayout = this.isElsewhere = this.isGlobal = false;
  }

  made(): Made {
    const { touched, meaning, isLayout, isElsewhere, isGlobal } = this;
    return { touched, meaning, isLayout, isElsewhere, isGlobal };
  }

  setPython(summary: ModuleSummary): void {
    const known = this.modules.get(summary.path);
    this.modules.set(summary.path, summary);
    this.touched.add(summary.path);
    if (!known) this.isLayout = true;
    if (known?.signature !== summary.signature) this.meaning.add(summary.path);
  }

  setDockerfile(path: string, facts: DockerfileFacts): void {
    this.dockerfiles.set(path, facts);
    this.touchElsewhere(path);
  }

  setDependencies(path: string, facts: DependencyFacts): void {
    this.dependencies.set(path, facts);
    this.touchElsewhere(path);
  }

  setCompose(projects: readonly ComposeProject[]): void {
    if (projects.length === 0 && this.compose.length === 0) return;
    for (const project of [...this.compose, ...projects]) for (const file of project.files) this.touched.add(file);
    this.compose = projects;
    this.isElsewhere = true;
  }

  setConfiguration(path: string, configuration: Configuration): void {
    this.configurations.set(path, configuration);
    this.combined = null;
    this.isGlobal = true;
  }

  setPacks(packs: readonly AdoptablePack[]): void {
    this.packs = packs;
    this.isGlobal = true;
  }

  remove(path: string): void {
    if (this.modules.delete(path)) {
      this.touched.add(path);
      this.meaning.add(path);
      this.isLayout = true;
    }
    if (this.dockerfiles.delete(path)) this.touchElsewhere(path);
    if (this.dependencies.delete(path)) this.touchElsewhere(path);
    if (this.configurations.delete(path)) {
      this.combined = null;
      this.isGlobal = true;
    }
  }

  private touchElsewhere(path: string): void {
    this.touched.add(path);
    this.isElsewhere = true;
  }

  frozen(): ConstructorParameters<typeof ProjectSnapshot>[0] {
    // With the same paths, the order of the last sorted map is the order still.
    if (this.isLayout || this.sortedModules.size !== this.modules.size) this.sortedModules = sorted(this.modules);
    else {
      const next = new Map(this.sortedModules);
      for (const path of this.touched) {
        const summary = this.modules.get(path);
        if (summary) next.set(path, summary);
      }
      this.sortedModules = next;
    }
    return {
      modules: this.sortedModules,
      compose: this.compose,
      dockerfiles: sorted(this.dockerfiles),
      dependencies: sorted(this.dependencies),
      configurations: (this.combined ??= new Configurations(this.configurations)),
      packs: this.packs,
    };
  }
}

function sorted<T>(map: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  return new Map([...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
