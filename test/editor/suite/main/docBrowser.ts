import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { docBrowserTabs, eventually, newFile, openFile, problem } from '../../../support/editor';
import { EditorUi } from '../../../support/editorUi';

const pack = 'improved-hybrid';
const eventLoop = { pack, id: 'atomic/architecture/event-loop-management' };
const redis = { pack, id: 'atomic/integrations/redis/connection-management' };
const inPage = { webview: true } as const;

describe('the doc browser', function () {
  const ui = new EditorUi();

  before(function () {
    if (!ui.available) this.skip();
  });

  const open = (module: object): Thenable<unknown> => vscode.commands.executeCommand('archguide.openModule', module);
  const title = (text: RegExp): Promise<string> => eventually(`a page titled ${text}`, async () => {
    const found = await ui.texts('h1', inPage);
    return found.find((each) => text.test(each));
  });
  /** A line of the page's own code, longer than the buttons about it. */
  const editorHolds = (editor: vscode.TextEditor, text: RegExp): Promise<boolean> => eventually(`${text} in the editor`, () => text.test(editor.document.getText()));

  it('renders a page: contents, rules, related modules, code with its verdict', async () => {
    await open(eventLoop);
    await title(/event loop/i);
    assert.equal(docBrowserTabs().length, 1);
    assert.ok((await ui.texts('.contents a', inPage)).length > 2, 'contents');
    assert.ok((await ui.texts('.related a', inPage)).length >= 2, 'related modules');
    assert.ok((await ui.texts('.rules code', inPage)).some((rule) => rule.startsWith('event-loop/')), 'rules');
    assert.ok((await ui.texts('.badge.incorrect', inPage)).length > 0, 'wrong examples');
    assert.ok((await ui.texts('.badge.correct', inPage)).length > 0, 'right examples');
    await ui.screenshot('doc-browser');
  });

  it('runs no script but its own, loads nothing from outside, and has no inline style', async () => {
    await open(eventLoop);
    await title(/event loop/i);
    const policy = String(await ui.evaluate(`document.querySelector('meta[http-equiv]').content`, inPage));
    assert.match(policy, /default-src 'none'/);
    assert.equal(/unsafe-inline|unsafe-eval|script-src[^;]*https?:/.test(policy), false, policy);
    const ran = await ui.evaluate(`new Promise((resolve) => {
      const script = document.createElement('script');
      script.textContent = 'window.intruder = true';
      document.body.append(script);
      setTimeout(() => resolve(window.intruder === true), 50);
    })`, inPage);
    assert.equal(ran, false, 'an inline script ran');
    assert.equal(await ui.evaluate(`document.querySelectorAll('#app :not(.drawing *)[style]').length`, inPage), 0);
  });

  it('draws the diagrams of a page, in the policy that lets nothing inline in', async () => {
    await open({ pack: 'clean-architecture', id: 'layers' });
    await title(/layers/i);
    await eventually('a drawing', async () => Number(await ui.evaluate(`document.querySelectorAll('.drawing svg[role="img"] .node').length`, inPage)) >= 4);
    assert.match(String(await ui.evaluate(`document.querySelector('.drawing svg').getAttribute('aria-label')`, inPage)), /overview/i);
    assert.match(String(await ui.evaluate(`document.querySelector('.diagram details pre').textContent`, inPage)), /^flowchart/);
    const fill = String(await ui.evaluate(`getComputedStyle(document.querySelector('.drawing .node rect, .drawing .node path')).fill`, inPage));
    assert.match(fill, /^rgb/, 'its style sheet is in force');
    await ui.screenshot('doc-browser-diagram');
  });

  it('names the rules that a wrong example breaks', async () => {
    await open(eventLoop);
    await title(/event loop/i);
    assert.ok((await ui.texts('.code.incorrect .code-about', inPage)).some((text) => text.startsWith('event-loop/')));
  });

  it('navigates: a related module, back, forward, by buttons and by keys', async () => {
    await open(eventLoop);
    await title(/event loop/i);
    await ui.click('.related a', inPage);
    await eventually('another page', async () => !/event loop management/i.test(await ui.text('h1', inPage)));
    const second = await ui.text('h1', inPage);
    await ui.click('[aria-label="Back"]', inPage);
    await title(/event loop/i);
    await ui.press('Alt+ArrowRight');
    await eventually('forward by key', async () => (await ui.text('h1', inPage)) === second);
    await ui.press('Alt+ArrowLeft');
    await title(/event loop/i);
    assert.equal(docBrowserTabs().length, 1);
  });

  it('scrolls to a heading, and keeps its place where the panel was hidden', async () => {
    await open(eventLoop);
    await title(/event loop/i);
    await ui.click('.contents a >> nth=-1', inPage);
    const scrolled = await eventually('a scrolled page', async () => Number(await ui.evaluate('window.scrollY', inPage)));
    await newFile('notes.py', '"""Over the page."""\n');
    await eventually('the page is hidden', async () => !(await ui.hasWebview()));
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await title(/event loop/i);
    await eventually('the same place', async () => Math.abs(Number(await ui.evaluate('window.scrollY', inPage)) - scrolled) < 60);
  });

  it('shows the problems of a rule here, and leads to one', async () => {
    const editor = await openFile('services/orders_api/src/api/orders.py');
    const found = await problem(editor.document.uri, 'event-loop/no-blocking-call');
    await open(eventLoop);
    await eventually('the problem is listed', async () => (await ui.texts('.violations .link', inPage)).some((text) => /orders\.py/.test(text)));
    await ui.screenshot('doc-browser-violations');
    await ui.click('.violations .link:has-text("orders.py")', inPage);
    await eventually('the cursor is at the problem', () => vscode.window.activeTextEditor?.selection.start.line === found.range.start.line);
  });

  it('copies code, and inserts it where the user wrote last', async () => {
    const editor = await newFile('services/orders_api/src/inserted.py', '"""Inserted."""\n');
    editor.selection = new vscode.Selection(1, 0, 1, 0);
    await open(eventLoop);
    await title(/event loop/i);
    const code = await ui.text('.code.correct pre', inPage);
    await ui.click('.code.correct [aria-label="Copy"]', inPage);
    await eventually('the code is in the clipboard', async () => (await vscode.env.clipboard.readText()).trim() === code.trim());
    await ui.click('.code.correct [aria-label="Insert"]', inPage);
    const first = (code.split('\n')[0] ?? '').trim();
    await editorHolds(editor, new RegExp(first.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('inserts a snippet of the page', async () => {
    const editor = await newFile('services/orders_api/src/snippet.py', '');
    const withSnippets = await eventually('a module with a snippet', async () => {
      for (const module of [eventLoop, redis]) {
        await open(module);
        await title(/./);
        if ((await ui.texts('.snippets button', inPage)).length > 0) return module;
      }
      return null;
    });
    assert.ok(withSnippets);
    await ui.click('.snippets button', inPage);
    await editorHolds(editor, /\S/);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('says so where there is no such module', async () => {
    await open({ pack, id: 'atomic/no/such-module' });
    await eventually('a message', async () => (await ui.texts('.message', inPage)).some((text) => text.includes('no-such') || text.includes('no/such')));
  });
});
