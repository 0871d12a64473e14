/** Why a text is no module id, in a sentence; null for one that is. An id never reaches a file system, and could not leave the pack. */
export function moduleIdProblem(id: string): string | null {
  if (id.includes('\\')) return `\`${id}\` has a backslash. Write the path with forward slashes.`;
  if (id.startsWith('/') || /^[a-z][a-z0-9+.-]*:/i.test(id)) return `\`${id}\` is an absolute path. Write the path from the pack's folder.`;
  if (id.split('/').some((part) => part === '' || part === '.' || part === '..')) {
    return `\`${id}\` leaves its folder or has an empty part. Write the path from the pack's folder, without \`.\` and \`..\`.`;
  }
  if (id.length > 300 || /[\u0000-\u001f<>"|?*]/.test(id)) return 'This path is too long or has characters that a path cannot have.';
  return null;
}

/** The id of the module in a file: its path in the pack without `.md`. */
export function moduleIdOf(path: string): string {
  return path.replace(/\.md$/i, '');
}

/** The path that a relative link of the page at `from` names, within the pack; null where it leaves the pack. */
export function resolvePath(from: string, link: string): string | null {
  const parts = link.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const part of link.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}
