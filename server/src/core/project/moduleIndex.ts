import { ancestorsOf, folderOf, isWithin, join, relativeTo } from './paths';

/** A module or package found in the workspace. A namespace package has a folder and no file. */
export interface Located {
  /** The module's file, `__init__.py` for a package; null for a namespace package. */
  readonly path: string | null;
  /** The folder in which submodules lie; null for a plain module. */
  readonly folder: string | null;
}

/**
 * Where modules lie, found by name and never by scanning: whether a folder has a child of that name is one look-up.
 * Made from the set of Python paths and the roots that the workspace's files declare; holds nothing else, so that an
 * edit inside a file leaves it as it is.
 */
export class ModuleIndex {
  private readonly files: ReadonlySet<string>;
  private readonly packages = new Set<string>();
  /** Folders with Python files at any depth. */
  private readonly folders = new Set<string>();
  /** Top-level name → declared roots that have it. */
  private readonly rootsOfName = new Map<string, string[]>();
  private readonly declared: ReadonlySet<string>;
  /** Equal for two indexes in which a module of a given path has the same name. */
  readonly layout: string;
  private readonly found = new Map<string, Located | null>();

  /** @param roots folders that are on the module search path by declaration: projects, working directories, PYTHONPATH. */
  constructor(paths: Iterable<string>, roots: Iterable<string>) {
    this.files = new Set(paths);
    for (const path of this.files) this.addFolders(path);
    const declared = new Set<string>();
    for (const root of [...roots].sort()) {
      declared.add(root);
      const source = join(root, 'src');
      if (this.folders.has(source) && !this.packages.has(source)) declared.add(source);
    }
    this.declared = declared;
    for (const path of this.files) this.addToRoots(path);
    this.layout = `${[...declared].sort().join('|')}||${[...this.packages].sort().join('|')}`;
  }

  private addFolders(path: string): void {
    if (path.endsWith('/__init__.py')) this.packages.add(folderOf(path));
    for (const folder of ancestorsOf(path)) {
      if (this.folders.has(folder)) return;
      this.folders.add(folder);
    }
  }

  private addToRoots(path: string): void {
    for (const root of ancestorsOf(path)) {
      if (!this.declared.has(root)) continue;
      const first = relativeTo(path, root).split('/')[0] ?? '';
      const name = first.endsWith('.py') ? first.slice(0, -3) : first;
      const known = this.rootsOfName.get(name);
      if (!known) this.rootsOfName.set(name, [root]);
      else if (!known.includes(root)) known.push(root);
    }
  }

  /** The module that `import module` in the file `from` means, or null where the workspace has none that is plain. */
  find(from: string, module: string): Located | null {
    const key = `${folderOf(from)}|${module}`;
    let located = this.found.get(key);
    if (located === undefined) {
      located = this.search(from, module, '');
      this.found.set(key, located);
    }
    // Cached by folder: only a file that would find itself looks further. By a dotted name it means itself, as a package
    // does that takes its own submodules by their full name.
    return located?.path === from && !module.includes('.') ? this.search(from, module, from) : located;
  }

  /** Whether the workspace has a regular package or a module of this top-level name that `from` could import. */
  hasTop(from: string, name: string): boolean {
    return [...this.nearRoots(from), ...(this.rootsOfName.get(name) ?? [])].some((root) => this.child(root, name, from)?.path);
  }

  /** The module that a relative import means (PEP 328): `level` dots, then `module`. */
  findRelative(from: string, level: number, module: string): Located | null {
    let folder = folderOf(from);
    for (let up = 1; up < level; up++) {
      if (folder === '') return null;
      folder = folderOf(folder);
    }
    return module === '' ? this.packageAt(folder) : this.locate(folder, module, '');
  }

  /** Module `module` below a search root; never the file `except`. */
  locate(root: string, module: string, except: string): Located | null {
    let at: Located | null = { path: null, folder: root };
    const names = module.split('.');
    for (const [depth, name] of names.entries()) {
      if (at.folder === null) return null;
      // A package may import its own submodules by their full name.
      at = this.child(at.folder, name, depth === names.length - 1 ? except : '');
      if (at === null) return null;
    }
    return at;
  }

  /** A submodule of a package. */
  submodule(parent: Located, name: string): Located | null {
    return parent.folder === null ? null : this.child(parent.folder, name, '');
  }

  /** Whether a folder has an `__init__.py`. */
  isPackage(folder: string): boolean {
    return this.packages.has(folder);
  }

