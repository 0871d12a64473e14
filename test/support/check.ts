import assert from 'node:assert/strict';
import { checks } from '../../server/src/core/rules/checks/registry';
import { ConceptIndex } from '../../server/src/core/pack/concepts';
import { loadPack } from '../../server/src/core/pack/packLoader';
import type { Pack } from '../../server/src/core/pack/model';
import { neverCancelled } from '../../server/src/core/ports';
import type { Finding, Fix } from '../../server/src/core/rules/model';
import { readComposeFile } from '../../server/src/core/facts/compose/read';
import { applyEdits } from '../../server/src/core/text/lineIndex';
import { Knowledge } from '../../server/src/core/workspace/knowledge';
import { languageOf } from '../../server/src/core/workspace/language';
import { MemoryFiles } from '../../server/src/core/workspace/memoryFiles';
import { Workspace } from '../../server/src/core/workspace/workspace';
import { readPackFolder } from '../../server/src/node/bundle';
import { systemClock } from '../../server/src/node/logger';
import { createParsers } from '../../server/src/node/parsers';
import { drawFindings, type Drawable, type Expectation } from './expectations';
import { readFixture, type Fixture, type FixtureOptions } from './fixture';

const parsers = createParsers();
const pack = readPackFolder('docs-bundle/improved-hybrid')
  .then((files) => loadPack(files, { id: 'improved-hybrid', bundled: true, root: null, checks: checks.map((check) => check.name) }).pack);

/** The pack whose rules are tested, from its sources. */
export function testedPack(): Promise<Pack> {
  return pack;
}

/** All findings of a workspace that holds these files, by path, as the command line sees them. @throws where a rule fails */
async function findingsOf(files: ReadonlyMap<string, string>): Promise<readonly Finding[]> {
  const loaded = await pack;
  const knowledge = new Knowledge([loaded], new ConceptIndex(loaded.modules.values()), { page: () => Promise.resolve(null), search: () => Promise.reject(new Error('not searched')) });
  const faults: string[] = [];
  const silent = (): void => undefined;
  const workspace = new Workspace({
    ports: { files: new MemoryFiles(files), parsers, clock: systemClock, logger: { error: (message) => { faults.push(message); }, warn: silent, info: silent, debug: silent } },
    parser: await parsers.python(), knowledge, checks, trusted: true, today: '2026-01-01',
  });
  try {
    await workspace.index(neverCancelled, silent);
    const paths = [...files.keys()].sort();
    const closed: Finding[] = [];
    for (const path of paths) closed.push(...await workspace.closedFindings(path));
    // Opening a file changes nothing of what is said.
    for (const path of paths) workspace.open(path, files.get(path) ?? '');
    assert.deepEqual(paths.flatMap((path) => workspace.findings(path)), closed, 'open files are judged as closed ones');
    assert.deepEqual(faults, [], 'a rule failed');
    const wrong = closed.filter((finding) => finding.rule === 'configuration/invalid');
    assert.deepEqual(wrong.map((finding) => `${finding.path}: ${finding.message}`), [], 'the configuration of the fixture is read');
    assert.deepEqual(closed.map((finding) => finding.message).filter(isUnreadable), [], 'messages are short sentences with every field filled in');
    return closed;
  } finally {
    workspace.dispose();
  }
}

