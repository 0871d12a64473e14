import type { BindingFact, FunctionFact, ImportFact, SymbolicPath } from '../facts/python/model';
import { ancestry } from './ancestry';
import { containerAttribute, containerCall, containerInstance, containerItem, containerOf, literalAttribute, literalContents } from './containers';
import { isContextManager, isProperty } from './decorators';
import { HandedOn, keepsAttributes } from './handedOn';
import type { ImportGraph } from './importGraph';
import { canonical, isOpaque, libraryAttribute, libraryCall, libraryInstance, libraryItem } from './library';
import { builtinNames } from './libraryNames';
import { folderOf } from './paths';
import { Stores } from './stores';
import type { ModuleSummary, Resolved } from './model';
import type { Located } from './moduleIndex';
import type { Definition, ModuleScope, Scopes } from './moduleScope';
import { parsePath, type Step } from './symbolicPath';
import { agreedValue, type ClassValue, describe, type Value } from './values';

/** Bounds of one look-up: how deep bindings may lead from one to the next, and how many paths may be followed in all. */
const maxDepth = 100;
const maxWork = 1500;

/** What is known of the names in one file. */
interface Memory {
  readonly answers: Map<string, Resolved | null>;
  readonly values: Map<string, Value | null>;
}

/**
 * Says what symbolic paths mean, across files. Every answer is a function of the modules alone, whatever was asked
 * before: an answer that a cycle or a bound cut short is not used for another question.
 */
export class Names {
  private readonly memories = new Map<string, Memory>();
  private readonly open = new Set<string>();
  private work = 0;
  private wasCut = false;
  private readonly handedOn: HandedOn;

  constructor(
    private readonly modules: ReadonlyMap<string, ModuleSummary>,
    private readonly graph: ImportGraph,
    private readonly scopes: Scopes,
  ) {
    this.handedOn = new HandedOn(new Stores(modules, graph.index), (path, symbol) => this.evaluate(path, symbol));
  }

  /** The same over a later state of the modules: what was answered stands, save in files that read differently now. */
  over(modules: ReadonlyMap<string, ModuleSummary>, graph: ImportGraph, stale: ReadonlySet<string>): Names {
    const next = new Names(modules, graph, this.scopes);
    for (const [path, memory] of this.memories) if (!stale.has(path)) next.memories.set(path, memory);
    return next;
  }

  /** What `symbol`, as it stands in the file `path`, means; null where that cannot be told for sure. */
  resolve(path: string, symbol: SymbolicPath): Resolved | null {
    const { answers } = this.memoryOf(path);
    const known = answers.get(symbol);
    if (known !== undefined) return known;
    this.work = 0;
    this.wasCut = false;
    const value = this.evaluate(path, symbol);
    const answer = value && describe(value, this.modules, this.graph.index);
    answers.set(symbol, answer);
    return answer;
  }

  /** Qualified names of all classes above a class, nearest first, as far as they are known. */
  basesOf(path: string, index: number): string[] {
    this.work = 0;
    return ancestry(this.modules, this.graph.index, { kind: 'class', path, index }, (file, symbol) => this.evaluate(file, symbol));
  }

  private memoryOf(path: string): Memory {
    let memory = this.memories.get(path);
    if (!memory) {
      memory = { answers: new Map(), values: new Map() };
      this.memories.set(path, memory);
    }
    return memory;
  }

  private evaluate(path: string, symbol: SymbolicPath): Value | null {
    return this.once(path, symbol, () => this.follow(path, symbol));
  }

  /** Answers a question once; one that is open already, and so leads back to itself, has no answer. */
  private once(path: string, question: string, answer: () => Value | null): Value | null {
    const { values } = this.memoryOf(path);
    const known = values.get(question);
    if (known !== undefined) return known;
    const key = `${path}|${question}`;
    if (this.open.has(key) || this.open.size >= maxDepth || ++this.work > maxWork) {
      this.wasCut = true;
      return null;
    }
    const cutBefore = this.wasCut;
    this.wasCut = false;
    this.open.add(key);
    const value = answer();
    this.open.delete(key);
    if (!this.wasCut) values.set(question, value);
    this.wasCut ||= cutBefore;
    return value;
  }

  private follow(path: string, symbol: SymbolicPath): Value | null {
    const parsed = parsePath(symbol);
    const summary = this.modules.get(path);
    if (!parsed || !summary) return null;
    let value = parsed.head === '' ? agreedValue(parsed.alternatives.map((one) => this.evaluate(path, one))) : this.name(path, parsed.head) ?? this.builtin(summary, parsed.head);
    for (const step of parsed.steps) {
      if (value === null) return null;
      value = this.step(value, step, path);
    }
    return value;
  }

  private step(value: Value, step: Step, path: string): Value | null {
    switch (step.kind) {
      case 'attribute': return this.attribute(value, step.name, path);
      case 'call': return this.call(value);
      case 'item': return this.item(value);
      case 'content': return containerOf(value, this.instanceOf(path, step.path, null));
      case 'parameter': return this.parameter(value, step.name);
    }
  }

  // Names of a module.

