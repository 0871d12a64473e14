// Not a test: the tour that scripts/screenshots.mjs takes pictures of.
import * as vscode from 'vscode';
import { eventually, openFile, placeOf, problem } from '../../support/editor';
import { EditorUi } from '../../support/editorUi';

const rule = 'event-loop/no-blocking-call';
const page = { pack: 'improved-hybrid', id: 'atomic/architecture/event-loop-management' };

/** The problem, its quick fixes, and the reason are in the hover. */
async function hoverShown(ui: EditorUi): Promise<void> {
  await eventually('the hover', async () => (await ui.texts('.monaco-hover .hover-row')).filter((text) => text !== '').length > 1
    && (await ui.texts('.monaco-hover')).some((text) => text.includes('Quick Fix')));
}

describe('screenshots', () => {
  const ui = new EditorUi();

  it('views and problems', async () => {
    const editor = await openFile('services/orders_api/src/api/orders.py');
    await problem(editor.document.uri, rule);
    await vscode.commands.executeCommand('workbench.actions.view.problems');
    await vscode.commands.executeCommand('archguide.file.focus');
    await eventually('the finding is listed', async () => (await ui.texts('.pane:has(.pane-header[aria-label*="In This File"]) .monaco-list-row')).some((text) => text.includes('time.sleep')));
    await ui.screenshot('1-views-and-problems');
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });

  it('hover', async () => {
    const editor = await openFile('services/orders_api/src/api/orders.py');
    await problem(editor.document.uri, rule);
    const at = placeOf(editor.document, 'time.sleep').start.translate(0, 6);
    editor.selection = new vscode.Selection(at, at);
    await vscode.commands.executeCommand('editor.action.showHover');
    await hoverShown(ui);
    await ui.screenshot('2-hover');
    await ui.press('Escape');
  });

  it('doc browser beside the code', async () => {
    const editor = await openFile('services/orders_api/src/api/orders.py');
    await problem(editor.document.uri, rule);
    await vscode.commands.executeCommand('archguide.openModule', page);
    await eventually('the problem is listed', async () => (await ui.texts('.violations .link', { webview: true })).length > 0);
    await ui.screenshot('3-doc-browser-beside');
  });

  it('doc browser alone', async () => {
    await vscode.commands.executeCommand('archguide.openModule', page);
    await eventually('the page', async () => (await ui.texts('h1', { webview: true })).length > 0);
    await ui.screenshot('4-doc-browser');
    await ui.evaluate(`document.querySelector('.code.incorrect').scrollIntoView({ block: 'start' })`, { webview: true });
    await ui.evaluate('window.scrollBy(0, -80)', { webview: true });
    await ui.screenshot('5-doc-browser-code');
  });

  it('search', async () => {
    void vscode.commands.executeCommand('archguide.search', 'connection');
    await eventually('an answer', async () => (await ui.texts('.quick-input-list .monaco-list-row')).length > 1);
    await ui.screenshot('6-search');
    await ui.press('Escape');
  });

  it('walkthrough', async () => {
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', 'archguide.archguide#start', false);
    await eventually('the walkthrough', async () => (await ui.texts('.gettingStartedContainer h3')).some((text) => /Architecture/.test(text)));
    await eventually('its picture', async () => (await ui.countAnywhere('svg[viewBox="0 0 520 320"]')) > 0);
    await ui.screenshot('7-walkthrough');
  });
});
