import type { Workspace } from '../core/workspace/workspace';
import type { ConvertContext } from './convert';
import type { FolderUris } from './uris';

/** A workspace folder that the server serves: its workspace, and how its paths become URIs. */
export class Folder {
  /** URIs of documents as the client spells them, which may differ from how paths would be encoded here. */
  private readonly spelled = new Map<string, string>();
  indexed = 0;
  total = 0;
  isIndexed = false;

  constructor(readonly uris: FolderUris, readonly workspace: Workspace, private readonly client: Pick<ConvertContext, 'uriScheme' | 'hasCommandLinks'>) {}

  /** The path of a document of this folder; null for others. */
  pathOf(uri: string): string | null {
    return this.uris.pathOf(uri);
  }

  remember(uri: string, path: string): void {
    this.spelled.set(path, uri);
  }

  get context(): ConvertContext {
    return {
      ...this.client,
      uriOf: (path) => this.spelled.get(path) ?? this.uris.uriOf(path),
      module: (pack, id) => this.workspace.knowledge.module(pack, id),
    };
  }
}
