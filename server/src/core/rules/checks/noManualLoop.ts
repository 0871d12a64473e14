import type { CallFact } from '../../facts/python/model';
import { comparePositions } from '../../text/range';
import { callsNamed, callsWhere } from '../callsIn';
import { changeImports, localName } from '../fixes';
import type { Fix, PythonCheck, PythonFile } from '../model';
import { shownCallee } from '../writtenCode';

const problems: Readonly<Record<string, string>> = {
  new_event_loop: 'makes a second event loop, on which the clients and locks of this service do not work',
  set_event_loop: 'puts another event loop in the place of the one that the framework runs',
  get_event_loop: 'makes an event loop of its own, or fails, where none is running',
  run_until_complete: 'drives an event loop by hand, beside the framework that owns one',
  run_forever: 'drives an event loop by hand, beside the framework that owns one',
};
const modules = ['asyncio', 'uvloop'];
const loops = new Set(['asyncio.AbstractEventLoop', 'asyncio.BaseEventLoop', 'asyncio.SelectorEventLoop', 'asyncio.ProactorEventLoop', 'uvloop.Loop']);

/** Calls that create, set or drive an event loop. Fields: `callee`, `problem`, `instead`. */
export const noManualLoop: PythonCheck = {
  name: 'event-loop/no-manual-loop',
  input: 'python',
  words: Object.keys(problems),
  run({ file, report }) {
    const calls = [...callsWhere(file, ({ name }) => concernsName(name)), ...callsNamed(file.facts, 'run_until_complete', 'run_forever').filter((call) => isLoops(file, call))];
    for (const call of calls) {
      // `asyncio.get_event_loop().run_until_complete(…)` is one thing to mend.
      if (calls.some((outer) => outer !== call && isChainedOn(outer, call))) continue;
      // In a coroutine, where it stands in most code, nothing breaks: the running loop is what it gives.
      const isHarmless = call.name === 'get_event_loop' && file.runsOnLoop(call);
      report({
        range: call.calleeRange,
        fields: { callee: shownCallee(file.text, call.calleeRange), name: call.name, problem: isHarmless ? 'gives the running loop here, but makes another one, or fails, outside a coroutine' : problems[call.name] ?? '', instead: insteadOf(file, call) },
        ...(isHarmless ? { atMost: 'information' as const } : {}),
        fix: runningLoopFix(file, call),
      });
    }
  },
};

function concernsName(name: string): boolean {
  const dot = name.lastIndexOf('.');
  const method = name.slice(dot + 1);
  const owner = name.slice(0, dot);
  return method in problems && (method.startsWith('run_') ? loops.has(owner) : modules.includes(owner));
}

/** A call whose callee is not known: only an event loop has `run_until_complete`; much else runs for ever. */
function isLoops(file: PythonFile, call: CallFact): boolean {
  return file.calleeOf(call) === null && file.imports(modules) && (call.name === 'run_until_complete' || /loop\.run_forever$/.test(file.text.slice(call.calleeRange)));
}

function isChainedOn(outer: CallFact, inner: CallFact): boolean {
  return comparePositions(outer.calleeRange.start, inner.range.start) === 0 && comparePositions(inner.range.end, outer.calleeRange.end) < 0;
}

function insteadOf(file: PythonFile, call: CallFact): string {
  const fn = call.function === null ? undefined : file.facts.functions[call.function];
  if (call.name === 'get_event_loop' && (fn?.isAsync || (fn === undefined && !call.inMainGuard))) return fn ? 'use `asyncio.get_running_loop()`' : 'ask for it in a coroutine, by `asyncio.get_running_loop()`';
  if (call.inMainGuard || fn === undefined) return 'start the program with `asyncio.run(main())`';
  if (fn.runsInThread || call.inThread) return 'hand the coroutine to the running loop by `asyncio.run_coroutine_threadsafe`';
  if (call.name === 'get_event_loop' && !fn.isLambda) return `make \`${fn.name}\` an \`async def\` and use \`asyncio.get_running_loop()\``;
  return fn.isAsync || fn.isLambda ? 'await the coroutine' : `make \`${fn.name}\` an \`async def\` and await the coroutine`;
}

/** In a coroutine, `get_event_loop` gives the running loop: the other name says so. */
function runningLoopFix(file: PythonFile, call: CallFact): Fix | null {
  if (file.calleeOf(call) !== 'asyncio.get_event_loop' || !file.runsOnLoop(call)) return null;
  const local = localName(file.facts, 'asyncio.get_running_loop');
  const written = file.text.slice(call.calleeRange);
  // Imported by its name, it is replaced by its name.
  const isBare = local === null && /^\w+$/.test(written);
  return {
    title: 'Use asyncio.get_running_loop',
    edits: [
      { path: file.path, range: call.calleeRange, newText: local ?? (isBare ? 'get_running_loop' : 'asyncio.get_running_loop') },
      ...changeImports(file, local !== null ? [] : [isBare ? 'asyncio.get_running_loop' : 'asyncio'], isBare ? written : null),
    ],
  };
}
