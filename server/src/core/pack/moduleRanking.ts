import type { Module } from './model';
import type { ServiceKind } from './ruleDeclaration';

/** The place for which pages are ranked. */
export interface RankContext {
  readonly kind: ServiceKind;
  /** Workspace-relative; its folders may name what the file is about. Empty where there is none. */
  readonly path: string;
  /** Packs whose pages come first; pages of others are left out where one of these explains the name. None: all are alike. */
  readonly packs?: readonly string[];
  /** What is explained: a page that is called by it knows it best. */
  readonly name?: string;
}

/** Folders of pages written for one kind of service. */
const homes: Readonly<Record<ServiceKind, readonly string[]>> = {
  'api': ['services/fastapi'], 'bot': ['services/aiogram'], 'worker': ['services/asyncio-workers'],
  'data-postgres': ['services/data-services', 'databases/postgresql', 'infrastructure/databases'],
  'data-mongo': ['services/data-services', 'infrastructure/databases'],
  'gateway': ['infrastructure/api-gateway'], 'library': [], 'unknown': [],
};

/** Words of page names that belong to one kind, as in `redis/aiogram-integration` or `postgres-service-setup`. */
const words: Readonly<Record<string, readonly ServiceKind[]>> = {
  fastapi: ['api', 'data-postgres', 'data-mongo'], aiogram: ['bot'], asyncio: ['worker'], workers: ['worker'],
  postgres: ['data-postgres'], postgresql: ['data-postgres'], mongo: ['data-mongo'], mongodb: ['data-mongo'], nginx: ['gateway'],
};

/**
 * Pages in the order in which they matter to a place: those for its kind of service first, those for another kind last,
 * testing pages first in tests and last elsewhere, principles and overviews behind pages on the thing. Equal ones keep their order.
 */
export function rankModules(modules: readonly Module[], context: RankContext): Module[] {
  const scored = modules.map((module, index) => ({ module, index, score: affinity(module, context) }));
  return scored.sort((a, b) => b.score - a.score || a.index - b.index).map(({ module }) => module);
}

function affinity(module: Module, { kind, path, name }: RankContext): number {
  let score = 0;
  if (kind !== 'unknown') {
    if (module.kinds[0] === kind) score += 3;
    else if (module.kinds.includes(kind)) score += 2;
    else if (module.kinds.length > 0) score -= 2;
    if (homes[kind].some((home) => module.category.startsWith(home))) score += 3;
    const foreign = Object.entries(homes).some(([other, folders]) => other !== kind && folders.some((home) => home.startsWith('services/') && module.category.startsWith(home) && !homes[kind].includes(home)));
    if (foreign) score -= 3;
    for (const word of (module.id.split('/').pop() ?? '').split('-')) {
      if (!Object.hasOwn(words, word)) continue;
      score += words[word]?.includes(kind) ? 1 : -3;
    }
  }
  const inTests = /(?:^|\/)(?:tests?|conftest\.py$|test_[^/]*$)/.test(path);
  const onTesting = module.category.startsWith('testing') || /testing/.test(module.id.split('/').pop() ?? '');
  if (onTesting) score += inTests ? 4 : -4;
  const folders = new Set(path.toLowerCase().split(/[/_.-]/));
  if (module.category.split(/[/-]/).some((part) => part.length > 3 && folders.has(part))) score += 1;
  if (/^(?:reference|guides|index|hub|quality|start)\b/.test(module.category)) score -= 3;
  else if (module.category.startsWith('architecture')) score -= 1;
  if (name !== undefined && isCalledBy(module, name)) score += 2;
  return score;
}

/** Whether the page's own name has a word of four letters or more of the other name's last part: `middleware-setup` of `aiogram.BaseMiddleware`. */
function isCalledBy(module: Module, name: string): boolean {
  const last = name.split(/[./]/).pop() ?? '';
  const nameWords = (last.match(/\p{Lu}?[\p{Ll}\p{N}]+|\p{Lu}+/gu) ?? []).map((word) => word.toLowerCase()).filter((word) => word.length >= 4);
  const pageWords = (module.id.split('/').pop() ?? '').toLowerCase().split('-');
  return nameWords.some((word) => pageWords.some((other) => other.startsWith(word) || (other.length >= 4 && word.startsWith(other))));
}
