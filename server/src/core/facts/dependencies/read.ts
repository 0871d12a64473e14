import type { DependencyFacts } from './model';
import { readPyproject } from './pyproject';
import { readRequirements } from './requirements';

const longestText = 1_000_000;

/**
 * Reads the declared dependencies of a pyproject.toml or a requirements file (any other name). Never throws.
 *
 * @param path its name decides how it is read, and the group of a requirements file
 */
export function readDependencies(path: string, text: string): DependencyFacts {
  if (/(?:^|\/)[\w.-]*\.toml$/i.test(path)) return readPyproject(text);
  const isTooLong = text.length > longestText;
  const facts = readRequirements(path, isTooLong ? '' : text);
  if (!isTooLong) return facts;
  const start = { line: 0, character: 0 };
  return { ...facts, problems: [{ message: `longer than ${longestText} characters: not read`, range: { start, end: start } }] };
}

/** Whether a file declares dependencies, by its name: `pyproject.toml`, `requirements-dev.txt`, `requirements/base.in`. */
export function isDependencyFile(path: string): boolean {
  return /(?:^|\/)pyproject\.toml$/.test(path)
    || /(?:^|[/._-])(?:requirements|reqs|constraints)(?:[._-][\w.-]*)?\.(?:txt|in)$/i.test(path)
    || /(?:^|\/)requirements\/[\w.-]+\.(?:txt|in)$/i.test(path);
}
