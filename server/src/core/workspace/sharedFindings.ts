import type { ProjectView } from '../project/model';
import type { Engine, RulePolicy } from '../rules/engine';
import type { Finding } from '../rules/model';
import type { ComposeFiles } from './composeFiles';
import type { LineIndex } from '../text/lineIndex';

/** Files that are judged apart from any Python file. */
export interface PlainInputs {
  readonly compose: ComposeFiles;
  dockerfileText(path: string): LineIndex | null;
}

/** Findings that come from the project as a whole: compose projects, Dockerfiles, dependencies, the graph. By path. */
export function sharedFindings(engine: Engine, project: ProjectView, policy: RulePolicy, inputs: PlainInputs): Map<string, readonly Finding[]> {
  const byPath = new Map<string, Map<string, Finding>>();
  const add = (findings: readonly Finding[]): void => {
    for (const finding of findings) {
      let known = byPath.get(finding.path);
      if (!known) byPath.set(finding.path, known = new Map<string, Finding>());
      // The base file belongs to several sets (development, production): what it says is said once.
      const key = `${finding.rule}:${finding.range.start.line}:${finding.range.start.character}:${finding.message}`;
      if (!known.has(key)) known.set(key, finding);
    }
  };
  for (const compose of inputs.compose.all) add(engine.compose(compose, project, policy));
  for (const [path, facts] of project.dockerfiles) {
    const text = inputs.dockerfileText(path);
    if (text) add(engine.dockerfile(path, text, facts, project, policy));
  }
  for (const [path, facts] of project.dependencies) add(engine.dependencies(path, facts, project, policy));
  add(engine.project(project, policy));
  return new Map([...byPath].map(([path, findings]) => [path, [...findings.values()]]));
}
