import { access } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { neverCancelled, type Files } from '../core/ports';
import type { AnchorSource } from '../core/project/baseline';
import type { RuleDeclaration } from '../core/pack/ruleDeclaration';
import { sortFindings } from '../core/rules/collector';
import type { Finding } from '../core/rules/model';
import type { SkippedFile } from '../core/report/summary';
import { LineIndex } from '../core/text/lineIndex';
import { languageOf } from '../core/workspace/language';
import { workspacePacks } from '../core/workspace/workspacePacks';
import { FolderFiles, ListedFiles } from '../node/files';
import { WorkerPool } from '../node/workerPool';
import type { ComposeProject } from '../core/facts/compose/model';
import { commandEngine, commandWorkspace, keptCharacters, type CommandEngine } from './engine';
import type { Progress } from './progress';

/** Each worker holds what the others have read, so that more of them cost memory and gain ever less. */
const mostWorkers = 8;

/** What checking a folder gave. */
export interface FolderCheck {
  readonly findings: readonly Finding[];
  /** How many files were checked. */
  readonly files: number;
  /** Files that were to be checked and could not be read. */
  readonly skipped: readonly SkippedFile[];
  /** Compose files of which only a part could be read, with the first place that could not, in sentences. */
  readonly partly: readonly string[];
  readonly rules: readonly RuleDeclaration[];
  /** Of the configuration; null where it names none. */
  readonly baseline: string | null;
  readonly anchors: AnchorSource;
  /** What is wrong with the configuration, in sentences. */
  readonly problems: readonly string[];
}

export interface CheckOptions {
  /** Threads; null: as many as the machine has cores, fewer for few files. */
  readonly jobs: number | null;
  readonly progress: Progress;
}

/** Checks a folder. `wanted` are the paths whose findings are asked for; the whole folder is read all the same, since files hang together. */
export async function checkFolder(root: string, wanted: readonly string[] | null, options: CheckOptions): Promise<FolderCheck> {
  const engine = await commandEngine();
  const folder = new FolderFiles(root, { wants: (path) => languageOf(path) !== null });
  const files = new ListedFiles(folder, await folder.list());
  const pool = await workerPool(root, await files.list(), options.jobs);
  try {
    return await checkWith(engine, files, pool, wanted, options.progress);
  } finally {
    await pool?.close();
  }
}

async function checkWith(engine: CommandEngine, files: Files, pool: WorkerPool | null, wanted: readonly string[] | null, progress: Progress): Promise<FolderCheck> {
  const knowledge = await workspacePacks(files, engine.knowledge, engine.parser);
  const workspace = commandWorkspace(engine, files, knowledge, pool);
  await workspace.index(neverCancelled, (done, total) => { progress(`reading ${done} of ${total} files`); });
  const asked = [...new Set([...workspace.paths, ...workspace.knownFindings().keys()])].filter((path) => isWanted(path, wanted)).sort();
  await workspace.judgeAhead(asked, (done, total) => { progress(`checking ${done} of ${total} files`); });
  const findings: Finding[] = [];
  for (const [at, path] of asked.entries()) {
    if (at % 50 === 0) progress(`checking ${at} of ${asked.length} files`);
    findings.push(...await workspace.closedFindings(path));
  }
  const texts = new Map<string, LineIndex>();
  for (const path of new Set(findings.map((finding) => finding.path))) texts.set(path, new LineIndex(await files.read(path) ?? ''));
  return {
    findings: sortFindings(findings),
    files: asked.filter((path) => !workspace.unread.has(path)).length,
    skipped: [...workspace.unread].filter(([path]) => isWanted(path, wanted) && !workspace.project.configurations.isExcluded(path)).map(([path, reason]) => ({ path, reason })).sort((a, b) => (a.path < b.path ? -1 : 1)),
    partly: readInPart(workspace.project.compose, wanted),
    rules: [...knowledge.rules.values()],
    baseline: workspace.project.configuration.baseline,
    anchors: { text: (path) => texts.get(path) ?? null, scope: (path, at) => workspace.scopeAt(path, at) },
    problems: workspace.configurationProblems().map((problem) => `${problem.path}:${problem.range.start.line + 1}: ${problem.message}`),
  };
}

function readInPart(projects: readonly ComposeProject[], wanted: readonly string[] | null): string[] {
  const first = new Map<string, string>();
  for (const { kind, message, at } of projects.flatMap(({ problems }) => problems)) {
    if ((kind !== 'syntax' && kind !== 'limit') || first.has(at.path) || !isWanted(at.path, wanted)) continue;
    first.set(at.path, `${at.path}:${at.range.start.line + 1} is checked in part only: ${message.replace(/\.$/, '')}`);
  }
  return [...first.values()].sort();
}

/** Worker threads for a large folder; null where one thread is asked for or all that there is. */
async function workerPool(root: string, paths: readonly string[], jobs: number | null): Promise<WorkerPool | null> {
  const workers = Math.min(jobs ?? availableParallelism(), mostWorkers);
  const script = join(__dirname, 'worker.js');
  const isThere = await access(script).then(() => true, () => false);
  return workers < 2 || !isThere ? null : new WorkerPool({ root, paths, trusted: true, workers, script, keptCharacters });
}

function isWanted(path: string, wanted: readonly string[] | null): boolean {
  return wanted === null || wanted.some((one) => one === '' || path === one || path.startsWith(`${one}/`));
}
