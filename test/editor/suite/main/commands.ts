import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, fileUri, newFile, openFile, placeOf, problem } from '../../../support/editor';
import { EditorUi } from '../../../support/editorUi';

const picks = '.quick-input-list .monaco-list-row';

describe('commands', function () {
  const ui = new EditorUi();

  before(function () {
    if (!ui.available) this.skip();
  });

  it('search asks at each key and opens what is picked', async () => {
    await openFile('services/orders_api/src/main.py');
    void vscode.commands.executeCommand('archguide.search');
    await eventually('the picker', async () => (await ui.texts('.quick-input-widget')).length > 0);
    await ui.type('event loop');
    await eventually('an answer', async () => (await ui.texts(picks)).some((text) => /event loop/i.test(text)));
    await ui.screenshot('search');
    await ui.press('Enter');
    await eventually('the page', async () => (await ui.text('h1', { webview: true })) !== '');
  });

  it('insert a snippet for the language of the editor', async () => {
    const { document } = await newFile('services/orders_api/src/command.py', '');
    void vscode.commands.executeCommand('archguide.insertSnippet');
    await eventually('snippets', async () => (await ui.texts(picks)).length > 0);
    await ui.press('Enter');
    await eventually('inserted text', () => document.getText() !== '');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('open the module for what stands at the cursor', async () => {
    const editor = await openFile('services/orders_api/src/api/orders.py');
    await problem(editor.document.uri, 'event-loop/no-blocking-call');
    const at = placeOf(editor.document, 'time.sleep').start;
    editor.selection = new vscode.Selection(at, at);
    await vscode.commands.executeCommand('archguide.openModuleAtCursor');
    assert.match(await ui.text('h1', { webview: true }), /event loop/i);
  });

  it('adopt a pack: it is added to the configuration, and nothing else changes', async () => {
    const uri = fileUri('archguide.yaml');
    const before = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    await vscode.commands.executeCommand('archguide.adoptPack', 'clean-architecture');
    const after = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    assert.equal(after, before.replace('packs: [improved-hybrid]', 'packs: [improved-hybrid, clean-architecture]'));
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(before));
  });

  it('restart the server: problems are there again', async () => {
    const { document } = await openFile('services/orders_api/src/api/orders.py');
    await problem(document.uri, 'event-loop/no-blocking-call');
    await vscode.commands.executeCommand('archguide.restartServer');
    await problem(document.uri, 'event-loop/no-blocking-call');
  });

  it('the status bar counts the findings of the file', async () => {
    const { document } = await openFile('services/orders_api/src/api/orders.py');
    await problem(document.uri, 'event-loop/no-blocking-call');
    await eventually('the count', async () => /\d/.test(await ui.text('[id="archguide.archguide.archguide.findings"]')));
  });
});
