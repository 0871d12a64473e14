import type { CodeBlock, Module, ModuleSource, Pack } from './model';

/** A pack without the texts of its pages, as plain JSON. */
export type SerializedPack = Omit<Pack, 'modules'> & { readonly version: 1; readonly modules: readonly Module[] };

type SerializedBlock = Omit<CodeBlock, 'attributes'> & { readonly attributes: Readonly<Record<string, string>> };

/** The texts of a pack's pages, as plain JSON. */
export interface SerializedSources {
  readonly version: 1;
  readonly pages: readonly (Omit<ModuleSource, 'blocks'> & { readonly blocks: readonly SerializedBlock[] })[];
}

/** The pack as JSON: `revivePack` gives it back as it was. */
export function serializePack(pack: Pack): SerializedPack {
  return { ...pack, version: 1, modules: [...pack.modules.values()] };
}

/** @throws Error where `data` was written by another version of the format */
export function revivePack(data: SerializedPack): Pack {
  checkVersion(data.version, 'pack');
  const pack: Pack & { version?: number } = { ...data, modules: new Map(data.modules.map((module) => [module.id, module])) };
  delete pack.version;
  return pack;
}

/** The texts as JSON: `reviveSources` gives them back as they were. */
export function serializeSources(sources: ReadonlyMap<string, ModuleSource>): SerializedSources {
  const pages = [...sources.values()].map((source) => ({
    ...source, blocks: source.blocks.map((block) => ({ ...block, attributes: Object.fromEntries(block.attributes) })),
  }));
  return { version: 1, pages };
}

/** @throws Error where `data` was written by another version of the format */
export function reviveSources(data: SerializedSources): Map<string, ModuleSource> {
  checkVersion(data.version, 'pages');
  return new Map(data.pages.map((page) => [
    page.id,
    { ...page, blocks: page.blocks.map((block) => ({ ...block, attributes: new Map(Object.entries(block.attributes)) })) },
  ]));
}

function checkVersion(version: number, what: string): void {
  if (version !== 1) throw new Error(`the built ${what} have version ${version}, and this build reads 1: build them anew`);
}
