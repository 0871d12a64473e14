import * as vscode from 'vscode';
import { codeActions, eventually, fileUri, hoverText, newText, noProblem, openFile, placeOf, problem, problems, replaceText } from '../../support/editor';

const file = 'services/pay_api/src/main.py';

function check(holds: unknown, what: string): asserts holds {
  if (holds !== true) throw new Error(what);
}

/** What must hold in VS Code in a page, by what it says. Run in this order. */
export const checks: Readonly<Record<string, () => void | Promise<void>>> = {
  'has no Node process: the extension is the one for browsers'() {
    const extension = vscode.extensions.getExtension('archguide.archguide');
    check(vscode.env.uiKind === vscode.UIKind.Web, 'the page is the user interface');
    check(extension?.extensionUri.scheme === 'http', `the extension is served: ${String(extension?.extensionUri)}`);
    check(fileUri(file).scheme === 'vscode-test-web', 'the folder is virtual');
  },

  async 'problems stand in an open file'() {
    const { document } = await openFile(file);
    const found = await problem(document.uri, 'house/no-direct-charge');
    check(found.range.isEqual(placeOf(document, 'stripe.Charge.create')), `at ${JSON.stringify(found.range)}`);
  },

  async 'the configuration of the workspace is in force'() {
    const { document } = await openFile(file);
    await problem(document.uri, 'house/no-direct-charge');
    await noProblem(document.uri, 'event-loop/no-blocking-call');
  },

  async 'problems stand in a file that is not open'() {
    const closed = fileUri('services/pay_api/src/refund.py');
    await eventually('a problem in a closed file', () => problems(closed).length > 0);
  },

  async 'problems follow what is typed'() {
    const editor = await openFile(file);
    await problem(editor.document.uri, 'house/no-direct-charge');
    await replaceText(editor, 'stripe.Charge.create(amount=1)', 'pass');
    await noProblem(editor.document.uri, 'house/no-direct-charge');
    await replaceText(editor, '    pass\n', '    stripe.Charge.create(amount=1)\n');
    await problem(editor.document.uri, 'house/no-direct-charge');
  },

  async 'hover explains, and a problem can be suppressed'() {
    const { document } = await openFile(file);
    const found = await problem(document.uri, 'house/no-direct-charge');
    check((await hoverText(document.uri, found.range.start, 'command:archguide.openModule')).includes('gateway'), 'the reason');
    const actions = await codeActions(document.uri, found.range, ({ edit }) => newText(edit).includes('archguide: ignore[house/no-direct-charge]'));
    check(actions.length === 1, 'an action that suppresses');
  },

  async 'completion gives the snippets'() {
    const { document } = await openFile(file);
    const list = await eventually('snippets', async () => {
      const found = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, new vscode.Position(6, 0));
      const ours = found.items.filter(({ label }) => (typeof label === 'string' ? label : label.label).startsWith('ag-'));
      return ours.length > 0 ? ours : null;
    });
    check(list.length > 1, 'snippets');
  },
};
