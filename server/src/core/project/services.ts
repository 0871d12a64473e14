import { builtStage, stageChain } from './container';
import type { FileSigns } from './fileSigns';
import type { ImportGraph } from './importGraph';
import { KindJudge, type KindVerdict } from './kinds';
import type { EntryPoint, Evidence, FileRole, ModuleSummary, ServiceInfo } from './model';
import type { Scopes } from './moduleScope';
import { ancestorsOf, isWithin, nameOf } from './paths';
import type { Placement, Surroundings } from './placements';
import { commandLine, startedBy } from './processes';
import type { PythonEntry } from './pythonEntries';
import { isOfTests, roleOf, type RoleContext } from './roles';
import { isGatewayImage } from './signals';
import { composeServicesOf, findUnits, namesOf, type Run, type Unit } from './units';

export interface ServiceSources {
  readonly modules: ReadonlyMap<string, ModuleSummary>;
  readonly surroundings: Surroundings;
  readonly placements: readonly Placement[];
  readonly graph: ImportGraph;
  readonly signs: FileSigns;
  readonly scopes: Scopes;
}

interface Placed {
  readonly unit: Unit;
  readonly info: ServiceInfo;
  readonly entries: readonly string[];
}

const sharedParents = new Set(['packages', 'libs', 'lib', 'shared', 'common']);

/** Services of a workspace, their kinds and entry points, and what each file is to them. Computed once for a state of the project. */
export class ServiceMap {
  readonly services: readonly ServiceInfo[];
  readonly entryPoints: readonly EntryPoint[];
  private readonly roles = new Map<string, FileRole>();
  private readonly context: RoleContext;
  private readonly byFolder = new Map<string, Placed[]>();

  constructor(private readonly sources: ServiceSources) {
    const runs = this.findRuns();
    this.context = {
      modules: sources.modules,
      index: sources.graph.index,
      scopes: sources.scopes,
      serviceFolders: [
        // The container of the tests is no service.
        ...sources.placements.filter((placement) => !placement.isPresumed && !isOfTests(placement.folder)).map((placement) => placement.folder),
        ...[...sources.surroundings.configuration.services.keys()].map((id) => id.split('#')[0] ?? ''),
      ],
      started: new Set(runs.flatMap((run) => run.started.map((started) => started.path))),
    };
    const entries = this.findPythonEntries();
    const canBegin = new Map<string, boolean>();
    for (const path of sources.modules.keys()) if (this.roleOf(path) === 'service') canBegin.set(path, entries.has(path));
    const units = findUnits(sources.surroundings, runs, canBegin);
    const placed = this.judgeAll(units, entries, [...canBegin.keys()]);
    for (const entry of placed) this.byFolder.set(entry.unit.folder, [...(this.byFolder.get(entry.unit.folder) ?? []), entry]);
    this.services = [...placed.map((entry) => entry.info), ...this.gateways(placed)];
    this.entryPoints = this.allEntryPoints(placed, entries);
  }

  /** Whether something that it says of services points into one of these files. */
  mentions(paths: ReadonlySet<string>): boolean {
    return this.entryPoints.some((entry) => paths.has(entry.at.path))
      || this.services.some((service) => service.evidence.some((entry) => entry.at !== null && paths.has(entry.at.path)));
  }

  roleOf(path: string): FileRole {
    let role = this.roles.get(path);
    if (role === undefined) {
      role = roleOf(path, this.context);
      this.roles.set(path, role);
    }
    return role;
  }

  /** The service to which a file belongs: the nearest folder's; of several in one folder, the first whose process reaches the file. */
  serviceOf(path: string): ServiceInfo | null {
    for (const folder of ancestorsOf(path)) {
      const placed = this.byFolder.get(folder);
      if (!placed) continue;
      const [first] = placed;
      if (placed.length === 1 || !this.sources.modules.has(path)) return first?.info ?? null;
      const reaching = placed.find(({ entries }) => entries.some((entry) => this.sources.graph.reachableFrom(entry).has(path)));
      return (reaching ?? first)?.info ?? null;
    }
    return null;
  }

