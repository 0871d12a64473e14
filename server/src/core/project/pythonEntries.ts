import type { Location } from '../text/range';
import type { ModuleSummary } from './model';
import type { ModuleIndex } from './moduleIndex';
import type { ModuleTraits } from './moduleTraits';
import type { Names } from './names';
import { ancestorsOf, nameOf } from './paths';
import { locateModule } from './processes';
import { applications } from './signals';

/** Where a file says of itself that a process begins. */
export interface PythonEntry {
  readonly path: string;
  readonly attribute: string | null;
  readonly at: Location;
  /** An application object that some server may be told to run; nothing in the file runs it. */
  readonly isApplication: boolean;
}

const servers = new Set(['uvicorn.run', 'uvicorn.Config', 'granian.Granian', 'hypercorn.run', 'waitress.serve']);

/** Entry points that Python itself declares: `__main__` guards, `__main__.py`, `uvicorn.run("module:app")`, application objects. */
export function pythonEntries(summary: ModuleSummary, traits: ModuleTraits, names: Names, index: ModuleIndex): PythonEntry[] {
  const { path } = summary;
  const entries: PythonEntry[] = [];
  if (summary.mainGuard) entries.push({ path, attribute: null, at: { path, range: summary.mainGuard }, isApplication: false });
  else if (nameOf(path) === '__main__.py') {
    const start = { line: 0, character: 0 };
    entries.push({ path, attribute: null, at: { path, range: { start, end: start } }, isApplication: false });
  }
  for (const call of summary.wiring) {
    const target = call.arguments[0]?.text;
    if (target == null || !servers.has(names.resolve(path, call.callee)?.name ?? '')) continue;
    const [module = '', attribute = null] = target.split(':');
    const found = locateModule(module, ancestorsOf(path).flatMap((folder) => [folder, folder === '' ? 'src' : `${folder}/src`]), index, false);
    if (found !== null) entries.push({ path: found, attribute, at: { path, range: call.range }, isApplication: false });
  }
  for (const binding of traits.applications) {
    const type = names.resolve(path, `:${binding.name}`);
    // Bound where it is made, or by a factory; an application that was imported is another file's.
    if (type?.isInstance && applications.has(type.name)) {
      entries.push({ path, attribute: binding.name, at: { path, range: binding.range }, isApplication: true });
    }
  }
  return entries;
}
