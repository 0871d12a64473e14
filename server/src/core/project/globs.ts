import picomatch from 'picomatch';

/** Longer globs are refused: matching one may cost a power of its stars. */
const longestGlob = 400;
const mostStars = 12;

/** A matcher of workspace-relative paths; null where the glob cannot be read. Dot files match like any other. */
export function compileGlob(glob: string): ((path: string) => boolean) | null {
  if (glob.length > longestGlob || (glob.match(/\*+/g)?.length ?? 0) > mostStars) return null;
  try {
    return picomatch(glob, { dot: true, noextglob: true, nonegate: true, strictBrackets: true });
  } catch {
    return null;
  }
}

/** Matches a path that any of the globs matches; a glob that cannot be read matches nothing. */
export function compileGlobs(globs: readonly string[]): (path: string) => boolean {
  const matchers = globs.flatMap((glob) => compileGlob(glob) ?? []);
  return (path) => matchers.some((matches) => matches(path));
}
