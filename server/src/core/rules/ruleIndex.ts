import type { FixDeclaration, Matcher, RuleDeclaration, Trigger } from '../pack/ruleDeclaration';
import { CompiledConditions } from './conditions';
import type { Check, ComposeCheck, DependencyCheck, DockerfileCheck, ProjectCheck, PythonCheck } from './model';
import { NameIndex, NamePattern, matchesAny } from './namePattern';

/** A matcher ready to run. */
export interface CompiledMatcher {
  readonly rule: RuleDeclaration;
  readonly trigger: Trigger;
  readonly conditions: CompiledConditions;
  readonly message: string;
  readonly fix: FixDeclaration | null;
  isExempt(name: string): boolean;
}

/** A rule whose finding is made by a check. */
export interface CheckedRule<C extends Check> {
  readonly rule: RuleDeclaration;
  readonly check: C;
}

/**
 * All rules of the loaded packs, filed by the facts that can trigger them: what a file costs depends on its facts,
 * not on how many rules there are.
 */
export class RuleIndex {
  readonly imports = new NameIndex<CompiledMatcher>();
  readonly calls = new NameIndex<CompiledMatcher>();
  readonly decorators = new NameIndex<CompiledMatcher>();
  readonly bases = new NameIndex<CompiledMatcher>();
  readonly attributes = new NameIndex<CompiledMatcher>();
  readonly exceptions = new NameIndex<CompiledMatcher>();
  readonly strings: CompiledMatcher[] = [];
  readonly compose: { readonly matcher: CompiledMatcher; readonly patterns: readonly NamePattern[] }[] = [];
  readonly dockerfile = new NameIndex<CompiledMatcher>();
  readonly dependencies = new NameIndex<CompiledMatcher>();
  readonly queries: RuleDeclaration[] = [];
  readonly pythonChecks: CheckedRule<PythonCheck>[] = [];
  readonly composeChecks: CheckedRule<ComposeCheck>[] = [];
  readonly dockerfileChecks: CheckedRule<DockerfileCheck>[] = [];
  readonly dependencyChecks: CheckedRule<DependencyCheck>[] = [];
  readonly projectChecks: CheckedRule<ProjectCheck>[] = [];
  readonly rules: ReadonlyMap<string, RuleDeclaration>;
  /** Checks that a pack names and that do not exist: told by the loader, listed here for `verify`. */
  readonly unknownChecks: readonly string[];

  constructor(rules: readonly RuleDeclaration[], checks: readonly Check[]) {
    const byName = new Map(checks.map((check) => [check.name, check]));
    const unknown: string[] = [];
    this.rules = new Map(rules.map((rule) => [rule.id, rule]));
    for (const rule of this.rules.values()) {
      for (const matcher of rule.match) this.addMatcher(rule, matcher);
      if (rule.query) this.queries.push(rule);
      if (rule.check === null) continue;
      const check = byName.get(rule.check);
      if (check) this.addCheck(rule, check);
      else unknown.push(rule.check);
    }
    this.unknownChecks = unknown;
  }

  private addMatcher(rule: RuleDeclaration, matcher: Matcher): void {
    const exempt = matcher.except.map((name) => new NamePattern(name));
    const compiled: CompiledMatcher = {
      rule,
      trigger: matcher.trigger,
      conditions: new CompiledConditions(matcher.when),
      message: matcher.message ?? rule.message,
      fix: matcher.fix ?? rule.fix,
      isExempt: (name) => matchesAny(exempt, name),
    };
    const patterns = matcher.names.map((name) => new NamePattern(name));
    if (matcher.trigger === 'string') this.strings.push(compiled);
    else if (matcher.trigger === 'compose') this.compose.push({ matcher: compiled, patterns });
    else {
      const index = this.indexOf(matcher.trigger);
      for (const pattern of patterns) index.add(pattern, compiled);
    }
  }

  private indexOf(trigger: Exclude<Trigger, 'string' | 'compose'>): NameIndex<CompiledMatcher> {
    switch (trigger) {
      case 'import': return this.imports;
      case 'call': return this.calls;
      case 'decorator': return this.decorators;
      case 'base': return this.bases;
      case 'attribute': return this.attributes;
      case 'except-type': return this.exceptions;
      case 'dockerfile': return this.dockerfile;
      case 'dependency': return this.dependencies;
    }
  }

  private addCheck(rule: RuleDeclaration, check: Check): void {
    switch (check.input) {
      case 'python': this.pythonChecks.push({ rule, check }); break;
      case 'compose': this.composeChecks.push({ rule, check }); break;
      case 'dockerfile': this.dockerfileChecks.push({ rule, check }); break;
      case 'dependencies': this.dependencyChecks.push({ rule, check }); break;
      case 'project': this.projectChecks.push({ rule, check }); break;
    }
  }
}