  private name(path: string, name: string): Value | null {
    const summary = this.modules.get(path);
    if (!summary) return null;
    return this.once(path, `=${name}`, () => {
      const scope = this.scopes.of(summary);
      const definition = scope.get(name);
      if (definition) return this.definition(path, definition, null);
      return agreedValue(scope.localImports(name).map((fact) => this.imported(path, fact))) ?? this.starred(path, scope, name);
    });
  }

  private definition(path: string, definition: Definition, owner: ClassValue | null): Value | null {
    switch (definition.kind) {
      case 'import': return this.imported(path, definition.fact);
      case 'function': return { kind: 'function', path, index: definition.index, receiver: owner };
      case 'class': return { kind: 'class', path, index: definition.index };
      case 'variable': return this.variable(path, definition.bindings);
    }
  }

  private imported(path: string, fact: ImportFact): Value | null {
    const target = this.graph.target(path, fact);
    if (target.kind === 'unknown') return null;
    if (target.kind === 'external') {
      const module = fact.name === null && !fact.hasAlias ? fact.bound : fact.module;
      return library(fact.name === null ? module : `${module}.${fact.name}`);
    }
    if (fact.name !== null) return this.moduleAttribute(target.module, fact.name, path);
    return { kind: 'module', module: fact.hasAlias ? target.module : this.topOf(target.module, fact.module) };
  }

  /** `import a.b.c` binds `a`: the package as many folders up as the name has dots. */
  private topOf(module: Located, name: string): Located {
    const dots = name.split('.').length - 1;
    if (dots === 0) return module;
    let folder = module.folder ?? (module.path ?? '').replace(/\.py$/, '');
    for (let up = 0; up < dots; up++) folder = folderOf(folder);
    return this.graph.index.packageAt(folder);
  }

  private moduleAttribute(module: Located, name: string, asker: string): Value | null {
    // A package that imports its own submodule by `from . import x` means the submodule.
    const own = module.path === null || module.path === asker ? null : this.name(module.path, name);
    if (own) return own;
    const submodule = this.graph.index.submodule(module, name);
    return submodule && { kind: 'module', module: submodule };
  }

  private starred(path: string, scope: ModuleScope, name: string): Value | null {
    const libraries: string[] = [];
    for (const fact of [...scope.stars].reverse()) {
      const target = this.graph.target(path, fact);
      if (target.kind === 'unknown') return null;
      if (target.kind === 'external') {
        libraries.push(target.module);
      } else {
        const value = this.fromStar(target.module, name);
        if (value) return value;
      }
    }
    // A name that nothing else explains comes from the one library that is imported whole, unless it is a builtin.
    const [only] = libraries;
    return libraries.length === 1 && only !== undefined && !name.startsWith('_') && !builtinNames.has(name) ? library(`${only}.${name}`) : null;
  }

  private fromStar(module: Located, name: string): Value | null {
    const summary = module.path === null ? undefined : this.modules.get(module.path);
    if (!summary || !this.scopes.of(summary).exports(name)) return null;
    const value = this.name(summary.path, name);
    if (value) return value;
    const submodule = summary.exports?.includes(name) ? this.graph.index.submodule(module, name) : null;
    return submodule && { kind: 'module', module: submodule };
  }

  private builtin(summary: ModuleSummary, name: string): Value | null {
    const scope = this.scopes.of(summary);
    return builtinNames.has(name) && !scope.has(name) && scope.localImports(name).length === 0 ? library(`builtins.${name}`) : null;
  }

  /** What all assignments to a variable agree on: its annotation first, else their values. */
  private variable(path: string, bindings: readonly BindingFact[]): Value | null {
    for (const { annotation } of bindings) {
      const value = annotation === null ? null : this.instanceOf(path, annotation, null);
      if (value) return value;
    }
    const assigned = bindings.filter((binding) => binding.value?.kind !== 'none' && (binding.path !== null || binding.value !== null || binding.annotation === null));
    const [first] = assigned;
    if (first && assigned.every((binding) => binding.path === null && isLiteral(binding))) return { kind: 'variable', path, class: first.class, name: first.name };
    return agreedValue(assigned.map((binding) => (binding.path === null ? null : this.evaluate(path, binding.path))));
  }

  // Attributes, calls, items.

  private attribute(value: Value, name: string, asker: string): Value | null {
    switch (value.kind) {
      case 'library':
        return (keepsAttributes(value) ? this.once(asker, `~${value.name} ${name}`, () => this.handedOn.attribute(value, name, asker)) : null) ?? { kind: 'library', ...libraryAttribute(value, name) };
      case 'module': return this.moduleAttribute(value.module, name, '');
      case 'class': case 'instance':
        return name === '__class__' ? { ...value, kind: 'class' } : this.member(value, value, name, new Set());
      case 'container': return containerAttribute(value, name);
      case 'variable': return literalAttribute(this.item(value), name);
      case 'function': case 'generator': return null;
    }
  }

