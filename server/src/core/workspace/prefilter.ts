import { libraryModules, standardModules } from '../project/libraryNames';
import type { ModuleSummary } from '../project/model';
import type { Pack } from '../pack/model';
import type { RuleIndex } from '../rules/ruleIndex';

/** Words of frameworks that serve HTTP: without one, no service is a data service by its code. */
const serverFrameworks = ['fastapi', 'starlette', 'litestar', 'blacksheep', 'aiohttp', 'flask', 'quart', 'sanic', 'falcon', 'django', 'grpc'];

/**
 * Says from a file's bytes alone whether it is worth parsing. In a workspace that follows no pack only the universal rules
 * speak, and most files hold none of the words that could trigger one. Where the workspace may follow a pack, every file counts.
 */
export class Prefilter {
  private readonly words: RegExp;
  private readonly signs = new RegExp(serverFrameworks.join('|'));
  /** False where a pack may be followed for other reasons than a data service's code: then nothing is left out. */
  readonly isUsable: boolean;

  constructor(rules: RuleIndex, packs: readonly Pack[]) {
    this.words = wordsOf(rules);
    this.isUsable = packs.every((pack) => pack.rules.every((rule) => rule.universal)
      || pack.follows.kinds.length === 0
      || pack.follows.kinds.some((set) => set.length > 0 && set.every((kind) => kind.startsWith('data-'))));
  }

  /** Some universal rule may speak about the file. */
  isCandidate(text: string): boolean {
    return this.words.test(text);
  }

  /** The workspace may follow a pack, for what this file says. */
  isSign(text: string): boolean {
    return this.signs.test(text);
  }
}

/** Any of the words that a universal rule on Python needs: last segments of exact names, first segments of patterns, words of checks. */
function wordsOf(rules: RuleIndex): RegExp {
  const words = new Set<string>();
  for (const rule of rules.rules.values()) {
    if (!rule.universal) continue;
    for (const matcher of rule.match) {
      if (matcher.trigger === 'compose' || matcher.trigger === 'dockerfile' || matcher.trigger === 'dependency') continue;
      for (const name of matcher.names) words.add(name.includes('*') ? name.split('.').find((segment) => !segment.includes('*')) ?? '' : name.split('.').at(-1) ?? '');
      if (matcher.trigger === 'string') words.add('');
    }
    for (const name of rule.query?.imports ?? []) words.add(name.split('.')[0] ?? '');
    if (rule.query && rule.query.imports.length === 0) words.add('');
  }
  for (const { rule, check } of rules.pythonChecks) if (rule.universal) for (const word of check.words) words.add(word);
  const alternatives = [...words].map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(alternatives.length === 0 ? '(?!)' : alternatives.join('|'));
}

/** Names under which a parsed file may import others of the workspace: parts of its imports that are no library's. */
export function importedNames(summary: ModuleSummary): string[] {
  const names: string[] = [];
  for (const fact of summary.imports) {
    const parts = fact.module.split('.').filter((part) => part !== '');
    const top = parts[0] ?? '';
    if (fact.level === 0 && (libraryModules.has(top) || standardModules.has(top))) continue;
    names.push(...parts, ...(fact.name === null || fact.name === '*' ? [] : [fact.name]));
  }
  return names;
}

/** The name by which a file is imported: its own, or its package's for `__init__.py`. */
export function importNameOf(path: string): string {
  const parts = path.replace(/\.py$/, '').split('/');
  const last = parts.at(-1) ?? '';
  return last === '__init__' ? parts.at(-2) ?? '' : last;
}
