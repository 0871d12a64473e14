import type { Range } from '../../server/src/core/text/range';
import type { Severity } from '../../server/src/core/pack/ruleDeclaration';

/** What is drawn of a finding. */
export interface DrawnFinding {
  readonly range: Range;
  readonly severity: Severity;
  readonly rule: string;
}

const drawing = /^\s*# *(?:\^+>? |finding: )(?:error|warning|information|hint): [\w-]+\/[\w-]+(?: at `.*`)?$/;

/**
 * Files of an example carry their findings as comments below the code, and stay files that run:
 *
 *     import requests
 *     #      ^^^^^^^^ warning: http/async-client
 *
 * The comment is indented as its line where the carets leave room for `# `, else it begins in the first column. Where that
 * leaves none either, it is `# finding: warning: http/async-client at` and the text. A range that goes on to later lines ends in `>`.
 *
 * @returns the text with its drawings taken out and the given findings of that text, as it stands, drawn instead; equal to the
 *   text where they are what is drawn.
 */
export function redraw(text: string, findings: readonly DrawnFinding[]): string {
  const drawn: string[] = [];
  for (const [number, line] of text.split('\n').entries()) {
    if (drawing.test(line)) continue;
    drawn.push(line);
    const here = findings.filter(({ range }) => range.start.line === number);
    for (const finding of [...here].sort(byPlaceAndRule)) drawn.push(comment(line, finding));
  }
  return drawn.join('\n');
}

/** Rules that a text draws. */
export function drawnRules(text: string): ReadonlySet<string> {
  return new Set(text.split('\n').filter((line) => drawing.test(line)).map((line) => /: ([\w-]+\/[\w-]+)/.exec(line)?.[1] ?? ''));
}

function comment(line: string, { range, severity, rule }: DrawnFinding): string {
  const from = range.start.character;
  const goesOn = range.end.line > range.start.line;
  const to = goesOn ? line.length : range.end.character;
  const indent = line.length - line.trimStart().length;
  const said = `${severity}: ${rule}`;
  // tree-sitter-python 0.25 loses an indented decorator above a comment that is not indented.
  const columns = line.trimStart().startsWith('@') ? [indent] : [indent, 0];
  const margin = columns.find((column) => from - column >= 2);
  if (margin === undefined) return `${' '.repeat(indent)}# finding: ${said} at \`${line.slice(from, to)}\``;
  return `${`${' '.repeat(margin)}#`.padEnd(from)}${'^'.repeat(Math.max(1, to - from))}${goesOn ? '>' : ''} ${said}`;
}

function byPlaceAndRule(a: DrawnFinding, b: DrawnFinding): number {
  return a.range.start.character - b.range.start.character || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);
}
