import type { ClientCapabilities } from 'vscode-languageserver/node';

/** Clients that the tests play: VS Code, which pulls diagnostics; an older editor, to which they are pushed; one that says nothing of itself. */
export type ClientKind = 'pull' | 'push' | 'bare';

export function capabilitiesOf(client: ClientKind | ClientCapabilities): ClientCapabilities {
  switch (client) {
    case 'pull': return {
      workspace: { workspaceFolders: true, configuration: true, didChangeConfiguration: { dynamicRegistration: true }, didChangeWatchedFiles: { dynamicRegistration: true }, diagnostics: { refreshSupport: true } },
      textDocument: { diagnostic: { dynamicRegistration: true, relatedDocumentSupport: false }, publishDiagnostics: { relatedInformation: true }, codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source', 'source.fixAll'] } } } },
      window: { workDoneProgress: true },
    };
    case 'push': return {
      workspace: { workspaceFolders: true, didChangeWatchedFiles: { dynamicRegistration: true } },
      textDocument: { publishDiagnostics: { relatedInformation: true } },
    };
    case 'bare': return {};
    default: return client;
  }
}
