import { comparePositions, type Position, type Range } from '../../text/range';
import type { ArgumentFact, AssignmentFact, CallFact, PythonFacts, ValueFact } from './model';

/** How often one local name may lead to the next, and how many values are looked at for one answer. */
const deepest = 12;
const most = 200;

type DictEntry = Extract<ValueFact, { kind: 'dict' }>['entries'][number];

/**
 * The value with local names replaced by what they may stand for at its place: an operator `either` where that is one of
 * several, and a dict with what was put into it since it was made, where it was changed (entries without a key are merged
 * in; what is unknown stays a name). The arguments of a call go along with it, so that the value can be read without its file.
 */
export function withoutLocals(facts: PythonFacts, value: ValueFact): ValueFact {
  return new LocalValues(facts).of(value, 0);
}

/** Index of the innermost function at a position, or null. */
export function functionAt(facts: PythonFacts, position: Position): number | null {
  let found: number | null = null;
  for (let index = 0; index < facts.functions.length; index++) {
    const fn = facts.functions[index];
    if (!fn) continue;
    if (comparePositions(fn.range.start, position) > 0) break;
    if (contains(fn.range, position)) found = index;
  }
  return found;
}

class LocalValues {
  private work = 0;

  constructor(private readonly facts: PythonFacts) {}

  of(value: ValueFact, depth: number): ValueFact {
    if (depth > deepest || ++this.work > most) return { kind: 'other', range: value.range };
    switch (value.kind) {
      case 'path': return value.name === undefined ? value : this.local(value, value.name, depth);
      case 'other':
        if (value.name !== undefined) return this.local(value, value.name, depth);
        return value.operands ? { ...value, operands: value.operands.map((operand) => this.of(operand, depth + 1)) } : value;
      case 'call': {
        const call = this.facts.calls[value.call];
        const given = call ? castValue(call) : null;
        if (given) return this.of(given, depth + 1);
        return value.arguments || !call ? value : { ...value, arguments: call.arguments.map((argument) => this.argument(argument, depth)) };
      }
      case 'dict': return { ...value, entries: value.entries.map((entry) => ({ key: entry.key, value: this.of(entry.value, depth + 1) })) };
      case 'list': return { ...value, items: value.items.map((item) => this.of(item, depth + 1)) };
      default: return value;
    }
  }

  private argument(argument: ArgumentFact, depth: number): ArgumentFact {
    return { ...argument, value: this.of(argument.value, depth + 1) };
  }

  private local(value: ValueFact & { readonly kind: 'path' | 'other' }, name: string, depth: number): ValueFact {
    const place = value.range.start;
    const owner = this.ownerOf(name, functionAt(this.facts, place));
    if (owner === null) return value;
    const isSameRun = functionAt(this.facts, place) === owner;
    const known = localsOf(this.facts, owner).named.get(name) ?? [];
    const { found, isWhole } = reaching(known.filter((fact) => fact.kind === 'name' && fact.operator === '='), isSameRun ? place : null);
    const first = found.at(-1);
    const from = first?.range.end ?? this.facts.functions[owner]?.range.start ?? place;
    // What else it may be: the caller's argument, or what no assignment here says.
    const isParameter = this.facts.functions[owner]?.parameters.some((parameter) => parameter.name === name) === true;
    const given = found.map((fact) => (fact.value ? this.of(fact.value, depth + 1) : { kind: 'other' as const, range: fact.range }));
    if (given.length === 0 || (!isWhole && isParameter)) given.push({ kind: 'other', range: value.range });
    const changes = this.changes(known, owner, name, from, isSameRun ? place : null, depth);
    if (first === undefined && changes.length === 0) return value;
    const base = oneOf(given, value.range);
    return changes.length === 0 ? base : { kind: 'dict', entries: [{ key: null, value: base }, ...changes], range: value.range };
  }

  /** The function whose local the name is, seen from a function. */
  private ownerOf(name: string, from: number | null): number | null {
    for (let at = from, steps = 0; at !== null && steps < 50; steps++) {
      if (localsOf(this.facts, at).named.has(name)) return at;
      const fn = this.facts.functions[at];
      if (!fn || fn.parameters.some((parameter) => parameter.name === name)) return null;
      at = fn.function;
    }
    return null;
  }

  /** What was put into the value of a name between its assignment and the place, as entries of a dict. */
  private changes(known: readonly AssignmentFact[], owner: number, name: string, from: Position, until: Position | null, depth: number): DictEntry[] {
    const isBetween = (range: Range): boolean => comparePositions(range.start, from) >= 0 && (until === null || comparePositions(range.end, until) <= 0);
    const entries: { readonly at: Position; readonly entry: DictEntry }[] = [];
    for (const fact of known) {
      if ((fact.kind === 'name' && fact.operator === '=') || !isBetween(fact.range)) continue;
      const isCertain = until !== null && (fact.arm === null || contains(fact.arm, until));
      for (const entry of this.changeOf(fact, depth)) entries.push({ at: fact.range.start, entry: isCertain ? entry : perhaps(entry) });
    }
    // A function that gets it, and whose result is dropped, was called for what it does to it.
    for (const call of localsOf(this.facts, owner).takers.get(name) ?? []) {
      if (isBetween(call.range)) entries.push({ at: call.range.start, entry: { key: null, value: { kind: 'other', range: call.range } } });
    }
    return entries.sort((a, b) => comparePositions(a.at, b.at)).map(({ entry }) => entry);
  }

