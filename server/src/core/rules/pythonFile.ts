import type { CallFact, PythonFacts, SymbolicPath } from '../facts/python/model';
import type { FileRole, ProjectView, Resolved, ServiceInfo } from '../project/model';
import type { LineIndex } from '../text/lineIndex';
import { functionRoles } from './functionRoles';
import type { FunctionRole, PythonFile } from './model';

/** What names and imports of a file mean, in one state of the project. */
interface Meaning {
  readonly state: object;
  readonly resolved: Map<SymbolicPath, Resolved | null>;
  imported: ReadonlySet<string> | null;
}

/** Facts of a file joined with what the project knows of its names. Made anew for each version of the file. */
export class ResolvedPythonFile implements PythonFile {
  readonly service: ServiceInfo | null;
  readonly role: FileRole;
  private readonly meaning: Meaning;
  private roles: readonly (FunctionRole | null)[] | null = null;

  /** @param before the version before this one: what its names mean is taken over while they mean the same */
  constructor(readonly path: string, readonly text: LineIndex, readonly facts: PythonFacts, readonly project: ProjectView, before: ResolvedPythonFile | null = null) {
    const state = project.stateFor?.(path) ?? project;
    this.meaning = before?.meaning.state === state ? before.meaning : { state, resolved: new Map(), imported: null };
    this.service = project.serviceOf(path);
    this.role = project.roleOf(path);
  }

  resolve(symbol: SymbolicPath | null): Resolved | null {
    if (symbol === null) return null;
    const { resolved } = this.meaning;
    const known = resolved.get(symbol);
    if (known !== undefined) return known;
    const result = this.project.resolve(this.path, symbol);
    resolved.set(symbol, result);
    return result;
  }

  calleeOf(call: CallFact): string | null {
    return this.resolve(call.callee)?.name ?? null;
  }

  roleOfFunction(index: number | null): FunctionRole | null {
    if (index === null) return null;
    this.roles ??= functionRoles(this.path, this.facts, (symbol) => this.resolve(symbol), this.project.registrationsOf?.(this.path));
    return this.roles[index] ?? null;
  }

  runsOnLoop(call: CallFact): boolean {
    if (call.inThread || call.function === null) return false;
    const fn = this.facts.functions[call.function];
    if (!fn || fn.runsInThread) return false;
    // A lambda runs where it is called, which is not known here: only its own async-ness would tell, and it has none.
    return fn.isAsync && !fn.isLambda;
  }

  imports(names: readonly string[]): boolean {
    const imported = (this.meaning.imported ??= importedNames(this.project, this.path));
    return names.some((name) => imported.has(name));
  }
}

/** Every module and prefix of a module that the file imports from outside, and each `module.symbol`. */
function importedNames(project: ProjectView, path: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { name, fact } of project.externalImportsOf(path)) {
    const parts = name.split('.');
    for (let length = 1; length <= parts.length; length++) names.add(parts.slice(0, length).join('.'));
    if (fact.name !== null && fact.module === name) names.add(`${name}.${fact.name}`);
  }
  return names;
}
