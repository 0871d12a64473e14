import type { Files, PythonParser } from '../ports';
import { ConceptIndex } from '../pack/concepts';
import type { PackProblem } from '../pack/model';
import type { LoadedPack, PackFile } from '../pack/packLoader';
import { QueryRules } from '../rules/queries';
import { checks } from '../rules/checks/registry';
import { lineRange } from '../text/range';
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
  const pack = { ...loaded.pack, problems: [...loaded.pack.problems, ...clashes(base, loaded)] };
  const packs = [...base.packs, pack];
  const source: KnowledgeSource = {
    page: (pack, id) => (pack === loaded.pack.id ? Promise.resolve(loaded.sources.get(id) ?? null) : base.source.page(pack, id)),
    search: async () => {
      const index = await base.source.search();
      index.add(loaded.pack.modules.values(), loaded.sources, loaded.pack.rules, loaded.pack.readingLists);
      return index;
    },
  };
  return new Knowledge(packs, new ConceptIndex(packs.flatMap((pack) => [...pack.modules.values()])), source);
}

/** Rules of the workspace's pack with an id that a bundled pack has: the bundled one counts, so that no workspace changes what a rule means. */
function clashes(base: Knowledge, { pack, sources }: LoadedPack): PackProblem[] {
  return pack.rules.flatMap((rule) => {
    const other = base.rules.get(rule.id);
    if (!other) return [];
    const lines = sources.get(rule.module)?.text.split(/\r?\n/) ?? [];
    const line = Math.max(0, lines.findIndex((text) => /^\s*(?:-\s*)?["']?id["']?\s*:/.test(text) && text.includes(rule.id)));
    const from = Math.max(0, lines[line]?.indexOf(rule.id) ?? 0);
    return [{
      path: `${rule.module}.md`, range: lineRange(line, from, from + rule.id.length), severity: 'error', rule: 'docs/duplicate-rule',
      message: `The bundled pack \`${other.pack}\` has a rule \`${rule.id}\`. That one counts and this one is not run: give this one an id of its own, and turn the other off in archguide.yaml if it is to take its place.`,
    }];
  });
}
