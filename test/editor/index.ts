// Runs in the extension host: mocha over the test files of one scenario. Rejects where a test failed.
import { join } from 'node:path';
import { format } from 'node:util';
import * as vscode from 'vscode';
import { EditorUi } from '../support/editorUi';

export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const scenario = process.env['ARCHGUIDE_SCENARIO'] ?? 'main';
  const ui = new EditorUi();
  const mark = process.env['ARCHGUIDE_REPORT_MARK'] ?? '';
  // The reporter formats; the runner outside tells its lines from the workbench's own by the mark.
  Mocha.reporters.Base.consoleLog = (...parts: unknown[]) => console.log(`${mark}${format(...parts)}`);
  const mocha = new Mocha({
    ui: 'bdd', color: false, timeout: 60_000, slow: 5_000, forbidOnly: process.env['CI'] !== undefined,
    ...(process.env['ARCHGUIDE_GREP'] ? { grep: process.env['ARCHGUIDE_GREP'] } : {}),
    rootHooks: {
      async beforeEach() {
        await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      },
      async afterEach(this: Mocha.Context) {
        if (this.currentTest?.state === 'failed' && ui.available) await ui.screenshot(`failed-${scenario}-${this.currentTest.title}`);
      },
    },
  });
  mocha.addFile(join(__dirname, `${scenario}.js`));
  await mocha.loadFilesAsync();
  const { failures, total } = await new Promise<{ failures: number; total: number }>((resolve) => {
    const runner = mocha.run((count) => resolve({ failures: count, total: runner.total }));
  });
  if (total === 0) throw new Error(`Scenario ${scenario} has no tests.`);
  if (failures > 0) throw new Error(`${failures} of ${total} tests failed.`);
}
