import { createParsers } from '../../../../server/src/node/parsers';
import { extractPythonFacts } from '../../../../server/src/core/facts/python/extract';
import type { PythonFacts } from '../../../../server/src/core/facts/python/model';
import type { PythonParser } from '../../../../server/src/core/ports';

const parsers = createParsers();

/** The real parser, loaded once for the process. */
export function pythonParser(): Promise<PythonParser> {
  return parsers.python();
}

/** Facts of a source, by the way that closed files take. */
export function factsOf(parser: PythonParser, source: string): PythonFacts {
  const tree = parser.parse(source, null, 60_000);
  if (!tree) throw new Error('the parser gave up');
  try {
    return extractPythonFacts(source, tree);
  } finally {
    tree.delete();
  }
}
