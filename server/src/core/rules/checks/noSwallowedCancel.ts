import { callsNamed } from '../callsIn';
import type { CallFact, ExceptFact } from '../../facts/python/model';
import type { LineIndex } from '../../text/lineIndex';
import { comparePositions, contains } from '../../text/range';
import { callsIn } from '../callsIn';
import { addImport, localName } from '../fixes';
import type { FileEdit, Fix, PythonCheck, PythonFile } from '../model';

const cancelled = new Set(['asyncio.CancelledError', 'asyncio.exceptions.CancelledError']);
const runners = new Set(['asyncio.run', 'asyncio.Runner.run', 'uvloop.run']);
/** Calls that tell about an exception and do not pass it on. */
const telling = /^(debug|info|warning|warn|error|exception|critical|log|print|str|repr|type|isinstance|format|capture_exception|format_exception|print_exception)$/;

/** Handlers of a coroutine that catch its cancellation and do not raise it again. Fields: `name` (what is caught, as written), `function`. */
export const noSwallowedCancel: PythonCheck = {
  name: 'event-loop/no-swallowed-cancel',
  input: 'python',
  words: ['CancelledError', 'BaseException'],
  run({ file, report }) {
    for (const handler of file.facts.handlers) {
      const fn = handler.function === null ? undefined : file.facts.functions[handler.function];
      const caught = catches(file, handler);
      if (!fn?.isAsync || caught === null || handler.reraises || handler.awaits === undefined || handler.awaits === 'nothing') continue;
      if (isCaughtBefore(file, handler) || isOfAnotherTask(file, handler) || passesOn(file, handler) || endsProgram(file, handler)) continue;
      report({
        range: handler.typeRange ?? handler.range,
        fields: { name: caught.replace(/\s+/g, ' '), function: fn.name },
        fix: handler.isStar ? null : raiseAgain(file, handler),
      });
    }
  },
};

/** How the clause writes what catches a cancellation; null where it does not. */
function catches(file: PythonFile, handler: ExceptFact): string | null {
  const names = handler.types.map((type) => file.resolve(type)?.name ?? '');
  if (!names.some((name) => cancelled.has(name) || name === 'BaseException' || name === 'builtins.BaseException')) return null;
  return handler.typeRange && file.text.slice(handler.typeRange);
}

/** A clause further up takes the cancellation first. */
function isCaughtBefore(file: PythonFile, handler: ExceptFact): boolean {
  return file.facts.handlers.some((other) => other.tryRange && handler.tryRange
    && comparePositions(other.tryRange.start, handler.tryRange.start) === 0
    && comparePositions(other.range.start, handler.range.start) < 0 && catches(file, other) !== null);
}

/** What is awaited is a task that was cancelled here, or an object that someone else may cancel: the error tells of that one's end. */
function isOfAnotherTask(file: PythonFile, handler: ExceptFact): boolean {
  if (handler.awaits === 'objects') return true;
  return callsIn(file.facts, handler.function).some((call) => call.name === 'cancel' && comparePositions(call.range.start, handler.range.start) < 0);
}

/** The handler gives the error to somebody, counts the cancellation, or leaves the process. */
function passesOn(file: PythonFile, handler: ExceptFact): boolean {
  const calls = callsIn(file.facts, handler.function).filter((call) => contains(handler.bodyRange, call.range.start));
  if (calls.some((call) => call.name === 'uncancel' || call.name === 'current_task' || call.name === 'set_exception' || leaves(file.calleeOf(call)))) return true;
  const bound = handler.boundTo;
  if (bound === null) return false;
  if (calls.some((call) => !telling.test(call.name) && isGiven(file, call, bound))) return true;
  return new RegExp(`(\\s=\\s+|\\breturn\\b[^\\n]*[\\s(,])${bound}\\b(?!\\.)`).test(file.text.slice(handler.bodyRange));
}

function isGiven(file: PythonFile, call: CallFact, bound: string): boolean {
  return call.arguments.some((argument) => argument.keyword !== 'exc_info' && file.text.slice(argument.value.range) === bound);
}

function leaves(callee: string | null): boolean {
  return callee === 'sys.exit' || callee === 'os._exit' || callee === 'exit' || callee === 'quit' || callee === 'builtins.exit';
}

