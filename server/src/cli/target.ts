import { stat } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { UsageError } from './usage';

/**
 * The folder that is the workspace, and the paths in it that are asked for (null: all).
 * @throws UsageError for a path that does not exist, and for several of which one lies outside of the working folder
 */
export async function target(positionals: readonly string[]): Promise<{ root: string; wanted: readonly string[] | null }> {
  const cwd = process.cwd();
  if (positionals.length === 0) return { root: cwd, wanted: null };
  const absolute = await Promise.all(positionals.map(async (path) => {
    const full = resolve(path);
    const info = await stat(full).catch(() => { throw new UsageError(`there is no file or folder \`${path}\``); });
    return { full, isFolder: info.isDirectory() };
  }));
  const inside = absolute.every(({ full }) => full === cwd || full.startsWith(cwd + sep));
  const [only] = absolute;
  // A folder is a workspace of its own: `check examples/reference` judges it as one would that opens it.
  if (absolute.length === 1 && only?.isFolder) return { root: only.full, wanted: null };
  if (!inside) throw new UsageError('files, and several paths, must lie below the working folder');
  return { root: cwd, wanted: absolute.map(({ full }) => relative(cwd, full).split(sep).join('/')) };
}

/** A path of the workspace as seen from the working folder, with forward slashes. */
export function outward(root: string, path: string): string {
  return relative(process.cwd(), resolve(root, path)).split(sep).join('/');
}
