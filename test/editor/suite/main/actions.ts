import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { applyAction, codeActions, eventually, newFile, newText, noProblem, problem, problems, ruleOf } from '../../../support/editor';
import { EditorUi } from '../../../support/editorUi';

const rule = 'event-loop/no-blocking-call';
const stock = `"""Asks the stock of an order, slowly."""
import asyncio
import time


async def poll_stock(order_id: int) -> None:
    """Three problems that have a fix each."""
    time.sleep(1)
    asyncio.create_task(asyncio.sleep(order_id))
    time.sleep(2)
`;

describe('code actions', () => {
  // A file for each test: an edit of one is not in the next.
  let written = 0;
  const write = (): Promise<vscode.TextEditor> => newFile(`services/orders_api/src/api/polling_${++written}.py`, stock);

  it('mend a problem, which is gone then', async () => {
    const { document } = await write();
    const found = await problem(document.uri, rule);
    const before = problems(document.uri).filter((other) => ruleOf(other) === rule).length;
    const [fix] = await codeActions(document.uri, found.range, ({ edit }) => /asyncio\.sleep/.test(newText(edit)), vscode.CodeActionKind.QuickFix.value);
    assert.ok(fix);
    await applyAction(fix);
    assert.match(document.getText(), /await asyncio\.sleep\(1\)/);
    await eventually('one problem less', () => problems(document.uri).filter((other) => ruleOf(other) === rule).length === before - 1);
  });

  it('carry their diagnostics: the Problems view offers them', async function () {
    const ui = new EditorUi();
    if (!ui.available) this.skip();
    const { document } = await write();
    await problem(document.uri, rule);
    await vscode.commands.executeCommand('workbench.actions.view.problems');
    const row = '.markers-panel .monaco-list-row:has-text("time.sleep")';
    await eventually('the problem is listed', async () => (await ui.texts(row)).length > 0);
    await ui.click(row);
    await eventually('a bulb', async () => Number(await ui.evaluate(`document.querySelectorAll('.markers-panel .codicon-lightbulb, .markers-panel .codicon-light-bulb, .markers-panel .codicon-lightbulb-autofix').length`)) > 0);
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });

  it('fix all of a file at once', async () => {
    const { document } = await write();
    await problem(document.uri, rule);
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const [all] = await codeActions(document.uri, whole, ({ kind }) => kind !== undefined && vscode.CodeActionKind.SourceFixAll.contains(kind), vscode.CodeActionKind.SourceFixAll.value);
    assert.ok(all);
    await applyAction(all);
    await noProblem(document.uri, rule);
    assert.equal(document.getText().includes('time.sleep('), false);
  });

  it('suppress a problem by a comment that names the rule', async () => {
    const { document } = await write();
    const found = await problem(document.uri, rule);
    const [suppress] = await codeActions(document.uri, found.range, ({ edit }) => newText(edit).includes(`archguide: ignore[${rule}]`));
    assert.ok(suppress);
    const line = found.range.start.line;
    await applyAction(suppress);
    await eventually('the problem is suppressed', () => !problems(document.uri).some((other) => ruleOf(other) === rule && Math.abs(other.range.start.line - line) <= 1));
    assert.match(document.getText(), /# archguide: ignore\[event-loop\/no-blocking-call\]/);
  });

  it('open the module that explains a problem', async () => {
    const { document } = await write();
    const found = await problem(document.uri, rule);
    const [open] = await codeActions(document.uri, found.range, ({ command }) => command?.command === 'archguide.openModule');
    assert.ok(open);
    await applyAction(open);
    await eventually('the page is open', () => vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ input }) => input instanceof vscode.TabInputWebview)));
  });
});
