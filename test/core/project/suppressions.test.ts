import assert from 'node:assert/strict';
import { readComposeFile } from '../../../server/src/core/facts/compose/read';
import { readDockerfile } from '../../../server/src/core/facts/dockerfile/read';
import { type Comment, Suppressions } from '../../../server/src/core/project/suppressions';
import { applyEdits, LineIndex } from '../../../server/src/core/text/lineIndex';
import { lineRange } from '../../../server/src/core/text/range';
import { factsOf, py } from './virtualProject';

const ruleIds = new Set(['redis/ttl-required', 'event-loop/no-blocking-call', 'compose/pinned-image', 'dockerfile/non-root']);
const ttl = 'redis/ttl-required';
const blocking = 'event-loop/no-blocking-call';

interface Outcome {
  /** `rule@line` of findings that stand. */
  readonly kept: readonly string[];
  /** `kind: message` of notes. */
  readonly notes: readonly string[];
  /** The text after all fixes. */
  readonly fixed: string;
}

/** Findings are drawn in the text: `$ rule` at the end of a line, which the comment readers do not see. */
function run(text: string, comments: readonly Comment[], findings: readonly { rule: string; line: number; endLine?: number }[], activeRules?: ReadonlySet<string>): Outcome {
  const index = new LineIndex(text);
  const suppressions = new Suppressions(comments, { text: index, ruleIds, today: '2026-06-15', ...(activeRules ? { activeRules } : {}) });
  const result = suppressions.apply(findings.map(({ rule, line, endLine = line }) => ({ rule, range: { start: { line, character: 0 }, end: { line: endLine, character: 1 } } })));
  return {
    kept: result.kept.map((finding) => `${finding.rule}@${finding.range.start.line}`),
    notes: result.notes.map((note) => `${note.kind}: ${note.message}`),
    fixed: applyEdits(text, result.notes.flatMap((note) => note.fix?.edits ?? [])),
  };
}

async function python(text: string, findings: readonly { rule: string; line: number; endLine?: number }[], activeRules?: ReadonlySet<string>): Promise<Outcome> {
  return run(text, (await factsOf(text)).comments, findings, activeRules);
}

interface Case {
  readonly name: string;
  readonly text: string;
  readonly findings?: readonly { rule: string; line: number; endLine?: number }[];
  readonly kept?: readonly string[];
  readonly notes?: readonly string[];
  readonly fixed?: string;
}

