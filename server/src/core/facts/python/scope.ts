import type { Span } from '../../syntax/syntaxNode';
import type { SymbolicPath } from './model';

/** A block of statements that may or may not run: an arm of `if`, `try`, `for`, `match` and the like. */
export interface Flow {
  readonly parent: Flow | null;
  /** The arm itself. */
  readonly span: Span;
  /** Start of the compound statement: the arms of one statement share it. */
  readonly statement: number;
  readonly arm: number;
  /** No two exclusive arms of a statement run in one pass. */
  readonly isExclusive: boolean;
  /** Runs whenever the statement does: the body of `with`, `finally`. */
  readonly isCertain: boolean;
  readonly isLoop: boolean;
  /** Ends in `return` or `raise`: what is bound in it is not seen behind it. */
  readonly leaves: boolean;
}

/** What a local name is bound to; `ignored` for None and other place holders, null where it cannot be told. */
export type BoundPath = SymbolicPath | null | typeof ignored;

/** None and other place holders. */
export const ignored = Symbol('ignored');

/** One place where a local name gets a value. */
export class Binding {
  private known: BoundPath | undefined;
  private isBusy = false;

  constructor(
    /** Offset from which the value holds. */
    readonly at: number,
    readonly flow: Flow | null,
    private readonly compute: () => BoundPath,
  ) {}

  /** The path of the value; null for one that depends on itself. */
  path(): BoundPath {
    if (this.known !== undefined) return this.known;
    if (this.isBusy) return null;
    this.isBusy = true;
    this.known = this.compute();
    this.isBusy = false;
    return this.known;
  }
}

/** Imports keep their own name in paths; other names of a class are attributes of it. */
export type MemberKind = 'import' | 'other';

/** What a statement of a class body adds to the class's names, and what it found there. */
export interface MemberLog {
  readonly added: [string, MemberKind][];
  readonly lookups: Map<string, MemberKind | undefined>;
}

export type ScopeKind = 'module' | 'class' | 'function' | 'comprehension';

/** A scope of names as Python has it (Python reference, 4.2 Naming and binding). */
export class Scope {
  readonly locals = new Map<string, Binding[]>();
  readonly globals = new Set<string>();
  readonly nonlocals = new Set<string>();
  readonly flows = new Map<object, Flow>();
  /** Local functions that are handed to a thread. */
  readonly threadTargets = new Set<string>();
  /** The first parameter of a method, and the class that it is (an instance of). */
  self: { readonly name: string; readonly class: number } | null = null;
  /** In a class: names that its body has bound so far. */
  private readonly members = new Map<string, MemberKind>();
  /** In a class: what was added to it and looked up in it since `startLog`. */
  private log: MemberLog = { added: [], lookups: new Map() };

  constructor(
    readonly kind: ScopeKind,
    readonly parent: Scope | null,
    /** In a class: its path, `:Outer.Inner`; null for a class in a function. */
    readonly classPath: SymbolicPath | null = null,
  ) {}

  addMember(name: string, kind: MemberKind): void {
    this.members.set(name, kind);
    this.log.added.push([name, kind]);
  }

  /** The kind of a name of this class's body, if it is bound by now. */
  member(name: string): MemberKind | undefined {
    const kind = this.members.get(name);
    const { added, lookups } = this.log;
    // What the statement itself bound before is not needed of the others.
    if (!lookups.has(name) && !added.some(([own]) => own === name)) lookups.set(name, kind);
    return kind;
  }

  /** Begins to note what one statement of a class body adds and needs; the log is filled as it is walked. */
  startLog(): MemberLog {
    this.log = { added: [], lookups: new Map() };
    return this.log;
  }

  /** Whether a statement with this log would find the same names now; if so, adds what it added. */
  replay(log: MemberLog): boolean {
    for (const [name, kind] of log.lookups) if (this.members.get(name) !== kind) return false;
    // Not into the log that is kept now: it is of the statement that was read last.
    for (const [name, kind] of log.added) this.members.set(name, kind);
    return true;
  }

  bind(name: string, binding: Binding): void {
    const known = this.locals.get(name);
    if (known) known.push(binding);
    else this.locals.set(name, [binding]);
  }

  /** To be called when every local is bound: look-ups rely on source order. */
  seal(): void {
    for (const bindings of this.locals.values()) if (bindings.length > 1) bindings.sort((a, b) => a.at - b.at);
  }
}

