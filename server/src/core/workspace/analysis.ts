import type { Tree } from 'web-tree-sitter';
import { readComposeFile } from '../facts/compose/read';
import type { ComposeFileFacts } from '../facts/compose/model';
import type { DependencyFacts } from '../facts/dependencies/model';
import { readDependencies } from '../facts/dependencies/read';
import type { DockerfileFacts } from '../facts/dockerfile/model';
import { readDockerfile } from '../facts/dockerfile/read';
import type { PythonFacts } from '../facts/python/model';
import { withPythonTree } from '../facts/python/extract';
import type { PythonParser } from '../ports';

/** Larger files are not read: no one writes one by hand, and a check of it costs more than it tells. */
export const mostCharacters = 5_000_000;
/** A line longer than this is data: the file is not judged. */
const longestLine = 100_000;

/** Facts of a file that is not Python. */
export type PlainFacts = ComposeFileFacts | DockerfileFacts | DependencyFacts;

/** Why a file was not read; said to the user where it is open, and by the command line. */
export type Skipped = 'too large' | 'a line too long' | 'binary' | 'took too long to parse';

/** Why a closed file was not read. What cannot be had as text has one reason, since the port does not say which. */
export type Unread = Skipped | 'unreadable, binary or too large';

/** Whether a text is worth reading. */
export function skipReason(text: string): Skipped | null {
  if (text.length > mostCharacters) return 'too large';
  if (text.includes('\0')) return 'binary';
  if (text.length > longestLine) {
    let start = 0;
    for (let end = text.indexOf('\n'); ; end = text.indexOf('\n', start)) {
      if ((end < 0 ? text.length : end) - start > longestLine) return 'a line too long';
      if (end < 0) break;
      start = end + 1;
    }
  }
  return null;
}

/** Facts of a closed Python file, with the tree while `use` runs; null where it cannot be read within the budget. */
export function withPythonFacts<T>(parser: PythonParser, text: string, budget: number, use: (facts: PythonFacts, tree: Tree) => T): T | null {
  return withPythonTree(parser, text, budget, use);
}

/** Facts of a compose file, Dockerfile or dependency file. */
export function readPlain(language: 'compose' | 'dockerfile' | 'dependencies', path: string, text: string): PlainFacts {
  switch (language) {
    case 'compose': return readComposeFile(path, text);
    case 'dockerfile': return readDockerfile(text);
    case 'dependencies': return readDependencies(path, text);
  }
}