const cases: readonly Case[] = [
  { name: 'end of the line', text: 'x()  # archguide: ignore[redis/ttl-required] warmed at start\n', findings: [{ rule: ttl, line: 0 }] },
  { name: 'the line above', text: '# archguide: ignore[redis/ttl-required] warmed at start\nx()\n', findings: [{ rule: ttl, line: 1 }] },
  { name: 'the line above, with a comment between', text: '# archguide: ignore[redis/ttl-required] warmed\n# another\nx()\n', findings: [{ rule: ttl, line: 2 }] },
  { name: 'a blank line breaks it', text: '# archguide: ignore[redis/ttl-required] warmed\n\nx()\n', findings: [{ rule: ttl, line: 2 }], kept: [`${ttl}@2`], notes: [`unused: \`${ttl}\` finds nothing here: this suppression is not needed.`], fixed: '\nx()\n' },
  { name: 'two rules in one list', text: 'x()  # archguide: ignore[redis/ttl-required, event-loop/no-blocking-call] start-up\n', findings: [{ rule: ttl, line: 0 }, { rule: blocking, line: 0 }] },
  { name: 'one of two is unused', text: 'x()  # archguide: ignore[redis/ttl-required, event-loop/no-blocking-call] start-up\n', findings: [{ rule: ttl, line: 0 }], notes: [`unused: \`${blocking}\` finds nothing here: this suppression is not needed.`], fixed: 'x()  # archguide: ignore[redis/ttl-required] start-up\n' },
  { name: 'another rule stands', text: 'x()  # archguide: ignore[redis/ttl-required] warmed\n', findings: [{ rule: ttl, line: 0 }, { rule: blocking, line: 0 }], kept: [`${blocking}@0`] },
  { name: 'unused at the end of a line', text: 'x()  # archguide: ignore[redis/ttl-required] warmed\ny()\n', notes: [`unused: \`${ttl}\` finds nothing here: this suppression is not needed.`], fixed: 'x()\ny()\n' },
  { name: 'unused on a line of its own', text: 'def f():\n    # archguide: ignore[redis/ttl-required] warmed\n    x()\n', notes: [`unused: \`${ttl}\` finds nothing here: this suppression is not needed.`], fixed: 'def f():\n    x()\n' },
  { name: 'behind the last line of a statement', text: 'x(\n    1,\n)  # archguide: ignore[redis/ttl-required] warmed\n', findings: [{ rule: ttl, line: 0, endLine: 2 }] },
  { name: 'inside a long finding it does not reach', text: 'def f():\n    a()\n    x()  # archguide: ignore[redis/ttl-required] warmed\n    b()\n', findings: [{ rule: ttl, line: 0, endLine: 3 }], kept: [`${ttl}@0`], notes: [`unused: \`${ttl}\` finds nothing here: this suppression is not needed.`], fixed: 'def f():\n    a()\n    x()\n    b()\n' },
  { name: 'the whole file', text: '# archguide: ignore-file[redis/ttl-required] a tool\nx()\ny()\n', findings: [{ rule: ttl, line: 1 }, { rule: ttl, line: 2 }, { rule: blocking, line: 2 }], kept: [`${blocking}@2`] },
  { name: 'the whole file, too far down', text: `${'\n'.repeat(25)}# archguide: ignore-file[redis/ttl-required] a tool\nx()\n`, findings: [{ rule: ttl, line: 26 }], kept: [`${ttl}@26`], notes: ['malformed: `ignore-file` counts in the first 20 lines of a file.'] },
  { name: 'no reason', text: 'x()  # archguide: ignore[redis/ttl-required]\n', findings: [{ rule: ttl, line: 0 }], notes: ['no-reason: This suppression gives no reason. Say behind the brackets why the rule does not hold here.'] },
  { name: 'a reason that is still to be written', text: 'x()  # archguide: ignore[redis/ttl-required] reason: \n', findings: [{ rule: ttl, line: 0 }], notes: ['no-reason: This suppression gives no reason. Say behind the brackets why the rule does not hold here.'] },
  { name: 'unknown rule', text: 'x()  # archguide: ignore[redis/ttl-requird] warmed\n', findings: [{ rule: ttl, line: 0 }], kept: [`${ttl}@0`], notes: ['unknown-rule: There is no rule `redis/ttl-requird`. Did you mean `redis/ttl-required`?'], fixed: 'x()  # archguide: ignore[redis/ttl-required] warmed\n' },
  { name: 'until a date to come', text: 'x()  # archguide: ignore[redis/ttl-required] until=2026-06-15 moved next week\n', findings: [{ rule: ttl, line: 0 }] },
  { name: 'until a date that is past', text: 'x()  # archguide: ignore[redis/ttl-required] until=2026-06-14 moved\n', findings: [{ rule: ttl, line: 0 }], kept: [`${ttl}@0`], notes: [`expired: This suppression of \`${ttl}\` ended on 2026-06-14: mend the code, or give a new date and reason.`], fixed: 'x()\n' },
  { name: 'until what is no date', text: 'x()  # archguide: ignore[redis/ttl-required] until=2026-02-31 moved\n', findings: [{ rule: ttl, line: 0 }], notes: ['malformed: `until=2026-02-31` is no date. Write `until=YYYY-MM-DD`.'] },
  { name: 'no list', text: 'x()  # archguide: ignore everything\n', findings: [{ rule: ttl, line: 0 }], kept: [`${ttl}@0`], notes: ['malformed: `ignore` names no rule. Write `ignore[rule-id] reason`.'] },
  { name: 'an empty list', text: 'x()  # archguide: ignore[ ] why\n', notes: ['malformed: `ignore` names no rule. Write `ignore[rule-id] reason`.'] },
  { name: 'a list without an end', text: 'x()  # archguide: ignore[redis/ttl-required why\n', notes: ['malformed: The list of rules is not closed. Write `ignore[rule-id] reason`.'] },
  { name: 'another word', text: 'x()  # archguide: disable=redis/ttl-required\n', notes: ['malformed: Archguide knows `ignore[rule-id] reason` and `ignore-file[rule-id] reason` here.'] },
  { name: 'behind other comments', text: 'x()  # noqa: E501  # archguide: ignore[redis/ttl-required] warmed\n', findings: [{ rule: ttl, line: 0 }] },
  { name: 'in a string it is none', text: 'x = "# archguide: ignore[redis/ttl-required] no"\n', findings: [{ rule: ttl, line: 0 }], kept: [`${ttl}@0`] },
  { name: 'written tightly', text: 'x() #archguide:ignore[redis/ttl-required,event-loop/no-blocking-call]: start\n', findings: [{ rule: ttl, line: 0 }, { rule: blocking, line: 0 }] },
];

