import type { ArgumentFact, BindingFact, CallFact, FunctionFact, ImportFact, PythonFacts, SymbolicPath, ValueFact } from '../facts/python/model';
import type { Range } from '../text/range';
import type { ModuleSummary, WiringCall } from './model';
import { passedIn } from './passedValues';
import { signatureOf } from './signature';
import { storesOf } from './storeFacts';
import { keptTextLength, keptValue } from './keptValues';
import { routeNames, wiringNames } from './wiring';

/**
 * What the project graph keeps of a file: imports, names and what they are bound to, and the calls that wire a process.
 * A template of Python gives an empty summary, since nothing in it is judged.
 */
export function summarise(path: string, facts: PythonFacts): ModuleSummary {
  if (facts.isTemplate) return emptySummary(path);
  const content = {
    imports: facts.imports,
    bindings: facts.bindings.map((binding) => summariseBinding(binding, facts)),
    functions: facts.functions.map((fn) => summariseFunction(fn, facts)),
    classes: facts.classes,
    exports: facts.exports,
    hasMainGuard: facts.mainGuard !== null,
    mainGuard: facts.mainGuard,
    hasAsync: facts.functions.some((fn) => fn.isAsync),
    isGenerated: saysGenerated(facts),
    isNotebook: facts.comments.some((comment) => comment.ownLine && notebookMark.test(comment.text)),
    wiring: wiringCalls(facts),
    syncCalls: syncCalls(facts),
    ...passedIn(facts),
    ...storesOf(facts),
  };
  return { path, ...content, signature: signatureOf(content) };
}

function emptySummary(path: string): ModuleSummary {
  const content = {
    imports: [], bindings: [], functions: [], classes: [], exports: null, hasMainGuard: false, mainGuard: null, hasAsync: false, isGenerated: false, isNotebook: false, wiring: [],
  };
  return { path, ...content, signature: signatureOf(content) };
}

function summariseBinding(binding: BindingFact, facts: PythonFacts): BindingFact {
  if (binding.value === null) return binding;
  const passed = passedThrough(binding.value, facts);
  const known = keptBindings.get(binding);
  if (known?.passed === passed) return follow(known.kept, binding);
  const value = keptValue(binding.value, facts);
  const kept = passed !== null ? { ...binding, path: passed, value } : value === binding.value ? binding : { ...binding, value };
  keptBindings.set(binding, { passed, kept });
  return kept;
}

function summariseFunction(fn: FunctionFact, facts: PythonFacts): FunctionFact {
  if (!fn.returned) return fn;
  const known = keptFunctions.get(fn);
  if (known) return follow(known, fn);
  const kept = { ...fn, returned: fn.returned.map((value) => keptValue(value, facts)) };
  keptFunctions.set(fn, kept);
  return kept;
}

/** A fact is kept from edit to edit together with all others of its statement, which are what its values speak of. */
const keptFunctions = new WeakMap<FunctionFact, FunctionFact>();
const keptBindings = new WeakMap<BindingFact, { readonly passed: SymbolicPath | null; readonly kept: BindingFact }>();
const keptCalls = new WeakMap<CallFact, WiringCall>();

interface Owned {
  readonly function: number | null;
  readonly class?: number | null;
}

/** What was made of a fact, moved to where the fact has moved: its ranges and values are those of the fact. */
function follow<T extends Owned>(made: T, fact: Owned): T {
  const moved: { function: number | null; class?: number | null } = made;
  moved.function = fact.function;
  if (made.class !== undefined && fact.class !== undefined) moved.class = fact.class;
  return made;
}

