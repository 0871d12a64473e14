import { documentsOf } from '../facts/compose/read';
import { child, type ComposeNode } from '../facts/compose/node';
import { folderOf, isRemote, resolvePath } from '../facts/compose/paths';
import type { Module } from '../pack/model';
import type { Range } from '../text/range';
import type { OpenFile, WorkspaceView } from '../workspace/model';

/** A range that leads to a module or to a file of the workspace. */
export interface Link {
  readonly range: Range;
  readonly module: Module | null;
  readonly path: string | null;
  readonly tooltip: string;
}

/** Links of a file: rule ids in suppressions and in archguide.yaml, paths in compose files. */
export function linksIn(workspace: WorkspaceView, path: string): readonly Link[] {
  const file = workspace.file(path);
  if (!file) return [];
  const links = ruleLinks(workspace, file);
  if (file.language === 'compose') for (const document of documentsOf(file.compose)) composeLinks(document, folderOf(path), links);
  return links;
}

/** Rule ids where they mean a rule: in `archguide: ignore[…]` comments, and anywhere in archguide.yaml. */
function ruleLinks(workspace: WorkspaceView, file: OpenFile): Link[] {
  const links: Link[] = [];
  for (let line = 0; line < file.text.lineCount; line++) {
    const text = file.text.line(line);
    if (text.length > 2_000 || (file.language !== 'configuration' && !text.includes('archguide:'))) continue;
    for (const match of text.matchAll(/[a-z][a-z-]*\/[a-z][a-z0-9-]*/g)) {
      const module = workspace.knowledge.moduleOfRule(match[0]);
      if (!module) continue;
      const range = { start: { line, character: match.index }, end: { line, character: match.index + match[0].length } };
      links.push({ range, module, path: null, tooltip: `Open “${module.title}”` });
    }
  }
  return links;
}

function composeLinks(document: ComposeNode, folder: string, links: Link[]): void {
  const services = child(document, 'services');
  if (services?.kind !== 'map') return;
  const add = (node: ComposeNode | undefined, tooltip: string, base: string, suffix = ''): void => {
    if (node?.kind !== 'scalar' || node.raw.includes('$') || isRemote(node.raw)) return;
    const target = resolvePath(base, node.raw + suffix);
    if (target !== null) links.push({ range: node.at.range, module: null, path: target, tooltip });
  };
  for (const { value: service } of services.entries.values()) {
    const build = child(service, 'build');
    const context = build?.kind === 'map' ? child(build, 'context') : build;
    const contextFolder = context?.kind === 'scalar' && !isRemote(context.raw) ? resolvePath(folder, context.raw) : null;
    const dockerfile = child(build, 'dockerfile');
    if (dockerfile && contextFolder !== null) add(dockerfile, 'Open the Dockerfile', contextFolder);
    else add(context, 'Open the Dockerfile', folder, '/Dockerfile');
    const envFile = child(service, 'env_file');
    for (const item of envFile?.kind === 'list' ? envFile.items : [envFile]) add(item, 'Open the environment file', folder);
    add(child(child(service, 'extends'), 'file'), 'Open the extended file', folder);
  }
}
