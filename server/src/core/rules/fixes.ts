import type { CallFact, ImportFact, PythonFacts } from '../facts/python/model';
import type { FixDeclaration } from '../pack/ruleDeclaration';
import type { LineIndex } from '../text/lineIndex';
import type { Range } from '../text/range';
import { argumentOf } from './conditions';
import { fillTemplate } from './message';
import type { FileEdit, Fix } from './model';

/** What a declared fix works on. */
export interface FixTarget {
  readonly path: string;
  readonly text: LineIndex;
  readonly facts: PythonFacts;
  readonly call: CallFact | null;
  /** The place that is reported. */
  readonly range: Range;
  readonly fields: Readonly<Record<string, string>>;
}

/** Makes the edits of a declared fix; null where it does not apply here. */
export function makeFix(declaration: FixDeclaration | null, target: FixTarget): Fix | null {
  if (declaration === null || declaration.kind === 'check') return null;
  const edit = mainEdit(declaration, target);
  if (edit === null) return null;
  const imports = declaration.kind === 'remove' ? [] : [...declaration.imports, ...impliedImports(declaration, target)];
  const edits = [edit, ...imports.flatMap((name) => addImport(target, name))];
  return { title: fillTemplate(declaration.title, target.fields), edits };
}

function mainEdit(declaration: Exclude<FixDeclaration, { kind: 'check' }>, target: FixTarget): FileEdit | null {
  const { path, call, text } = target;
  switch (declaration.kind) {
    case 'replace': {
      const range = replaceRange(declaration.target, declaration.argument, target);
      return range && { path, range, newText: replacement(declaration.with, declaration.target, target) };
    }
    case 'add-keyword':
      return call && addKeyword(path, text, call, `${declaration.keyword}=${fillTemplate(declaration.value, target.fields)}`);
    case 'wrap':
      return { path, range: target.range, newText: fillTemplate(declaration.before, target.fields) + text.slice(target.range) + fillTemplate(declaration.after, target.fields) };
    case 'remove':
      return { path, range: wholeLines(text, target.range), newText: '' };
  }
}

function replaceRange(what: 'callee' | 'match' | 'name' | 'argument', argument: string | null, target: FixTarget): Range | null {
  if (what === 'callee') return target.call?.calleeRange ?? null;
  if (what === 'argument') return target.call && argument !== null ? argumentOf(target.call, argument)?.value.range ?? null : null;
  if (what === 'name' && target.call) {
    // The last name of the callee alone: `aio_pika.connect` keeps its `aio_pika.`.
    const { end } = target.call.calleeRange;
    return { start: { line: end.line, character: Math.max(0, end.character - target.call.name.length) }, end };
  }
  return target.range;
}

/** A qualified name is written as this file would: after the alias under which its module is imported, where there is one. */
function replacement(wanted: string, what: string, target: FixTarget): string {
  const filled = fillTemplate(wanted, target.fields);
  if (what !== 'callee' || !/^[\w.]+$/.test(filled)) return filled;
  return localName(target.facts, filled) ?? filled.slice(filled.lastIndexOf('.') + 1);
}

/** A callee replaced by a name that the file does not have yet brings its import along. */
function impliedImports(declaration: FixDeclaration, target: FixTarget): readonly string[] {
  if (declaration.kind !== 'replace' || declaration.target !== 'callee') return [];
  const wanted = fillTemplate(declaration.with, target.fields);
  return /^\w+(\.\w+)+$/.test(wanted) && localName(target.facts, wanted) === null ? [wanted] : [];
}

/** How a file that imports a qualified name's module or the name itself writes it; null where it imports neither. */
export function localName(facts: PythonFacts, qualified: string): string | null {
  const dot = qualified.lastIndexOf('.');
  if (dot < 0) return null;
  const module = qualified.slice(0, dot);
  const name = qualified.slice(dot + 1);
  for (const fact of facts.imports) {
    if (fact.level !== 0 || fact.typesOnly) continue;
    if (fact.name === name && fact.module === module) return fact.bound;
    if (fact.name === null && fact.module === module) return `${fact.hasAlias ? fact.bound : module}.${name}`;
    if (fact.name !== null && `${fact.module}.${fact.name}` === module) return `${fact.bound}.${name}`;
  }
  return null;
}

