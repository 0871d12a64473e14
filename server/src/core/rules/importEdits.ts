import type { ImportFact, PythonFacts } from '../facts/python/model';
import { standardModules } from '../project/libraryNames';
import type { LineIndex } from '../text/lineIndex';
import type { Range } from '../text/range';
import type { FileEdit } from './model';

/** A file whose imports are edited. */
export interface ImportingFile {
  readonly path: string;
  readonly text: LineIndex;
  readonly facts: PythonFacts;
}

/** How code in the function `fn` (null: at module level) writes a qualified name, by an import that it sees of the name or its module; null where there is none. */
export function localName(facts: PythonFacts, qualified: string, fn: number | null = null): string | null {
  const dot = qualified.lastIndexOf('.');
  if (dot < 0) return null;
  const module = qualified.slice(0, dot);
  const name = qualified.slice(dot + 1);
  for (const fact of facts.imports) {
    if (fact.level !== 0 || fact.typesOnly || !isVisible(facts, fact, fn)) continue;
    if (fact.name === name && fact.module === module) return fact.bound;
    if (fact.name === null && fact.module === module) return `${fact.hasAlias ? fact.bound : module}.${name}`;
    if (fact.name !== null && `${fact.module}.${fact.name}` === module) return `${fact.bound}.${name}`;
  }
  return null;
}

/** An import inside a function is seen in that function and those within it. */
function isVisible(facts: PythonFacts, fact: ImportFact, fn: number | null): boolean {
  for (let at = fn; at !== null; at = facts.functions[at]?.function ?? null) if (at === fact.function) return true;
  return fact.function === null;
}

/** The edit that imports `module.name` (`from module import name`) or a bare module, where the file does not yet. A name joins the names that are imported from its module. */
export function addImport(file: ImportingFile, qualified: string): FileEdit[] {
  const { path, text, facts } = file;
  const dot = qualified.lastIndexOf('.');
  const module = qualified.slice(0, dot);
  const name = qualified.slice(dot + 1);
  const top = facts.imports.filter((fact) => !fact.typesOnly && fact.function === null);
  const alreadyThere = dot < 0
    ? top.some((fact) => fact.name === null && fact.module === qualified)
    : top.some((fact) => fact.module === module && fact.name === name && !fact.hasAlias);
  if (alreadyThere) return [];
  const siblings = dot < 0 ? [] : top.filter((fact) => fact.module === module && fact.level === 0 && fact.name !== null && fact.name !== '*' && !fact.optional);
  const first = siblings[0];
  if (first) return [joinNames(file, siblings.filter((fact) => isOfStatement(fact, first)), name)];
  const newline = text.text.includes('\r\n') ? '\r\n' : '\n';
  const statement = dot < 0 ? `import ${qualified}` : `from ${module} import ${name}`;
  const { line, gap } = importPlace(facts.imports, text, qualified, dot < 0);
  const at = { line, character: 0 };
  const below = facts.imports.some((fact) => fact.function === null) ? (gap ? newline : '') : blankLinesBefore(text.line(line), newline);
  return [{ path, range: { start: at, end: at }, newText: `${statement}${newline}${below}` }];
}

/** As `addImport` for several names: those that come to one place stand together, sorted. */
export function addImports(file: ImportingFile, names: readonly string[]): FileEdit[] {
  const edits = [...names].sort().flatMap((name) => addImport(file, name));
  return edits.map((edit, at) => {
    const isFollowed = edits.slice(at + 1).some((other) => other.range.start.line === edit.range.start.line && other.range.start.character === 0);
    return isFollowed && edit.range.start.character === 0 ? { ...edit, newText: edit.newText.replace(/(\r?\n)+$/, '$1') } : edit;
  });
}

/** PEP 8's blank lines between the first import of a file and the code below it. */
function blankLinesBefore(line: string, newline: string): string {
  if (line.trim() === '') return '';
  return /^(@|class\b|def\b|async\s+def\b)/.test(line) ? newline + newline : newline;
}

/** Where the names are in isort's order (constants, classes, functions) the new one keeps it; else it comes last. */
function joinNames({ path, text }: ImportingFile, names: readonly ImportFact[], name: string): FileEdit {
  const keys = names.map((fact) => sortKey(fact.name ?? ''));
  const isSorted = keys.every((key, at) => at === 0 || (keys[at - 1] ?? '') <= key);
  const next = isSorted ? names[keys.findIndex((key) => key > sortKey(name))] : undefined;
  const neighbour = next ?? names.at(-1);
  const start = neighbour?.range.start ?? { line: 0, character: 0 };
  const before = text.line(start.line).slice(0, start.character);
  const newline = text.text.includes('\r\n') ? '\r\n' : '\n';
  // One name a line, as in brackets.
  const separator = before.trim() === '' ? `,${newline}${before}` : ', ';
  if (next) return { path, range: { start, end: start }, newText: `${name}${separator}` };
  const end = neighbour?.range.end ?? start;
  return { path, range: { start: end, end }, newText: `${separator}${name}` };
}

