import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { version } from '../../../../package.json';
import { severities } from '../../core/pack/ruleDeclaration';
import { applicableEdits, isMendedUnseen } from '../../core/features/fixAll';
import { githubReport } from '../../core/report/github';
import { jsonReport } from '../../core/report/json';
import { sarifReport } from '../../core/report/sarif';
import { isAtLeast } from '../../core/report/summary';
import { textReport } from '../../core/report/text';
import type { Finding } from '../../core/rules/model';
import { applyEdits, LineIndex } from '../../core/text/lineIndex';
import { languageOf } from '../../core/workspace/language';
import { FolderFiles } from '../../node/files';
import { checkFolder, type FolderCheck } from '../checkFolder';
import { compareWithBaseline, storeBaseline } from '../baselineFile';
import { progressLine } from '../progress';
import { outward, target } from '../target';
import { textStyle } from '../textStyle';
import { oneOf, readArguments, UsageError, wholeNumber } from '../usage';

const options = {
  format: { type: 'string', default: 'text' }, 'fail-on': { type: 'string', default: 'warning' }, fix: { type: 'boolean', default: false }, 'unsafe-fixes': { type: 'boolean', default: false },
  baseline: { type: 'string' }, 'write-baseline': { type: 'boolean', default: false }, jobs: { type: 'string' }, quiet: { type: 'boolean', default: false },
} as const;

const formats = ['text', 'json', 'sarif', 'github'] as const;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
/** Fixes of a round may uncover others; a rule whose fix does not mend it must not run for ever. */
const mostRounds = 5;
/** As many skipped files are named on standard error; JSON names all. */
const mostSkipped = 20;

/** `archguide check`: findings of the given files and folders, in the context of the whole working folder. */
export async function check(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, options);
  const format = oneOf('--format', values.format, formats);
  const failOn = oneOf('--fail-on', values['fail-on'], severities);
  const jobs = values.jobs === undefined ? null : wholeNumber('--jobs', values.jobs, 1);
  const { root, wanted } = await target(positionals);
  const named = values.baseline === undefined ? null : resolve(values.baseline);
  const progress = progressLine(!values.quiet && format === 'text' && process.stderr.isTTY);
  if (values['write-baseline'] && wanted !== null) throw new UsageError('`--write-baseline` is about the whole workspace; give it no files');
  let result = await checkFolder(root, wanted, { jobs, progress });
  if (values['unsafe-fixes'] && !values.fix) throw new UsageError('`--unsafe-fixes` goes with `--fix`');
  if (values.fix) {
    const taken = (finding: Finding): boolean => finding.fix !== null && (values['unsafe-fixes'] || isMendedUnseen(finding));
    for (let round = 0; round < mostRounds && await applyFixes(root, result.findings.filter(taken)); round++) result = await checkFolder(root, wanted, { jobs, progress });
  }
  progress(null);
  const skipped = result.skipped.map(({ path, reason }) => ({ path: outward(root, path), reason }));
  for (const { path, reason } of skipped.slice(0, mostSkipped)) process.stderr.write(`archguide: ${path} is not checked: ${reason}\n`);
  if (skipped.length > mostSkipped) process.stderr.write(`archguide: ${skipped.length - mostSkipped} more files are not checked\n`);
  for (const part of result.partly.slice(0, mostSkipped)) process.stderr.write(`archguide: ${outward(root, part)}\n`);
  for (const problem of result.problems) process.stderr.write(`archguide: ${problem}\n`);
  const left = values.fix ? result.findings.filter((finding) => finding.fix?.needsReview === true).length : 0;
  if (left > 0 && !values['unsafe-fixes']) process.stderr.write(`archguide: ${left} ${left === 1 ? 'fix wants' : 'fixes want'} a person's look and ${left === 1 ? 'was' : 'were'} not applied; \`--unsafe-fixes\` applies ${left === 1 ? 'it' : 'them'}\n`);
  if (values['write-baseline']) {
    const file = await storeBaseline(root, named ?? result.baseline, result);
    const isUsed = result.baseline !== null && named === null;
    process.stderr.write(`archguide: wrote ${result.findings.length} findings to ${file}${isUsed ? '' : `; name it as \`baseline\` in archguide.yaml, or pass it as \`--baseline\`, to be told of new ones only`}\n`);
    return 0;
  }
  const findings = await compareWithBaseline(root, named ?? result.baseline, result);
  process.stdout.write(await render(format, root, findings, result));
  return findings.some((finding) => isAtLeast(finding.severity, failOn)) ? 1 : 0;
}

async function applyFixes(root: string, findings: readonly Finding[]): Promise<boolean> {
  const files = new FolderFiles(root, { wants: (path) => languageOf(path) !== null });
  const { edits } = applicableEdits(findings);
  for (const path of new Set(edits.map((edit) => edit.path))) {
    const text = await files.read(path);
    if (text === null) continue;
    const file = resolve(root, path);
    const mark = (await readFile(file)).subarray(0, 3).equals(byteOrderMark) ? byteOrderMark.toString() : '';
    await writeFile(file, mark + applyEdits(text, edits.filter((edit) => edit.path === path))).catch(() => { throw new UsageError(`cannot write \`${outward(root, path)}\``); });
  }
  return edits.length > 0;
}

async function render(format: (typeof formats)[number], root: string, findings: readonly Finding[], result: FolderCheck): Promise<string> {
  const shown = findings.map((finding) => relocated(root, finding));
  switch (format) {
    case 'json': return `${JSON.stringify(jsonReport(shown, result.files, result.skipped.map((file) => ({ ...file, path: outward(root, file.path) }))), null, 2)}\n`;
    case 'sarif': return `${JSON.stringify(sarifReport(shown, result.rules, version), null, 2)}\n`;
    case 'github': return githubReport(shown);
    case 'text': {
      const style = textStyle(process.stdout.isTTY, process.env);
      const texts = new Map<string, LineIndex>();
      if (style.frames) {
        const files = new FolderFiles(root, { wants: () => true });
        for (const path of new Set(findings.map((finding) => finding.path))) texts.set(outward(root, path), new LineIndex(await files.read(path) ?? ''));
      }
      return textReport(shown, result.files, style, (path) => texts.get(path) ?? null, result.skipped.length);
    }
  }
}

/** Paths relative to the working folder, with forward slashes. */
function relocated(root: string, finding: Finding): Finding {
  if (root === process.cwd()) return finding;
  const at = <T extends { readonly path: string }>(place: T): T => ({ ...place, path: outward(root, place.path) });
  return { ...at(finding), related: finding.related.map(at), fix: finding.fix && { ...finding.fix, edits: finding.fix.edits.map(at) } };
}
