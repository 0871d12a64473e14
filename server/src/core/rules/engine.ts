import type { Tree } from 'web-tree-sitter';
import type { ComposeProject } from '../facts/compose/model';
import type { DependencyFacts } from '../facts/dependencies/model';
import type { DockerfileFacts } from '../facts/dockerfile/model';
import type { RuleDeclaration, ServiceKind, Severity } from '../pack/ruleDeclaration';
import type { ProjectView } from '../project/model';
import type { LineIndex } from '../text/lineIndex';
import { overlaps, type Range } from '../text/range';
import { effectiveSeverity } from './active';
import { Collector, sortFindings } from './collector';
import { matchCompose, matchDependencies, matchDockerfile } from './fileMatching';
import type { CheckContext, Finding, PythonFile, Report } from './model';
import { matchPython } from './pythonMatching';
import type { QueryRules } from './queries';
import type { RuleIndex } from './ruleIndex';

/** What the configuration says of a rule at a path. */
export interface RulePolicy {
  severityOf(rule: string, path: string): Severity | 'off' | null;
  optionsOf(rule: string, path: string): Readonly<Record<string, unknown>>;
  /** See `CheckContext.textOf`. */
  textOf(path: string): LineIndex | null;
}

/** Runs rules over facts. Pure: the same facts, view and policy give the same findings, in the same order. */
export class Engine {
  constructor(
    readonly index: RuleIndex,
    private readonly queries: QueryRules | null,
    private readonly onFault: (rule: string, path: string, error: unknown) => void,
  ) {}

  /** Findings of the rules that look at one Python file. `tree` is given where query rules shall run. */
  python(file: PythonFile, tree: Tree | null, policy: RulePolicy): Finding[] {
    if (file.facts.isTemplate) return [];
    const run = new Run(this.index.rules, file.project, policy, file.path, file.service?.kind ?? 'unknown');
    const add = (rule: RuleDeclaration, report: Report): void => {
      if (!touches(file.facts.unreadable, report)) run.add(rule, report);
    };
    matchPython(this.index, file, (matcher) => run.severity(matcher.rule) !== null, (matcher, report) => add(matcher.rule, report));
    for (const rule of this.index.queries) {
      if (tree && this.queries && rule.query && run.severity(rule) !== null) {
        const { query } = rule;
        const { queries } = this;
        this.guard(rule, file.path, () => queries.run(query, file, tree, (report) => add(rule, report)));
      }
    }
    for (const { rule, check } of this.index.pythonChecks) {
      if (run.severity(rule) === null) continue;
      this.guard(rule, file.path, () => check.run(Object.assign(run.context(rule, (report) => add(rule, report)), { file })));
    }
    return sortFindings(run.findings);
  }

  /** Whether some query rule would look at the file: `python` finds the same without a tree where none would. */
  needsTree(file: PythonFile, policy: RulePolicy): boolean {
    if (file.facts.isTemplate) return false;
    const run = new Run(this.index.rules, file.project, policy, file.path, file.service?.kind ?? 'unknown');
    return this.index.queries.some((rule) => rule.query !== null && (rule.query.imports.length === 0 || file.imports(rule.query.imports)) && run.severity(rule) !== null);
  }

  /** Findings on one merged compose project; they may lie in any of its files. */
  compose(compose: ComposeProject, project: ProjectView, policy: RulePolicy): Finding[] {
    const path = compose.files[0] ?? '';
    const run = new Run(this.index.rules, project, policy, path, null);
    matchCompose(this.index, compose, (matcher) => run.severity(matcher.rule) !== null, (matcher, report) => run.add(matcher.rule, report));
    for (const { rule, check } of this.index.composeChecks) {
      if (run.severity(rule) !== null) this.guard(rule, path, () => check.run({ ...run.context(rule), compose }));
    }
    return sortFindings(run.findings);
  }

