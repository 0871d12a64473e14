import type { CallFact, PythonFacts, SymbolicPath } from '../facts/python/model';
import type { FileRole, ProjectView, Resolved, ServiceInfo } from '../project/model';
import type { LineIndex } from '../text/lineIndex';
import { functionRoles } from './functionRoles';
import type { FunctionRole, PythonFile } from './model';

/** Facts of a file joined with what the project knows of its names. Made anew for each version of the file. */
export class ResolvedPythonFile implements PythonFile {
  readonly service: ServiceInfo | null;
  readonly role: FileRole;
  private readonly resolved = new Map<SymbolicPath, Resolved | null>();
  private roles: readonly (FunctionRole | null)[] | null = null;
  private imported: ReadonlySet<string> | null = null;

  constructor(readonly path: string, readonly text: LineIndex, readonly facts: PythonFacts, readonly project: ProjectView) {
    this.service = project.serviceOf(path);
    this.role = project.roleOf(path);
  }

  resolve(symbol: SymbolicPath | null): Resolved | null {
    if (symbol === null) return null;
    const known = this.resolved.get(symbol);
    if (known !== undefined) return known;
    const result = this.project.resolve(this.path, symbol);
    this.resolved.set(symbol, result);
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
    this.imported ??= importedNames(this.project, this.path);
    const imported = this.imported;
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
