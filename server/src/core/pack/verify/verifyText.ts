import { lineRange } from '../../text/range';
import type { PackProblem } from '../model';
import type { VerifyReport } from './model';

/** The report as people read it in a terminal: failures by page, then what waits, then the count. */
export function verifyText(report: VerifyReport): string {
  const lines: string[] = [];
  for (const failure of report.failures) {
    const block = `${failure.language === '' ? '' : `${failure.language} `}block ${failure.block}`;
    lines.push(`${failure.path}:${failure.line + 1}  ${block}  ${failure.rule}`, `  expected  ${failure.expected}`, `  got       ${failure.got}`, '');
  }
  if (report.unproved.length > 0) {
    lines.push('Rules without an INCORRECT example:', ...report.unproved.map(({ rule, module }) => `  ${rule}  (${module})`), '');
  }
  if (report.waiting.length > 0) {
    lines.push('Examples waiting for a rule that is not built:', ...report.waiting.map(({ rule, module, line }) => `  ${rule}  (${module}.md:${line + 1})`), '');
  }
  const { failures, proved, waiting, unproved } = report;
  lines.push(`${report.pack}: ${count(report.modules, 'module')}, ${count(report.checked, 'block')} checked of ${report.blocks}; `
    + `${count(proved.length, 'rule')} proved, ${unproved.length} without example, ${waiting.length} waiting; ${count(failures.length, 'failure')}.`);
  return lines.join('\n');
}

/** Failures as problems of the pack's pages, to be shown in an editor beside those of the loader. */
export function verifyProblems(report: VerifyReport): PackProblem[] {
  return report.failures.map(({ path, line, rule, expected, got }) => ({
    path, rule, range: lineRange(line, 0, 1000), severity: 'error', message: `Expected: ${expected}. Got: ${got}.`,
  }));
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
