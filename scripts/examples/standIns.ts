// Stub files for modules of the project that a page imports and does not show: what comes from them has any type.
import { spawnSync } from 'node:child_process';
import type { Python } from './environment';
import { SetupError } from './environment';
import type { LaidOut, Layout } from './layout';

export interface StandIns {
  /** Relative path of a `.pyi` → text. */
  readonly files: ReadonlyMap<string, string>;
  /** Block → modules of the project that it imports and nothing gives. */
  readonly missing: ReadonlyMap<LaidOut, readonly string[]>;
  /** Block → names of what stands in for classes: of them, nothing is known. */
  readonly names: ReadonlyMap<LaidOut, ReadonlySet<string>>;
}

type Imports = readonly (readonly [module: string, names: readonly string[]])[];

/** A page that says what it builds on gets none: there, what is missing is an error. */
export function standIns(layout: Layout, python: Python): StandIns {
  const missing = new Map<LaidOut, string[]>();
  const names = new Map<LaidOut, Set<string>>();
  /** Path of a module without its ending → names that are imported from it. */
  const modules = new Map<string, Set<string>>();
  const imports = readImports(layout, python);
  const folders = new Set([...layout.files.keys()].flatMap(foldersOf));
  const inFolder = new Map<string, string[]>();
  for (const { folder } of layout.blocks) inFolder.set(folder, []);
  for (const file of layout.files.keys()) inFolder.get(file.split('/').slice(0, 3).join('/'))?.push(file);
  for (const block of layout.blocks) {
    if (block.page.buildsOn !== null) continue;
    const files = inFolder.get(block.folder) ?? [];
    for (const [file, module, imported] of files.flatMap((one) => (imports[one] ?? []).map(([name, names]) => [one, name, names] as const))) {
      const path = `${block.folder}/${module.replaceAll('.', '/')}`;
      const isOwn = block.roots.has(module.split('.')[0] ?? '');
      if (!isOwn || layout.files.has(`${path}.py`) || layout.files.has(`${path}/__init__.py`)) continue;
      // A folder of the page's own files is a package without a file; what is not one of its files comes from its `__init__`.
      const wanted = imported.filter((name) => !layout.files.has(`${path}/${name}.py`) && !folders.has(`${path}/${name}`));
      if (wanted.length === 0 && folders.has(path)) continue;
      modules.set(path, new Set([...modules.get(path) ?? [], ...wanted]));
      names.set(block, new Set([...names.get(block) ?? [], ...wanted.filter(isClass)]));
      if (file === block.file) missing.set(block, [...missing.get(block) ?? [], module]);
    }
  }
  for (const path of modules.keys()) for (const folder of foldersOf(path)) folders.add(folder);
  const files = new Map([...modules].map(([path, wanted]) => [folders.has(path) ? `${path}/__init__.pyi` : `${path}.pyi`, stub(wanted)]));
  return { files, missing, names };
}

function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function isClass(name: string): boolean {
  return /^_?[A-Z]\w*[a-z]/.test(name);
}

/** A name in CamelCase is a class of unknown bases, so that it can be a type, a base and an exception. */
function stub(names: ReadonlySet<string>): string {
  const lines = [...names].sort().map((name) => (isClass(name) ? `class ${name}(Any):\n    def __init__(self, *args: Any, **kwargs: Any) -> None: ...` : `${name}: Any`));
  return `from typing import Any\n\n${lines.join('\n')}\n`;
}

function readImports(layout: Layout, python: Python): Record<string, Imports> {
  const { stdout, stderr, status } = spawnSync(python.binary, [new URL('projectImports.py', import.meta.url).pathname], {
    input: JSON.stringify(Object.fromEntries(layout.files)), encoding: 'utf8', maxBuffer: 50_000_000,
  });
  if (status !== 0) throw new SetupError(`projectImports.py: ${stderr.trim().slice(-500)}`);
  return JSON.parse(stdout) as Record<string, Imports>;
}
