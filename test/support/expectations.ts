import { LineIndex } from '../../server/src/core/text/lineIndex';
import type { Range } from '../../server/src/core/text/range';
import type { Severity } from '../../server/src/core/pack/ruleDeclaration';

/**
 * A finding as it is drawn under the code that it is about:
 *
 *     import requests
 *     #      ^^^^^^^^ warning: http/async-client
 *
 * The carets cover the range; a range that goes on to later lines ends in `>` where its first line ends. Behind the rule
 * may stand the message: `warning: http/async-client: …`. Several lines of carets may stand under one line.
 */
export interface Expectation {
  /** 0-based line of the text without the drawing, and the columns on it. */
  readonly line: number;
  readonly from: number;
  /** null where the range goes on to later lines. */
  readonly to: number | null;
  readonly severity: Severity;
  readonly rule: string;
  readonly message: string | null;
}

const drawing = /^(\s*#?\s*)(\^+)(>?)\s+(error|warning|information|hint): ([\w-]+\/[\w-]+)(?:: (.+?))?\s*$/;

/** Takes the drawn expectations out of a text. */
export function readExpectations(drawnText: string): { readonly text: string; readonly expected: readonly Expectation[] } {
  const lines: string[] = [];
  const expected: Expectation[] = [];
  for (const line of drawnText.split('\n')) {
    const match = drawing.exec(line);
    if (!match) {
      if (/^\s*#?\s*\^+/.test(line)) throw new Error(`not an expectation: ${line.trim()}`);
      lines.push(line);
      continue;
    }
    const [, before = '', carets = '', open, severity, rule = '', message = null] = match;
    const from = before.length;
    expected.push({ line: lines.length - 1, from, to: open === '>' ? null : from + carets.length, severity: severity as Severity, rule, message });
  }
  return { text: lines.join('\n'), expected };
}

/** What a finding has that an expectation speaks of. */
export interface Drawable {
  readonly range: Range;
  readonly severity: Severity;
  readonly rule: string;
  readonly message: string;
}

/** The text with findings drawn under it, in the form that {@link readExpectations} takes; messages only where `withMessage` says so. */
export function drawFindings(text: string, findings: readonly Drawable[], withMessage: (finding: Drawable) => boolean): string {
  const index = new LineIndex(text);
  const drawn: string[] = [];
  for (let line = 0; line < index.lineCount; line++) {
    drawn.push(index.line(line).replace(/\r$/, ''));
    for (const finding of findings.filter((one) => one.range.start.line === line)) {
      const { start, end } = finding.range;
      const goesOn = end.line > line;
      const width = Math.max(1, (goesOn ? index.line(line).replace(/\r$/, '').length : end.character) - start.character);
      drawn.push(`${margin(start.character)}${'^'.repeat(width)}${goesOn ? '>' : ''} ${finding.severity}: ${finding.rule}${withMessage(finding) ? `: ${finding.message}` : ''}`);
    }
  }
  return drawn.join('\n');
}

/** A comment as far as there is room for its mark. */
function margin(column: number): string {
  return column === 0 ? '' : `#${' '.repeat(column - 1)}`;
}
