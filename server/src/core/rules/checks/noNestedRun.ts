import type { CallFact } from '../../facts/python/model';
import type { PythonCheck, PythonFile, Report } from '../model';
import { shownCallee } from '../writtenCode';
import { blockedHop } from './shared/hops';

const runners = new Set(['asyncio.run', 'asyncio.Runner.run', 'uvloop.run', 'anyio.run', 'trio.run']);

/**
 * `asyncio.run()` where a loop is running already: in a coroutine, a handler, a sync helper that a coroutine calls, or
 * a module that is imported. Fields: `what`, `where`, `instead`.
 */
export const noNestedRun: PythonCheck = {
  name: 'event-loop/no-nested-run',
  input: 'python',
  words: ['asyncio', 'uvloop', 'anyio', 'async def'],
  run({ file, report }) {
    for (const call of file.facts.calls) {
      if (call.inThread) continue;
      const name = file.calleeOf(call);
      const found = name !== null && runners.has(name) ? direct(file, call) : throughHelper(file, call);
      if (found) report(found);
    }
  },
};

function direct(file: PythonFile, call: CallFact): Report | null {
  const fn = call.function === null ? null : file.facts.functions[call.function];
  const what = `\`${shownCallee(file.text, call.calleeRange)}\``;
  if (!fn) return call.inMainGuard ? null : whileImported(file, call, what);
  if (fn.runsInThread || fn.isLambda) return null;
  const fields = { what, name: call.name, function: fn.name };
  if (fn.isAsync) {
    return { range: call.calleeRange, fields: { ...fields, where: `inside the coroutine \`${fn.name}\`, where one is running already`, instead: 'await the coroutine' } };
  }
  const role = file.roleOfFunction(call.function);
  if (role !== 'route' && role !== 'bot-handler' && role !== 'consumer') return null;
  return {
    range: call.calleeRange,
    fields: { ...fields, where: `in the thread that runs the handler \`${fn.name}\`, beside the one of the service`, instead: `declare \`${fn.name}\` as \`async def\` and await the coroutine` },
  };
}

/** At import time of a module that service code imports, the importer's loop may be running; and the import blocks. */
function whileImported(file: PythonFile, call: CallFact, what: string): Report | null {
  const importer = file.project.importersOf(file.path).find((edge) => !edge.fact.typesOnly && file.project.roleOf(edge.from) === 'service');
  if (!importer) return null;
  return {
    range: call.calleeRange,
    fields: { what, name: call.name, function: 'the module', where: `as soon as \`${importer.from}\` imports this module`, instead: 'move it below `if __name__ == "__main__":`' },
    related: [{ path: importer.from, range: importer.fact.statement, message: 'this import runs it' }],
  };
}

function throughHelper(file: PythonFile, call: CallFact): Report | null {
  const hop = blockedHop(file, call, (target) => runners.has(target));
  if (!hop) return null;
  return {
    range: call.calleeRange,
    fields: {
      what: `\`${hop.helper}\`, which calls \`${hop.name}\`,`, name: hop.name, function: hop.caller,
      where: `inside the coroutine \`${hop.caller}\`, where one is running already`, instead: `make \`${hop.helper}\` an \`async def\` and await it`,
    },
    related: [{ ...hop.at, message: `\`${hop.helper}\` calls \`${hop.name}\` here` }],
  };
}