/** Writes a keyword argument behind the last argument, in the layout that the call has. */
export function addKeyword(path: string, text: LineIndex, call: CallFact, keyword: string): FileEdit {
  const { start, end } = call.argumentsRange;
  const close = { line: end.line, character: end.character - 1 };
  const last = call.arguments.at(-1);
  if (!last) return { path, range: { start: { line: start.line, character: start.character + 1 }, end: close }, newText: keyword };
  const between = text.slice({ start: last.range.end, end: close });
  const multiline = last.range.end.line !== close.line;
  if (!multiline) return { path, range: { start: last.range.end, end: close }, newText: `, ${keyword}` };
  const indent = /^\s*/.exec(text.line(last.range.start.line))?.[0] ?? '';
  const newline = between.includes('\r\n') ? '\r\n' : '\n';
  const trailingComma = /^\s*,/.test(between);
  const at = { start: last.range.end, end: last.range.end };
  return trailingComma
    ? { path, range: { start: last.range.end, end: { line: last.range.end.line, character: last.range.end.character + between.indexOf(',') + 1 } }, newText: `,${newline}${indent}${keyword},` }
    : { path, range: at, newText: `,${newline}${indent}${keyword}` };
}

/** The edit that imports `module.name` (`from module import name`) or a bare module, where the file does not yet. */
export function addImport(target: Pick<FixTarget, 'path' | 'text' | 'facts'>, qualified: string): FileEdit[] {
  const { path, text, facts } = target;
  const dot = qualified.lastIndexOf('.');
  const alreadyThere = dot < 0
    ? facts.imports.some((fact) => fact.name === null && fact.module === qualified && !fact.typesOnly && fact.function === null)
    : facts.imports.some((fact) => fact.module === qualified.slice(0, dot) && fact.name === qualified.slice(dot + 1) && !fact.hasAlias && !fact.typesOnly && fact.function === null);
  if (alreadyThere) return [];
  const newline = text.text.includes('\r\n') ? '\r\n' : '\n';
  const statement = dot < 0 ? `import ${qualified}` : `from ${qualified.slice(0, dot)} import ${qualified.slice(dot + 1)}`;
  const at = importPlace(facts.imports, text, dot < 0);
  return [{ path, range: { start: at, end: at }, newText: `${statement}${newline}` }];
}

/** Line where an import goes: `import x` before the first top-level import that is not from `__future__`, `from x` behind the last of that first block. */
function importPlace(imports: readonly ImportFact[], text: LineIndex, plain: boolean): Range['start'] {
  const top = imports.filter((fact) => fact.function === null && !fact.typesOnly && !fact.optional && fact.statement.start.character === 0);
  const future = top.filter((fact) => fact.module === '__future__');
  const others = top.filter((fact) => fact.module !== '__future__');
  const first = others[0];
  if (first) {
    if (plain) return { line: first.statement.start.line, character: 0 };
    let last = first;
    for (const fact of others) if (fact.statement.start.line <= last.statement.end.line + 2) last = fact;
    return { line: last.statement.end.line + 1, character: 0 };
  }
  const after = future.at(-1);
  if (after) return { line: after.statement.end.line + 1, character: 0 };
  return { line: firstCodeLine(text), character: 0 };
}

/** Behind a shebang, coding line, comments and the module's docstring. */
function firstCodeLine(text: LineIndex): number {
  let line = 0;
  while (line < text.lineCount && /^\s*#/.test(text.line(line))) line++;
  const opening = /^[rRuU]?("""|''')/.exec(text.line(line));
  if (!opening) return line;
  const quote = opening[1] ?? '"""';
  if (text.line(line).indexOf(quote, opening[0].length) >= 0) return line + 1;
  for (let at = line + 1; at < text.lineCount; at++) if (text.line(at).includes(quote)) return at + 1;
  return line;
}

/** The range widened to whole lines where nothing else stands on them. */
export function wholeLines(text: LineIndex, range: Range): Range {
  const before = text.line(range.start.line).slice(0, range.start.character);
  const after = text.line(range.end.line).slice(range.end.character);
  if (before.trim() !== '' || after.trim() !== '') return range;
  return { start: { line: range.start.line, character: 0 }, end: { line: range.end.line + 1, character: 0 } };
}
