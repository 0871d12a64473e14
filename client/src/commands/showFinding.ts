import * as vscode from 'vscode';
import type { ShowFindingArgument } from '../../../server/src/protocol/links';

/** Opens the file of a finding with its range selected, in the column that shows the file already, else in the first. */
export async function showFinding({ uri, range }: ShowFindingArgument): Promise<void> {
  const target = vscode.Uri.parse(uri);
  const open = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === target.toString());
  const column = open?.viewColumn ?? vscode.ViewColumn.One;
  const selection = new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
  try {
    const editor = await vscode.window.showTextDocument(target, { viewColumn: column, selection });
    editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  } catch {
    void vscode.window.showWarningMessage(vscode.l10n.t('{0} cannot be opened.', target.path));
  }
}
