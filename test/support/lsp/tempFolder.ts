import { mkdir, mkdtemp, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Texts, or bytes, of files by their path in a folder. */
export type FileTree = Readonly<Record<string, string | Uint8Array>>;

/** A workspace folder on the disk. */
export class TempFolder {
  private constructor(readonly root: string, readonly uri: string) {}

  static async create(files: FileTree, name = 'workspace'): Promise<TempFolder> {
    const parent = await realpath(await mkdtemp(join(tmpdir(), 'archguide-')));
    const root = join(parent, name);
    await mkdir(root);
    const folder = new TempFolder(root, pathToFileURL(root).toString());
    await Promise.all(Object.entries(files).map(([path, text]) => folder.write(path, text)));
    return folder;
  }

  path(path: string): string {
    return join(this.root, path);
  }

  uriOf(path: string): string {
    return pathToFileURL(this.path(path)).toString();
  }

  async write(path: string, text: string | Uint8Array): Promise<void> {
    await mkdir(dirname(this.path(path)), { recursive: true });
    await writeFile(this.path(path), text);
  }

  async read(path: string): Promise<string> {
    return readFile(this.path(path), 'utf8');
  }

  async remove(path: string): Promise<void> {
    await rm(this.path(path), { recursive: true });
  }

  async rename(from: string, to: string): Promise<void> {
    await mkdir(dirname(this.path(to)), { recursive: true });
    await rename(this.path(from), this.path(to));
  }

  async dispose(): Promise<void> {
    await rm(dirname(this.root), { recursive: true, force: true });
  }
}
