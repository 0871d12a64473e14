import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, openFile } from '../../../support/editor';

describe('activation', () => {
  it('is activated by a Python file, and every contributed command is registered', async () => {
    await openFile('services/orders_api/src/main.py');
    const extension = vscode.extensions.getExtension('archguide.archguide');
    assert.ok(extension, 'the extension is installed');
    await eventually('the extension is active', () => extension.isActive);
    const registered = new Set(await vscode.commands.getCommands(true));
    const { contributes } = extension.packageJSON as { contributes: { commands: { command: string }[] } };
    const missing = contributes.commands.filter(({ command }) => !registered.has(command));
    assert.deepEqual(missing, []);
  });

  it('has declared each setting with the default that the server takes', () => {
    const settings = vscode.workspace.getConfiguration('archguide');
    assert.equal(settings.get('enable'), true);
    assert.equal(settings.get('trace.server'), 'off');
  });
});