/** The outermost handler of the coroutine that `asyncio.run` runs: the program ends with it. */
function endsProgram(file: PythonFile, handler: ExceptFact): boolean {
  const { facts } = file;
  const fn = facts.functions[handler.function ?? -1];
  if (!fn || handler.range.start.character !== fn.bodyRange.start.character) return false;
  return callsNamed(facts, 'run').some((call) => {
    const work = call.arguments[0]?.value;
    return work?.kind === 'call' && facts.calls[work.call]?.callee === `:${fn.name}` && runners.has(file.calleeOf(call) ?? '');
  });
}

/** A `raise` at the end of a handler of the cancellation alone; out of a tuple of errors, its name; before a handler of `BaseException`, a clause that raises it. */
function raiseAgain(file: PythonFile, handler: ExceptFact): Fix | null {
  const isAlone = handler.types.length === 1 && cancelled.has(file.resolve(handler.types[0] ?? null)?.name ?? '');
  const edits = isAlone ? endInRaise(file, handler) : leftOut(file, handler) ?? clauseBefore(file, handler);
  return edits && { title: 'Raise the cancellation again', edits };
}

const leaving = /^(pass|\.\.\.|break|continue|return|return None)$/;

function endInRaise({ path, text }: PythonFile, handler: ExceptFact): FileEdit[] | null {
  const { start, end } = handler.bodyRange;
  if (leaving.test(text.slice(handler.bodyRange).trim())) return [{ path, range: handler.bodyRange, newText: 'raise' }];
  const indent = text.line(start.line).slice(0, start.character);
  if (indent.trim() !== '') return null;
  const lastLine = text.line(end.line);
  const own = lastLine.slice(start.character, end.character);
  if (end.line > start.line && lastLine.startsWith(indent) && leaving.test(own)) {
    return [{ path, range: { start: { line: end.line, character: start.character }, end }, newText: 'raise' }];
  }
  // What follows a `return` would not run.
  if (/^(return|break|continue)\b/.test(statementLines(text, indent, start.line, end.line).at(-1) ?? '')) return null;
  const at = { line: end.line, character: lastLine.length };
  return [{ path, range: { start: at, end: at }, newText: `${newlineOf(text.text)}${indent}raise` }];
}

/** The lines that begin a statement of the block: those with its indentation, closing brackets left out. */
function statementLines(text: LineIndex, indent: string, from: number, to: number): string[] {
  const found: string[] = [];
  for (let at = from; at <= to; at++) {
    const content = text.line(at);
    if (content.startsWith(indent) && /^[^\s)\]}#]/.test(content.slice(indent.length))) found.push(content.slice(indent.length));
  }
  return found;
}

/** `except (CancelledError, ValueError):` without the first name: what no clause catches goes on by itself. null where that is not all. */
function leftOut(file: PythonFile, handler: ExceptFact): FileEdit[] | null {
  const { path, text } = file;
  const others = handler.types.filter((type) => !cancelled.has(file.resolve(type)?.name ?? ''));
  const names = handler.typeRange === null ? null : /^\(\s*([\w.]+(?:\s*,\s*[\w.]+)+)\s*,?\s*\)$/.exec(text.slice(handler.typeRange))?.[1]?.split(/\s*,\s*/);
  if (!names || handler.typeRange === null || names.length !== handler.types.length || others.length !== names.length - 1 || others.some((type) => /(^|[.:])BaseException$/.test(type))) return null;
  const kept = names.filter((_, at) => others.includes(handler.types[at] ?? ''));
  const [only] = kept;
  return [{ path, range: handler.typeRange, newText: kept.length === 1 && only !== undefined ? only : `(${kept.join(', ')})` }];
}

function clauseBefore(file: PythonFile, handler: ExceptFact): FileEdit[] | null {
  const { path, text } = file;
  const { start } = handler.range;
  const indent = text.line(start.line).slice(0, start.character);
  if (indent.trim() !== '' || handler.bodyRange.start.line === start.line) return null;
  const written = /[\w.]*\bCancelledError\b/.exec(handler.typeRange ? text.slice(handler.typeRange) : '')?.[0]
    ?? localName(file.facts, 'asyncio.CancelledError', handler.function);
  const step = text.line(handler.bodyRange.start.line).slice(start.character, handler.bodyRange.start.character);
  const newline = newlineOf(text.text);
  return [
    ...(written === null ? addImport(file, 'asyncio') : []),
    { path, range: { start, end: start }, newText: `except ${written ?? 'asyncio.CancelledError'}:${newline}${indent}${step}raise${newline}${indent}` },
  ];
}

function newlineOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
