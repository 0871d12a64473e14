// `npm run check:examples`: proves the code of docs-bundle/ and snippets/ by real readers and a type checker.
//   --run            also runs the examples that have a test in scripts/examples/run, against real servers, and checks what
//                    `archguide new` makes
//   --run-only      runs them without the check
//   --only TEXT      pages whose path contains TEXT; `--only scaffold` checks what `archguide new` makes, and nothing else
//   --verbose        warnings, mistakes of INCORRECT blocks and unresolved imports one by one
import { parseArgs } from 'node:util';
import { SetupError, ensureEnvironment, ensureGoReaders, step } from './environment';
import type { Python } from './environment';
import { layOut } from './layout';
import type { LaidOut, Layout } from './layout';
import { placeOf, readPages, readSnippetPages } from './pages';
import type { ExamplePage } from './pages';
import { checkTypes } from './pythonTypes';
import type { TypeFinding } from './pythonTypes';
import { readBlocks } from './readers';
import type { Reading } from './readers';
import { runExamples } from './run';
import { checkScaffold } from './scaffold';
import { describeVersions } from './versions';

const say = (text: string): void => console.log(text);

function count(findings: readonly TypeFinding[], category: TypeFinding['category']): number {
  return findings.filter((finding) => finding.category === category).length;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { run: { type: 'boolean' }, 'run-only': { type: 'boolean' }, only: { type: 'string' }, verbose: { type: 'boolean' } } });
  const isVerbose = values.verbose === true;
  if (values.only === 'scaffold') {
    if (checkScaffold(ensureEnvironment(true), say, isVerbose) > 0) process.exitCode = 1;
    return;
  }
  const all = [...await readPages(), ...await readSnippetPages()];
  const pages = all.filter(({ source }) => source.includes(values.only ?? ''));
  const runs = values.run === true || values['run-only'] === true;
  const python = ensureEnvironment(runs);
  const goReaders = ensureGoReaders();
  say(describeVersions(python, goReaders));
  const layout = layOut(all);
  const errors = values['run-only'] === true ? 0 : check(layout, pages, python, goReaders, isVerbose);
  const failed = runs ? await runExamples(layout, pages, python, say) + (values.only === undefined ? checkScaffold(python, say, isVerbose) : 0) : 0;
  say(`\n${errors === 0 ? 'No errors' : `${errors} errors`}${runs ? `; ${failed === 0 ? 'every run passed' : `${failed} runs failed`}` : ''}.`);
  if (errors + failed > 0) process.exitCode = 1;
}

/** Reads and type-checks every block of the pages, and says what was found. @returns how many errors */
function check(layout: Layout, pages: readonly ExamplePage[], python: Python, goReaders: string | null, isVerbose: boolean): number {
  const wanted = new Set(pages);
  const blocks = layout.blocks.filter(({ page }) => wanted.has(page));
  step('reading every block');
  const reading = readBlocks(pages.flatMap((page) => page.examples), python, goReaders);
  step(`type-checking ${blocks.length} blocks of Python`);
  const types = checkTypes({ ...layout, blocks }, python);
  const unknown = layout.unknown.filter(({ page }) => wanted.has(page));

  for (const { example, line, message } of reading.faults) say(`${placeOf(example, line)}: error: ${message}`);
  for (const { page, id } of unknown) say(`${page.source}:1: error: builds on ${id}, which is no page`);
  for (const { block, line, category, message } of types) {
    if (category === 'error' || isVerbose) say(`${placeOf(block.example, line)}: ${category}: ${message}`);
  }
  if (isVerbose) for (const { example, line, message } of reading.mistakes) say(`${placeOf(example, line)}: mistake: ${message}`);
  summarize(pages, blocks, reading, types, isVerbose);
  return count(types, 'error') + reading.faults.length + unknown.length;
}

function summarize(pages: readonly ExamplePage[], blocks: readonly LaidOut[], reading: Reading, types: readonly TypeFinding[], isVerbose: boolean): void {
  const fragments = pages.reduce((sum, page) => sum + page.fragments, 0);
  const blockCount = pages.reduce((sum, page) => sum + page.blocks, 0);
  say(`\n${pages.length} pages and snippet files, ${blockCount} blocks, of which ${fragments} are fragments of code or not code`);
  for (const [reader, blocksRead] of [...reading.read].sort()) say(`  ${String(blocksRead).padStart(5)}  ${reader}`);
  say(`  ${String(blocks.length).padStart(5)}  Python type-checked, ${blocks.filter(({ example }) => example.isIncorrect).length} of them INCORRECT`);
  for (const [language, blocksUnread] of reading.unread) say(`  ${String(blocksUnread).padStart(5)}  ${language}: no reader`);
  for (const reader of reading.missing) say(`  not on this machine: ${reader}`);
  say(`  ${count(types, 'unresolved')} imports of the project's own are given by no block, ` +
    `${count(types, 'mistake') + reading.mistakes.length} errors stand in INCORRECT blocks, ${count(types, 'known')} are settings made from the environment, ` +
    `${count(types, 'warning')} warnings${isVerbose ? '' : ' (--verbose lists them)'}`);
}

main().catch((error: unknown) => {
  if (!(error instanceof SetupError)) throw error;
  step(error.message);
  process.exitCode = 2;
});
