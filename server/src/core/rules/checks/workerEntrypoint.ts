import type { CallFact } from '../../facts/python/model';
import type { LineIndex } from '../../text/lineIndex';
import { callsIn } from '../callsIn';
import { addImport, localName, wholeLines } from '../fixes';
import type { FileEdit, Fix, PythonCheck, PythonFile, Report } from '../model';
import { indentOf } from '../../text/indent';
import { shownCallee } from '../writtenCode';

const runners = new Set(['asyncio.run', 'uvloop.run']);
const loops = new Set(['asyncio.AbstractEventLoop', 'asyncio.BaseEventLoop', 'asyncio.SelectorEventLoop', 'asyncio.ProactorEventLoop', 'uvloop.Loop']);
const drives = new Set(['run_until_complete', 'run_forever']);

/** A worker that drives its loop by hand, or starts several loops in a row. Fields: `what`, `problem`, `instead`. */
export const workerEntrypoint: PythonCheck = {
  name: 'event-loop/worker-entrypoint',
  input: 'python',
  words: ['run_until_complete', 'run_forever', '.run(', 'run('],
  run({ file, report }) {
    const seen = new Set<number | null>();
    for (const { function: fn } of file.facts.calls) {
      if (seen.has(fn)) continue;
      seen.add(fn);
      const scope = fn === null ? undefined : file.facts.functions[fn];
      if (scope?.isAsync === true || scope?.isLambda === true || scope?.runsInThread === true) continue;
      const found = ofScope(file, callsIn(file.facts, fn).filter((call) => !call.inThread));
      if (found) report(found);
    }
  },
};

function ofScope(file: PythonFile, calls: readonly CallFact[]): Report | null {
  // Of a service of unknown kind, event-loop/no-manual-loop says it.
  const driving = file.service?.kind === 'worker' ? calls.find((call) => drives.has(call.name) && isOfLoop(file, call)) : undefined;
  if (driving) {
    return {
      range: driving.calleeRange,
      fields: { what: written(file, driving), problem: 'drives a loop by hand, and nothing cancels its tasks or closes it when the work ends', instead: 'start the worker with one `asyncio.run(main())`' },
      fix: runInstead(file, driving),
    };
  }
  const runs = calls.filter((call) => runners.has(file.calleeOf(call) ?? ''));
  const repeated = runs.find((call) => isInLoop(file.text, call));
  if (repeated) {
    return { range: repeated.calleeRange, fields: { what: written(file, repeated), problem: 'makes a new event loop in each round, on which no client of the round before works', instead: 'loop inside one `main()`, and run that once' } };
  }
  for (const [at, second] of runs.entries()) {
    const first = runs.slice(0, at).find((call) => isFollowedBy(file.text, call, second));
    if (!first) continue;
    return {
      range: second.calleeRange,
      fields: { what: written(file, second), problem: 'starts another event loop, on which nothing works that the first one opened', instead: 'await both in one `main()`, and run that once' },
      related: [{ path: file.path, range: first.calleeRange, message: 'the first event loop' }],
    };
  }
  return null;
}

function written(file: PythonFile, call: CallFact): string {
  return shownCallee(file.text, call.calleeRange);
}

function isOfLoop(file: PythonFile, call: CallFact): boolean {
  const name = file.calleeOf(call);
  if (name !== null) return loops.has(name.slice(0, name.lastIndexOf('.')));
  return call.name === 'run_until_complete' && file.imports(['asyncio', 'uvloop']);
}

/** A `while` or `for` stands around the call, within its function. */
function isInLoop(text: LineIndex, call: CallFact): boolean {
  let indent = indentOf(text.line(call.range.start.line));
  for (let line = call.range.start.line - 1; line >= 0 && indent > 0; line--) {
    const content = text.line(line);
    if (content.trim() === '' || indentOf(content) >= indent) continue;
    indent = indentOf(content);
    if (/^\s*(while|for)\b/.test(content)) return true;
    if (/^\s*(async\s+)?(def|class)\b/.test(content)) return false;
  }
  return false;
}

/** The second call runs behind the first: no other arm of a statement begins between them, and the first one's block is not left. */
function isFollowedBy(text: LineIndex, first: CallFact, second: CallFact): boolean {
  const indent = indentOf(text.line(first.range.start.line));
  let lowest = indent;
  for (let line = first.range.end.line + 1; line < second.range.start.line; line++) {
    const content = text.line(line);
    if (content.trim() === '' || indentOf(content) > lowest) continue;
    lowest = Math.min(lowest, indentOf(content));
    if (/^\s*(else|elif|except|case)\b/.test(content)) return false;
    if (indentOf(content) === indent && /^\s*(return|raise|sys\.exit|exit|break|continue)\b/.test(content)) return false;
  }
  return !/^\s*return\b/.test(text.line(first.range.start.line));
}

/** `asyncio.run(main())` in the place of a loop that is made, set, driven once and closed in the same block, and used for nothing else. */
function runInstead(file: PythonFile, call: CallFact): Fix | null {
  const { path, text, facts } = file;
  if (call.name !== 'run_until_complete' || call.arguments.length !== 1 || !runsCoroutine(file, call)) return null;
  const callee = file.text.slice(call.calleeRange).replace(/\s+/g, '');
  const name = /^(\w+)\.run_until_complete$/.exec(callee)?.[1];
  const lines = name === undefined ? (/^[\w.]+\(\)\.run_until_complete$/.test(callee) ? [] : null) : linesAbout(file, call, name);
  if (lines === null) return null;
  const run = localName(facts, 'asyncio.run', call.function);
  return {
    title: 'Start with asyncio.run',
    edits: [
      ...(run === null ? addImport(file, 'asyncio') : []),
      { path, range: call.calleeRange, newText: run ?? 'asyncio.run' },
      ...lines.map((line): FileEdit => ({ path, range: wholeLines(text, { start: { line, character: indentOf(text.line(line)) }, end: { line, character: text.line(line).trimEnd().length } }), newText: '' })),
    ],
  };
}

/** Only a coroutine can be run: a future or `gather` cannot. */
function runsCoroutine(file: PythonFile, call: CallFact): boolean {
  const work = call.arguments[0]?.value;
  const inner = work?.kind === 'call' ? file.facts.calls[work.call] : undefined;
  const definition = inner ? file.resolve(inner.callee)?.definition : undefined;
  return definition?.function != null && file.project.modules.get(definition.path)?.functions[definition.function]?.isAsync === true;
}

/** The lines that make, set and close the loop, with the indentation of the call; null where it is mentioned in any other. */
function linesAbout({ text, facts }: PythonFile, call: CallFact, name: string): readonly number[] | null {
  const scope = call.function === null ? { start: { line: 0 }, end: { line: text.lineCount - 1 } } : facts.functions[call.function]?.range;
  if (!scope) return null;
  const indent = indentOf(text.line(call.range.start.line));
  const about = new RegExp(`^\\s*(${name}\\s*(:[^=]+)?=\\s*(asyncio\\.)?(new|get)_event_loop\\(\\)|(asyncio\\.)?set_event_loop\\(${name}\\)|${name}\\.close\\(\\))\\s*$`);
  const mention = new RegExp(`\\b${name}\\b`);
  const found: number[] = [];
  for (let line = scope.start.line; line <= scope.end.line; line++) {
    const content = text.line(line);
    if (!mention.test(content) || (line >= call.range.start.line && line <= call.range.end.line)) continue;
    if (!about.test(content) || indentOf(content) !== indent) return null;
    found.push(line);
  }
  return found.length > 0 ? found : null;
}
