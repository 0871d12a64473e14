import type { ProjectSnapshot } from '../project/view';
import type { RulePolicy } from '../rules/engine';
import type { LineIndex } from '../text/lineIndex';

/** How a state of the project sets the rules. `textOf` has the texts of closed compose files and Dockerfiles. */
export function policyOf({ configurations }: ProjectSnapshot, textOf: (path: string) => LineIndex | null): RulePolicy {
  return {
    severityOf: (rule, path) => configurations.severityOf(rule, path),
    optionsOf: (rule, path) => configurations.optionsOf(rule, path),
    textOf,
  };
}
