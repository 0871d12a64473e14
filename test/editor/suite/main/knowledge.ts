import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../../../support/editor';
import { EditorUi } from '../../../support/editorUi';

const rows = '.pane-body .monaco-list-row';

describe('the view Knowledge', function () {
  const ui = new EditorUi();

  before(async function () {
    if (!ui.available) this.skip();
    await vscode.commands.executeCommand('archguide.knowledge.focus');
  });

  const labels = (): Promise<string[]> => ui.texts(`${rows} .monaco-icon-label`);

  it('shows the packs, the first of them open', async () => {
    await eventually('the pack is listed', async () => (await labels()).some((label) => /hybrid/i.test(label)));
    await eventually('its groups are listed', async () => (await labels()).length > 3);
    await ui.screenshot('knowledge');
  });

  it('filters by text and shows what is left, open', async () => {
    await vscode.commands.executeCommand('archguide.filterKnowledge', 'event loop management');
    await eventually('the module is listed', async () => (await labels()).some((label) => /event loop/i.test(label)));
    await ui.screenshot('knowledge-filtered');
    await vscode.commands.executeCommand('archguide.clearFilter');
  });

  it('says so where the filter leaves nothing, with a way back', async () => {
    await vscode.commands.executeCommand('archguide.filterKnowledge', 'no-such-word-anywhere');
    await eventually('the welcome text is shown', async () => (await ui.texts('.welcome-view-content')).some((text) => /Clear Filter/.test(text)));
    await vscode.commands.executeCommand('archguide.clearFilter');
    await eventually('the tree is back', async () => (await labels()).length > 3);
  });

  it('groups by category and back', async () => {
    await vscode.commands.executeCommand('archguide.groupByCategory');
    await eventually('the view says so', async () => (await ui.texts('.pane-header')).some((text) => /category/i.test(text)));
    await vscode.commands.executeCommand('archguide.groupByNavigation');
    await eventually('the view says so no more', async () => !(await ui.texts('.pane-header')).some((text) => /category/i.test(text)));
  });

  it('groups by need and back', async () => {
    await vscode.commands.executeCommand('archguide.groupByNeed');
    await eventually('the view says so', async () => (await ui.texts('.pane-header')).some((text) => /by need/i.test(text)));
    await eventually('the reading lists are listed', async () => (await labels()).some((label) => /Path for a Newcomer/.test(label)));
    await ui.screenshot('knowledge-by-need');
    await vscode.commands.executeCommand('archguide.groupByNavigation');
    await eventually('the view says so no more', async () => !(await ui.texts('.pane-header')).some((text) => /by need/i.test(text)));
  });

  it('opens the page of a row that is clicked', async () => {
    await vscode.commands.executeCommand('archguide.filterKnowledge', 'event loop management');
    const row = `${rows}:has-text("Event Loop")`;
    await eventually('the module is listed', async () => (await ui.texts(row)).length > 0);
    await ui.click(`${row} >> nth=-1`);
    const title = await ui.text('h1', { webview: true });
    assert.match(title, /event loop/i);
    await vscode.commands.executeCommand('archguide.clearFilter');
  });
});