  private findRuns(): Run[] {
    const { surroundings, placements, graph } = this.sources;
    const scripts = new Map([...surroundings.dependencies.values()].flatMap((facts) => [...facts.scripts]));
    return placements.map((placement) => {
      const line = commandLine(placement, surroundings.dockerfiles);
      return { placement, words: line?.words ?? [], started: line ? startedBy(line, placement, graph.index, scripts) : [] };
    }).filter(({ placement, started }) => !placement.isPresumed || started.length > 0);
  }

  /** By the file in which the process begins. */
  private findPythonEntries(): Map<string, PythonEntry[]> {
    const entries = new Map<string, PythonEntry[]>();
    for (const path of this.sources.modules.keys()) {
      if (this.roleOf(path) !== 'service') continue;
      for (const entry of this.sources.signs.of(path)?.entries ?? []) entries.set(entry.path, [...(entries.get(entry.path) ?? []), entry]);
    }
    return entries;
  }

  private judgeAll(units: readonly Unit[], entries: ReadonlyMap<string, readonly PythonEntry[]>, files: readonly string[]): Placed[] {
    const judge = new KindJudge(this.sources.graph, this.sources.signs);
    const filesOf = new Map<string, string[]>(units.map((unit) => [unit.folder, []]));
    for (const path of files) {
      const folder = ancestorsOf(path).find((candidate) => filesOf.has(candidate));
      if (folder !== undefined) filesOf.get(folder)?.push(path);
    }
    return units.map((unit) => this.place(unit, judge, entries, filesOf.get(unit.folder) ?? []));
  }

  private place(unit: Unit, judge: KindJudge, pythonEntriesOf: ReadonlyMap<string, readonly PythonEntry[]>, files: readonly string[]): Placed {
    const started = [...new Set(unit.runs.flatMap((run) => run.started.map((start) => start.path)))];
    const own = files.filter((path) => pythonEntriesOf.has(path)).sort();
    const entries = this.withServed(started.length > 0 ? started : own, pythonEntriesOf);
    const declared = this.declaredKind(unit);
    const composeServices = composeServicesOf(unit);
    const verdict: KindVerdict | null = declared === null ? this.gatewayBase(unit) ?? judge.judge({
      names: namesOf(unit),
      entries,
      files,
      isServed: unit.runs.some((run) => run.started.some((start) => start.attribute !== null)) || (started.length === 0 && own.length > 0 && own.every((path) => pythonEntriesOf.get(path)?.every((entry) => entry.isApplication))),
      runners: [...new Set(unit.runs.flatMap((run) => run.started.map((start) => start.runner)))],
      isRun: unit.runs.length > 0 || own.length > 0,
      isImported: this.isImported(files),
      isShared: unit.folder !== '' && (unit.folder.split('/').some((part) => sharedParents.has(part)) || unit.origin === 'project'),
      dependencies: [...this.sources.surroundings.dependencies].filter(([path]) => isWithin(path, unit.folder) && (unit.folder !== '' || !path.includes('/'))).map(([, facts]) => facts),
    }) : null;
    const info: ServiceInfo = {
      id: unit.id,
      name: unit.name,
      folder: unit.folder,
      kind: declared ?? verdict?.kind ?? 'unknown',
      declared: declared !== null,
      confidence: declared !== null ? 'declared' : verdict?.confidence ?? 'weak',
      evidence: [...(declared === null ? [] : [{ text: 'archguide.yaml declares it', at: null }]), ...(verdict?.evidence ?? []), ...runEvidence(unit)],
      composeServices,
      dockerfile: unit.runs.find((run) => run.placement.dockerfile !== null)?.placement.dockerfile ?? null,
    };
    return { unit, info, entries };
  }

  /** A process that tells its server `"module:app"` as a string runs that module, too. */
  private withServed(entries: readonly string[], pythonEntriesOf: ReadonlyMap<string, readonly PythonEntry[]>): readonly string[] {
    const all = new Set(entries);
    for (const entry of all) {
      const reached = this.sources.graph.reachableFrom(entry);
      for (const [path, list] of pythonEntriesOf) if (list.some((other) => other.at.path !== path && reached.has(other.at.path))) all.add(path);
    }
    return [...all];
  }

