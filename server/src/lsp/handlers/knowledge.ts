import { guidanceFor } from '../../core/features/guidance';
import type { NavigationGroup, Pack } from '../../core/pack/model';
import type { Finding } from '../../core/rules/model';
import type { Knowledge } from '../../core/workspace/knowledge';
import type { FileGuidance, NavigationNode, NavigationOrder, Page, SearchHit, SnippetReference } from '../../protocol/model';
import type { Requests } from '../../protocol/requests';
import { toFindingReference, toModuleReference } from '../convert';
import type { PageRenderer } from '../render';
import type { Session } from '../session';

type Params<M extends keyof Requests> = Requests[M]['params'];

/** The knowledge base for a client's views: tree, pages, search, snippets, what matters to a file. */
export class KnowledgeRequests {
  private renderer: PageRenderer | null = null;

  constructor(private readonly session: Session) {}

  navigation({ by }: Params<'archguide/navigation'>): readonly NavigationNode[] {
    const nodes = this.packs().map(({ pack }): NavigationNode => ({ kind: 'pack', label: pack.title, module: null, children: childrenOf(pack, by) }));
    return by === 'reading' ? nodes.filter(({ children }) => children.length > 0) : nodes;
  }

  async page({ pack, id }: Params<'archguide/page'>): Promise<Page | null> {
    const found = this.packs().find((entry) => (pack === undefined || entry.pack.id === pack) && entry.pack.modules.has(id));
    const module = found?.pack.modules.get(id);
    const source = found ? await found.knowledge.source.page(found.pack.id, id) : null;
    if (!found || !module || !source) return null;
    // Its libraries are loaded when the first page is read, not at start.
    this.renderer ??= new (await import('../render')).PageRenderer();
    const violations = this.findingsByRule();
    const snippets = await this.snippets({ module: id });
    return {
      module: toModuleReference(module),
      category: module.category,
      tags: module.tags,
      kinds: module.kinds,
      html: this.renderer.render(found.pack.id, id, source.text.slice(source.bodyOffset), (other) => found.pack.modules.has(other)),
      headings: module.headings,
      related: module.related.flatMap((entry) => {
        const related = found.pack.modules.get(entry.module);
        return related ? [{ module: toModuleReference(related), reason: entry.reason }] : [];
      }),
      rules: module.rules.flatMap((rule) => {
        const declaration = found.knowledge.rules.get(rule);
        return declaration ? [{ id: rule, severity: declaration.severity, summary: declaration.summary, violations: violations.get(rule) ?? [] }] : [];
      }),
      snippets,
      source: found.pack.root === null ? null : found.uriOf(`${found.pack.root}/${id}.md`),
    };
  }

  /** Has the client show a page's Markdown; false where there is no such page, or the client will not. */
  async show({ pack, id }: Params<'archguide/page'>): Promise<boolean> {
    const found = this.packs().find((entry) => (pack === undefined || entry.pack.id === pack) && entry.pack.modules.has(id));
    const source = found ? await found.knowledge.source.page(found.pack.id, id) : null;
    const { platform, connection, client } = this.session;
    if (!found || !source || !client.canShowPages || !platform.writePage) return false;
    const uri = found.pack.root === null ? await platform.writePage(id, source.text.slice(source.bodyOffset).trimStart()) : found.uriOf(`${found.pack.root}/${id}.md`);
    return (await connection.window.showDocument({ uri, takeFocus: true })).success;
  }

  async search({ query, limit }: Params<'archguide/search'>): Promise<readonly SearchHit[]> {
    const knowledge = this.session.everyKnowledge[0];
    if (!knowledge || query.trim() === '') return [];
    const leading = this.session.allFolders.flatMap(({ workspace }) => workspace.knowledge.leading(workspace.project));
    const results = (await knowledge.searchIndex()).search(query, Math.min(Math.max(1, limit), 100), leading.length > 0 ? leading : knowledge.leading({ follows: () => false }));
    return results.flatMap((result) => {
      const module = knowledge.module(result.pack, result.id);
      return module ? [{ module: toModuleReference(module), score: result.score, section: result.section, excerpt: result.excerpt }] : [];
    });
  }

