import type { PackBundle } from '../core/pack/packBundle';
import type { KnowledgeSource } from '../core/workspace/knowledge';

/** The bundled pages and their search index, as a source that loads what is asked for. */
export function bundleSource(bundle: PackBundle): KnowledgeSource {
  return {
    page: async (pack, id) => (await bundle.packIds()).includes(pack) ? (await bundle.sources(pack)).get(id) ?? null : null,
    search: () => bundle.search(),
  };
}
