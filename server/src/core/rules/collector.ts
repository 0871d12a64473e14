import { severities, type RuleDeclaration, type Severity } from '../pack/ruleDeclaration';
import { rangeKey, type Range } from '../text/range';
import { fillTemplate } from './message';
import type { Finding, Report } from './model';
import { compareTexts } from '../text/order';

/** Turns reports into findings: adds what the rule knows, fills the message, drops what was said already. */
export class Collector {
  private readonly seen = new Set<string>();
  readonly findings: Finding[] = [];

  /** `severity` is the effective one for the place; a report may say another one, and how loud it is at most. */
  add(rule: RuleDeclaration, severity: Severity, path: string, report: Report): void {
    const finding: Finding = {
      rule: rule.id,
      pack: rule.pack,
      module: rule.module,
      severity: quieter(report.severity ?? severity, report.atMost),
      path: report.path ?? path,
      range: copied(report.range),
      message: report.message ?? fillTemplate(rule.message, report.fields ?? {}),
      fix: report.fix ? { ...report.fix, edits: report.fix.edits.map(settled) } : null,
      related: (report.related ?? []).map(settled),
    };
    // A template that several services use, or a statement that imports several names, is one place to mend: the first says it.
    const key = `${finding.rule}\0${finding.path}\0${rangeKey(finding.range)}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.findings.push(finding);
  }
}

/** The severities stand in order, the loudest first. */
function quieter(severity: Severity, atMost: Severity | undefined): Severity {
  return atMost !== undefined && severities.indexOf(atMost) > severities.indexOf(severity) ? atMost : severity;
}

/** Findings outlast the facts that they were made from, whose places move along with edits. */
function settled<T extends { readonly range: Range }>(place: T): T {
  return { ...place, range: copied(place.range) };
}

function copied({ start, end }: Range): Range {
  return { start: { line: start.line, character: start.character }, end: { line: end.line, character: end.character } };
}

/** In order of place, then rule: the one order of all faces. */
export function sortFindings(findings: Finding[]): Finding[] {
  return findings.sort((a, b) =>
    compareTexts(a.path, b.path)
    || a.range.start.line - b.range.start.line
    || a.range.start.character - b.range.start.character
    || compareTexts(a.rule, b.rule)
    || compareTexts(a.message, b.message));
}
