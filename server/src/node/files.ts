import { opendir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import type { Files } from '../core/ports';

/** Folders that never hold a team's own code. */
const skippedFolders = new Set([
  '.git', '.hg', '.svn', 'node_modules', '.venv', 'venv', 'env', '.env', '.tox', '.nox', '__pycache__', '.mypy_cache', '.ruff_cache', '.pytest_cache',
  'site-packages', '.eggs', '.idea', '.vscode', '.cache', 'dist-packages',
]);
const mostBytes = 5_000_000;

export interface FolderOptions {
  /** Whether a path is one that the product reads; others are not listed. */
  readonly wants: (path: string) => boolean;
  /** More gitignore lines, from the configuration's `exclude`. */
  readonly exclude?: readonly string[];
  /** Also what git ignores. */
  readonly includeIgnored?: boolean;
}

/** A folder of the disk as the core's `Files`. Symbolic links to folders are not followed, so that a loop costs nothing. */
export class FolderFiles implements Files {
  constructor(readonly root: string, private readonly options: FolderOptions) {}

  async read(path: string): Promise<string | null> {
    try {
      const file = join(this.root, path);
      const { size } = await stat(file);
      if (size > mostBytes) return null;
      const bytes = await readFile(file);
      if (bytes.subarray(0, 8_192).includes(0)) return null;
      // A byte order mark is not part of the text (LSP clients strip it, too).
      return bytes.toString('utf8').replace(/^\uFEFF/, '');
    } catch {
      return null;
    }
  }

  async list(folder = ''): Promise<readonly string[]> {
    const found: string[] = [];
    const rules: Rules[] = [{ folder: '', rules: ignore().add([...(this.options.exclude ?? [])]) }];
    if (folder !== '') {
      const own = this.options.includeIgnored ? null : await this.read('.gitignore');
      if (own !== null) rules.push({ folder: '', rules: ignore().add(own) });
      if (isIgnored(rules, `${folder}/`)) return found;
    }
    await this.walk(folder, rules, found);
    return found.sort();
  }

  private async walk(folder: string, rules: readonly Rules[], found: string[]): Promise<void> {
    const own = this.options.includeIgnored ? null : await this.read(folder === '' ? '.gitignore' : `${folder}/.gitignore`);
    const active = own === null ? rules : [...rules, { folder, rules: ignore().add(own) }];
    let directory;
    try {
      directory = await opendir(join(this.root, folder));
    } catch {
      return;
    }
    const folders: string[] = [];
    for await (const entry of directory) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!skippedFolders.has(entry.name) && !isIgnored(active, `${path}/`)) folders.push(path);
      } else if (entry.isFile() && this.options.wants(path) && !isIgnored(active, path)) {
        found.push(path);
      }
    }
    for (const path of folders) {
      if (!(await this.isVirtualEnvironment(path))) await this.walk(path, active, found);
    }
  }

  /** A virtual environment under any name has its marker file (PEP 405). */
  private async isVirtualEnvironment(path: string): Promise<boolean> {
    try {
      return (await stat(join(this.root, path, 'pyvenv.cfg'))).isFile();
    } catch {
      return false;
    }
  }
}

/** Files whose list is known already: the folder is walked once for all that ask. */
export class ListedFiles implements Files {
  constructor(private readonly files: Files, private readonly paths: readonly string[]) {}

  read(path: string): Promise<string | null> {
    return this.files.read(path);
  }

  list(): Promise<readonly string[]> {
    return Promise.resolve(this.paths);
  }
}

interface Rules {
  readonly folder: string;
  readonly rules: Ignore;
}

/** The nearest .gitignore that speaks of the path decides, as in git. */
function isIgnored(rules: readonly Rules[], path: string): boolean {
  for (let at = rules.length - 1; at >= 0; at--) {
    const entry = rules[at];
    if (!entry) continue;
    const relative = entry.folder === '' ? path : path.slice(entry.folder.length + 1);
    const verdict = entry.rules.test(relative);
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}
