import type { ArgumentFact, CallFact, PythonFacts } from '../facts/python/model';
import type { FixDeclaration } from '../pack/ruleDeclaration';
import type { LineIndex } from '../text/lineIndex';
import type { Range } from '../text/range';
import { argumentOf } from './conditions';
import { changeImports, localName, wholeLines } from './importEdits';
import { fillTemplate } from './message';
import type { FileEdit, Fix } from './model';

export { addImport, addImports, changeImports, localName, wholeLines } from './importEdits';

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
  const replaced = unusedAfter(edit, target);
  return { title: fillTemplate(declaration.title, target.fields), edits: [edit, ...changeImports(target, imports, replaced)] };
}

/** The name that the replaced code begins with, where the new code does without it. */
function unusedAfter(edit: FileEdit, { text }: FixTarget): string | null {
  const head = /^[A-Za-z_]\w*/.exec(text.slice(edit.range))?.[0];
  return head === undefined || new RegExp(`\\b${head}\\b`).test(edit.newText) ? null : head;
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
  return localName(target.facts, filled, target.call?.function) ?? filled.slice(filled.lastIndexOf('.') + 1);
}

/** A callee replaced by a name that the file does not have yet brings its import along. */
function impliedImports(declaration: FixDeclaration, target: FixTarget): readonly string[] {
  if (declaration.kind !== 'replace' || declaration.target !== 'callee') return [];
  const wanted = fillTemplate(declaration.with, target.fields);
  return /^\w+(\.\w+)+$/.test(wanted) && localName(target.facts, wanted, target.call?.function) === null ? [wanted] : [];
}

/** Writes a keyword argument behind the last argument, in the layout that the call has. */
export function addKeyword(path: string, text: LineIndex, call: CallFact, keyword: string): FileEdit {
  const { start, end } = call.argumentsRange;
  const close = { line: end.line, character: end.character - 1 };
  const last = call.arguments.at(-1);
  if (!last) return { path, range: { start: { line: start.line, character: start.character + 1 }, end: close }, newText: keyword };
  const { start: from, end: to } = last.range;
  const indent = text.line(from.line).slice(0, from.character);
  if (to.line === close.line || indent.trim() !== '') {
    // A comma behind the last argument is kept as the new last one's only where the call goes on.
    const range = { start: to, end: to.line === close.line ? close : to };
    return { path, range, newText: `, ${keyword}` };
  }
  // One argument a line: a comment behind the last one stays with it.
  const rest = /^(\s*,)?([^\S\r\n]*(?:#[^\r\n]*)?)/.exec(text.line(to.line).slice(to.character));
  const [whole = '', comma, comment = ''] = rest ?? [];
  const newline = text.text.includes('\r\n') ? '\r\n' : '\n';
  const range = { start: to, end: { line: to.line, character: to.character + whole.length } };
  return { path, range, newText: `,${comment.trimEnd()}${newline}${indent}${keyword}${comma === undefined ? '' : ','}` };
}

/** Takes an argument out of a call, with its comma; one that has lines of its own goes with them, comment included. */
export function removeArgument(path: string, text: LineIndex, call: CallFact, argument: ArgumentFact): FileEdit {
  const { start, end } = argument.range;
  const before = text.line(start.line).slice(0, start.character);
  const after = text.line(end.line).slice(end.character);
  const hasOwnLines = before.trim() === '' && /^\s*,?\s*(#.*)?$/.test(after) && end.line < call.range.end.line;
  if (hasOwnLines) return { path, range: { start: { line: start.line, character: 0 }, end: { line: end.line + 1, character: 0 } }, newText: '' };
  const at = call.arguments.indexOf(argument);
  const next = call.arguments[at + 1];
  if (next) return { path, range: { start, end: next.range.start }, newText: '' };
  return { path, range: { start: call.arguments[at - 1]?.range.end ?? start, end }, newText: '' };
}
