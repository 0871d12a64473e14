import type { PythonCheck } from '../model';
import { blockedHop } from './shared/hops';

const runners = new Set(['asyncio.run', 'asyncio.Runner.run', 'uvloop.run', 'anyio.run', 'asyncio.runners.run']);

/** `asyncio.run()` where a loop is running already: in a coroutine, a handler, or a sync helper that a coroutine calls. */
export const noNestedRun: PythonCheck = {
  name: 'event-loop/no-nested-run',
  input: 'python',
  words: ['asyncio', 'uvloop', 'anyio', 'async def'],
  run({ file, report }) {
    const { facts } = file;
    for (const call of facts.calls) {
      if (call.inThread) continue;
      const name = file.calleeOf(call);
      if (name !== null && runners.has(name)) {
        const fn = call.function === null ? null : facts.functions[call.function];
        if (fn?.runsInThread) continue;
        const role = file.roleOfFunction(call.function);
        if (fn && (fn.isAsync || role === 'route' || role === 'bot-handler' || role === 'consumer')) {
          const where = fn.isAsync ? `the coroutine \`${fn.name}\`` : `the handler \`${fn.name}\``;
          report({ range: call.calleeRange, fields: { name, callee: file.text.slice(call.calleeRange), where, function: fn.name } });
        } else if (call.function === null && !call.inMainGuard) {
          reportImported(file.path, call.calleeRange, name, file, report);
        }
        continue;
      }
      const hop = blockedHop(file, call, (target) => runners.has(target));
      if (hop) {
        report({
          range: call.calleeRange,
          fields: { name: hop.name, callee: file.text.slice(call.calleeRange), where: `\`${hop.helper}\`, which the coroutine \`${hop.caller}\` calls`, function: hop.caller },
          related: [{ ...hop.at, message: `\`${hop.name}\` is called here` }],
        });
      }
    }
  },
};

/** At import time of a module that service code imports, the importer's loop may be running; and the import blocks. */
function reportImported(path: string, range: Parameters<Parameters<PythonCheck['run']>[0]['report']>[0]['range'], name: string,
  file: Parameters<PythonCheck['run']>[0]['file'], report: Parameters<PythonCheck['run']>[0]['report']): void {
  const importer = file.project.importersOf(path).find((edge) => !edge.fact.typesOnly && file.project.roleOf(edge.from) === 'service');
  if (!importer) return;
  report({
    range,
    fields: { name, callee: name, where: 'module code that runs when the module is imported', function: 'the module' },
    related: [{ path: importer.from, range: importer.fact.statement, message: 'imported here' }],
  });
}
