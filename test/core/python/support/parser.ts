import { createParsers } from '../../../../server/src/node/parsers';
import { withPythonTree } from '../../../../server/src/core/facts/python/extract';
import type { PythonFacts } from '../../../../server/src/core/facts/python/model';
import type { PythonParser } from '../../../../server/src/core/ports';

const parsers = createParsers();

/** The real parser, loaded once for the process. */
export function pythonParser(): Promise<PythonParser> {
  return parsers.python();
}

/** Facts of a source, by the way that closed files take. */
export function factsOf(parser: PythonParser, source: string): PythonFacts {
  const facts = withPythonTree(parser, source, 60_000, (read) => read);
  if (!facts) throw new Error('the parser gave up');
  return facts;
}
