import type { PythonParser } from '../ports';
import type { ProjectSnapshot } from '../project/view';
import type { Engine, RulePolicy } from '../rules/engine';
import type { Finding } from '../rules/model';
import { ResolvedPythonFile } from '../rules/pythonFile';
import { LineIndex } from '../text/lineIndex';
import { skipReason, withPythonFacts } from './analysis';
import type { FinalFindings } from './finalFindings';
import { closedBudget, type Intake } from './intake';

/** Judges Python files that are not open, one by one: from facts that were kept, else by parsing them again. */
export class ClosedFiles {
  constructor(private readonly parser: PythonParser, private readonly engine: Engine, private readonly intake: Intake, private readonly final: FinalFindings) {}

  /** What the rules find in the file alone; nothing where it cannot be read within its budget. */
  judge(path: string, text: string, project: ProjectSnapshot, policy: RulePolicy): readonly Finding[] {
    if (skipReason(text) !== null) return [];
    const kept = this.intake.takeKept(path, text);
    if (kept) {
      const file = new ResolvedPythonFile(path, new LineIndex(text), kept, project);
      if (!this.engine.needsTree(file, policy)) return this.engine.python(file, null, policy);
    }
    return withPythonFacts(this.parser, text, closedBudget, (facts, tree) => {
      const index = new LineIndex(text);
      this.final.setComments(path, facts.comments, index);
      return this.engine.python(new ResolvedPythonFile(path, index, facts, project), tree, policy);
    }) ?? [];
  }
}
