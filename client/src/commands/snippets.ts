import * as vscode from 'vscode';
import type { Insertion } from '../browser/insertion';
import type { ServerConnection } from '../server/connection';

/** Lets the user pick a snippet for the language of the editor (or of one module) and inserts it at the cursor. */
export async function insertSnippet(server: ServerConnection, insertion: Insertion, module?: string): Promise<void> {
  const target = insertion.target();
  if (target === null) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open the file that this should go into first.'));
    return;
  }
  const language = snippetLanguage(target.document.languageId);
  const found = await server.ask('archguide/snippets', module === undefined ? { language } : { module });
  const items = (found ?? []).map((snippet) => ({
    label: snippet.name, description: snippet.prefix, detail: snippet.description, snippet,
  }));
  if (items.length === 0) {
    void vscode.window.showInformationMessage(module === undefined
      ? vscode.l10n.t('There are no snippets for {0}.', target.document.languageId)
      : vscode.l10n.t('This module has no snippets.'));
    return;
  }
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Insert Snippet'), matchOnDescription: true, matchOnDetail: true,
  });
  if (picked !== undefined) await insertion.insertSnippet(picked.snippet.body);
}

/** Snippets of compose files are written for YAML, whatever the editor calls them. */
function snippetLanguage(language: string): string {
  return language === 'dockercompose' ? 'yaml' : language;
}
