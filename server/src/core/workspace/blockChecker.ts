import type { BlockChecker, WorkspaceFile } from '../pack/verify/model';
import { neverCancelled, type Ports } from '../ports';
import { MemoryFiles } from './memoryFiles';
import { Workspace, type WorkspaceParts } from './workspace';

/**
 * Checks the examples of a pack as small workspaces that follow it: each is a service of the block's kind (a path below
 * `services/NAME/` gives that folder the kind), judged by the same engine as any workspace.
 */
export function blockChecker(pack: string, parts: Omit<WorkspaceParts, 'ports' | 'trusted'>, ports: Omit<Ports, 'files'>): BlockChecker {
  return async (files) => {
    const texts = new Map(files.map((file) => [file.path, file.text]));
    texts.set('archguide.yaml', configuration(pack, files));
    const workspace = new Workspace({ ...parts, ports: { ...ports, files: new MemoryFiles(texts) }, trusted: true });
    try {
      await workspace.index(neverCancelled, () => undefined);
      const found = [];
      for (const file of files) found.push(...await workspace.closedFindings(file.path));
      return found.map((finding) => ({ rule: finding.rule, path: finding.path, line: finding.range.start.line, message: finding.message }));
    } finally {
      workspace.dispose();
    }
  };
}

function configuration(pack: string, files: readonly WorkspaceFile[]): string {
  const kinds = new Map<string, string>();
  for (const file of files) {
    // A compose file or a Dockerfile says nothing of the kind of one service.
    const folder = /^(?:services|apps)\/[^/]+(?=\/)/.exec(file.path)?.[0] ?? (file.path.endsWith('.py') || file.path === 'pyproject.toml' ? '.' : null);
    if (folder !== null && !kinds.has(folder)) kinds.set(folder, file.kind);
  }
  const services = [...kinds].map(([folder, kind]) => `  ${JSON.stringify(folder)}: ${kind}\n`).join('');
  return `packs: [${JSON.stringify(pack)}]\n${services === '' ? '' : `services:\n${services}`}`;
}
