import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Writes pages of the knowledge base to read-only files in a temporary folder, which is made for the first and removed when
 * the process ends; gives a page's URI. The name becomes part of the file's.
 */
export function pageWriter(): (name: string, text: string) => Promise<string> {
  let made: Promise<string> | null = null;
  return async (name, text) => {
    made ??= mkdtemp(join(tmpdir(), 'archguide-pages-')).then((folder) => {
      process.once('exit', () => { rmSync(folder, { recursive: true, force: true }); });
      return folder;
    });
    const folder = await made;
    // It may have been tidied away meanwhile.
    await mkdir(folder, { recursive: true });
    const file = join(folder, `${name.replace(/[^\w.-]+/g, '-').slice(-100)}.md`);
    await rm(file, { force: true });
    await writeFile(file, text, { mode: 0o444 });
    return pathToFileURL(file).toString();
  };
}
