import type { ConfigurationProblem } from '../project/configuration';
import { Suppressions, type Comment, type SuppressionNote } from '../project/suppressions';
import type { Finding } from '../rules/model';
import type { LineIndex } from '../text/lineIndex';
import type { Knowledge } from './knowledge';
import type { PythonReading } from './pool';

const mention = /archguide:/;

/** What stands between a rule's finding and the user: suppressions, and the faults of configuration and of packs. */
export class FinalFindings {
  private readonly suppressions = new Map<string, { readonly comments: readonly Comment[]; readonly text: LineIndex; readonly rules: Suppressions }>();
  private readonly problems = new Map<string, readonly ConfigurationProblem[]>();
  private readonly ruleIds: ReadonlySet<string>;
  /** Problems of workspace packs, as findings in their files. */
  private readonly packProblems: ReadonlyMap<string, readonly Finding[]>;

  constructor(private readonly knowledge: Knowledge, private readonly today: string) {
    this.ruleIds = new Set(knowledge.rules.keys());
    this.packProblems = this.problemsOfPacks();
  }

  setComments(path: string, comments: readonly Comment[], text: LineIndex): void {
    if (comments.some((comment) => mention.test(comment.text))) this.suppressions.set(path, { comments, text, rules: new Suppressions(comments, { text, ruleIds: this.ruleIds, today: this.today }) });
    else this.suppressions.delete(path);
  }

  /** Comments and text of a file with suppressions; null for others. */
  suppressing(path: string): PythonReading['suppressing'] {
    const known = this.suppressions.get(path);
    return known ? { comments: known.comments, text: known.text.text } : null;
  }

  setConfigurationProblems(path: string, problems: readonly ConfigurationProblem[]): void {
    this.problems.set(path, problems);
  }

  allConfigurationProblems(): readonly ConfigurationProblem[] {
    return [...this.problems.values()].flat();
  }

  forget(path: string): void {
    this.suppressions.delete(path);
    this.problems.delete(path);
  }

  /** Paths that have something to say whatever the rules found. */
  paths(): readonly string[] {
    return [...this.suppressions.keys(), ...this.problems.keys(), ...this.packProblems.keys()];
  }

  /**
   * The findings of a file that stand, with what is to be said of its suppressions and configuration.
   * @param more problems of the configuration that reading it alone does not show
   */
  finish(path: string, raw: readonly Finding[], more: readonly ConfigurationProblem[] = []): Finding[] {
    const suppressions = this.suppressions.get(path)?.rules;
    const applied = suppressions?.apply(raw) ?? { kept: raw, notes: [] };
    return [
      ...applied.kept,
      ...applied.notes.map((note) => this.ofNote(path, note)),
      ...[...this.problems.get(path) ?? [], ...more.filter((problem) => problem.path === path)].map((problem) => this.own('configuration/invalid', path, problem)),
      ...(this.packProblems.get(path) ?? []),
    ];
  }

  private ofNote(path: string, note: SuppressionNote): Finding {
    const finding = this.own(`suppression/${note.kind}`, path, note);
    return note.fix ? { ...finding, fix: { title: note.fix.title, edits: note.fix.edits.map((edit) => ({ path, ...edit })) } } : finding;
  }

  /** A finding of the product's own, explained by the page on how the knowledge base is used. */
  private own(rule: string, path: string, told: Pick<Finding, 'range' | 'severity' | 'message'>): Finding {
    return { rule, pack: this.knowledge.packs[0]?.id ?? '', module: 'atomic/README', severity: told.severity, path, range: told.range, message: told.message, fix: null, related: [] };
  }

  private problemsOfPacks(): ReadonlyMap<string, readonly Finding[]> {
    const byPath = new Map<string, Finding[]>();
    for (const pack of this.knowledge.packs) {
      if (pack.root === null) continue;
      for (const problem of pack.problems) {
        const path = `${pack.root}/${problem.path}`;
        const finding = this.own(problem.rule, path, problem);
        byPath.set(path, [...(byPath.get(path) ?? []), finding]);
      }
    }
    return byPath;
  }
}
