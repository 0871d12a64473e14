import type { ConceptIndex } from '../pack/concepts';
import type { Module, ModuleSource, Pack } from '../pack/model';
import type { RuleDeclaration } from '../pack/ruleDeclaration';
import type { SearchIndex } from '../pack/search/searchIndex';
import type { ProjectView } from '../project/model';

/** Pages, search index and concepts of a pack set; the heavy parts come when they are first asked for. */
export interface KnowledgeSource {
  /** Text and blocks of a page; null where there is no such module. */
  page(pack: string, id: string): Promise<ModuleSource | null>;
  /** An index of the caller's own, which may be added to. */
  search(): Promise<SearchIndex>;
}

/** All packs that a workspace sees, bundled ones and its own. */
export class Knowledge {
  private readonly byId = new Map<string, Module[]>();
  private index: Promise<SearchIndex> | null = null;
  private readonly ruleById = new Map<string, RuleDeclaration>();

  constructor(readonly packs: readonly Pack[], readonly concepts: ConceptIndex, readonly source: KnowledgeSource) {
    for (const pack of packs) {
      for (const module of pack.modules.values()) {
        const list = this.byId.get(module.id);
        if (list) list.push(module);
        else this.byId.set(module.id, [module]);
      }
      for (const rule of pack.rules) if (!this.ruleById.has(rule.id)) this.ruleById.set(rule.id, rule);
    }
  }

  get rules(): ReadonlyMap<string, RuleDeclaration> {
    return this.ruleById;
  }

  /** The module of this id; without a pack, the one that the first pack has. */
  module(pack: string | null, id: string): Module | null {
    const found = this.byId.get(id) ?? [];
    return (pack === null ? found[0] : found.find((module) => module.pack === pack)) ?? null;
  }

  /**
   * The packs whose pages come before those of others in a workspace: those that it follows, and its own. Where it follows
   * no bundled one, the first of these.
   */
  leading(project: Pick<ProjectView, 'follows'>): readonly string[] {
    const followed = this.packs.filter((pack) => !pack.bundled || project.follows(pack.id));
    const first = followed.some((pack) => pack.bundled) ? [] : this.packs.filter((pack) => pack.bundled).slice(0, 1);
    return [...first, ...followed].map((pack) => pack.id);
  }

  /** The search index over all packs, loaded once. */
  searchIndex(): Promise<SearchIndex> {
    this.index ??= this.source.search().catch((error: unknown) => {
      this.index = null;
      throw error;
    });
    return this.index;
  }

  /** The page that declares a rule. */
  moduleOfRule(rule: string): Module | null {
    const declaration = this.ruleById.get(rule);
    return declaration ? this.module(declaration.pack, declaration.module) : null;
  }
}
