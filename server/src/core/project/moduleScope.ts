import type { BindingFact, FunctionFact, ImportFact } from '../facts/python/model';
import { comparePositions, type Position } from '../text/range';
import type { ModuleSummary } from './model';
import { type ModuleTraits, traitsOf } from './moduleTraits';

/** What a name of a module's scope, or a class's, stands for: the last statement that binds it decides. */
export type Definition =
  | { readonly kind: 'import'; readonly fact: ImportFact }
  | { readonly kind: 'function'; readonly index: number }
  | { readonly kind: 'class'; readonly index: number }
  /** Every assignment to the name: they must agree before anything is said of it. */
  | { readonly kind: 'variable'; readonly bindings: readonly BindingFact[] };

/** Names of one module, indexed once. */
export class ModuleScope {
  private readonly names: ReadonlyMap<string, Definition>;
  private readonly members = new Map<number, ReadonlyMap<string, Definition>>();
  /** Imports inside functions: a last resort for a head that the module's scope does not have. */
  private readonly local = new Map<string, readonly ImportFact[]>();
  readonly stars: readonly ImportFact[];

  private known: ModuleTraits | null = null;

  constructor(readonly summary: ModuleSummary) {
    const collected = new Collected();
    for (const fact of summary.imports) {
      if (fact.name === '*') continue;
      if (fact.function === null) collected.add(fact.bound, fact.range.start, { kind: 'import', fact });
      else this.local.set(fact.bound, [...(this.local.get(fact.bound) ?? []), fact]);
    }
    summary.functions.forEach((fn, index) => {
      if (fn.class === null && fn.function === null && !fn.isLambda) collected.add(fn.name, fn.range.start, { kind: 'function', index });
    });
    summary.classes.forEach((cls, index) => {
      if (cls.class === null && cls.function === null) collected.add(cls.name, cls.range.start, { kind: 'class', index });
    });
    for (const binding of summary.bindings) {
      if (binding.class === null) collected.add(binding.name, binding.range.start, { kind: 'variable', bindings: [binding] });
    }
    this.names = collected.decide();
    this.stars = summary.imports.filter((fact) => fact.name === '*');
  }

  get traits(): ModuleTraits {
    this.known ??= traitsOf(this.summary);
    return this.known;
  }

  get(name: string): Definition | null {
    return this.names.get(name) ?? null;
  }

  has(name: string): boolean {
    return this.names.has(name);
  }

  localImports(name: string): readonly ImportFact[] {
    return this.local.get(name) ?? [];
  }

  /** Defined here rather than imported from elsewhere. */
  defines(name: string): boolean {
    const definition = this.names.get(name);
    return definition !== undefined && definition.kind !== 'import';
  }

  /** Whether `from module import *` brings the name. */
  exports(name: string): boolean {
    const { exports } = this.summary;
    return exports === null ? !name.startsWith('_') : exports.includes(name);
  }

  /** Methods, nested classes and attributes (of the class body and of `self`) of a class. */
  membersOf(index: number): ReadonlyMap<string, Definition> {
    const known = this.members.get(index);
    if (known) return known;
    const collected = new Collected();
    this.summary.functions.forEach((fn, at) => {
      if (fn.class === index && !fn.isLambda && !isAccessor(fn)) collected.add(fn.name, fn.range.start, { kind: 'function', index: at });
    });
    this.summary.classes.forEach((cls, at) => {
      if (cls.class === index) collected.add(cls.name, cls.range.start, { kind: 'class', index: at });
    });
    for (const binding of this.summary.bindings) {
      if (binding.class === index) collected.add(binding.name, binding.range.start, { kind: 'variable', bindings: [binding] });
    }
    const members = collected.decide();
    this.members.set(index, members);
    return members;
  }
}

/** `@name.setter` and `@name.deleter` add to the property above them; they do not take its place. */
function isAccessor(fn: FunctionFact): boolean {
  return fn.decorators.some(({ path }) => path === `:${fn.name}.setter` || path.endsWith(`.${fn.name}.setter`) || path.endsWith('.deleter'));
}

interface Entry { readonly at: Position; readonly definition: Definition }

class Collected {
  private readonly entries = new Map<string, Entry[]>();

  add(name: string, at: Position, definition: Definition): void {
    const known = this.entries.get(name);
    if (known) known.push({ at, definition });
    else this.entries.set(name, [{ at, definition }]);
  }

  decide(): ReadonlyMap<string, Definition> {
    const names = new Map<string, Definition>();
    for (const [name, entries] of this.entries) names.set(name, decided(entries));
    return names;
  }
}

function decided(entries: Entry[]): Definition {
  entries.sort((a, b) => comparePositions(a.at, b.at));
  // `redis = None` in an `except ImportError`, or before `global redis`, is a place holder.
  const meant = entries.filter((entry) => !isNone(entry.definition));
  const last = (meant.at(-1) ?? entries[0])?.definition;
  if (!last) throw new Error('a name without a definition');
  // Of alternative imports (try/except), the first is the intended one.
  if (last.kind === 'import') return meant.find((entry) => entry.definition.kind === 'import')?.definition ?? last;
  if (last.kind !== 'variable') return last;
  return { kind: 'variable', bindings: (meant.length > 0 ? meant : entries).flatMap((entry) => (entry.definition.kind === 'variable' ? entry.definition.bindings : [])) };
}

function isNone(definition: Definition): boolean {
  return definition.kind === 'variable' && definition.bindings.every((binding) => binding.value?.kind === 'none' && binding.annotation === null);
}

/** Scopes by summary; a summary never changes, so neither does its scope. */
export class Scopes {
  private readonly known = new WeakMap<ModuleSummary, ModuleScope>();

  of(summary: ModuleSummary): ModuleScope {
    let scope = this.known.get(summary);
    if (!scope) {
      scope = new ModuleScope(summary);
      this.known.set(summary, scope);
    }
    return scope;
  }
}
