import type { Severity } from '../pack/ruleDeclaration';
import type { Finding } from '../rules/model';
import type { LineIndex } from '../text/lineIndex';
import { summarise } from './summary';

/** How a text report is drawn. */
export interface TextStyle {
  readonly colour: boolean;
  /** Shows the line with the place marked. */
  readonly frames: boolean;
}

const colours: Readonly<Record<Severity, string>> = { error: '31', warning: '33', information: '36', hint: '90' };
const widestLine = 120;

/** Findings for people: one line each, `path:line:column: severity [rule] message`, with the code where asked for. */
export function textReport(findings: readonly Finding[], files: number, style: TextStyle, textOf: (path: string) => LineIndex | null, skipped = 0): string {
  const paint = (code: string, text: string): string => (style.colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const lines: string[] = [];
  for (const finding of findings) {
    const { start } = finding.range;
    const place = `${finding.path}:${start.line + 1}:${start.character + 1}`;
    lines.push(`${paint('1', place)}: ${paint(colours[finding.severity], finding.severity)} [${finding.rule}] ${finding.message}`);
    if (style.frames) lines.push(...frame(finding, textOf(finding.path), paint));
  }
  lines.push(closing(findings, files, skipped));
  return `${lines.join('\n')}\n`;
}

function frame(finding: Finding, text: LineIndex | null, paint: (code: string, text: string) => string): string[] {
  if (!text) return [];
  const { start, end } = finding.range;
  const line = text.line(start.line).replaceAll('\t', ' ');
  const from = Math.max(0, start.character - widestLine + 20);
  const shown = line.slice(from, from + widestLine);
  const until = end.line === start.line ? end.character : line.length;
  const width = Math.max(1, Math.min(until, from + widestLine) - start.character);
  const gutter = String(start.line + 1).padStart(5);
  const marks = `${' '.repeat(Math.max(0, start.character - from))}${'^'.repeat(width)}`;
  const notes = finding.related.slice(0, 3).map((related) => `      = ${related.path}:${related.range.start.line + 1}: ${related.message}`);
  return [paint('90', `${gutter} | `) + shown, paint('90', '      | ') + paint(colours[finding.severity], marks), ...notes.map((note) => paint('90', note)), ''];
}

function closing(findings: readonly Finding[], files: number, skipped: number): string {
  const summary = summarise(findings, files);
  const checked = `${files} file${files === 1 ? '' : 's'} checked${skipped === 0 ? '' : `, ${skipped} skipped`}`;
  if (findings.length === 0) return `No findings; ${checked}.`;
  const parts = (['error', 'warning', 'information', 'hint'] as const)
    .filter((severity) => summary[severity] > 0)
    .map((severity) => `${summary[severity]} ${severity}${summary[severity] === 1 || severity === 'information' ? '' : 's'}`);
  return `${findings.length} finding${findings.length === 1 ? '' : 's'} (${parts.join(', ')}); ${checked}.`;
}
