import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Writes a page of the knowledge base to a read-only file in a temporary folder of its own, removed when the process ends; gives its URI. The name becomes part of the file's. */
export async function writePage(name: string, text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'archguide-page-'));
  process.once('exit', () => { rmSync(folder, { recursive: true, force: true }); });
  const file = join(folder, `${name.replace(/[^\w.-]+/g, '-').slice(-100)}.md`);
  await writeFile(file, text, { mode: 0o444 });
  return pathToFileURL(file).toString();
}
