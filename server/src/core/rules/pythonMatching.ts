import type { PythonFacts, ValueFact } from '../facts/python/model';
import { rangeKey, type Range } from '../text/range';
import { makeFix } from './fixes';
import { fillTemplate } from './message';
import type { PythonFile, Related, Report } from './model';
import type { CompiledMatcher, RuleIndex } from './ruleIndex';
import { shownCallee } from './writtenCode';

/** Told of each hit of a matcher; answers come from `RuleIndex`. */
export type MatchSink = (matcher: CompiledMatcher, report: Report) => void;

/** Runs all matchers over a file's facts: one pass a kind of fact, a look-up a fact. */
export function matchPython(index: RuleIndex, file: PythonFile, wants: (matcher: CompiledMatcher) => boolean, sink: MatchSink): void {
  const enabled = (matcher: CompiledMatcher): boolean => wants(matcher) && matcher.conditions.holdForFile(file);
  matchImports(index, file, enabled, sink);
  matchCalls(index, file, enabled, sink);
  matchPlaces(index, file, enabled, sink);
  matchStrings(index, file, enabled, sink);
}

function matchImports(index: RuleIndex, file: PythonFile, enabled: (matcher: CompiledMatcher) => boolean, sink: MatchSink): void {
  if (index.imports.isEmpty) return;
  const external = new Set(file.project.externalImportsOf(file.path).map((entry) => entry.fact));
  // Of one library it is told once a file: with its other imports it is one thing to mend.
  const told = new Map<string, { readonly matcher: CompiledMatcher; readonly report: Report; readonly related: Related[] }>();
  for (const fact of file.facts.imports) {
    if (fact.typesOnly || fact.level > 0) continue;
    if (!isExternal(external, fact)) continue;
    const symbol = fact.name === null || fact.name === '*' ? fact.module : `${fact.module}.${fact.name}`;
    for (const matcher of unique([...index.imports.lookup(fact.module), ...(symbol === fact.module ? [] : index.imports.lookup(symbol))])) {
      if (matcher.isExempt(symbol) || matcher.isExempt(fact.module)) continue;
      if (!enabled(matcher) || !matcher.conditions.holdForPlace(file, fact.function)) continue;
      const key = `${matcher.rule.id} ${matcher.message} ${fact.module.split('.')[0] ?? ''}`;
      const known = told.get(key);
      if (known) known.related.push({ path: file.path, range: fact.moduleRange, message: `\`${fact.module}\` too` });
      else report(matcher, file, fact.moduleRange, { name: symbol, module: fact.module }, (_, made) => told.set(key, { matcher, report: made, related: [] }));
    }
  }
  for (const { matcher, report: first, related } of told.values()) sink(matcher, { ...first, related: related.filter(({ range }, at) => isNew(range, [first.range, ...related.slice(0, at).map((other) => other.range)])) });
}

/** One statement that brings several names is one place. */
function isNew(range: Range, told: readonly Range[]): boolean {
  return !told.some((other) => rangeKey(other) === rangeKey(range));
}

/** Facts may have been rebuilt since the project saw them: compare by what they say. */
function isExternal(external: ReadonlySet<PythonFacts['imports'][number]>, fact: PythonFacts['imports'][number]): boolean {
  if (external.has(fact)) return true;
  for (const other of external) if (other.module === fact.module && other.name === fact.name) return true;
  return false;
}

function matchCalls(index: RuleIndex, file: PythonFile, enabled: (matcher: CompiledMatcher) => boolean, sink: MatchSink): void {
  if (index.calls.isEmpty) return;
  for (const call of file.facts.calls) {
    const name = file.calleeOf(call);
    if (name === null) continue;
    for (const matcher of index.calls.lookup(name)) {
      if (matcher.isExempt(name) || !enabled(matcher) || !matcher.conditions.holdForCall(file, call)) continue;
      const fields = { name, callee: shownCallee(file.text, call.calleeRange), function: file.facts.functions[call.function ?? -1]?.name ?? 'the module' };
      const fix = makeFix(matcher.fix, { path: file.path, text: file.text, facts: file.facts, call, range: call.range, fields });
      sink(matcher, { range: call.calleeRange, fields, message: fillTemplate(matcher.message, withService(file, fields)), fix });
    }
  }
}

function matchPlaces(index: RuleIndex, file: PythonFile, enabled: (matcher: CompiledMatcher) => boolean, sink: MatchSink): void {
  const { facts } = file;
  const place = (found: readonly CompiledMatcher[], name: string, range: Range, fn: number | null, decorated?: string): void => {
    for (const matcher of found) {
      if (matcher.isExempt(name) || !enabled(matcher) || !matcher.conditions.holdForPlace(file, fn)) continue;
      report(matcher, file, range, { name, function: decorated ?? facts.functions[fn ?? -1]?.name ?? 'the module' }, sink);
    }
  };
  if (!index.attributes.isEmpty) {
    for (const fact of facts.attributes) {
      const name = file.resolve(fact.path)?.name;
      if (name !== undefined) place(index.attributes.lookup(name), name, fact.range, fact.function);
    }
  }
  facts.functions.forEach((fn) => {
    for (const decorator of fn.decorators) {
      const name = file.resolve(decorator.path)?.name;
      if (name !== undefined) place(index.decorators.lookup(name), name, decorator.range, fn.function, fn.name);
    }
  });
  for (const cls of facts.classes) {
    cls.bases.forEach((base, at) => {
      const name = file.resolve(base)?.name;
      if (name !== undefined) place(index.bases.lookup(name), name, cls.baseRanges[at] ?? cls.nameRange, cls.function);
    });
  }
  for (const handler of facts.handlers) {
    if (handler.types.length === 0) place(index.exceptions.lookup('*'), 'except', handler.typeRange ?? handler.range, handler.function);
    for (const type of handler.types) {
      const name = file.resolve(type)?.name;
      if (name !== undefined) place(index.exceptions.lookup(name), name, handler.typeRange ?? handler.range, handler.function);
    }
  }
}

function matchStrings(index: RuleIndex, file: PythonFile, enabled: (matcher: CompiledMatcher) => boolean, sink: MatchSink): void {
  const matchers = index.strings.filter(enabled);
  if (matchers.length === 0) return;
  for (const fact of file.facts.strings) {
    const text = literalText(fact.value);
    for (const matcher of matchers) {
      if (matcher.conditions.holdForText(text) && matcher.conditions.holdForPlace(file, fact.function)) report(matcher, file, fact.range, { value: text }, sink);
    }
  }
}

/** The text of a string with `{}` in place of each interpolation. */
export function literalText(value: ValueFact): string {
  if (value.kind === 'string') return value.text;
  if (value.kind !== 'assembled') return '';
  return value.parts.map((part) => ('text' in part ? part.text : '{}')).join('');
}

function report(matcher: CompiledMatcher, file: PythonFile, range: Range, fields: Readonly<Record<string, string>>, sink: MatchSink): void {
  const fix = makeFix(matcher.fix, { path: file.path, text: file.text, facts: file.facts, call: null, range, fields });
  sink(matcher, { range, fields, message: fillTemplate(matcher.message, withService(file, fields)), fix });
}

function withService(file: PythonFile, fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { service: file.service?.name ?? 'this service', kind: file.service?.kind ?? 'unknown', ...fields };
}

function unique<T>(items: readonly T[]): readonly T[] {
  return items.length < 2 ? items : [...new Set(items)];
}
