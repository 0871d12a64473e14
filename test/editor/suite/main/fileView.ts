import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, openFile, placeOf, problem } from '../../../support/editor';
import { EditorUi } from '../../../support/editorUi';

describe('the view In This File', function () {
  const ui = new EditorUi();
  const rows = '.pane:has(.pane-header[aria-label*="In This File"]) .monaco-list-row';
  const labels = (): Promise<string[]> => ui.texts(rows);

  before(function () {
    if (!ui.available) this.skip();
  });

  it('names the service, the modules that matter and the findings; a finding leads to its line', async () => {
    const editor = await openFile('services/orders_api/src/api/orders.py');
    await problem(editor.document.uri, 'event-loop/no-blocking-call');
    await vscode.commands.executeCommand('archguide.file.focus');
    await eventually('the service is named', async () => (await labels()).some((label) => label.includes('orders_api')));
    await eventually('a finding is listed', async () => (await labels()).some((label) => label.includes('time.sleep')));
    await ui.screenshot('in-this-file');
    await ui.click(`${rows}:has-text("time.sleep")`);
    const expected = placeOf(editor.document, 'time.sleep').start.line;
    await eventually('the cursor is at the finding', () => vscode.window.activeTextEditor?.selection.start.line === expected);
  });

  it('follows the active editor', async () => {
    await openFile('services/orders_api/src/api/orders.py');
    await vscode.commands.executeCommand('archguide.file.focus');
    const header = '.pane-header[aria-label*="In This File"]';
    await eventually('the first file is named', async () => (await ui.texts(header)).some((text) => /orders\.py/i.test(text)));
    await openFile('services/orders_api/src/main.py');
    await eventually('the second file is named', async () => (await ui.texts(header)).some((text) => /main\.py/i.test(text)));
    assert.equal((await ui.texts(header)).length, 1);
  });
});
