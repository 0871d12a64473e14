/** Folder of a workspace-relative path; '' for the workspace itself. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** Last segment of a path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/**
 * Joins a path, as a compose file writes it, to a workspace-relative folder. Null where the result is not in the workspace:
 * absolute paths, `~`, URLs, `../` beyond the root. '' is the workspace itself.
 */
export function resolvePath(folder: string, path: string): string | null {
  const text = path.trim().replaceAll('\\', '/');
  if (isRemote(text) || /^(?:\/|~|[A-Za-z]:\/)/.test(text)) return null;
  const segments: string[] = folder === '' ? [] : folder.split('/');
  for (const segment of text.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return null;
  }
  return segments.join('/');
}

/** A Git or HTTP address, or another resource that is no file (`oci://…`, `git@host:path`, `docker-image://…`). */
export function isRemote(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) || /^(?:git@|github\.com\/)/.test(text);
}
