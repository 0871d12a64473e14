import type {
  CodeAction, CodeActionParams, CompletionItem, CompletionParams, DocumentLink, DocumentLinkParams, Hover, HoverParams,
} from 'vscode-languageserver';
import { actionsAt } from '../../core/features/actions';
import { completionsAt } from '../../core/features/completion';
import { hoverAt } from '../../core/features/hover';
import { linksIn } from '../../core/features/links';
import { fixAllKind, toCodeAction, toCompletionItem, toDocumentLink, toHover } from '../convert';
import type { Session } from '../session';

/** textDocument/hover. */
export function hover(session: Session, params: HoverParams): Hover | null {
  if (!session.settings.hover.enable) return null;
  const { folder, path } = session.locate(params.textDocument.uri);
  const info = hoverAt(folder.workspace, path, params.position);
  return info && toHover(info, folder.context);
}

/** textDocument/codeAction. Kinds are asked for by prefix (LSP 3.17, CodeActionKind): `source` asks for `source.fixAll.archguide`, too. */
export function codeActions(session: Session, params: CodeActionParams): CodeAction[] {
  if (!session.settings.enable) return [];
  const { folder, path } = session.locate(params.textDocument.uri);
  const only = params.context.only ?? [];
  const wants = (kind: string): boolean => only.length === 0 || only.some((prefix) => kind === prefix || kind.startsWith(`${prefix}.`) || prefix === '');
  const actions = actionsAt(folder.workspace, path, params.range, {
    wants: (kind) => {
      switch (kind) {
        case 'fix': return wants('quickfix');
        // A client gets it that knows the command, or that the server can have show the page.
        case 'open-module': return wants('quickfix') && (session.client.hasCommandLinks || session.client.canShowPages);
        case 'suppress': return wants('quickfix.suppress');
        // Not in the bulb of every line: only where something is wrong there, or where it is asked for by name.
        case 'fix-all': case 'source-fix-all': return wants(fixAllKind);
      }
    },
  });
  return actions.map((action) => toCodeAction(action, folder.context));
}

/** textDocument/completion. */
export async function completions(session: Session, params: CompletionParams): Promise<CompletionItem[]> {
  if (!session.settings.completion.enable) return [];
  const { folder, path } = session.locate(params.textDocument.uri);
  return completionsAt(folder.workspace, path, params.position, await session.snippets()).map(toCompletionItem);
}

/** textDocument/documentLink. */
export function documentLinks(session: Session, params: DocumentLinkParams): DocumentLink[] {
  const { folder, path } = session.locate(params.textDocument.uri);
  return linksIn(folder.workspace, path).map((link) => toDocumentLink(link, folder.context));
}
