import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, openFile, problem, problems, ruleOf } from '../../support/editor';
import { EditorUi } from '../../support/editorUi';

const file = 'services/pay_api/src/main.py';

describe('Restricted Mode', () => {
  const ui = new EditorUi();

  it('is what the folder is opened in', () => {
    assert.equal(vscode.workspace.isTrusted, false);
  });

  it('bundled rules run, and the workspace cannot turn them off', async () => {
    const { document } = await openFile(file);
    await problem(document.uri, 'event-loop/no-blocking-call');
  });

  it('rules and pages of the workspace are not read', async function () {
    const { document } = await openFile(file);
    await problem(document.uri, 'event-loop/no-blocking-call');
    assert.equal(problems(document.uri).some((found) => ruleOf(found).startsWith('house/')), false);
    if (!ui.available) this.skip();
    await vscode.commands.executeCommand('archguide.openModule', { pack: '.archguide', id: 'payments/charges' });
    await eventually('no such page', async () => (await ui.texts('.message', { webview: true })).length > 0);
  });

  it('once the user trusts the workspace, its configuration and pack are read', async function () {
    if (!ui.available) this.skip();
    const { document } = await openFile(file);
    await problem(document.uri, 'event-loop/no-blocking-call');
    void vscode.commands.executeCommand('workbench.trust.manage');
    await ui.click('.workspace-trust-editor .monaco-button:has-text("Trust")');
    await eventually('trust', () => vscode.workspace.isTrusted);
    await problem(document.uri, 'house/no-direct-charge');
    await eventually('the configuration is in force', () => !problems(document.uri).some((found) => ruleOf(found) === 'event-loop/no-blocking-call'));
  });
});
