import type { Severity } from '../pack/ruleDeclaration';
import type { Finding } from '../rules/model';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' };

/** Findings as workflow commands, which GitHub Actions shows as annotations beside the changed lines. */
export function githubReport(findings: readonly Finding[]): string {
  return findings.map((finding) => {
    const { start, end } = finding.range;
    const place = [
      `file=${property(finding.path)}`, `line=${start.line + 1}`, `endLine=${end.line + 1}`,
      ...(start.line === end.line ? [`col=${start.character + 1}`, `endColumn=${end.character + 1}`] : []),
      `title=${property(finding.rule)}`,
    ].join(',');
    return `::${commands[finding.severity]} ${place}::${data(finding.message)}\n`;
  }).join('');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