  async snippets({ language, module }: Params<'archguide/snippets'>): Promise<readonly SnippetReference[]> {
    const knowledge = this.session.everyKnowledge[0];
    return (await this.session.snippets())
      .filter((snippet) => (language === undefined || snippet.language.split(',').includes(language)) && (module === undefined || snippet.module === module))
      .map((snippet) => {
        const page = snippet.module === null ? null : knowledge?.module(null, snippet.module) ?? null;
        return { name: snippet.name, prefix: snippet.prefix, description: snippet.description, language: snippet.language, body: snippet.body, module: page && toModuleReference(page) };
      });
  }

  fileGuidance({ uri }: Params<'archguide/fileGuidance'>): FileGuidance | null {
    const { folder, path } = this.session.locate(uri);
    if (!folder.workspace.file(path)) return null;
    const service = folder.workspace.project.serviceOf(path);
    const { context } = folder;
    return {
      uri,
      service: service && { name: service.name, kind: service.kind, evidence: service.evidence.map((entry) => entry.text) },
      role: folder.workspace.project.roleOf(path),
      modules: guidanceFor(folder.workspace, path).map((entry) => ({
        module: toModuleReference(entry.module), reasons: entry.reasons, findings: entry.findings.map((finding) => toFindingReference(finding, context)),
      })),
    };
  }

  /** Packs of all folders, each once. */
  private packs(): { pack: Pack; knowledge: Knowledge; uriOf(path: string): string }[] {
    const seen = new Set<Pack>();
    const found: { pack: Pack; knowledge: Knowledge; uriOf(path: string): string }[] = [];
    const folders = this.session.allFolders;
    const uriOf = (at: number) => (path: string): string => folders[at]?.context.uriOf(path) ?? path;
    this.session.everyKnowledge.forEach((knowledge, at) => {
      for (const pack of knowledge.packs) {
        if (seen.has(pack)) continue;
        seen.add(pack);
        found.push({ pack, knowledge, uriOf: uriOf(at) });
      }
    });
    return found;
  }

  private findingsByRule(): Map<string, Page['rules'][number]['violations'][number][]> {
    const byRule = new Map<string, Page['rules'][number]['violations'][number][]>();
    for (const folder of this.session.allFolders) {
      const all: Finding[] = [...folder.workspace.knownFindings().values()].flat();
      for (const finding of all) {
        const list = byRule.get(finding.rule);
        if (list) list.push(toFindingReference(finding, folder.context));
        else byRule.set(finding.rule, [toFindingReference(finding, folder.context)]);
      }
    }
    return byRule;
  }
}

function childrenOf(pack: Pack, by: NavigationOrder): NavigationNode[] {
  if (by === 'category') return byCategory(pack);
  return by === 'reading' ? byReadingList(pack) : pack.navigation.map((group) => groupNode(pack, group));
}

function byReadingList(pack: Pack): NavigationNode[] {
  return pack.readingLists.map((list) => ({
    kind: 'group', label: list.title, module: null,
    children: list.entries.map((entry, at) => ({
      kind: 'group', label: list.ordered ? `${at + 1}. ${entry.title}` : entry.title, module: null,
      children: entry.modules.flatMap((id) => moduleNode(pack, id)),
    })),
  }));
}

function groupNode(pack: Pack, group: NavigationGroup): NavigationNode {
  return {
    kind: 'group', label: group.title, module: null,
    children: [...group.groups.map((inner) => groupNode(pack, inner)), ...group.modules.flatMap((id) => moduleNode(pack, id))],
  };
}

function moduleNode(pack: Pack, id: string): NavigationNode[] {
  const module = pack.modules.get(id);
  return module ? [{ kind: 'module', label: module.title, module: toModuleReference(module), children: [] }] : [];
}

function byCategory(pack: Pack): NavigationNode[] {
  const categories = new Map<string, string[]>();
  for (const module of pack.modules.values()) categories.set(module.category, [...(categories.get(module.category) ?? []), module.id]);
  return [...categories].sort(([a], [b]) => (a < b ? -1 : 1)).map(([category, ids]) => ({
    kind: 'group', label: category === '' ? 'General' : category, module: null, children: ids.sort().flatMap((id) => moduleNode(pack, id)),
  }));
}