/** The path of a name used at `offset` in `scope`: module names as `:name`, locals as what they are bound to. */
export function resolveName(name: string, scope: Scope, flow: Flow | null, offset: number): SymbolicPath | null {
  let isSameRun = true;
  let seesClass = true;
  for (let at: Scope | null = scope; at && at.kind !== 'module'; at = at.parent) {
    if (at.kind === 'class') {
      const member = seesClass ? memberPath(name, at) : undefined;
      if (member !== undefined) return member;
      isSameRun = false;
      seesClass = false;
      continue;
    }
    if (at.globals.has(name)) return `:${name}`;
    const bindings = at.nonlocals.has(name) ? undefined : at.locals.get(name);
    if (bindings) return agreed(isSameRun ? reaching(bindings, flow, offset) : bindings);
    if (at.kind === 'function') {
      isSameRun = false;
      seesClass = false;
    }
  }
  return `:${name}`;
}

/** The function scope whose local `name` is, if any: closures look outwards. */
export function owningScope(name: string, scope: Scope): Scope | null {
  for (let at: Scope | null = scope; at && at.kind !== 'module'; at = at.parent) {
    if (at.globals.has(name)) return null;
    if (at.kind !== 'class' && !at.nonlocals.has(name) && at.locals.has(name)) return at;
  }
  return null;
}

function memberPath(name: string, scope: Scope): SymbolicPath | null | undefined {
  const kind = scope.member(name);
  if (kind === undefined) return undefined;
  if (kind === 'import') return `:${name}`;
  return scope.classPath === null ? null : `${scope.classPath}.${name}`;
}

function agreed(bindings: readonly Binding[] | null): SymbolicPath | null {
  return bindings === null || bindings.length > mostAlternatives ? null : agreedPath(bindings.map((binding) => binding.path()));
}

/** The one path among several, place holders left out, `<a|b>` where they differ; null where there is none, too many, or one that cannot be told. */
export function agreedPath(paths: readonly BoundPath[]): SymbolicPath | null {
  const different = new Set<SymbolicPath>();
  for (const path of paths) {
    if (path === ignored) continue;
    if (path === null) return null;
    different.add(path);
    if (different.size > mostDifferent) return null;
  }
  const [first] = different;
  if (first === undefined) return null;
  // Whatever the order in which they come, the same alternatives are the same path.
  return different.size === 1 ? first : `<${[...different].sort().join('|')}>`;
}

/** More paths than this for one value are not kept: each of them is looked up wherever the value is used. */
const mostDifferent = 4;

/** More alternatives than this are as good as unknown, and would make the look-up slow. */
const mostAlternatives = 64;

/**
 * The bindings that may be the value at `offset`: back to the nearest that certainly ran, and round the loops.
 * null where there are too many to tell.
 */
function reaching(bindings: Binding[], flow: Flow | null, offset: number): Binding[] | null {
  if (bindings.length === 1) return relationOf(bindings[0]?.flow ?? null, flow) === 'never' ? [] : bindings;
  const found: Binding[] = [];
  let certain: Binding | null = null;
  let at = bindings.length - 1;
  while (at >= 0 && (bindings[at]?.at ?? 0) > offset) at--;
  const later = at + 1;
  for (; at >= 0 && !certain; at--) {
    const binding = bindings[at];
    const relation = binding ? relationOf(binding.flow, flow) : 'never';
    if (!binding || relation === 'never') continue;
    found.push(binding);
    if (relation === 'certain') certain = binding;
    if (found.length > mostAlternatives) return null;
  }
  if (!isInLoop(flow)) return found;
  if (bindings.length - later > mostAlternatives) return null;
  for (const binding of bindings.slice(later)) {
    const loop = commonLoop(binding.flow, flow);
    if (loop && !(certain && isWithin(certain.flow, loop))) found.push(binding);
  }
  return found;
}

function relationOf(from: Flow | null, to: Flow | null): 'certain' | 'possible' | 'never' {
  const chain = new Set<Flow>();
  for (let at = to; at; at = at.parent) chain.add(at);
  let result: 'certain' | 'possible' = 'certain';
  for (let at = from; at && !chain.has(at); at = at.parent) {
    if (at.leaves) return 'never';
    if (at.isExclusive && hasOtherArm(to, at)) return 'never';
    if (!at.isCertain) result = 'possible';
  }
  return result;
}

function hasOtherArm(flow: Flow | null, arm: Flow): boolean {
  for (let at = flow; at; at = at.parent) if (at.statement === arm.statement && at.arm !== arm.arm && at.isExclusive) return true;
  return false;
}

function isInLoop(flow: Flow | null): boolean {
  for (let at = flow; at; at = at.parent) if (at.isLoop) return true;
  return false;
}

function commonLoop(a: Flow | null, b: Flow | null): Flow | null {
  for (let at = a; at; at = at.parent) if (at.isLoop && isWithin(b, at)) return at;
  return null;
}

function isWithin(flow: Flow | null, outer: Flow): boolean {
  for (let at = flow; at; at = at.parent) if (at === outer) return true;
  return false;
}
