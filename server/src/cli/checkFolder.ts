import { neverCancelled } from '../core/ports';
import type { AnchorSource } from '../core/project/baseline';
import type { RuleDeclaration } from '../core/pack/ruleDeclaration';
import { sortFindings } from '../core/rules/collector';
import type { Finding } from '../core/rules/model';
import { LineIndex } from '../core/text/lineIndex';
import { languageOf } from '../core/workspace/language';
import { workspacePacks } from '../core/workspace/workspacePacks';
import { FolderFiles } from '../node/files';
import { commandEngine, commandWorkspace } from './engine';
import type { Progress } from './progress';

/** What checking a folder gave. */
export interface FolderCheck {
  readonly findings: readonly Finding[];
  readonly files: number;
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
  const files = new FolderFiles(root, { wants: (path) => languageOf(path) !== null });
  const knowledge = await workspacePacks(files, engine.knowledge, engine.parser);
  const workspace = commandWorkspace(engine, files, knowledge);
  await workspace.index(neverCancelled, (done, total) => { options.progress(`reading ${done} of ${total} files`); });
  const asked = [...new Set([...workspace.paths, ...workspace.knownFindings().keys()])].filter((path) => isWanted(path, wanted)).sort();
  const findings: Finding[] = [];
  for (const [at, path] of asked.entries()) {
    if (at % 50 === 0) options.progress(`checking ${at} of ${asked.length} files`);
    findings.push(...await workspace.closedFindings(path));
  }
  const texts = new Map<string, LineIndex>();
  for (const path of new Set(findings.map((finding) => finding.path))) texts.set(path, new LineIndex(await files.read(path) ?? ''));
  return {
    findings: sortFindings(findings),
    files: asked.length,
    rules: [...knowledge.rules.values()],
    baseline: workspace.project.configuration.baseline,
    anchors: { text: (path) => texts.get(path) ?? null, scope: (path, at) => workspace.scopeAt(path, at) },
    problems: workspace.configurationProblems().map((problem) => `${problem.path}:${problem.range.start.line + 1}: ${problem.message}`),
  };
}

function isWanted(path: string, wanted: readonly string[] | null): boolean {
  return wanted === null || wanted.some((one) => one === '' || path === one || path.startsWith(`${one}/`));
}
