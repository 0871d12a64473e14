import type { CallFact } from '../../facts/python/model';
import { callsWhere } from '../callsIn';
import { argumentOf } from '../conditions';
import { removeArgument } from '../fixes';
import type { PythonCheck, PythonFile } from '../model';
import { isDevelopmentOnly } from './shared/developmentOnly';

const servers = /^uvicorn\.(run|Config|config\.Config)$/;
const applications = /^fastapi\.FastAPI$/;

/** `reload=True` or `debug=True` of a server or application that is not for development alone. Gives `name`, `keyword`, `problem` and `instead`. */
export const noDebugServer: PythonCheck = {
  name: 'fastapi/no-debug-server',
  input: 'python',
  words: ['reload', 'debug'],
  run({ file, report }) {
    for (const call of callsWhere(file, (target) => servers.test(target.name) || applications.test(target.name))) {
      const name = file.calleeOf(call);
      if (name === null) continue;
      const isServer = servers.test(name);
      if ((!isServer && !applications.test(name)) || isDevelopmentOnly(file.path, file.text, call.range.start.line)) continue;
      if (isServer && isStartedOtherwise(file, call)) continue;
      for (const keyword of isServer ? ['reload', 'debug'] : ['debug']) {
        const argument = argumentOf(call, keyword);
        if (argument?.value.kind !== 'true') continue;
        const problem = keyword === 'reload' ? 'watches files and runs the server under a supervisor, in production too' : 'sends tracebacks with source code to whoever makes a request fail';
        const instead = keyword === 'reload' ? 'leave it out, and pass `--reload` on the command line in development' : 'leave it out, or take it from the settings';
        report({
          range: argument.range,
          fields: { name: file.text.slice(call.calleeRange), keyword, problem, instead },
          fix: { title: `Remove ${keyword}=True`, edits: [removeArgument(file.path, file.text, call, argument)] },
        });
      }
    }
  },
};

/**
 * The container of the service starts something else, so that this call is for whoever runs the file by hand. Where no
 * container is known, it may be what starts the service.
 */
function isStartedOtherwise(file: PythonFile, call: CallFact): boolean {
  const { project, service, path } = file;
  const started = project.entryPoints.filter((entry) => (entry.via === 'compose' || entry.via === 'dockerfile') && entry.service !== null && entry.service.id === service?.id);
  if (started.length === 0) return false;
  return !started.some((entry) => {
    // `uvicorn src.main:app` imports the module: its main guard does not run.
    if (call.inMainGuard || entry.attribute !== null) return entry.path === path && entry.attribute === null;
    return entry.path === path || project.reachableFrom(entry.path).has(path);
  });
}
