import type { CodeBlock, Module } from '../model';
import { readExcerptReference } from '../excerpts';
import { serviceKinds } from '../ruleDeclaration';
import { suggestion } from '../suggest';

/** A code block with its place in a workspace. */
export interface PlacedBlock {
  readonly block: CodeBlock;
  /** Which of the page, from 1. */
  readonly number: number;
  /** null where rules do not look at such a block; it is parsed all the same. */
  readonly path: string | null;
  readonly kind: string;
  readonly group: string | null;
  /** What in the fence cannot be followed; null where all can. */
  readonly fault: { readonly expected: string; readonly got: string } | null;
}

export const blockAttributes: readonly string[] = ['incorrect', 'kind', 'file', 'group', 'fragment', 'excerpt'];

const defaultPaths: Readonly<Record<string, string>> = {
  python: 'src/example.py', py: 'src/example.py', dockerfile: 'Dockerfile', docker: 'Dockerfile', toml: 'pyproject.toml',
};

/** Places a page's blocks as docs/pack-format.md says. Fragments are left out: they are neither parsed nor checked. */
export function placeBlocks(module: Module, blocks: readonly CodeBlock[]): PlacedBlock[] {
  return blocks.flatMap((block, index) => {
    if (block.attributes.has('fragment')) return [];
    const kind = block.attributes.get('kind') ?? module.kinds[0] ?? 'api';
    const group = block.attributes.get('group') ?? null;
    return [{ block, number: index + 1, path: pathOf(block), kind, group, fault: faultOf(block, kind) }];
  });
}

function pathOf(block: CodeBlock): string | null {
  const file = block.attributes.get('file');
  if (file !== undefined) return file;
  if (block.language === 'yaml' || block.language === 'yml') return /^services[ \t]*:/m.test(block.code) ? 'docker-compose.yml' : null;
  return Object.hasOwn(defaultPaths, block.language) ? defaultPaths[block.language] ?? null : null;
}

function faultOf(block: CodeBlock, kind: string): PlacedBlock['fault'] {
  const unknown = [...block.attributes.keys()].find((name) => !blockAttributes.includes(name));
  if (unknown !== undefined) return { expected: 'attributes of docs/pack-format.md', got: `\`${unknown}\`.${suggestion(unknown, blockAttributes)}` };
  if (!(serviceKinds as readonly string[]).includes(kind)) return { expected: 'a service kind', got: `\`${kind}\`.${suggestion(kind, serviceKinds)}` };
  const file = block.attributes.get('file');
  if (file !== undefined && (file === '' || file.startsWith('/') || /\\|(?:^|\/)\.\.(?:\/|$)/.test(file))) {
    return { expected: 'a path within the service or workspace, with forward slashes', got: `\`${file}\`` };
  }
  const excerpt = block.attributes.get('excerpt');
  if (excerpt !== undefined && readExcerptReference(excerpt) === null) {
    return { expected: 'a file of the repository and parts of it in `excerpt="path#name, name"`', got: `\`${excerpt}\`` };
  }
  const attribute = block.attributes.get('incorrect');
  if (attribute !== undefined && block.incorrect.length === 0) return { expected: 'rule ids in `incorrect="…"`', got: 'none' };
  return null;
}

/** Blocks that are checked together: those of a group, in order, and every other by itself. Faulty ones are left out. */
export function workspacesOf(placed: readonly PlacedBlock[]): PlacedBlock[][] {
  const groups = new Map<string, PlacedBlock[]>();
  for (const one of placed) {
    if (one.path === null || one.fault !== null) continue;
    const key = one.group === null ? `block ${one.number}` : `group ${one.group}`;
    const known = groups.get(key);
    if (known) known.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}
