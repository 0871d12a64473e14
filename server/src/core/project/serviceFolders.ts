import { folderOf, isWithin, nameOf, relativeTo } from './paths';

/** Folders whose children are services. */
const parents = new Set(['services', 'apps', 'microservices', 'bots', 'workers', 'backends', 'applications']);
/** Files in which a process begins by convention. */
const mainFiles = new Set(['main.py', '__main__.py', 'app.py', 'asgi.py', 'wsgi.py', 'manage.py', 'worker.py', 'bot.py', 'run.py', 'server.py']);

/**
 * Children of `services/`, `apps/` and their like in which a process begins. `services/` inside a package (`app/services/`)
 * is a layer of one service, not a folder of services.
 */
export function foldersWithEntries(files: ReadonlyMap<string, boolean>): string[] {
  const packages = new Set<string>();
  for (const path of files.keys()) if (nameOf(path) === '__init__.py') packages.add(folderOf(path));
  const folders = new Set<string>();
  for (const [path, canBegin] of files) {
    if (!canBegin && !mainFiles.has(nameOf(path))) continue;
    const folder = childOfParent(path, packages);
    if (folder !== null) folders.add(folder);
  }
  return [...folders].sort();
}

/** `services/orders` for `services/orders/src/main.py`. */
function childOfParent(path: string, packages: ReadonlySet<string>): string | null {
  const parts = path.split('/');
  for (let at = 0; at + 2 < parts.length; at++) {
    if (!parents.has(parts[at] ?? '')) continue;
    const parent = parts.slice(0, at + 1).join('/');
    if (packages.has(parent) || [...packages].some((folder) => folder !== parent && isWithin(parent, folder))) return null;
    // Only near the top: deeper, the word is a layer's.
    if (at > 1) return null;
    const folder = parts.slice(0, at + 2).join('/');
    return relativeTo(path, folder).split('/').length <= 3 ? folder : null;
  }
  return null;
}