/** `partial(f, …)` is called as `f` is; `cast(X, …)` is an X. A path carries no arguments, so both are seen here. */
function passedThrough(value: ValueFact | null, facts: PythonFacts): SymbolicPath | null {
  if (value?.kind !== 'call') return null;
  const call = facts.calls[value.call];
  if (!call?.callee) return null;
  const callee = importedName(call.callee, facts.imports);
  const [first] = call.arguments;
  if (!first || first.keyword !== null) return null;
  const path = pathOf(first);
  if (path === null) return null;
  if (callee === 'functools.partial' || callee === 'functools.partialmethod') return path;
  return callee === 'typing.cast' ? `${path}()` : null;
}

function importedName(callee: SymbolicPath, imports: readonly ImportFact[]): string | null {
  const [head = '', ...rest] = callee.split('.');
  const fact = imports.find((entry) => `:${entry.bound}` === head);
  if (!fact) return null;
  const base = fact.name !== null ? `${fact.module}.${fact.name}` : fact.hasAlias ? fact.module : fact.bound;
  return [base, ...rest].join('.');
}

function wiringCalls(facts: PythonFacts): WiringCall[] {
  const decorators = new Set<number>();
  for (const fn of facts.functions) for (const { call } of fn.decorators) if (call !== null) decorators.add(call);
  const wiring: WiringCall[] = [];
  facts.calls.forEach((call, index) => {
    if (call.callee !== null && (wiringNames.has(call.name) || (isRoute(call) && (decorators.has(index) || routeNames.has(call.name))))) {
      let made = keptCalls.get(call);
      if (made) follow(made, call);
      else keptCalls.set(call, made = wiringCall(call, call.callee));
      wiring.push(made);
    }
  });
  return wiring;
}

/** What plain functions call directly, one level deep: for rules that follow a coroutine's call into its helper. */
function syncCalls(facts: PythonFacts): NonNullable<ModuleSummary['syncCalls']> {
  const found: { callee: SymbolicPath; function: number; range: Range }[] = [];
  for (const call of facts.calls) {
    const fn = call.function === null ? undefined : facts.functions[call.function];
    if (call.callee === null || call.function === null || !fn || fn.isAsync || fn.isLambda || call.inThread) continue;
    found.push({ callee: call.callee, function: call.function, range: call.calleeRange });
  }
  return found;
}

function isRoute(call: CallFact): boolean {
  const first = call.arguments[0]?.value;
  return first?.kind === 'string' && first.text.startsWith('/');
}

function wiringCall(call: CallFact, callee: SymbolicPath): WiringCall {
  return {
    callee,
    arguments: call.arguments.map((argument) => ({ keyword: argument.keyword, path: pathOf(argument), text: textOf(argument.value) })),
    range: call.range,
    function: call.function,
    inMainGuard: call.inMainGuard,
    boundTo: call.boundTo,
    ...(call.isContextManager ? { isContextManager: true as const } : {}),
  };
}

function pathOf({ value }: ArgumentFact): SymbolicPath | null {
  if (value.kind === 'path') return value.path;
  return value.kind === 'call' && value.path !== null ? value.path : null;
}

function textOf(value: ValueFact): string | null {
  return value.kind === 'string' && value.text.length <= keptTextLength ? value.text : null;
}

/** Lines at the top in which generators sign their work. */
const headerLines = 12;
const generatedMark = /@generated\b|\b(?:auto[- ]?|machine[- ]?)?generated by\b|\bautomatically generated\b|\bauto-?generated\b|do not (?:edit|modify)/i;

/** Marks of notebooks written out as Python (Jupyter, jupytext, VS Code, Databricks). */
const notebookMark = /^#\s*(?:%%|In\s?\[[\d ]*\]|<codecell>|jupytext:|Databricks notebook source)/;

function saysGenerated(facts: PythonFacts): boolean {
  let end = headerLines;
  for (const list of [facts.imports, facts.bindings, facts.functions, facts.classes]) {
    for (const { range } of list) if (range.start.line < end) end = range.start.line;
  }
  for (const comment of facts.comments) {
    if (comment.range.start.line >= end) return false;
    if (comment.ownLine && generatedMark.test(comment.text)) return true;
  }
  return false;
}