  /** The image that the service's own is built on is a gateway's. */
  private gatewayBase(unit: Unit): KindVerdict | null {
    for (const { placement: { dockerfile, service } } of unit.runs) {
      const facts = dockerfile === null ? undefined : this.sources.surroundings.dockerfiles.get(dockerfile);
      const [base] = facts ? stageChain(facts, builtStage(facts, service?.build?.target ?? null)) : [];
      if (base && dockerfile !== null && isGatewayImage(base.image)) {
        return { kind: 'gateway', confidence: 'strong', evidence: [{ text: `\`${dockerfile}\` builds it on \`${base.image}\``, at: { path: dockerfile, range: base.imageRange } }] };
      }
    }
    return null;
  }

  private declaredKind(unit: Unit): ServiceInfo['kind'] | null {
    const { services } = this.sources.surroundings.configuration;
    return services.get(unit.id) ?? services.get(unit.folder) ?? null;
  }

  private isImported(files: readonly string[]): boolean {
    const own = new Set(files);
    return files.some((path) => this.sources.graph.importersOf(path).some((edge) => !own.has(edge.from) && this.roleOf(edge.from) === 'service'));
  }

  /** Compose services that run a gateway's image and none of the workspace's code. */
  private gateways(placed: readonly Placed[]): ServiceInfo[] {
    const known = new Set(placed.flatMap(({ info }) => info.composeServices.map((service) => service.name)));
    const gateways: ServiceInfo[] = [];
    for (const project of this.sources.surroundings.compose) {
      for (const service of project.services.values()) {
        if (service.build || known.has(service.name) || !service.image || !isGatewayImage(service.image.value)) continue;
        known.add(service.name);
        gateways.push({
          id: `#${service.name}`, name: service.name, folder: '', kind: 'gateway', declared: false, confidence: 'strong', dockerfile: null,
          evidence: [{ text: `\`${service.at.path}\` runs it from the image \`${service.image.value}\``, at: service.image.at }],
          composeServices: [{ name: service.name, at: service.at }],
        });
      }
    }
    return gateways.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  private allEntryPoints(placed: readonly Placed[], entries: ReadonlyMap<string, readonly PythonEntry[]>): EntryPoint[] {
    const points: EntryPoint[] = [];
    for (const { unit, info } of placed) {
      for (const { started } of unit.runs) for (const { path, via, at, attribute } of started) points.push({ path, via, at, attribute, service: info });
    }
    points.push(...this.scriptEntryPoints());
    const isStarted = new Set(points.map((point) => point.path));
    for (const [path, list] of [...entries].sort(([a], [b]) => (a < b ? -1 : 1))) {
      for (const { attribute, at, isApplication } of list) {
        // An application object is taken for an entry point only where nothing else starts its file.
        if (isApplication && (isStarted.has(path) || list.some((other) => !other.isApplication))) continue;
        points.push({ path, via: 'main', at, attribute, service: this.serviceOf(path) });
      }
    }
    return points;
  }

  /** Commands that projects install. */
  private scriptEntryPoints(): EntryPoint[] {
    const points: EntryPoint[] = [];
    const start = { line: 0, character: 0 };
    for (const [path, facts] of [...this.sources.surroundings.dependencies].sort(([a], [b]) => (a < b ? -1 : 1))) {
      for (const [name, reference] of facts.scripts) {
        const [module = '', attribute = null] = reference.split(':');
        const file = this.sources.graph.index.find(path, module)?.path;
        if (file) points.push({ path: file, via: 'script', at: { path, range: facts.scriptRanges?.get(name) ?? { start, end: start } }, attribute, service: this.serviceOf(file) });
      }
    }
    return points;
  }
}

function runEvidence(unit: Unit): Evidence[] {
  return unit.runs.flatMap(({ placement: { service, dockerfile }, started }) => {
    const evidence: Evidence[] = [];
    if (service) evidence.push({ text: `\`${nameOf(service.at.path)}\` runs it as \`${service.name}\``, at: service.at });
    else if (dockerfile !== null) evidence.push({ text: `\`${dockerfile}\` builds it`, at: null });
    for (const start of started) evidence.push({ text: `${start.runner} starts \`${start.path}\``, at: start.at });
    return evidence;
  });
}
