// One run: an editor on a folder, in which a module with `run()` is executed by the extension host.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'node:util';
import { controlPage } from './control.mjs';
import { openPage } from './page.mjs';
import { addressOf, startEditor } from './server.mjs';

/** Before each line of a test's report, so that it can be told from what the workbench logs. */
export const reportMark = '@@archguide ';

/** An extension that is nothing: the editor wants one in development to run tests, and the installed one is to be tested. */
function stubExtension() {
  const folder = mkdtempSync(join(tmpdir(), 'archguide-stub-'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'stub', publisher: 'archguide-test', version: '0.0.1', engines: { vscode: '^1.91.0' } }));
  return folder;
}

/** The end of our output channel's log, for a failure. */
function logOf(profile) {
  const logs = join(profile, 'ud', 'logs');
  const files = readdirSync(logs, { recursive: true }).filter((name) => /Archguide\.log$/.test(name));
  return files.map((name) => readFileSync(join(logs, name), 'utf8').split('\n').slice(-40).join('\n')).join('\n');
}

/**
 * Runs `tests` in a fresh editor.
 * @param {{ name: string, open: string, tests: string, output: string, vsix?: string, development?: string, trust?: boolean,
 *   env?: Record<string, string>, settings?: object, size?: object, patienceMs?: number, verbose?: boolean }} options
 * @returns {Promise<boolean>} whether `run()` fulfilled
 */
export async function runInEditor(options) {
  const { name, open, tests, output, patienceMs = 6 * 60_000 } = options;
  const stub = stubExtension();
  const { page, close } = await openPage(options.size);
  const control = await controlPage(page, output);
  let editor = null;
  try {
    editor = await startEditor({
      ...(options.vsix === undefined ? {} : { vsix: options.vsix }),
      trust: options.trust === true, automation: true, settings: options.settings ?? {},
      env: { ...options.env, ARCHGUIDE_UI: control.address, ARCHGUIDE_REPORT_MARK: reportMark },
    });
    const said = [];
    await page.exposeFunction('codeAutomationLog', (type, args) => {
      const text = format(...args);
      if (text.startsWith(reportMark)) console.log(text.slice(reportMark.length).replaceAll(`\n${reportMark}`, '\n'));
      else if (options.verbose === true) console.log(`(${type}) ${text}`);
      else said.push(text);
    });
    const ended = new Promise((resolve) => page.exposeFunction('codeAutomationExit', resolve));
    const late = new Promise((resolve) => setTimeout(() => resolve('timeout'), patienceMs).unref());
    await page.goto(addressOf(editor, open, { development: options.development ?? stub, tests }));
    const code = await Promise.race([ended, late]);
    if (code === 0) return true;
    if (code === 'timeout') {
      mkdirSync(output, { recursive: true });
      await page.screenshot({ path: join(output, `timeout-${name}.png`) });
      console.error(`[${name}] no end within ${patienceMs / 60_000} minutes; see ${output}\n${said.slice(-20).join('\n')}`);
    }
    console.error(`[${name}] output of the extension:\n${logOf(editor.profile)}`);
    return false;
  } finally {
    control.close();
    await close();
    await editor?.stop();
    rmSync(stub, { recursive: true, force: true });
  }
}
