import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Writes a page of the knowledge base to a read-only file in a temporary folder of its own; gives its URI. The name becomes part of the file's. */
export async function writePage(name: string, text: string): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'archguide-page-')), `${name.replace(/[^\w.-]+/g, '-').slice(-100)}.md`);
  await writeFile(file, text, { mode: 0o444 });
  return pathToFileURL(file).toString();
}
