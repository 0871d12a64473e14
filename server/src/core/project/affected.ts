import type { ImportFact, SymbolicPath } from '../facts/python/model';
import type { ImportEdge, ModuleSummary } from './model';
import { nameOf, folderOf } from './paths';
import { registrationsIn } from './registrations';
import { headsOf } from './symbolicPath';
import type { ProjectSnapshot } from './view';

/** What one update changed. */
export interface Made {
  /** Files that were set or removed. */
  readonly touched: ReadonlySet<string>;
  /** Python files among them that mean something else to other files now. */
  readonly meaning: ReadonlySet<string>;
  /** Python files came or went. */
  readonly isLayout: boolean;
  /** Something beside Python changed that can place services or modules. */
  readonly isElsewhere: boolean;
  /** Configuration or packs changed: everything may look different. */
  readonly isGlobal: boolean;
}

/** Paths to check again; 'all' where there are too many to be worth telling apart, or the configuration changed. */
export type Affected = 'none' | 'all' | ReadonlySet<string>;

/** More changed files than this are not followed one by one. */
const manyFiles = 200;

/** What must be checked again after an update: the files themselves, those that depend on them, and those whose service or role is another. */
export function affectedBy(before: ProjectSnapshot, after: ProjectSnapshot, made: Made): Affected {
  if (before.modules.size === 0 || made.touched.size > manyFiles) return 'all';
  const affected = new Set(made.touched);
  if (made.meaning.size === 0 && !made.isElsewhere) return affected;
  const origins = new Set(made.meaning);
  if (made.isLayout || made.isElsewhere) {
    // Other search roots or packages: modules are called by other names.
    if (before.graph.index.layout !== after.graph.index.layout) return 'all';
    if (before.graph.index !== after.graph.index) {
      for (const summary of after.modules.values()) {
        const bound = boundAnew(before, after, summary);
        if (bound.size === 0 || origins.has(summary.path)) continue;
        affected.add(summary.path);
        if (handsOnNames(after, summary, bound)) origins.add(summary.path);
      }
    }
  }
  for (const path of dependentsOf(before, after, origins)) {
    affected.add(path);
    for (const registered of [...registeredIn(before, path), ...registeredIn(after, path)]) affected.add(registered);
  }
  for (const path of made.meaning) {
    for (const imported of importedOtherwise(before, after, path)) affected.add(imported);
    for (const entry of entriesThatReach(before, after, path)) affected.add(entry);
  }
  const packs = new Set([...before.packIds, ...after.packIds]);
  for (const pack of packs) if (before.follows(pack) !== after.follows(pack)) return 'all';
  for (const path of after.modules.keys()) {
    if (!affected.has(path) && isPlacedElsewhere(before, after, path)) affected.add(path);
  }
  return affected;
}

/** Files that a file imports and did not, or did and does not any more: what runs at their import runs by it. */
function importedOtherwise(before: ProjectSnapshot, after: ProjectSnapshot, path: string): string[] {
  const targets = (view: ProjectSnapshot): Map<string, boolean> => {
    const found = new Map<string, boolean>();
    for (const { to, fact } of view.importsOf(path)) found.set(to, (found.get(to) ?? true) && fact.typesOnly);
    return found;
  };
  const [was, is] = [targets(before), targets(after)];
  return [...new Set([...was.keys(), ...is.keys()])].filter((to) => was.get(to) !== is.get(to));
}

/** Entry points of the file's service whose process it belongs to: rules judge a process where it begins. */
function entriesThatReach(before: ProjectSnapshot, after: ProjectSnapshot, path: string): string[] {
  const reaching = (view: ProjectSnapshot): string[] => {
    const service = view.serviceOf(path)?.id;
    const entries = new Set(view.entryPoints.filter((entry) => entry.service?.id === service).map((entry) => entry.path));
    return [...entries].filter((entry) => view.reachableFrom(entry).has(path));
  };
  return [...reaching(before), ...reaching(after)];
}

/** Files whose functions a file registers: what they are to a framework is said there. */
function registeredIn(view: ProjectSnapshot, path: string): string[] {
  const summary = view.modules.get(path);
  return summary ? registrationsIn(summary, (file, symbol) => view.resolve(file, symbol)).map((registration) => registration.path) : [];
}

