import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Files } from '../core/ports';
import { languageOf } from '../core/workspace/language';
import type { PackBundle } from '../core/pack/packBundle';
import { readSnippets, type Snippet } from '../core/features/snippets';
import { openBundle } from './bundle';
import { FolderFiles } from './files';

/** Where the built product's own files are: `dist/`, with packs beside the bundles and snippets beside `dist`. */
export interface Installation {
  readonly packs: string;
  readonly snippets: string;
}

/** The installation that holds this bundle (`dist/server.js`, `dist/cli.js`). */
export function installation(): Installation {
  return { packs: join(__dirname, 'packs'), snippets: join(dirname(__dirname), 'snippets') };
}

export function bundledPacks(place: Installation): PackBundle {
  return openBundle(place.packs);
}

/** All snippets of the installation; a file that cannot be read costs its own snippets. */
export async function bundledSnippets(place: Installation): Promise<readonly Snippet[]> {
  const names = await readdir(place.snippets).catch(() => [] as string[]);
  const files = await Promise.all(names.filter((name) => name.endsWith('.json')).sort().map(async (name) => {
    try {
      return readSnippets(name.replace(/\.json$/, ''), JSON.parse(await readFile(join(place.snippets, name), 'utf8')));
    } catch {
      return [];
    }
  }));
  return files.flat();
}

/** Files of a workspace folder by its URI; null for one that is not on this disk. */
export function folderOf(uri: string): Files | null {
  if (!uri.startsWith('file:')) return null;
  return new FolderFiles(fileURLToPath(uri), { wants: (path) => languageOf(path) !== null });
}

/** Today, ISO, in local time: suppressions expire by the day. */
export function today(): string {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;
}
