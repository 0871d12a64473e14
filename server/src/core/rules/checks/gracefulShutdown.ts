import type { CallFact } from '../../facts/python/model';
import type { PythonCheck, PythonFile } from '../model';
import { shownCallee } from '../writtenCode';

const runners = new Set(['asyncio.run', 'asyncio.Runner.run', 'uvloop.run', 'asyncio.AbstractEventLoop.run_until_complete', 'asyncio.AbstractEventLoop.run_forever']);
/** Packages whose runners handle the signals themselves. */
const handling = new Set(['aiorun', 'faststream', 'arq', 'taskiq', 'celery', 'dramatiq', 'saq', 'procrastinate', 'uvicorn', 'hypercorn', 'granian', 'aiogram', 'telegram', 'huey', 'rq']);

/** Workers in whose process nothing handles SIGTERM. Fields: `function` (what runs), `problem`. */
export const gracefulShutdown: PythonCheck = {
  name: 'event-loop/graceful-shutdown',
  input: 'python',
  words: ['.run(', 'run(', 'run_until_complete', 'run_forever'],
  run({ file, report }) {
    if (file.service?.kind !== 'worker' || !isEntry(file)) return;
    const start = file.facts.calls.find((call) => startsLoop(file, call));
    const handled = start ? signalsOf(file) : null;
    if (!start || handled === null || handled === 'all') return;
    report({
      range: start.calleeRange,
      fields: {
        function: workOf(file, start),
        problem: handled === 'interrupt' ? 'handles SIGINT and not SIGTERM' : 'handles no SIGTERM',
      },
    });
  },
};

function isEntry(file: PythonFile): boolean {
  return file.facts.mainGuard !== null || file.project.entryPoints.some((entry) => entry.path === file.path);
}

function startsLoop(file: PythonFile, call: CallFact): boolean {
  if (call.inThread || !/^run/.test(call.name) || !runners.has(file.calleeOf(call) ?? '')) return false;
  const fn = call.function === null ? undefined : file.facts.functions[call.function];
  return fn === undefined || (!fn.isAsync && !fn.isLambda && !fn.runsInThread);
}

function workOf(file: PythonFile, call: CallFact): string {
  const work = call.arguments[0]?.value;
  const inner = work?.kind === 'call' ? file.facts.calls[work.call] : undefined;
  return inner ? `The process of \`${shownCallee(file.text, inner.calleeRange)}\`` : 'This process';
}

/** Which signals the process handles, in any file that it imports; null where a framework of the process does so itself. */
function signalsOf(file: PythonFile): 'all' | 'interrupt' | 'none' | null {
  const { project } = file;
  let found: 'interrupt' | 'none' = 'none';
  for (const path of project.reachableFrom(file.path).keys()) {
    if (project.externalImportsOf(path).some(({ name }) => handling.has(name.split('.')[0] ?? ''))) return null;
    const summary = project.modules.get(path);
    for (const call of summary?.wiring ?? []) {
      const method = /\.(add_signal_handler|signal)$|^:(signal)$/.exec(call.callee);
      if (!method || (method[1] !== 'add_signal_handler' && project.resolve(path, call.callee)?.name !== 'signal.signal')) continue;
      const given = call.arguments[0]?.path ?? null;
      if (given === null || project.resolve(path, given)?.name !== 'signal.SIGINT') return 'all';
      found = 'interrupt';
    }
    // Other ways to wait for a signal: sigwait, a pidfd, anyio's receiver.
    if (summary?.imports.some((fact) => fact.name !== null && /^(open_signal_receiver|sigwait|sigtimedwait|set_wakeup_fd)$/.test(fact.name))) return 'all';
  }
  return /\b(sigwait|open_signal_receiver|sigtimedwait|set_wakeup_fd)\b/.test(file.text.text) ? 'all' : found;
}
