// Not a test: the pictures of the README, taken by `scripts/screenshots.mjs --readme`.
import * as vscode from 'vscode';
import { eventually, openFile, placeOf, problem } from '../../support/editor';
import { EditorUi } from '../../support/editorUi';

const rule = 'event-loop/no-blocking-call';
const orders = 'services/orders_api/src/api/orders.py';
const page = { pack: 'improved-hybrid', id: 'atomic/architecture/event-loop-management' };
const workArea = '.part.editor';

describe('pictures of the README', () => {
  const ui = new EditorUi();

  it('tree', async () => {
    const editor = await openFile(orders);
    await problem(editor.document.uri, rule);
    await vscode.commands.executeCommand('archguide.file.focus');
    await vscode.commands.executeCommand('archguide.openModule', page);
    await eventually('the page', async () => (await ui.texts('h1', { webview: true })).length > 0);
    await eventually('its row', async () => (await ui.texts('.monaco-list-row.selected')).some((text) => text.includes('Event Loop')));
    await ui.screenshot('tree', '.part.sidebar');
  });

  it('problems', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    // Whole messages rather than the beginnings of them.
    await vscode.commands.executeCommand('workbench.action.closeSidebar');
    const editor = await openFile(orders);
    await problem(editor.document.uri, rule);
    await vscode.commands.executeCommand('workbench.actions.view.problems');
    await eventually('the problems are listed', async () => (await ui.texts('.markers-panel .monaco-list-row')).some((text) => text.includes('postgres')));
    await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
    await ui.screenshot('problems', '.part.panel');
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });

  it('hover', async () => {
    const editor = await openFile(orders);
    await problem(editor.document.uri, rule);
    const at = placeOf(editor.document, 'time.sleep').start.translate(0, 6);
    editor.selection = new vscode.Selection(at, at);
    await eventually('the hover', async () => {
      await vscode.commands.executeCommand('editor.action.showHover');
      return (await ui.texts('.monaco-hover .hover-row')).filter((text) => text !== '').length > 1
        && (await ui.texts('.monaco-hover')).some((text) => text.includes('Quick Fix'));
    });
    await ui.screenshot('hover', workArea);
    await ui.press('Escape');
  });

  it('browser', async () => {
    const editor = await openFile(orders);
    await problem(editor.document.uri, rule);
    await vscode.commands.executeCommand('archguide.openModule', page);
    await eventually('the problem is listed', async () => (await ui.texts('.violations .link', { webview: true })).length > 0);
    await ui.screenshot('browser', workArea);
  });
});