/** Longer than two lines of a tooltip, over several lines, with an empty piece of code, or with a field that nothing filled. */
function isUnreadable(message: string): boolean {
  return message.length > 240 || /\n|``/.test(message) || /\{\w+\}| {2}/.test(message.replace(/`[^`]*`/g, 'x'));
}

/**
 * Runs the pack over a fixture and compares with what is drawn in it, exactly: place, severity, rule, and message where one
 * is drawn. Compared are the findings of `rule` and of the other rules that are drawn: what further rules say of the
 * same code is tested where they are, so that a new rule does not change old tests.
 */
export async function check(rule: string, source: string, options: FixtureOptions = {}): Promise<void> {
  const fixture = readFixture(source, options);
  await compare(rule, fixture);
}

async function compare(rule: string, fixture: Fixture): Promise<readonly Finding[]> {
  const judged = new Set([rule, ...fixture.expected.map((one) => one.rule)]);
  const all = await findingsOf(fixture.files);
  const found = all.filter((finding) => judged.has(finding.rule));
  const actual = [...fixture.files].map(([path, text]) => [path, drawFindings(text, found.filter((finding) => finding.path === path),
    (finding) => fixture.expected.some((one) => one.path === path && one.message !== null && isAt(one, finding)))]);
  const expected = [...fixture.files].map(([path, text]) => [path, drawExpected(text, fixture.expected.filter((one) => one.path === path))]);
  assert.equal(joined(actual), joined(expected));
  return all;
}

function isAt(expectation: Expectation, finding: Drawable): boolean {
  return finding.rule === expectation.rule && finding.range.start.line === expectation.line && finding.range.start.character === expectation.from;
}

function drawExpected(text: string, expected: readonly Expectation[]): string {
  const lineLengths = text.split('\n').map((line) => line.replace(/\r$/, '').length);
  return drawFindings(text, [...expected].sort((a, b) => a.line - b.line || a.from - b.from || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)).map((one) => ({
    rule: one.rule,
    severity: one.severity,
    message: one.message ?? '',
    range: { start: { line: one.line, character: one.from }, end: one.to === null ? { line: one.line + 1, character: 0 } : { line: one.line, character: Math.min(one.to, lineLengths[one.line] ?? one.to) } },
  })), (finding) => finding.message !== '');
}

function joined(files: readonly (readonly (string | undefined)[])[]): string {
  return files.map(([path, text]) => `//- ${path ?? ''}\n${text ?? ''}`).join('\n');
}

/** Expectations of a rule that a fixture draws, for a test of the tests. */
export function drawnRules(source: string): readonly string[] {
  return readFixture(source).expected.map((one) => one.rule);
}

/** What a fix is asked for besides its text. */
export interface FixOptions extends FixtureOptions {
  /** How many findings of the rule go with it; 1. */
  readonly mends?: number;
  /** Title of the fix, where it matters. */
  readonly title?: string;
}

/**
 * Applies the fix of the first finding of `rule` in `before` and compares every file with `after` (files that `after` does not
 * name stay as they are). The fixed files parse, the finding is gone, and no rule says anything that it did not say before.
 */
export async function checkFix(rule: string, before: string, after: string, options: FixOptions = {}): Promise<void> {
  const fixture = readFixture(before, options);
  const found = await findingsOf(fixture.files);
  const own = found.filter((finding) => finding.rule === rule);
  const fix = own[0]?.fix;
  assert.ok(own[0], `${rule} says nothing`);
  assert.ok(fix, `${rule} offers no fix`);
  if (options.title !== undefined) assert.equal(fix.title, options.title);
  const fixed = applyFix(fixture.files, fix);
  const wanted = readFixture(after, options).files;
  for (const [path, text] of wanted) if (path !== 'archguide.yaml') assert.equal(fixed.get(path), text, path);
  for (const [path, text] of fixed) if (!wanted.has(path)) assert.equal(text, fixture.files.get(path), `${path} stays`);
  await assertParses(fixed);
  const remaining = await findingsOf(fixed);
  assert.equal(remaining.filter((finding) => finding.rule === rule).length, own.length - (options.mends ?? 1), `findings of ${rule} that are left`);
  const known = found.map(key);
  assert.deepEqual(remaining.map(key).filter((one) => !known.includes(one)), [], 'the fix brings no new finding');
}

/** The rule speaks, and offers no edit: none is known to be right here. */
export async function checkNoFix(rule: string, source: string, options: FixtureOptions = {}): Promise<void> {
  const found = await compare(rule, readFixture(source, options));
  const own = found.filter((finding) => finding.rule === rule);
  assert.ok(own.length > 0, `${rule} says nothing`);
  assert.deepEqual(own.map((finding) => finding.fix), own.map(() => null));
}

/** Other places that the findings of `rule` name, in order, as `path: code from there to the end of its line: message`. */
export async function checkRelated(rule: string, source: string, expected: readonly string[], options: FixtureOptions = {}): Promise<void> {
  const fixture = readFixture(source, options);
  const found = await compare(rule, fixture);
  const related = found.filter((finding) => finding.rule === rule).flatMap((finding) => finding.related);
  assert.deepEqual(related.map(({ path, range, message }) => {
    const line = (fixture.files.get(path) ?? '').split('\n')[range.start.line] ?? '';
    return `${path}: ${line.slice(range.start.character)}: ${message}`;
  }), expected);
}

function applyFix(files: ReadonlyMap<string, string>, fix: Fix): ReadonlyMap<string, string> {
  const fixed = new Map(files);
  for (const path of new Set(fix.edits.map((edit) => edit.path))) {
    const text = files.get(path);
    assert.ok(text !== undefined, `the fix edits ${path}, which is not there`);
    fixed.set(path, applyEdits(text, fix.edits.filter((edit) => edit.path === path)));
  }
  return fixed;
}

async function assertParses(files: ReadonlyMap<string, string>): Promise<void> {
  const parser = await parsers.python();
  for (const [path, text] of files) {
    if (languageOf(path) === 'python') {
      const tree = parser.parse(text, null, 5_000);
      assert.equal(tree?.rootNode.hasError, false, `${path} parses after the fix:\n${text}`);
      tree?.delete();
    } else if (languageOf(path) === 'compose') {
      assert.deepEqual(readComposeFile(path, text).problems.map((problem) => problem.message), [], `${path} parses after the fix`);
    }
  }
}

/** Lines move with an edit; what is said, and where by file, does not. */
function key(finding: Finding): string {
  return `${finding.path}: ${finding.rule}: ${finding.message}`;
}
