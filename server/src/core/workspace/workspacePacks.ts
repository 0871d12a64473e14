import type { Files, PythonParser } from '../ports';
import { ConceptIndex } from '../pack/concepts';
import type { LoadedPack, PackFile } from '../pack/packLoader';
import { QueryRules } from '../rules/queries';
import { checks } from '../rules/checks/registry';
import { Knowledge, type KnowledgeSource } from './knowledge';

/** The bundled knowledge with the packs of a workspace: `.archguide/` at its root. The bundled one itself where there is none. */
export async function workspacePacks(files: Files, base: Knowledge, parser: PythonParser | null): Promise<Knowledge> {
  const paths = (await files.list('.archguide')).filter((path) => path.startsWith('.archguide/') && /(\.md|pack\.yaml)$/.test(path));
  if (paths.length === 0) return base;
  const texts: PackFile[] = [];
  for (const path of paths) {
    const text = await files.read(path);
    if (text !== null) texts.push({ path: path.slice('.archguide/'.length), text });
  }
  // Reading Markdown takes libraries that cost more to load than all else at start.
  const { loadPack } = await import('../pack/packLoader');
  const queries = parser ? new QueryRules(parser.language) : null;
  const loaded = loadPack(texts, {
    id: '.archguide', bundled: false, root: '.archguide',
    checks: checks.map((check) => check.name),
    ...(queries ? { compileQuery: (source: string) => queries.problem(source) } : {}),
  });
  return withPack(base, loaded);
}

function withPack(base: Knowledge, loaded: LoadedPack): Knowledge {
  const packs = [...base.packs, loaded.pack];
  const source: KnowledgeSource = {
    page: (pack, id) => (pack === loaded.pack.id ? Promise.resolve(loaded.sources.get(id) ?? null) : base.source.page(pack, id)),
    search: async () => {
      const index = await base.source.search();
      index.add(loaded.pack.modules.values(), loaded.sources);
      return index;
    },
  };
  return new Knowledge(packs, new ConceptIndex(packs.flatMap((pack) => [...pack.modules.values()])), source);
}
