import { readFile, readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { PackFile } from '../core/pack/packLoader';
import { PackBundle } from '../core/pack/packBundle';

/** The bundled packs, read from the folder that scripts/build-packs wrote: `dist/packs`. */
export function openBundle(folder: string): PackBundle {
  return new PackBundle({ read: (name) => readFile(join(folder, name), 'utf8') });
}

/** The files of a pack's folder: `pack.yaml` and the Markdown below it, links not followed. @throws where the folder cannot be read */
export async function readPackFolder(folder: string): Promise<PackFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && (/\.md$/i.test(entry.name) || entry.name === 'pack.yaml'));
  return Promise.all(files.map(async (entry) => {
    const path = join(entry.parentPath, entry.name);
    return { path: path.slice(folder.replace(/[\\/]+$/, '').length + 1).split(sep).join('/'), text: await readFile(path, 'utf8') };
  }));
}