function sortKey(name: string): string {
  return `${/^[A-Z0-9_]+$/.test(name) ? 0 : /^[A-Z]/.test(name) ? 1 : 2}${name}`;
}

function isOfStatement(fact: ImportFact, other: ImportFact): boolean {
  return fact.statement.start.line === other.statement.start.line && fact.statement.start.character === other.statement.start.character;
}

/**
 * The edits that import `added`, and take away the import of `dropped` (null: none), one use of which is about to go, where the
 * name then stands nowhere else in the file, also in no string or comment. A new name takes the old one's place where it can.
 */
export function changeImports(file: ImportingFile, added: readonly string[], dropped: string | null): FileEdit[] {
  const { path, facts } = file;
  const fact = dropped === null ? null : onlyUseOf(file, dropped);
  if (!fact) return addImports(file, added);
  const adds = added.filter((name) => addImport(file, name).length > 0);
  const names = facts.imports.filter((other) => isOfStatement(other, fact));
  const others = (taken: string): FileEdit[] => addImports(file, adds.filter((name) => name !== taken));
  const sibling = fact.name === null ? undefined : adds.find((name) => moduleOf(name) === fact.module);
  if (sibling !== undefined) return [{ path, range: fact.range, newText: lastOf(sibling) }, ...others(sibling)];
  const isImportedFrom = (name: string): boolean => facts.imports.some((other) => other.name !== null && moduleOf(name) === other.module);
  const successor = fact.name === null || names.length > 1 ? undefined : adds.find((name) => name.includes('.') && !isImportedFrom(name));
  if (successor !== undefined) return [{ path, range: fact.statement, newText: `from ${moduleOf(successor)} import ${lastOf(successor)}` }, ...others(successor)];
  return [...removeName(file, fact, names), ...addImports(file, adds)];
}

function lastOf(qualified: string): string {
  return qualified.slice(qualified.lastIndexOf('.') + 1);
}

function moduleOf(qualified: string): string {
  return qualified.slice(0, qualified.lastIndexOf('.'));
}

/** The import that binds the name, where the code uses it in one place; a method of that name is no use of it. */
function onlyUseOf({ text, facts }: ImportingFile, bound: string): ImportFact | null {
  const binding = facts.imports.filter((fact) => fact.bound === bound);
  const fact = binding[0];
  if (binding.length !== 1 || !fact || fact.name === '*' || fact.typesOnly || fact.optional) return null;
  const standing = (where: string): number => [...where.matchAll(new RegExp(`(?<![\\w.]|\\bdef )${bound}(?!\\w)`, 'g'))].length;
  return standing(text.text) - standing(text.slice(fact.statement)) === 1 ? fact : null;
}

function removeName({ path, text }: ImportingFile, fact: ImportFact, names: readonly ImportFact[]): FileEdit[] {
  const at = names.indexOf(fact);
  const next = names[at + 1];
  const previous = names[at - 1];
  if (next) return [{ path, range: { start: fact.range.start, end: next.range.start }, newText: '' }];
  if (previous) return [{ path, range: { start: previous.range.end, end: fact.range.end }, newText: '' }];
  const lines = wholeLines(text, fact.statement);
  return lines === fact.statement || fact.statement.start.character > 0 ? [] : [{ path, range: lines, newText: '' }];
}

/**
 * Line where an import goes: with its package, else the standard library's before all others, else behind the first block.
 * `gap`: a blank line comes below it, since another group of imports follows.
 */
function importPlace(imports: readonly ImportFact[], text: LineIndex, qualified: string, plain: boolean): { readonly line: number; readonly gap: boolean } {
  const top = imports.filter((fact) => fact.function === null && !fact.typesOnly && !fact.optional && fact.statement.start.character === 0);
  const future = top.filter((fact) => fact.module === '__future__');
  const others = top.filter((fact) => fact.module !== '__future__');
  const first = others[0];
  if (!first) return { line: (future.at(-1)?.statement.end.line ?? firstCodeLine(text) - 1) + 1, gap: false };
  const root = rootOf(qualified);
  const kin = others.filter((fact) => fact.level === 0 && rootOf(fact.module) === root && (fact.name === null) === plain).at(-1);
  if (kin) return { line: kin.statement.end.line + 1, gap: false };
  const standard = others.filter((fact) => fact.level === 0 && standardModules.has(rootOf(fact.module)));
  if (standardModules.has(root)) {
    if (plain) return { line: first.statement.start.line, gap: standard[0] !== first };
    const last = standard.at(-1);
    return last ? { line: last.statement.end.line + 1, gap: false } : { line: first.statement.start.line, gap: true };
  }
  if (plain) return { line: (others.find((fact) => !standard.includes(fact)) ?? first).statement.start.line, gap: false };
  let last = first;
  for (const fact of others) if (fact.statement.start.line <= last.statement.end.line + 2) last = fact;
  return { line: last.statement.end.line + 1, gap: false };
}

function rootOf(module: string): string {
  return module.split('.')[0] ?? module;
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