  dockerfile(path: string, text: LineIndex, facts: DockerfileFacts, project: ProjectView, policy: RulePolicy): Finding[] {
    const run = new Run(this.index.rules, project, policy, path, null);
    matchDockerfile(this.index, facts, (matcher) => run.severity(matcher.rule) !== null, (matcher, report) => run.add(matcher.rule, report));
    for (const { rule, check } of this.index.dockerfileChecks) {
      if (run.severity(rule) !== null) this.guard(rule, path, () => check.run({ ...run.context(rule), path, text, facts }));
    }
    return sortFindings(run.findings);
  }

  dependencies(path: string, facts: DependencyFacts, project: ProjectView, policy: RulePolicy): Finding[] {
    const run = new Run(this.index.rules, project, policy, path, project.serviceOf(path)?.kind ?? 'unknown');
    matchDependencies(this.index, facts, (matcher) => run.severity(matcher.rule) !== null, (matcher, report) => run.add(matcher.rule, report));
    for (const { rule, check } of this.index.dependencyChecks) {
      if (run.severity(rule) !== null) this.guard(rule, path, () => check.run({ ...run.context(rule), path, facts }));
    }
    return sortFindings(run.findings);
  }

  /** Findings of the rules that look at the project graph alone; in any file. */
  project(project: ProjectView, policy: RulePolicy): Finding[] {
    const run = new Run(this.index.rules, project, policy, '', null);
    for (const { rule, check } of this.index.projectChecks) {
      this.guard(rule, '', () => check.run(run.context(rule)));
    }
    return sortFindings(run.findings);
  }

  /** One faulty rule costs its own findings, never the file's. */
  private guard(rule: RuleDeclaration, path: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.onFault(rule.id, path, error);
    }
  }
}

/** One run over one input: severities looked up once a rule, reports collected. */
class Run {
  private readonly collector = new Collector();
  private readonly severities = new Map<string, Severity | null>();

  constructor(
    private readonly rules: ReadonlyMap<string, RuleDeclaration>,
    private readonly project: ProjectView,
    private readonly policy: RulePolicy,
    private readonly path: string,
    private readonly kind: ServiceKind | null,
  ) {}

  get findings(): Finding[] {
    return this.collector.findings;
  }

  severity(rule: RuleDeclaration): Severity | null {
    const known = this.severities.get(rule.id);
    if (known !== undefined) return known;
    const result = this.severityAt(rule, this.path, this.kind);
    this.severities.set(rule.id, result);
    return result;
  }

  add(rule: RuleDeclaration, report: Report): void {
    // A report in another file stands under what is set for that file.
    const elsewhere = report.path !== undefined && report.path !== this.path;
    const severity = elsewhere ? this.severityAt(rule, report.path, this.kind) : this.severity(rule);
    if (severity !== null) this.collector.add(rule, severity, this.path, report);
  }

  context(rule: RuleDeclaration, add: (report: Report) => void = (report) => this.add(rule, report)): CheckContext {
    const optionsOfRule = (): Readonly<Record<string, unknown>> => this.optionsOf(rule.id);
    return {
      rule,
      // Most checks have none.
      get options() { return optionsOfRule(); },
      optionsOf: (other) => this.optionsOf(other),
      severityAt: (path) => this.severityAt(rule, path, this.kind),
      project: this.project,
      textOf: (path) => this.policy.textOf(path),
      severityFor: (kind) => this.severityAt(rule, this.path, kind),
      report: add,
    };
  }

  private optionsOf(rule: string): Readonly<Record<string, unknown>> {
    return { ...this.rules.get(rule)?.options, ...this.policy.optionsOf(rule, this.path) };
  }

  private severityAt(rule: RuleDeclaration, path: string, kind: ServiceKind | null): Severity | null {
    return effectiveSeverity(rule, {
      role: path === '' ? 'service' : this.project.roleOf(path),
      kind,
      follows: this.project.follows(rule.pack),
      configured: path === '' ? null : this.policy.severityOf(rule.id, path),
    });
  }
}

/** Nothing is said about a region that the parser could not read. */
function touches(regions: readonly Range[], report: Report): boolean {
  return regions.some((region) => overlaps(region, report.range));
}