/** Files in which something means, or stands, otherwise than before; with the same files in the same places. */
export function readingDifferently(before: ProjectSnapshot, after: ProjectSnapshot, made: Made): ReadonlySet<string> {
  if (made.meaning.size === 0) return made.touched;
  return new Set([...made.touched, ...dependentsOf(before, after, made.meaning)]);
}

function dependentsOf(before: ProjectSnapshot, after: ProjectSnapshot, origins: ReadonlySet<string>): ReadonlySet<string> {
  const reached = new Set([...origins, ...dependents(before, origins), ...dependents(after, origins)]);
  // Another store, or one whose value means something else now: whoever takes stored values may get another one.
  const hasStore = (path: string): boolean => before.modules.get(path)?.stores !== undefined || after.modules.get(path)?.stores !== undefined;
  if (![...reached].some(hasStore)) return reached;
  const takers = new Set<string>();
  for (const summary of after.modules.values()) if (summary.usesStores) takers.add(summary.path);
  return new Set([...reached, ...takers, ...dependents(before, takers), ...dependents(after, takers)]);
}

/** Names that a file imports from elsewhere than before, though it reads as before. */
function boundAnew(before: ProjectSnapshot, after: ProjectSnapshot, summary: ModuleSummary): ReadonlySet<string> {
  const targets = (view: ProjectSnapshot): Map<ImportFact, string> => {
    const found = new Map<ImportFact, string>();
    for (const { to, fact } of view.importsOf(summary.path)) found.set(fact, `${found.get(fact) ?? ''}|${to}`);
    for (const { name, fact } of view.externalImportsOf(summary.path)) found.set(fact, name);
    return found;
  };
  const [was, is] = [targets(before), targets(after)];
  return new Set(summary.imports.filter((fact) => was.get(fact) !== is.get(fact)).map((fact) => (fact.name === '*' ? '*' : fact.bound)));
}

function isPlacedElsewhere(before: ProjectSnapshot, after: ProjectSnapshot, path: string): boolean {
  const [was, is] = [before.serviceOf(path), after.serviceOf(path)];
  return was?.id !== is?.id || was?.kind !== is?.kind || before.roleOf(path) !== after.roleOf(path);
}

/** Files that depend on `origins`: their importers, and the importers of those that hand on what they import. */
function dependents(view: ProjectSnapshot, origins: ReadonlySet<string>): Set<string> {
  const found = new Set<string>();
  // A Set visits what is added while it is walked: it is the queue as well.
  const sources = new Set(origins);
  for (const path of sources) {
    for (const { from } of view.importersOf(path)) {
      const summary = view.modules.get(from);
      if (!summary) continue;
      found.add(from);
      if (!sources.has(from) && handsOn(view, summary, path)) sources.add(from);
    }
  }
  return found;
}

/** Whether what `summary` imports from `path` can be seen through it: re-exported, or used in what its own names mean. */
function handsOn(view: ProjectSnapshot, summary: ModuleSummary, path: string): boolean {
  const bound = new Set<string>();
  for (const edge of view.importsOf(summary.path)) {
    if (edge.to === path) bound.add(edge.fact.name === '*' ? '*' : edge.fact.bound);
  }
  return handsOnNames(view, summary, bound);
}

function handsOnNames(view: ProjectSnapshot, summary: ModuleSummary, bound: ReadonlySet<string>): boolean {
  if (bound.has('*')) return true;
  const name = nameOf(summary.path) === '__init__.py' ? nameOf(folderOf(summary.path)) : nameOf(summary.path).replace(/\.py$/, '');
  return view.importersOf(summary.path).some((edge) => asksFor(edge, name, bound)) || heads(summary).some((head) => bound.has(head));
}

/** An import of the module whole may ask for any of its names. */
function asksFor({ fact }: ImportEdge, module: string, names: ReadonlySet<string>): boolean {
  return fact.name === null || fact.name === '*' || fact.name === module || names.has(fact.name);
}

/** Names of the module's scope that its variables, bases and results are made of. */
function heads(summary: ModuleSummary): string[] {
  const found: string[] = [];
  const add = (path: SymbolicPath | null): void => {
    if (path !== null) found.push(...headsOf(path));
  };
  for (const binding of summary.bindings) {
    add(binding.path);
    add(binding.annotation);
  }
  for (const fn of summary.functions) {
    add(fn.returns);
    add(fn.returnPath);
    for (const { provider } of fn.parameters) add(provider ?? null);
  }
  for (const cls of summary.classes) cls.bases.forEach(add);
  return found;
}
