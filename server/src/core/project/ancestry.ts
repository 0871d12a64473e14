import type { SymbolicPath } from '../facts/python/model';
import type { ModuleSummary } from './model';
import type { ModuleIndex } from './moduleIndex';
import { type ClassValue, describe, type Value } from './values';

/** Qualified names of all classes above a class, nearest first, as far as they are known. */
export function ancestry(modules: ReadonlyMap<string, ModuleSummary>, index: ModuleIndex, of: ClassValue, evaluate: (path: string, symbol: SymbolicPath) => Value | null): string[] {
  const names: string[] = [];
  const seen = new Set<string>();
  const visit = (cls: ClassValue): void => {
    for (const symbol of modules.get(cls.path)?.classes[cls.index]?.bases ?? []) {
      const base = evaluate(cls.path, symbol);
      const name = base && describe(base, modules, index)?.name;
      if (!base || name == null || seen.has(name)) continue;
      seen.add(name);
      names.push(name);
      if (base.kind === 'class') visit(base);
    }
  };
  visit(of);
  return names;
}
