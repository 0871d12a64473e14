// Runs the editor tests in a real VS Code (code-server) with the packaged extension installed.
// Usage: node test/editor/run.mjs [--scenario NAME] [--grep TEXT] [--development FOLDER]
//   --development: load the extension from this folder in place of the package
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { controlPage } from '../../scripts/editor/control.mjs';
import { openPage } from '../../scripts/editor/page.mjs';
import { repository } from '../../scripts/editor/paths.mjs';
import { addressOf, startEditor } from '../../scripts/editor/server.mjs';
import { buildVsix } from '../../scripts/editor/vsix.mjs';
import { setupEditor } from '../../scripts/setup-editor.mjs';
import { bundleTests } from './bundle.mjs';
import { prepare, scenarios } from './scenarios.mjs';

const patienceMs = 5 * 60_000;
const output = join(repository, '.cache', 'editor-output');

/** An extension that is nothing: the editor wants one in development to run tests, and the installed one is to be tested. */
function stubExtension() {
  const folder = mkdtempSync(join(tmpdir(), 'archguide-stub-'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'stub', publisher: 'archguide-test', version: '0.0.1', engines: { vscode: '^1.91.0' } }));
  return folder;
}

/** The end of our output channel's log, for a failure. */
function logOf(profile) {
  const files = readdirSync(join(profile, 'ud', 'logs'), { recursive: true }).filter((name) => /Archguide\.log$/.test(name));
  return files.map((name) => readFileSync(join(profile, 'ud', 'logs', name), 'utf8').split('\n').slice(-40).join('\n')).join('\n');
}

/** Forwards what the extension host prints: `%s` and colours are resolved there or left as they are. */
function forward(type, args) {
  const text = args.map((arg) => (typeof arg === 'string' ? arg : JSON.stringify(arg))).join(' ');
  (type === 'error' ? process.stderr : process.stdout).write(`${text}\n`);
}

async function runScenario(name, { tests, vsix, development, grep }) {
  const scenario = scenarios[name];
  const { root, open } = prepare(scenario);
  const stub = stubExtension();
  const { page, close } = await openPage();
  const control = await controlPage(page, output);
  let editor = null;
  try {
    editor = await startEditor({
      ...(vsix === null ? {} : { vsix }),
      trust: scenario.trust === true, automation: true,
      env: { ARCHGUIDE_UI: control.address, ARCHGUIDE_SCENARIO: name, ...(grep === undefined ? {} : { ARCHGUIDE_GREP: grep }) },
    });
    await page.exposeFunction('codeAutomationLog', forward);
    const ended = new Promise((resolve) => page.exposeFunction('codeAutomationExit', resolve));
    const late = new Promise((resolve) => setTimeout(() => resolve('timeout'), patienceMs).unref());
    await page.goto(addressOf(editor, open, { development: development ?? stub, tests }));
    const code = await Promise.race([ended, late]);
    if (code === 0) return true;
    if (code === 'timeout') {
      mkdirSync(output, { recursive: true });
      await page.screenshot({ path: join(output, `timeout-${name}.png`) });
      console.error(`[${name}] no answer within ${patienceMs / 60_000} minutes; see ${output}`);
    }
    console.error(`[${name}] output of the extension:\n${logOf(editor.profile)}`);
    return false;
  } finally {
    control.close();
    await close();
    await editor?.stop();
    for (const folder of [root, stub]) rmSync(folder, { recursive: true, force: true });
  }
}

const { values } = parseArgs({ options: { scenario: { type: 'string', multiple: true }, grep: { type: 'string' }, development: { type: 'string' } } });
setupEditor();
const tests = await bundleTests();
const vsix = values.development === undefined ? buildVsix() : null;
let failed = 0;
for (const name of values.scenario ?? Object.keys(scenarios)) {
  if (!Object.hasOwn(scenarios, name)) throw new Error(`No scenario ${name}; there are ${Object.keys(scenarios).join(', ')}.`);
  console.log(`\n[${name}]`);
  if (!(await runScenario(name, { tests, vsix, development: values.development, grep: values.grep }))) failed++;
}
console.log(failed === 0 ? '\nAll editor scenarios passed.' : `\n${failed} editor scenarios failed.`);
process.exit(failed === 0 ? 0 : 1);
