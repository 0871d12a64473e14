import type { CancelSignal } from '../core/ports';
import type { ServerStatus } from '../protocol/model';
import type { Folder } from './folder';
import type { Session } from './session';

/** Reads folders for the first time while requests are answered from what is known already, and tells how far it is. */
export class Indexing {
  private current: Promise<void> = Promise.resolve();
  private running = 0;
  private told = '';

  constructor(private readonly session: Session, private readonly onDone: () => void) {}

  /** Reads the folders; resolves when they are read. A fault in one is told and does not stop the others. */
  run(folders: readonly Folder[]): Promise<void> {
    const work = this.current.then(() => this.readAll(folders));
    this.current = work;
    return work;
  }

  /** Resolves when nothing is being read. */
  settled(): Promise<void> {
    return this.current;
  }

  private async readAll(folders: readonly Folder[]): Promise<void> {
    this.running++;
    this.tell();
    const progress = this.session.client.canShowProgress ? await this.session.connection.window.createWorkDoneProgress() : null;
    progress?.begin('Archguide: reading the workspace', 0, undefined, true);
    const signal: CancelSignal = { get isCancelled() { return progress?.token.isCancellationRequested === true; } };
    try {
      for (const folder of folders) {
        try {
          await folder.workspace.index(signal, (done, total) => {
            folder.indexed = done;
            folder.total = total;
            progress?.report(total === 0 ? 100 : Math.round((done / total) * 100), `${done} of ${total} files`);
          });
        } catch (error) {
          this.session.logger.error(`reading ${folder.uris.uri} failed: ${error instanceof Error ? error.stack ?? error.message : String(error)}`);
        }
        folder.isIndexed = true;
      }
    } finally {
      progress?.done();
      this.running--;
      this.tell();
      this.onDone();
    }
  }

  status(): ServerStatus {
    const folders = this.session.allFolders;
    const sum = (pick: (folder: Folder) => number): number => folders.reduce((total, folder) => total + pick(folder), 0);
    const problems = folders.flatMap((folder) => folder.workspace.configurationProblems().map((problem) => ({
      uri: folder.context.uriOf(problem.path), range: problem.range, message: problem.message,
    })));
    const seen = new Set<string>();
    const packs = folders.flatMap((folder) => folder.workspace.knowledge.packs.flatMap((pack) => {
      if (seen.has(pack.id)) return [];
      seen.add(pack.id);
      const adoption = folder.workspace.project.adoptionOf(pack.id);
      return [{ id: pack.id, title: pack.title, followed: adoption.followed, reason: adoption.reason }];
    }));
    const state = this.running > 0 ? 'indexing' : problems.length > 0 ? 'degraded' : 'ready';
    return {
      state,
      message: state === 'indexing' ? 'Reading the workspace' : state === 'degraded' ? `${problems.length} problem${problems.length === 1 ? '' : 's'} in archguide.yaml or in a pack; the rest of it is in force` : 'Ready',
      indexed: sum((folder) => folder.indexed),
      total: sum((folder) => folder.total),
      packs,
      problems,
    };
  }

  /** Tells the client where the server stands, where that is not what it was told last. */
  tell(): void {
    const status = this.status();
    const text = JSON.stringify(status);
    if (text === this.told) return;
    this.told = text;
    void this.session.connection.sendNotification('archguide/statusChanged', status);
  }
}
