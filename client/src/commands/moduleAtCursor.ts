import * as vscode from 'vscode';
import { type OpenModuleArgument, parseModulePath } from '../../../server/src/protocol/links';
import { parseModule } from '../browser/messages';
import { moduleLinks } from './hoverLinks';

/** The module that explains what stands at the cursor: of a problem there, else of what its hover links to. */
export async function moduleAtCursor(): Promise<OpenModuleArgument | null> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return null;
  const { document, selection } = editor;
  const problem = vscode.languages.getDiagnostics(document.uri)
    .find(({ source, range }) => source === 'archguide' && range.contains(selection.active));
  const target = typeof problem?.code === 'object' ? problem.code.target : undefined;
  const ofProblem = target === undefined ? null : parseModulePath(target.path, target.fragment);
  if (ofProblem !== null) return ofProblem;
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, selection.active);
  const texts = hovers.flatMap(({ contents }) => contents.map((part) => (typeof part === 'string' ? part : part.value)));
  for (const argument of texts.flatMap(moduleLinks)) {
    const module = parseModule(argument);
    if (module !== null) return module;
  }
  return null;
}
