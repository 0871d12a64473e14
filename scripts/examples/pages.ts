// The pages of docs-bundle/ and the snippets, as examples: blocks with the place that docs/pack-format.md gives them.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { splitFrontMatter } from '../../server/src/core/pack/frontMatter';
import { loadPack } from '../../server/src/core/pack/packLoader';
import { placeBlocks } from '../../server/src/core/pack/verify/blockWorkspaces';
import { readPackFolder } from '../../server/src/node/bundle';
import { fillSnippet } from '../../test/support/snippetText';

export const repository = fileURLToPath(new URL('../../', import.meta.url));

/** One block of a page, or one snippet. */
export interface Example {
  /** `docs-bundle/improved-hybrid/INDEX.md`, `snippets/python.json`. */
  readonly source: string;
  /** Which block of the page, from 1. */
  readonly number: number;
  /** One-based line of the first line of code in the source; for a snippet, of its name. */
  readonly line: number;
  readonly language: string;
  readonly code: string;
  readonly kind: string;
  /** Path in the service or workspace, or null where nothing gives one. */
  readonly path: string | null;
  /** Whether the page gave the path. */
  readonly isNamed: boolean;
  readonly group: string | null;
  /** Whether the page shows the block as a mistake. */
  readonly isIncorrect: boolean;
  /** What a snippet is written into, line by line; faults of it are not the snippet's. */
  readonly linesAbove: number;
}

export interface ExamplePage {
  /** `improved-hybrid/atomic/integrations/redis/caching`, `snippets/python`. */
  readonly id: string;
  readonly source: string;
  readonly examples: readonly Example[];
  /** Ids of pages whose files this page's code imports; null where the page does not say. */
  readonly buildsOn: readonly string[] | null;
  /** Fenced blocks of any kind, with fragments. */
  readonly blocks: number;
  readonly fragments: number;
}

/** The pages of a folder of packs, by pack and path. What is wrong in a page is `verify`'s to tell. */
export async function readPages(folder = join(repository, 'docs-bundle')): Promise<ExamplePage[]> {
  const packs = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
  const pages: ExamplePage[] = [];
  for (const id of packs) {
    const { pack, sources } = loadPack(await readPackFolder(join(folder, id)), { id, bundled: true, root: null });
    for (const module of pack.modules.values()) {
      const page = sources.get(module.id);
      if (!page) continue;
      const source = `docs-bundle/${id}/${module.id}.md`;
      const examples = placeBlocks(module, page.blocks).map(({ block, number, path, kind, group }): Example => ({
        source, number, line: block.line + 1, language: block.language, code: block.code, kind, path, group,
        isNamed: block.attributes.has('file'), isIncorrect: block.incorrect.length > 0, linesAbove: 0,
      }));
      pages.push({
        id: `${id}/${module.id}`, source, examples, buildsOn: buildsOn(id, page.text),
        blocks: page.blocks.length, fragments: page.blocks.length - examples.length,
      });
    }
  }
  return pages;
}

function buildsOn(pack: string, text: string): string[] | null {
  try {
    const data = parse(splitFrontMatter(text).yaml) as { 'builds-on'?: unknown } | null;
    const ids = data?.['builds-on'];
    return Array.isArray(ids) ? ids.map((one) => `${pack}/${String(one)}`) : null;
  } catch {
    return null;
  }
}

/** What stands above the snippets that are one function. */
const tops: Readonly<Record<string, string>> = {
  'ag-fastapi-route': 'from fastapi import APIRouter, status\n\nfrom src.dependencies import OrderServiceDep\nfrom src.schemas.orders import OrderCreate, OrderPublic\n\nrouter = APIRouter(prefix="/api/v1", tags=["orders"])\n\n\n',
  'ag-bot-handler': 'from aiogram.filters import CommandObject\nfrom aiogram.types import Message\n\nfrom src.application.orders import OrderTracker\n\n\n',
};

interface SnippetEntry {
  readonly prefix: string;
  readonly kind: string;
  readonly file?: string;
  readonly within?: string;
  readonly isFileTemplate?: boolean;
  readonly body: readonly string[];
}

/** The snippets that are whole on their own: one page for each file of them, filled with their defaults. */
export async function readSnippetPages(folder = join(repository, 'snippets')): Promise<ExamplePage[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(names.map(async (name): Promise<ExamplePage> => {
    const text = await readFile(join(folder, name), 'utf8');
    const language = name.replace(/\.json$/, '');
    const source = `snippets/${name}`;
    const entries = Object.entries(JSON.parse(text) as Record<string, SnippetEntry>);
    const examples = entries.flatMap(([title, entry], index): Example[] => {
      const top = tops[entry.prefix] ?? '';
      if (entry.isFileTemplate !== true && top === '') return [];
      const line = text.slice(0, text.indexOf(JSON.stringify(title))).split('\n').length;
      return [{
        source, number: index + 1, line, language, code: `${top}${fillSnippet(entry.body.join('\n')).text}\n`, kind: entry.kind,
        path: entry.file ?? null, isNamed: entry.file !== undefined, group: null, isIncorrect: false, linesAbove: top.split('\n').length - 1,
      }];
    });
    return { id: `snippets/${language}`, source, examples, buildsOn: null, blocks: entries.length, fragments: entries.length - examples.length };
  }));
}

/** `docs-bundle/…/page.md:12`, as editors and terminals follow it. @param line zero-based, within the example's code */
export function placeOf(example: Example, line: number): string {
  return example.source.startsWith('snippets/') ? `${example.source}:${example.line}` : `${example.source}:${example.line + line}`;
}
