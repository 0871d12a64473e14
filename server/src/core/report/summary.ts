import type { Severity } from '../pack/ruleDeclaration';
import { severities } from '../pack/ruleDeclaration';
import type { Finding } from '../rules/model';

export interface Summary {
  readonly files: number;
  readonly error: number;
  readonly warning: number;
  readonly information: number;
  readonly hint: number;
}

/** Counts by severity. */
export function summarise(findings: readonly Finding[], files: number): Summary {
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  return { files, error: count('error'), warning: count('warning'), information: count('information'), hint: count('hint') };
}

/** Whether a finding is at least as severe as `least`. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(least);
}