  hasFile(path: string): boolean {
    return this.files.has(path);
  }

  /** The module that a file is. */
  at(path: string): Located {
    return { path, folder: path.endsWith('/__init__.py') || path === '__init__.py' ? folderOf(path) : null };
  }

  /** `__init__.py` files that Python runs before the module at `path`, outermost first. */
  packagesAround(path: string): string[] {
    const around: string[] = [];
    for (const folder of ancestorsOf(path)) {
      if (!this.packages.has(folder)) break;
      const file = join(folder, '__init__.py');
      if (file !== path) around.push(file);
    }
    return around.reverse();
  }

  /** The dotted name of a module as most of its importers would write it. */
  dottedName(located: Located): string {
    const path = located.path === null ? located.folder ?? '' : located.folder ?? located.path.replace(/\.py$/, '');
    return relativeTo(path, this.rootOf(path)).replaceAll('/', '.');
  }

  /** The nearest folder at or above the outermost package around `path` that is a search root. */
  rootOf(path: string): string {
    const around = ancestorsOf(path);
    const top = around.findIndex((folder) => !this.packages.has(folder));
    const possible = around.slice(Math.max(top, 0));
    return possible.find((folder) => this.declared.has(folder) || folder === 'src' || folder.endsWith('/src')) ?? '';
  }

  private search(from: string, module: string, except: string): Located | null {
    // A namespace package gives way to any module further along the path (PEP 420).
    let namespace: Located | null = null;
    for (const root of this.nearRoots(from)) {
      const located = this.locate(root, module, except);
      if (located !== null && located.path !== null) return located;
      namespace ??= located;
    }
    const declared = this.searchDeclared(from, module, except);
    if (!declared?.path) return namespace ?? declared;
    return this.searchPackages(from, module, except) ?? declared;
  }

  /**
   * A name that only a root elsewhere has, and that a package around the importer has too: `python src/main.py` puts `src`
   * on the search path, an `__init__.py` in it or not. The outermost package that has it, since programs lie at the top.
   */
  private searchPackages(from: string, module: string, except: string): Located | null {
    for (const folder of ancestorsOf(from).reverse()) {
      const located = this.packages.has(folder) && folder !== '' ? this.locate(folder, module, except) : null;
      if (located?.path) return located;
    }
    return null;
  }

  /** Declared roots elsewhere: the one that shares most of the path with the importer; none where two are as near. */
  private searchDeclared(from: string, module: string, except: string): Located | null {
    const dot = module.indexOf('.');
    const hits: { located: Located; shared: number }[] = [];
    for (const root of this.rootsOfName.get(dot < 0 ? module : module.slice(0, dot)) ?? []) {
      const located = this.locate(root, module, except);
      if (located === null || hits.some((hit) => same(hit.located, located))) continue;
      hits.push({ located, shared: ancestorsOf(from).find((folder) => isWithin(root, folder))?.length ?? 0 });
    }
    hits.sort((a, b) => b.shared - a.shared);
    const [best, second] = hits;
    return best && (!second || second.shared < best.shared) ? best.located : null;
  }

  /** Folders around a file that may be on the search path: those that are no packages, nearest first, each with its `src`. */
  private nearRoots(from: string): string[] {
    const roots: string[] = [];
    for (const folder of ancestorsOf(from)) {
      if (this.packages.has(folder) && folder !== '') continue;
      roots.push(folder);
      const source = join(folder, 'src');
      if (this.folders.has(source) && !this.packages.has(source)) roots.push(source);
    }
    return roots;
  }

  /** As Python's path finder: a regular package, then a module, then a namespace package. */
  private child(folder: string, name: string, except: string): Located | null {
    const inside = join(folder, name);
    const initialiser = `${inside}/__init__.py`;
    if (this.files.has(initialiser) && initialiser !== except) return { path: initialiser, folder: inside };
    const file = `${inside}.py`;
    if (this.files.has(file) && file !== except) return { path: file, folder: null };
    return this.folders.has(inside) && !this.packages.has(inside) ? { path: null, folder: inside } : null;
  }

  /** The package (regular or namespace) that a folder is. */
  packageAt(folder: string): Located {
    const initialiser = join(folder, '__init__.py');
    return { path: this.files.has(initialiser) ? initialiser : null, folder };
  }
}

function same(a: Located, b: Located): boolean {
  return a.path === b.path && a.folder === b.folder;
}
