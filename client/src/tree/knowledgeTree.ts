import type { ModuleReference, NavigationNode } from '../../../server/src/protocol/model';

/** A row of the knowledge tree. `key` is unique in the tree and stays the same from one answer of the server to the next. */
export interface KnowledgeEntry {
  readonly key: string;
  readonly kind: NavigationNode['kind'];
  readonly label: string;
  readonly module: ModuleReference | null;
  readonly parent: KnowledgeEntry | null;
  readonly children: readonly KnowledgeEntry[];
  /** Modules in it, itself included. */
  readonly count: number;
}

/** The rows that a filter leaves: a module whose title, summary, id or group holds each word of `filter`, and the groups of such modules. */
export function knowledgeTree(nodes: readonly NavigationNode[], filter = ''): readonly KnowledgeEntry[] {
  const words = filter.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return siblings(nodes, null, '', words);
}

/** Modules in these rows and below, each once: a reading list may name a module again. */
export function moduleCount(entries: readonly KnowledgeEntry[]): number {
  const found = new Set<string>();
  const visit = (entry: KnowledgeEntry): void => {
    if (entry.module !== null) found.add(`${entry.module.pack}:${entry.module.id}`);
    entry.children.forEach(visit);
  };
  entries.forEach(visit);
  return found.size;
}

/** The first row of a module, or null. */
export function entryOfModule(entries: readonly KnowledgeEntry[], pack: string, id: string): KnowledgeEntry | null {
  for (const entry of entries) {
    if (entry.module?.id === id && entry.module.pack === pack) return entry;
    const below = entryOfModule(entry.children, pack, id);
    if (below !== null) return below;
  }
  return null;
}

/** All modules below these nodes, each once, in order. */
export function modulesOf(nodes: readonly NavigationNode[]): readonly ModuleReference[] {
  const found = new Map<string, ModuleReference>();
  const visit = (node: NavigationNode): void => {
    if (node.module !== null) found.set(`${node.module.pack}:${node.module.id}`, node.module);
    node.children.forEach(visit);
  };
  nodes.forEach(visit);
  return [...found.values()];
}

function siblings(nodes: readonly NavigationNode[], parent: KnowledgeEntry | null, above: string, words: readonly string[]): readonly KnowledgeEntry[] {
  const seen = new Map<string, number>();
  return nodes.flatMap((node) => {
    const name = node.module === null ? node.label : `${node.module.pack}:${node.module.id}`;
    const repeated = seen.get(name) ?? 0;
    seen.set(name, repeated + 1);
    return row(node, parent, `${above}/${name}${repeated === 0 ? '' : `#${repeated}`}`, words);
  });
}

function row(node: NavigationNode, parent: KnowledgeEntry | null, key: string, words: readonly string[]): readonly KnowledgeEntry[] {
  const text = [node.label, node.module?.title, node.module?.summary, node.module?.id].join(' ').toLowerCase();
  // A word that the group answers need not be in the module too: "redis pool" finds the pool page of the group Redis.
  const left = words.filter((word) => !text.includes(word));
  const entry = { key, kind: node.kind, label: node.label, module: node.module, parent, children: [] as readonly KnowledgeEntry[], count: 0 };
  entry.children = siblings(node.children, entry, key, left);
  entry.count = moduleCount(entry.children) + (node.module !== null && left.length === 0 ? 1 : 0);
  return entry.count === 0 ? [] : [entry];
}
