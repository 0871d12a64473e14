import type { FileEdit, Finding } from '../rules/model';
import type { Position } from '../text/range';
import { summarise, type SkippedFile, type Summary } from './summary';

interface JsonPosition {
  readonly line: number;
  readonly column: number;
}

interface JsonEdit {
  readonly path: string;
  readonly start: JsonPosition;
  readonly end: JsonPosition;
  readonly text: string;
}

/** The report of `check --format json`: a contract (docs/cli.md). Positions are 1-based, columns in UTF-16 units. */
export interface JsonReport {
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly path: string;
    readonly start: JsonPosition;
    readonly end: JsonPosition;
    readonly message: string;
    readonly module: string;
    readonly fix: { readonly title: string; readonly edits: readonly JsonEdit[] } | null;
  }[];
  readonly summary: Summary;
}

/** Findings as the JSON report. */
export function jsonReport(findings: readonly Finding[], files: number, skipped: readonly SkippedFile[] = []): JsonReport {
  return {
    findings: findings.map((finding) => ({
      rule: finding.rule,
      severity: finding.severity,
      path: finding.path,
      start: position(finding.range.start),
      end: position(finding.range.end),
      message: finding.message,
      module: finding.module,
      fix: finding.fix && { title: finding.fix.title, edits: finding.fix.edits.map(jsonEdit) },
    })),
    summary: summarise(findings, files, skipped),
  };
}

function jsonEdit(edit: FileEdit): JsonEdit {
  return { path: edit.path, start: position(edit.range.start), end: position(edit.range.end), text: edit.newText };
}

function position(at: Position): JsonPosition {
  return { line: at.line + 1, column: at.character + 1 };
}
