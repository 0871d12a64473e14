import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, fileUri, hoverText, newFile, noProblem, openFile, placeOf, problem, problems, replaceText, ruleOf } from '../../../support/editor';

const orders = 'services/orders_api/src/api/orders.py';

describe('problems', () => {
  it('stand at the name that is wrong, with the rule as a link to its module', async () => {
    const { document } = await openFile(orders);
    const found = await problem(document.uri, 'event-loop/no-blocking-call');
    assert.equal(document.getText(found.range).startsWith('time.sleep'), true, document.getText(found.range));
    assert.equal(found.severity, vscode.DiagnosticSeverity.Error);
    assert.ok(typeof found.code === 'object', 'the code is a link');
    assert.match(found.code.target.path, /event-loop-management/);
  });

  it('appear after typing and go away after mending', async () => {
    const editor = await newFile('services/orders_api/src/typed.py', 'value = 1\n');
    const { uri } = editor.document;
    await replaceText(editor, 'value = 1', 'import asyncpg\n\nvalue = 1');
    const found = await problem(uri, 'boundary/no-direct-database');
    assert.match(editor.document.lineAt(found.range.start.line).text, /import asyncpg/);
    await replaceText(editor, 'import asyncpg\n\n', '');
    await noProblem(uri, 'boundary/no-direct-database');
  });

  it('are found in compose files, under whatever language id the editor gives them', async () => {
    const { document } = await openFile('docker-compose.yml');
    const found = await problem(document.uri, 'compose/pinned-image');
    assert.match(document.lineAt(found.range.start.line).text, /postgres:latest/);
  });

  it('are found in Dockerfiles', async () => {
    const { document } = await newFile('services/slow_api/Dockerfile', '# archguide: ignore[compose/pinned-image] nothing to suppress\nFROM python:3.12.7-slim-bookworm\n');
    const found = await problem(document.uri, 'suppression/unused');
    assert.equal(found.range.start.line, 0);
  });

  it('are reported for files that are not open', async () => {
    const closed = fileUri('services/orders_api/src/api/stock.py');
    await eventually('a problem in a closed file', () => problems(closed).length > 0);
    assert.equal(vscode.window.visibleTextEditors.some(({ document }) => document.uri.toString() === closed.toString()), false);
  });

  it('are not reported twice for one place', async () => {
    const { document } = await openFile(orders);
    await problem(document.uri, 'event-loop/no-blocking-call');
    const keys = problems(document.uri).map((found) => `${ruleOf(found)} ${found.range.start.line}:${found.range.start.character}`);
    assert.deepEqual(keys, [...new Set(keys)]);
  });

  it('survive half-typed code, and the editor goes on', async () => {
    const editor = await openFile(orders);
    await problem(editor.document.uri, 'event-loop/no-blocking-call');
    await editor.edit((edit) => edit.insert(new vscode.Position(editor.document.lineCount, 0), '\nasync def half(\n    x: """'));
    await replaceText(editor, '\nasync def half(\n    x: """', '');
    await problem(editor.document.uri, 'event-loop/no-blocking-call');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});

describe('hover', () => {
  it('says why, and links to the module', async () => {
    const { document } = await openFile(orders);
    const found = await problem(document.uri, 'event-loop/no-blocking-call');
    const text = await hoverText(document.uri, found.range.start, 'command:archguide.openModule');
    assert.match(text, /event-loop/);
  });

  it('explains a name of the architecture where nothing is wrong', async () => {
    const { document } = await openFile(orders);
    const text = await hoverText(document.uri, placeOf(document, 'APIRouter()').start, 'command:archguide.openModule');
    assert.match(text, /fastapi/i);
  });
});
