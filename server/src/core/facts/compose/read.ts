import { LineIndex } from '../../text/lineIndex';
import { interpolate } from './interpolate';
import type { ComposeFileFacts, ComposeProblem } from './model';
import { child, scalarsOf, type ComposeNode, type ScalarNode } from './node';
import { folderOf, resolvePath } from './paths';
import { TreeBuilder } from './tree';
import { readYaml } from './yaml';

/**
 * Reads one compose file. Never throws: what can be read of a broken text is kept, `problems` tell the rest.
 * A stream of several documents is one file (compose lays them over each other).
 *
 * @param path workspace-relative, for the locations
 */
export function readComposeFile(path: string, text: string): ComposeFileFacts {
  const index = new LineIndex(text);
  const yaml = readYaml(index);
  const builder = new TreeBuilder(path, index);
  const roots = yaml.documents.map((document) => builder.build(document)).filter((root) => root !== null);
  const problems: ComposeProblem[] = yaml.problems.map(({ message, start, end, kind }) => ({ message, kind, at: { path, range: index.rangeOf(start, end) } }));
  problems.push(...builder.problems);
  for (const root of roots) {
    if (root.kind !== 'map' && !(root.kind === 'scalar' && root.type === 'null')) problems.push({ message: 'a compose file is a mapping', at: root.at, kind: 'type' });
  }
  return { language: 'compose', path, document: roots, comments: yaml.comments, problems, references: referencesOf(path, roots) };
}

/** The documents of a file that {@link readComposeFile} read. */
export function documentsOf(facts: ComposeFileFacts): readonly ComposeNode[] {
  return facts.document as readonly ComposeNode[];
}

/** Variables are taken by their defaults: the reading of a whole project, with `.env`, may ask for others. */
function referencesOf(path: string, roots: readonly ComposeNode[]): string[] {
  const folder = folderOf(path);
  const found = new Set<string>();
  const add = (scalar: ScalarNode): void => {
    const file = interpolate(scalar.text, () => undefined);
    const target = file.isResolved ? resolvePath(folder, file.text) : null;
    if (target !== null && target !== '') found.add(target);
  };
  for (const root of roots) {
    for (const scalar of includedPaths(root)) add(scalar);
    const services = child(root, 'services');
    if (services?.kind !== 'map') continue;
    for (const { value } of services.entries.values()) {
      scalarsOf(child(child(value, 'extends'), 'file')).forEach(add);
      envFilePaths(child(value, 'env_file')).forEach(add);
    }
  }
  return [...found];
}

function includedPaths(root: ComposeNode): ScalarNode[] {
  const include = child(root, 'include');
  const items = include?.kind === 'list' ? include.items : include ? [include] : [];
  return items.flatMap((item) => (item.kind === 'map' ? scalarsOf(child(item, 'path')) : scalarsOf(item)));
}

/** Paths of `env_file`: a string, a list, or a list of `{path, required}`. */
export function envFilePaths(node: ComposeNode | undefined): ScalarNode[] {
  const items = node?.kind === 'list' ? node.items : node ? [node] : [];
  return items.flatMap((item) => scalarsOf(item.kind === 'map' ? child(item, 'path') : item));
}
