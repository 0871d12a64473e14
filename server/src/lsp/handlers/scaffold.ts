import { ScaffoldError, scaffoldKinds, type ScaffoldContext, type ScaffoldPlan } from '../../core/features/scaffold/model';
import type { Files } from '../../core/ports';
import type { ScaffoldAnswer, ScaffoldRequest, ServiceReference } from '../../protocol/model';
import type { Folder } from '../folder';
import type { Session } from '../session';

/** Services of a workspace folder; none where there is no such folder. */
export function services(session: Session, folder: string): readonly ServiceReference[] {
  return (folderOf(session, folder)?.workspace.project.services ?? []).map(({ name, kind, folder: path }) => ({ name, kind, folder: path }));
}

/** What is to be written for a new service, use case or module. Open documents count as they are in the editor. */
export async function scaffold(session: Session, request: ScaffoldRequest): Promise<ScaffoldAnswer> {
  const refused = (refusal: string): ScaffoldAnswer => ({ refusal, files: [], next: [] });
  const folder = folderOf(session, request.folder);
  const disk = folder && session.platform.folder(folder.uris.uri);
  if (!folder || !disk) return refused('this folder cannot be read');
  try {
    const { files, next } = await plan(request, { files: withOpenDocuments(disk, folder), snippets: await session.snippets(), project: folder.workspace.project });
    return {
      refusal: null, next,
      files: files.map(({ path, text, change }) => ({ uri: folder.context.uriOf(path), path, text, change: change === 'create' ? 'create' : 'edit' })),
    };
  } catch (error) {
    if (error instanceof ScaffoldError) return refused(error.message);
    throw error;
  }
}

/** The templates are loaded when the first is asked for, not at start. */
async function plan(request: ScaffoldRequest, context: ScaffoldContext): Promise<ScaffoldPlan> {
  const { planModule, planService, planUseCase } = await import('../../core/features/scaffold/plan');
  switch (request.what) {
    case 'service': {
      const kind = scaffoldKinds.find((one) => one === request.kind);
      if (kind === undefined) throw new ScaffoldError(`there is no kind \`${String(request.kind)}\``);
      return planService({ name: String(request.name), kind, context: null, port: null, force: false }, context);
    }
    case 'use-case': return planUseCase({ name: String(request.name), service: String(request.service), force: false }, context);
    case 'module': return planModule({ id: String(request.id), title: String(request.title), category: null, force: false }, context);
    default: throw new ScaffoldError('there is nothing of that name to be made');
  }
}

function folderOf(session: Session, uri: string): Folder | null {
  const plain = (one: unknown): string => String(one).replace(/\/$/, '');
  return session.allFolders.find((folder) => plain(folder.uris.uri) === plain(uri)) ?? null;
}

function withOpenDocuments(disk: Files, folder: Folder): Files {
  return {
    list: (path) => disk.list(path),
    read: async (path) => folder.workspace.file(path)?.text.text ?? disk.read(path),
  };
}