  /** Looks for a member in the class, then in those above it; `owner` is the value on which it was asked for. */
  private member(owner: ClassValue, at: ClassValue, name: string, seen: Set<string>): Value | null {
    const summary = this.modules.get(at.path);
    const cls = summary?.classes[at.index];
    const key = `${at.path}|${at.index}`;
    if (!summary || !cls || seen.has(key)) return null;
    seen.add(key);
    const definition = this.scopes.of(summary).membersOf(at.index).get(name);
    if (definition) {
      const value = this.definition(at.path, definition, owner);
      const isRead = value?.kind === 'function' && owner.kind === 'instance' && isProperty(summary.functions[value.index]);
      return value && isRead ? this.call(value) : value;
    }
    const above: ({ kind: 'library'; name: string; isInstance: boolean } | null)[] = [];
    for (const symbol of cls.bases) {
      const base = this.evaluate(at.path, symbol);
      if (base?.kind === 'class') {
        const found = this.member(owner, base, name, seen);
        if (found) return found;
      } else if (base?.kind !== 'library') {
        above.push(null);
      } else if (!isOpaque(base.name)) {
        above.push(base);
      }
    }
    // One library class above: the member is its own. Two, or one that is unknown: it could be either's.
    const [only] = above;
    return above.length === 1 && only ? { kind: 'library', ...libraryAttribute({ name: only.name, isInstance: owner.kind === 'instance' }, name) } : null;
  }

  private call(value: Value): Value | null {
    switch (value.kind) {
      case 'library': {
        const result = libraryCall(value);
        return result && { kind: 'library', ...result };
      }
      case 'class': return { ...value, kind: 'instance' };
      case 'container': return containerCall(value);
      case 'function': return this.result(value);
      case 'instance': {
        const method = this.member(value, value, '__call__', new Set());
        return method?.kind === 'function' ? this.result(method) : null;
      }
      case 'module': case 'generator': case 'variable': return null;
    }
  }

  /** What a function of the project gives: what it declares, else what its returns agree on. */
  private result({ path, index, receiver }: Extract<Value, { kind: 'function' }>): Value | null {
    const fn = this.modules.get(path)?.functions[index];
    if (!fn) return null;
    if (fn.isGenerator && !isContextManager(fn)) return { kind: 'generator', path, index };
    const declared = fn.returns === null ? null : this.instanceOf(path, fn.returns, receiver);
    // What a context manager yields; its annotation is of the iterator.
    if (fn.isGenerator) return this.yielded(path, fn);
    return declared ?? (fn.returnPath === null ? null : this.evaluate(path, fn.returnPath));
  }

  private item(value: Value): Value | null {
    switch (value.kind) {
      case 'library': {
        const result = libraryItem(value);
        return result && { kind: 'library', ...result };
      }
      case 'class': return value;
      case 'container': return containerItem(value);
      case 'variable': return this.literalItem(value);
      case 'generator': {
        const fn = this.modules.get(value.path)?.functions[value.index];
        return fn ? this.yielded(value.path, fn) : null;
      }
      case 'instance': {
        const method = this.member(value, value, '__getitem__', new Set());
        return method?.kind === 'function' ? this.result(method) : null;
      }
      default: return null;
    }
  }

  /** What a generator yields, by its annotation where the values do not tell. */
  private yielded(path: string, fn: FunctionFact): Value | null {
    const value = fn.returnPath === null ? null : this.evaluate(path, fn.returnPath);
    if (value) return value;
    const declared = fn.returns === null ? null : this.instanceOf(path, fn.returns, null);
    return declared?.kind === 'container' ? declared.content : declared;
  }

  private literalItem({ path, class: owner, name }: Extract<Value, { kind: 'variable' }>): Value | null {
    const summary = this.modules.get(path);
    return summary ? agreedValue(literalContents(summary, owner, name).map((symbol) => (symbol === null ? null : this.evaluate(path, symbol)))) : null;
  }

  private parameter(value: Value, name: string): Value | null {
    const summary = value.kind === 'function' ? this.modules.get(value.path) : undefined;
    const fn = value.kind === 'function' ? summary?.functions[value.index] : undefined;
    if (value.kind !== 'function' || !fn) return null;
    const passed = summary?.passed?.find((fact) => fact.function === value.index && fact.parameter === name)?.paths ?? [];
    return this.handedOn.parameter(value.path, fn, name, passed, (provider) => {
      const given = provider && this.call(provider);
      return given?.kind === 'generator' ? this.item(given) : given;
    });
  }

  /** An instance of what an annotation names. */
  private instanceOf(path: string, annotation: SymbolicPath, receiver: ClassValue | null): Value | null {
    const type = this.evaluate(path, annotation);
    if (type?.kind === 'class') return { ...type, kind: 'instance' };
    if (type?.kind === 'container') return containerInstance(type);
    if (type?.kind !== 'library') return null;
    if (type.name === 'typing.Self') return receiver && { ...receiver, kind: 'instance' };
    const instance = libraryInstance(type);
    return instance && { kind: 'library', ...instance };
  }
}

function library(name: string): Value {
  return { kind: 'library', name: canonical(name), isInstance: false };
}

function isLiteral({ value }: BindingFact): boolean {
  return value !== null && ['string', 'number', 'true', 'false', 'dict', 'list', 'assembled'].includes(value.kind);
}
