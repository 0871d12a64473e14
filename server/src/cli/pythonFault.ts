import type { ParseCheck } from '../core/pack/verify/model';
import type { PythonParser } from '../core/ports';
import { withPythonFacts } from '../core/workspace/analysis';

const budget = 2_000;

/** Says where a Python block does not parse; null where it does. */
export function pythonFault(parser: PythonParser): ParseCheck {
  return (code) => withPythonFacts(parser, code, budget, (facts) => {
    const [first] = facts.unreadable;
    return first ? { line: first.start.line, message: 'this is not Python' } : null;
  });
}
