import { parentPort, workerData } from 'node:worker_threads';
import { ConceptIndex } from '../core/pack/concepts';
import type { ModuleSummary } from '../core/project/model';
import { checks } from '../core/rules/checks/registry';
import { Knowledge } from '../core/workspace/knowledge';
import { PoolMember } from '../core/workspace/poolMember';
import { Workspace } from '../core/workspace/workspace';
import { workspacePacks } from '../core/workspace/workspacePacks';
import { FolderFiles, ListedFiles } from './files';
import { stderrLogger, systemClock } from './logger';
import { createParsers } from './parsers';
import { bundledPacks, installation, today } from './platform';
import type { WorkerAnswer, WorkerRequest, WorkerStart } from './workerProtocol';

async function member({ root, paths, trusted, keptCharacters }: WorkerStart): Promise<PoolMember> {
  const parsers = createParsers();
  const [parser, packs] = await Promise.all([parsers.python(), bundledPacks(installation()).packs()]);
  const files = new ListedFiles(new FolderFiles(root, { wants: () => true }), paths);
  const unused = (): Promise<never> => Promise.reject(new Error('a worker reads no pages'));
  const bundled = new Knowledge(packs, new ConceptIndex([]), { page: unused, search: unused });
  const knowledge = trusted ? await workspacePacks(files, bundled, parser) : bundled;
  return new PoolMember(new Workspace({
    ports: { files, parsers, logger: stderrLogger(false), clock: systemClock }, parser, knowledge, checks, trusted, today: today(), keptCharacters,
  }));
}

async function answer(to: PoolMember, request: WorkerRequest): Promise<WorkerAnswer> {
  const { id, kind } = request;
  switch (kind) {
    case 'read': {
      const readings = await to.read(request.paths);
      return {
        id, kind, paths: readings.map((reading) => reading.path), summaries: JSON.stringify(readings.flatMap(({ summary }) => summary ?? [])),
        suppressing: readings.flatMap(({ path, suppressing }) => (suppressing ? [[path, suppressing.comments, suppressing.text] as const] : [])),
      };
    }
    case 'learn':
      await to.learn(request.plain, request.summaries.flatMap((json) => JSON.parse(json) as ModuleSummary[]));
      return { id, kind };
    case 'judge': return { id, kind, findings: await to.judge(request.paths) };
  }
}

const port = parentPort;
if (port) {
  const made = member(workerData as WorkerStart);
  // A fault of the start is told with the first answer.
  made.catch(() => undefined);
  let last: Promise<unknown> = Promise.resolve();
  port.on('message', (request: WorkerRequest) => {
    last = last.then(async () => {
      try {
        port.postMessage(await answer(await made, request));
      } catch (error) {
        port.postMessage({ id: request.id, kind: 'fault', message: error instanceof Error ? error.stack ?? error.message : String(error) } satisfies WorkerAnswer);
      }
    });
  });
}
