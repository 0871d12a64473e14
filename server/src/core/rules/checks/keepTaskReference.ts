import type { CallFact } from '../../facts/python/model';
import type { Position } from '../../text/range';
import { addImport, localName } from '../fixes';
import type { FileEdit, Fix, PythonCheck, PythonFile } from '../model';
import { shownCallee } from '../writtenCode';

const starters = new Set(['asyncio.create_task', 'asyncio.ensure_future', 'asyncio.AbstractEventLoop.create_task', 'uvloop.Loop.create_task']);

/** A task that is started as a bare statement: the event loop keeps weak references only. Fields: `what`. */
export const keepTaskReference: PythonCheck = {
  name: 'event-loop/keep-task-reference',
  input: 'python',
  words: ['create_task', 'ensure_future'],
  run({ file, report }) {
    for (const call of file.facts.calls) {
      if (!call.isStatement || call.awaited || !starters.has(file.calleeOf(call) ?? '')) continue;
      report({ range: call.calleeRange, fields: { what: shown(file, call) }, fix: keepInSet(file, call) });
    }
  },
};

/** The call with what the task runs: `asyncio.create_task(send(…))`. */
function shown(file: PythonFile, call: CallFact): string {
  const callee = shownCallee(file.text, call.calleeRange);
  const work = call.arguments[0]?.value;
  if (work?.kind !== 'call') return `${callee}(…)`;
  const inner = file.facts.calls[work.call];
  return inner ? `${callee}(${shownCallee(file.text, inner.calleeRange)}(…))` : `${callee}(…)`;
}

const setName = '_background_tasks';

/**
 * Binds the task, and keeps it in a set of the module until it is done: the pattern of the documentation of asyncio.create_task.
 * null where the statement shares its line with others, or a name that the new code needs is taken.
 */
function keepInSet(file: PythonFile, call: CallFact): Fix | null {
  const { path, text, facts } = file;
  const fn = call.function === null ? undefined : facts.functions[call.function];
  if (!fn || fn.isLambda) return null;
  const { start, end } = call.range;
  const before = text.line(start.line).slice(0, start.character);
  const after = text.line(end.line).slice(end.character);
  if (before.trim() !== '' || !/^\s*(#.*)?$/.test(after)) return null;
  const scope = text.slice(fn.range);
  const task = ['task', 'background_task'].find((name) => !new RegExp(`\\b${name}\\b`).test(scope));
  const kept = facts.bindings.find((binding) => binding.class === null && binding.path === ':set()' && /tasks$/i.test(binding.name))?.name;
  const declared = kept === undefined ? declareSet(file) : [];
  if (task === undefined || declared === null) return null;
  const set = kept ?? setName;
  const newline = text.text.includes('\r\n') ? '\r\n' : '\n';
  const lineEnd = { line: end.line, character: text.line(end.line).length };
  return {
    title: 'Keep the task until it is done',
    edits: [
      ...declared,
      { path, range: { start, end: start }, newText: `${task} = ` },
      { path, range: { start: lineEnd, end: lineEnd }, newText: `${newline}${before}${set}.add(${task})${newline}${before}${task}.add_done_callback(${set}.discard)` },
    ],
  };
}

/** The edits that declare the set below the imports. */
function declareSet(file: PythonFile): FileEdit[] | null {
  const { path, text, facts } = file;
  if (new RegExp(`\\b${setName}\\b`).test(text.text)) return null;
  const at = belowImports(file);
  if (at === null) return null;
  const newline = text.text.includes('\r\n') ? '\r\n' : '\n';
  const type = localName(facts, 'asyncio.Task');
  return [
    ...(type === null ? addImport(file, 'asyncio') : []),
    { path, range: { start: at, end: at }, newText: `${newline}${setName}: set[${type ?? 'asyncio.Task'}[object]] = set()${newline}` },
  ];
}

/** The line behind the imports at the top of the module, and behind the `if` or `try` that the last of them stands in. */
function belowImports({ text, facts }: PythonFile): Position | null {
  const starts = [...facts.functions, ...facts.classes, ...facts.bindings].filter((fact) => fact.range.start.character === 0).map((fact) => fact.range.start.line);
  const first = Math.min(text.lineCount, ...starts);
  const leading = facts.imports.filter((fact) => fact.function === null && fact.statement.end.line < first);
  if (leading.length === 0) return null;
  let line = Math.max(...leading.map((fact) => fact.statement.end.line)) + 1;
  let after = line;
  for (; line < text.lineCount; line++) {
    const content = text.line(line);
    if (content.trim() === '') continue;
    if (!/^(\s|\)|\]|\}|except\b|else\b|elif\b|finally\b)/.test(content)) break;
    after = line + 1;
  }
  return after < text.lineCount ? { line: after, character: 0 } : null;
}
