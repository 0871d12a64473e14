import type { ModuleSource, Pack } from './model';
import type { SearchIndex, SerializedSearchIndex } from './search/searchIndex';
import type { SerializedPack, SerializedSources } from './serialize';
import { revivePack, reviveSources } from './serialize';

/** Where built packs are read from: a folder in Node, a URL in a browser. Rejects where the file cannot be read. */
export interface BundleReader {
  read(name: string): Promise<string>;
}

/** The packs that come with the product, as scripts/build-packs wrote them. Each part is loaded when it is first asked for. */
export class PackBundle {
  private ids: Promise<readonly string[]> | null = null;
  private readonly loadedPacks = new Map<string, Promise<Pack>>();
  private readonly loadedSources = new Map<string, Promise<ReadonlyMap<string, ModuleSource>>>();

  constructor(private readonly reader: BundleReader) {}

  /** Ids of the packs, in their order. */
  packIds(): Promise<readonly string[]> {
    this.ids ??= this.json<readonly string[]>('index.json').catch((error: unknown) => {
      this.ids = null;
      throw error;
    });
    return this.ids;
  }

  /** All packs: modules, rules and navigation, no texts. */
  async packs(): Promise<Pack[]> {
    return Promise.all((await this.packIds()).map((id) => this.pack(id)));
  }

  pack(id: string): Promise<Pack> {
    return remember(this.loadedPacks, id, async () => revivePack(await this.json<SerializedPack>(`${await this.known(id)}.json`)));
  }

  /** The texts of a pack's pages. */
  sources(id: string): Promise<ReadonlyMap<string, ModuleSource>> {
    return remember(this.loadedSources, id, async () => reviveSources(await this.json<SerializedSources>(`${await this.known(id)}.pages.json`)));
  }

  /** A search index over all packs. Each call gives one of its own, which may be added to. */
  async search(): Promise<SearchIndex> {
    // Its libraries cost more to load than the packs do.
    const { SearchIndex } = await import('./search/searchIndex');
    return SearchIndex.load(await this.json<SerializedSearchIndex>('search.json'));
  }

  /** An id reaches the reader only where the bundle lists it. */
  private async known(id: string): Promise<string> {
    if ((await this.packIds()).includes(id)) return id;
    throw new Error(`no bundled pack is called ${id}`);
  }

  private async json<T>(name: string): Promise<T> {
    return JSON.parse(await this.reader.read(name)) as T;
  }
}

/** One load for all who ask; a load that failed is tried again. */
function remember<T>(map: Map<string, Promise<T>>, key: string, load: () => Promise<T>): Promise<T> {
  const known = map.get(key);
  if (known) return known;
  const loading = load().catch((error: unknown) => {
    map.delete(key);
    throw error;
  });
  map.set(key, loading);
  return loading;
}
