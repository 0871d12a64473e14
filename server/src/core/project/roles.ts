import type { FileRole, ModuleSummary } from './model';
import type { ModuleIndex } from './moduleIndex';
import type { Scopes } from './moduleScope';
import type { ModuleTraits } from './moduleTraits';
import { folderOf, isWithin, join, nameOf, relativeTo } from './paths';

/** What a role is decided by, beside the path itself. */
export interface RoleContext {
  readonly modules: ReadonlyMap<string, ModuleSummary>;
  readonly index: ModuleIndex;
  readonly scopes: Scopes;
  /** Folders of services that the configuration, compose or a Dockerfile name: what stands above one says nothing about its files. */
  readonly serviceFolders: readonly string[];
  /** Files that a container starts: they are service code wherever they lie. */
  readonly started: ReadonlySet<string>;
}

const vendorFolders = new Set(['vendor', 'vendored', '_vendor', 'third_party', 'thirdparty', '3rdparty', 'site-packages', 'dist-packages', 'node_modules', '.venv', 'venv']);
const testFolders = new Set(['tests', 'test', '__tests__', 'e2e', 'integration_tests', 'unit_tests', 'functional_tests', 'load_tests', 'testsuite']);
const migrationFolders = new Set(['migrations', 'migration', 'alembic']);
/** Folders of scripts wherever they stand outside a package, and those that are so at the top of a project alone. */
const scriptFolders = new Set(['scripts', 'script', 'bin', 'hack', 'notebooks']);
const topScriptFolders = new Set(['tools', 'tool', 'docs', 'doc', 'examples', 'example', 'benchmarks', 'bench', 'ci', '.github']);
const scriptFiles = new Set(['setup.py', 'noxfile.py', 'fabfile.py', 'dodo.py']);
const testFiles = new Set(['conftest.py', 'locustfile.py']);

/** What kind of code the file at `path` is. Files that are not Python have a role by their folders. */
export function roleOf(path: string, context: RoleContext): FileRole {
  const summary = context.modules.get(path) ?? null;
  const base = nearest(context.serviceFolders, path);
  const folders = relativeTo(folderOf(path), base).split('/').filter(Boolean);
  const name = nameOf(path);
  if (folders.some((folder) => vendorFolders.has(folder)) || name === 'versioneer.py') return 'vendored';
  if (/_pb2(?:_grpc)?\.pyi?$/.test(name) || summary?.isGenerated) return 'generated';
  if (context.started.has(path)) return 'service';
  const traits = summary && context.scopes.of(summary).traits;
  // A folder of migrations may have an image of its own, and be a service folder by that.
  if (isMigration(name, [nameOf(base), ...folders], traits)) return 'migrations';
  if (isTest(name, folders, traits)) return 'tests';
  if (isScript(name, folders, base, summary, context.index)) return 'scripts';
  return 'service';
}

/** Whether a folder is one of tests, or lies in one, by its name. */
export function isOfTests(folder: string): boolean {
  return folder.split('/').some((part) => testFolders.has(part));
}

function nearest(folders: readonly string[], path: string): string {
  let best = '';
  for (const folder of folders) if (folder.length > best.length && isWithin(path, folder)) best = folder;
  return best;
}

function isMigration(name: string, folders: readonly string[], traits: ModuleTraits | null): boolean {
  if (traits?.isRevision) return true;
  const at = folders.findIndex((folder) => migrationFolders.has(folder));
  if (at < 0) return false;
  // Code that runs migrations may lie beside them; scripts of a migration tool are numbered, dated, or in `versions/`.
  return folders.includes('versions', at) || name === 'env.py' || /^\d/.test(name) || name === '__init__.py' || traits?.hasMigrationClass === true;
}

function isTest(name: string, folders: readonly string[], traits: ModuleTraits | null): boolean {
  if (folders.some((folder) => testFolders.has(folder))) return true;
  if (testFiles.has(name)) return true;
  // Of behave; elsewhere, `features` is how code is laid out.
  if (folders.includes('features') && (folders.includes('steps') || name === 'environment.py')) return true;
  if (!traits) return /^test_.*\.py$/.test(name);
  if (traits.importsTests) return true;
  // A file of that name without a test in it is named after what it does (`test_connection.py`).
  return traits.hasTests && /^test_.*\.py$|_tests?\.py$|^tests\.py$/.test(name);
}

function isScript(name: string, folders: readonly string[], base: string, summary: ModuleSummary | null, index: ModuleIndex): boolean {
  if (summary?.isNotebook || scriptFiles.has(name)) return true;
  const [first = ''] = folders;
  if (topScriptFolders.has(first)) return true;
  // In a package, such a folder may hold modules that the service imports; one that is run by hand says so.
  return folders.some((folder, at) => scriptFolders.has(folder) && (summary?.hasMainGuard === true || !index.isPackage(join(base, folders.slice(0, at).join('/')))));
}