  private changeOf(fact: AssignmentFact, depth: number): DictEntry[] {
    const value: ValueFact = fact.value ? this.of(fact.value, depth + 1) : { kind: 'other', range: fact.range };
    if (fact.kind === 'item' && fact.operator === '=') return [{ key: fact.name === null ? { kind: 'other', range: fact.range } : { kind: 'string', text: fact.name, range: fact.range }, value }];
    if (fact.kind === 'name' && fact.operator === '|=') return [{ key: null, value }];
    if (fact.kind !== 'update' || value.kind !== 'call') return [{ key: null, value: { kind: 'other', range: fact.range } }];
    const given = value.arguments ?? [];
    if (fact.name === 'update') return given.map(({ keyword, value: inner, range }) => (keyword === null || keyword.startsWith('*') ? { key: null, value: inner } : { key: { kind: 'string', text: keyword, range }, value: inner }));
    const [key, preset] = given;
    if (fact.name === 'setdefault' && key && preset) return [{ key: key.value, value: preset.value }];
    return [{ key: null, value: { kind: 'other', range: fact.range } }];
  }
}

/** `typing.cast(T, value)` is the value. */
function castValue({ callee, arguments: given }: CallFact): ValueFact | null {
  return callee === ':cast' || callee === ':typing.cast' ? given[1]?.value ?? null : null;
}

/** An entry that may not be there: merged in, or nothing. */
function perhaps(entry: DictEntry): DictEntry {
  const { range } = entry.value;
  return { key: null, value: { kind: 'other', range, operator: 'either', operands: [{ kind: 'dict', entries: [entry], range }, { kind: 'dict', entries: [], range }] } };
}

function oneOf(values: readonly ValueFact[], range: Range): ValueFact {
  const [first] = values;
  return values.length === 1 && first ? first : { kind: 'other', operator: 'either', operands: values, range };
}

/**
 * Assignments of a name that may hold at a place, nearest first, back to the one that surely ran (`isWhole`); all of them
 * where the place is null, in a function that runs who knows when.
 */
function reaching(facts: readonly AssignmentFact[], place: Position | null): { readonly found: readonly AssignmentFact[]; readonly isWhole: boolean } {
  if (place === null) return { found: facts.slice(-most), isWhole: false };
  const found: AssignmentFact[] = [];
  for (let at = facts.length - 1; at >= 0; at--) {
    const fact = facts[at];
    if (!fact || comparePositions((fact.value ?? fact).range.end, place) > 0) continue;
    found.push(fact);
    if (fact.arm === null || contains(fact.arm, place)) return { found, isWhole: true };
  }
  return { found, isWhole: false };
}

function contains(range: Range, position: Position): boolean {
  return comparePositions(range.start, position) <= 0 && comparePositions(position, range.end) < 0;
}

interface LocalIndex {
  /** The assignments to a local name and to what it holds. */
  readonly named: ReadonlyMap<string, readonly AssignmentFact[]>;
  /** Calls as statements that get the name as an argument. */
  readonly takers: ReadonlyMap<string, readonly CallFact[]>;
}

interface Statements {
  readonly assignments: ReadonlyMap<number, readonly AssignmentFact[]>;
  readonly calls: ReadonlyMap<number, readonly CallFact[]>;
  /** Those of functions that were asked for. */
  readonly locals: Map<number, LocalIndex>;
}

const known = new WeakMap<PythonFacts, Statements>();

/** The local names of a function. Made once a version of a file, and of functions that are asked for alone. */
function localsOf(facts: PythonFacts, fn: number): LocalIndex {
  const statements = statementsOf(facts);
  let index = statements.locals.get(fn);
  if (!index) {
    const named = new Map<string, AssignmentFact[]>();
    const takers = new Map<string, CallFact[]>();
    for (const fact of statements.assignments.get(fn) ?? []) {
      const name = fact.kind === 'name' ? fact.name : fact.objectText;
      if (name !== null && name !== '') add(named, name, fact);
    }
    for (const call of statements.calls.get(fn) ?? []) {
      for (const { value } of call.arguments) if ((value.kind === 'path' || value.kind === 'other') && value.name !== undefined) add(takers, value.name, call);
    }
    index = { named, takers };
    statements.locals.set(fn, index);
  }
  return index;
}

function statementsOf(facts: PythonFacts): Statements {
  let statements = known.get(facts);
  if (!statements) {
    const assignments = new Map<number, AssignmentFact[]>();
    const calls = new Map<number, CallFact[]>();
    for (const fact of facts.assignments) if (fact.function !== null) add(assignments, fact.function, fact);
    for (const call of facts.calls) if (call.function !== null && call.isStatement) add(calls, call.function, call);
    statements = { assignments, calls, locals: new Map() };
    known.set(facts, statements);
  }
  return statements;
}

function add<Key, T>(map: Map<Key, T[]>, key: Key, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}
