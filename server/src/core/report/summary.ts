import type { Severity } from '../pack/ruleDeclaration';
import { severities } from '../pack/ruleDeclaration';
import type { Finding } from '../rules/model';

/** A file that is not checked, since it could not be read. */
export interface SkippedFile {
  readonly path: string;
  readonly reason: string;
}

export interface Summary {
  /** How many files were checked. */
  readonly files: number;
  readonly skipped: readonly SkippedFile[];
  readonly error: number;
  readonly warning: number;
  readonly information: number;
  readonly hint: number;
}

/** Counts by severity. */
export function summarise(findings: readonly Finding[], files: number, skipped: readonly SkippedFile[] = []): Summary {
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  return { files, skipped, error: count('error'), warning: count('warning'), information: count('information'), hint: count('hint') };
}

/** Whether a finding is at least as severe as `least`. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(least);
}