describe('suppressions', () => {
  for (const { name, text, findings = [], kept = [], notes = [], fixed = text } of cases) {
    it(name, async () => assert.deepEqual(await python(text, findings), { kept, notes, fixed }));
  }

  it('CRLF', async () => {
    const text = 'a()\r\n# archguide: ignore[redis/ttl-required] warmed\r\nx()\r\ny()  # archguide: ignore[redis/ttl-required] no\r\n';
    assert.deepEqual(await python(text, [{ rule: ttl, line: 2 }]), { kept: [], notes: [`unused: \`${ttl}\` finds nothing here: this suppression is not needed.`], fixed: 'a()\r\n# archguide: ignore[redis/ttl-required] warmed\r\nx()\r\ny()\r\n' });
  });

  it('of a rule that did not run is not unused', async () => {
    assert.deepEqual((await python('x()  # archguide: ignore[redis/ttl-required] warmed\n', [], new Set([blocking]))).notes, []);
  });

  it('in compose files', () => {
    const text = 'services:\n  a:\n    # archguide: ignore[compose/pinned-image] built here\n    image: shop/a\n  b:\n    image: shop/b  # archguide: ignore[compose/pinned-image] built here\n';
    assert.deepEqual(run(text, readComposeFile('compose.yaml', text).comments, [{ rule: 'compose/pinned-image', line: 3 }, { rule: 'compose/pinned-image', line: 5 }]), { kept: [], notes: [], fixed: text });
  });

  it('in Dockerfiles', () => {
    const text = '# archguide: ignore-file[dockerfile/non-root] runs as root on purpose\nFROM python:3.12\nRUN true\n';
    assert.deepEqual(run(text, readDockerfile(text).comments, [{ rule: 'dockerfile/non-root', line: 1 }]), { kept: [], notes: [], fixed: text });
  });

  it('tells who suppressed what, for a ledger', async () => {
    const text = py`
      x()  # archguide: ignore[redis/ttl-required] until=2027-01-01 warmed at start
      `;
    const suppressions = new Suppressions((await factsOf(text)).comments, { text: new LineIndex(text), ruleIds, today: '2026-01-01' });
    const { suppressed } = suppressions.apply([{ rule: ttl, range: lineRange(0, 0, 3) }]);
    assert.deepEqual(suppressed.map(({ by }) => [by.reason, by.until, by.scope]), [['warmed at start', '2027-01-01', 'line']]);
  });

  it('answers hostile comments in bounded time', () => {
    const comment = (text: string): Comment => ({ text, range: lineRange(0, 0, text.length), ownLine: true });
    for (const text of [`# archguide: ignore[${'a,'.repeat(20_000)}`, `# archguide:${' '.repeat(50_000)}x`, `# archguide: ignore${'['.repeat(50_000)}`, `# archguide: ignore[x]${' until='.repeat(20_000)}`]) {
      assert.ok(run(text, [comment(text)], []).notes.length > 0);
    }
  });
});
