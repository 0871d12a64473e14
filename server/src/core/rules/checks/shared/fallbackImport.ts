import type { ImportFact } from '../../../facts/python/model';
import { contains } from '../../../text/range';
import type { PythonFile } from '../../model';

/** An import of code that runs with either of two libraries or versions: in a `try` that catches ImportError, or in what it does then. */
export function isEitherImport(file: PythonFile, fact: ImportFact): boolean {
  return fact.optional || file.facts.handlers.some((handler) => contains(handler.bodyRange, fact.statement.start)
    && handler.types.some((type) => /^:(ImportError|ModuleNotFoundError)$/.test(type)));
}
