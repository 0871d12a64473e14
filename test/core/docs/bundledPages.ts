import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import MarkdownIt from 'markdown-it';
import type { LoadedPack } from '../../../server/src/core/pack/packLoader';
import { loadPack } from '../../../server/src/core/pack/packLoader';
import type { Module } from '../../../server/src/core/pack/model';
import { readPackFolder } from '../../../server/src/node/bundle';

/** A passage of a page: a paragraph or list item, or a block of code. */
export interface Passage {
  /** `docs-bundle/improved-hybrid/INDEX.md:12`, which editors and terminals link. */
  readonly at: string;
  readonly page: string;
  readonly text: string;
  /** The file of the reference system that the passage shows, where it is an excerpt: those are kept equal by a script. */
  readonly excerpt?: string;
}

export interface BundledPage {
  readonly path: string;
  readonly module: Module;
  readonly paragraphs: readonly Passage[];
  readonly code: readonly (Passage & { readonly language: string })[];
  /** Words of prose, with headings, tables and lists; a name in backticks is one. */
  readonly proseWords: number;
  /** Names, keywords and numbers of the code. */
  readonly codeWords: number;
}

const bundle = new URL('../../../docs-bundle/', import.meta.url);
export const bundledPackIds = ['improved-hybrid', 'clean-architecture'] as const;

export async function loadBundledPack(id: (typeof bundledPackIds)[number]): Promise<LoadedPack> {
  const planned = await readFile(new URL('planned-rules.txt', bundle), 'utf8').catch(() => '');
  const files = await readPackFolder(fileURLToPath(new URL(id, bundle)));
  return loadPack(files, { id, bundled: true, root: null, otherRules: planned.split('\n').filter((rule) => rule !== '') });
}

/** The pages of the bundled packs, with what the gates of this folder look at. */
export async function bundledPages(): Promise<BundledPage[]> {
  const packs = await Promise.all(bundledPackIds.map(loadBundledPack));
  return packs.flatMap(({ pack, sources }) => [...pack.modules.values()].map((module) => {
    const source = sources.get(module.id);
    return readPage(module, source?.text ?? '', source?.bodyOffset ?? 0);
  }));
}

function readPage(module: Module, text: string, bodyOffset: number): BundledPage {
  const path = `docs-bundle/${module.pack}/${module.id}.md`;
  const firstLine = text.slice(0, bodyOffset).split('\n').length;
  const paragraphs: Passage[] = [];
  const code: (Passage & { language: string })[] = [];
  let [section, row, proseWords, codeWords] = ['', 0, 0, 0];
  const tokens = new MarkdownIt().parse(text.slice(bodyOffset), {});
  tokens.forEach((token, index) => {
    const before = tokens[index - 1];
    if (token.type === 'tr_open') row = token.map?.[0] ?? row;
    const at = `${path}:${firstLine + (token.map?.[0] ?? row)}`;
    if (token.type === 'fence') {
      const excerpt = /\bexcerpt="([^"]*)"/.exec(token.info)?.[1];
      code.push({ at, page: path, text: token.content, language: token.info.split(' ')[0] ?? '', ...(excerpt === undefined ? {} : { excerpt }) });
      codeWords += countOf(/\w+/g, token.content);
    }
    if (token.type !== 'inline') return;
    const visible = (token.children ?? []).map((child) => (/break$/.test(child.type) ? ' ' : /^text|^code_inline/.test(child.type) ? child.content : '')).join('');
    proseWords += countOf(/\S*[\p{L}\p{N}]\S*/gu, visible);
    if (before?.type === 'heading_open' && before.tag === 'h2') section = token.content;
    // The list of links repeats titles by its nature, and a table's cell is too short to be a passage.
    if (before?.type === 'paragraph_open' && section !== 'Related Documents') paragraphs.push({ at, page: path, text: visible });
  });
  return { path, module, paragraphs, code, proseWords, codeWords };
}

function countOf(pattern: RegExp, text: string): number {
  return text.match(pattern)?.length ?? 0;
}
