import { readFile, writeFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { applyBaseline, readBaseline, writeBaseline } from '../core/project/baseline';
import type { Finding } from '../core/rules/model';
import type { FolderCheck } from './checkFolder';
import { UsageError } from './usage';

const defaultName = 'archguide-baseline.json';

/** Writes all findings as the baseline; gives its name. A relative name is one below `root`. @throws UsageError where it cannot be written */
export async function storeBaseline(root: string, name: string | null, result: FolderCheck): Promise<string> {
  const file = resolve(root, name ?? defaultName);
  await writeFile(file, writeBaseline(result.findings, result.anchors)).catch(() => { throw new UsageError(`cannot write the baseline \`${file}\``); });
  return relative(process.cwd(), file);
}

/** Findings that the baseline does not know; all where there is none. @throws UsageError where a named one cannot be read */
export async function compareWithBaseline(root: string, name: string | null, result: FolderCheck): Promise<readonly Finding[]> {
  if (name === null) return result.findings;
  const text = await readFile(resolve(root, name), 'utf8').catch(() => { throw new UsageError(`cannot read the baseline \`${name}\`; write it with \`--write-baseline\``); });
  const baseline = readBaseline(text);
  if (baseline.problem !== null) throw new UsageError(baseline.problem.replace(/\.$/, ''));
  const { fresh, mended } = applyBaseline(result.findings, baseline, result.anchors);
  if (mended.length > 0) process.stderr.write(`archguide: ${mended.length} ${mended.length === 1 ? 'finding of the baseline is' : 'findings of the baseline are'} mended; write it anew to keep it so\n`);
  return fresh;
}
