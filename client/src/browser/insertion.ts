import * as vscode from 'vscode';

/** Inserts text where the user last wrote: while a webview has the focus, no editor is active. */
export class Insertion implements vscode.Disposable {
  private last: vscode.TextEditor | null = null;
  private readonly subscription: vscode.Disposable;

  constructor() {
    this.remember(vscode.window.activeTextEditor);
    this.subscription = vscode.window.onDidChangeActiveTextEditor((editor) => this.remember(editor));
  }

  /** The editor that text would go to. */
  target(): vscode.TextEditor | null {
    this.remember(vscode.window.activeTextEditor);
    if (this.last === null || this.last.document.isClosed) return vscode.window.visibleTextEditors.find(isWritable) ?? null;
    return this.last;
  }

  /** Inserts plain text, indented as the line of the cursor is. */
  insertText(text: string): Promise<boolean> {
    return this.insert(new vscode.SnippetString().appendText(text));
  }

  /** @param body in the syntax of LSP snippets */
  insertSnippet(body: string): Promise<boolean> {
    return this.insert(new vscode.SnippetString(body));
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private async insert(snippet: vscode.SnippetString): Promise<boolean> {
    const target = this.target();
    if (target === null) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Open the file that this should go into first.'));
      return false;
    }
    // Shown anew: an editor that was hidden meanwhile takes no edits.
    const column = target.viewColumn;
    const editor = await vscode.window.showTextDocument(target.document, {
      ...(column === undefined ? {} : { viewColumn: column }), selection: target.selection, preserveFocus: false,
    });
    return editor.insertSnippet(snippet);
  }

  private remember(editor: vscode.TextEditor | undefined): void {
    if (editor !== undefined && isWritable(editor)) this.last = editor;
  }
}

function isWritable(editor: vscode.TextEditor): boolean {
  return editor.document.uri.scheme !== 'output' && editor.document.uri.scheme !== 'git';
}
