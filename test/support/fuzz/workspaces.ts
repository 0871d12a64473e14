import { checks } from '../../../server/src/core/rules/checks/registry';
import { ConceptIndex } from '../../../server/src/core/pack/concepts';
import { neverCancelled, type Files, type PythonParser } from '../../../server/src/core/ports';
import type { Finding } from '../../../server/src/core/rules/model';
import { Knowledge } from '../../../server/src/core/workspace/knowledge';
import { Workspace } from '../../../server/src/core/workspace/workspace';
import { nodePlatform } from '../lsp/platform';

/** A disk in memory. */
export class MemoryFiles implements Files {
  readonly texts = new Map<string, string>();

  read(path: string): Promise<string | null> {
    return Promise.resolve(this.texts.get(path) ?? null);
  }

  list(): Promise<readonly string[]> {
    return Promise.resolve([...this.texts.keys()].sort());
  }
}

/** A parser that is never out of time: a busy machine must not look like a difference. */
export function patient(parser: PythonParser): PythonParser {
  return { language: parser.language, parse: (text, previous) => parser.parse(text, previous, 3_600_000) };
}

/** Makes workspaces over the bundled packs and any files. `faults` gets what rules throw. */
export async function workspaceMaker(faults: string[]): Promise<(files: Files) => Workspace> {
  const platform = await nodePlatform();
  const { packs, source } = await platform.bundle();
  const parser = patient(await platform.parsers.python());
  const knowledge = new Knowledge(packs, new ConceptIndex(packs.flatMap((pack) => [...pack.modules.values()])), source);
  const silent = (): void => undefined;
  const logger = { error: (message: string) => { faults.push(message); }, warn: silent, info: silent, debug: silent };
  return (files) => new Workspace({
    ports: { files, parsers: platform.parsers, logger, clock: platform.clock }, parser, knowledge, checks, trusted: true, today: '2026-01-01',
  });
}

/** Everything that a workspace says now: findings by path, and what its services are. */
export async function told(workspace: Workspace, paths: Iterable<string>): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const path of [...paths].sort()) {
    const findings = await workspace.closedFindings(path);
    if (findings.length > 0) all[path] = findings.map(plain);
  }
  const followed = workspace.project.packIds.filter((pack) => workspace.project.follows(pack));
  all['followed'] = followed;
  // Where no pack is followed, not every file is read, and nothing depends on services.
  if (followed.length > 0) all['services'] = workspace.project.services.map(({ id, kind, confidence }) => `${id}: ${kind} (${confidence})`);
  return all;
}

/** A workspace that knows nothing but the present state: files as on the disk, open ones as in the editor. */
export async function freshlyTold(make: (files: Files) => Workspace, files: MemoryFiles, open: ReadonlyMap<string, string>): Promise<Record<string, unknown>> {
  const fresh = make(files);
  await fresh.index(neverCancelled, () => undefined);
  for (const [path, text] of open) fresh.open(path, text);
  await fresh.catchUp();
  try {
    return await told(fresh, new Set([...files.texts.keys(), ...open.keys()]));
  } finally {
    fresh.dispose();
  }
}

function plain(finding: Finding): unknown {
  return JSON.parse(JSON.stringify(finding));
}
