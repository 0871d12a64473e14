import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import type { Changed } from '../core/workspace/workspace';
import type { Folder } from './folder';
import type { Session } from './session';

interface OpenDocument {
  version: number;
  folder: Folder;
  path: string;
}

/** The documents that the client has open, each in the workspace of the folder that holds it. */
export class Documents {
  private readonly open = new Map<string, OpenDocument>();

  constructor(private readonly session: Session) {}

  /** URIs and versions of all open documents. */
  *versions(): IterableIterator<readonly [uri: string, version: number]> {
    for (const [uri, { version }] of this.open) yield [uri, version];
  }

  opened(uri: string, version: number, text: string): { readonly changed: Changed; readonly path: string } {
    const { folder, path } = this.session.locate(uri);
    folder.remember(uri, path);
    this.open.set(uri, { version, folder, path });
    return { changed: folder.workspace.open(path, text), path };
  }

  /** Applies an edit; null for a document that is not open. */
  changed(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): { readonly changed: Changed; readonly path: string } | null {
    const document = this.open.get(uri);
    if (!document) return null;
    document.version = version;
    return { changed: document.folder.workspace.change(document.path, changes), path: document.path };
  }

  /** What the disk has counts again; null for a document that is not open. */
  async closed(uri: string): Promise<{ readonly changed: Changed; readonly path: string } | null> {
    const document = this.open.get(uri);
    if (!document) return null;
    this.open.delete(uri);
    return { changed: await document.folder.workspace.close(document.path), path: document.path };
  }

  /**
   * Folders came, went or were made anew: each document, as it stands in the editor, goes over to the folder that holds it
   * now. Called before a folder that is gone is disposed of, in the same turn, so that no edit falls between.
   */
  move(): void {
    for (const [uri, document] of this.open) {
      const { folder, path } = this.session.locate(uri);
      if (folder === document.folder) continue;
      const text = document.folder.workspace.file(document.path)?.text.text;
      void document.folder.workspace.close(document.path);
      Object.assign(document, { folder, path });
      folder.remember(uri, path);
      if (text !== undefined) folder.workspace.open(path, text);
    }
  }
}
