import type { BindingFact, SymbolicPath } from '../facts/python/model';
import type { ModuleSummary } from './model';
import { applications } from './signals';

/** What a module's own content says of its role and of processes; the same for as long as the summary is. */
export interface ModuleTraits {
  /** A revision of Alembic. */
  readonly isRevision: boolean;
  /** A migration of Django. */
  readonly hasMigrationClass: boolean;
  readonly importsTests: boolean;
  /** It has functions or classes that a test runner collects. */
  readonly hasTests: boolean;
  /** Variables that may be bound to a web application. */
  readonly applications: readonly BindingFact[];
}

export function traitsOf(summary: ModuleSummary): ModuleTraits {
  const names = new Set<string>();
  for (const binding of summary.bindings) if (binding.class === null) names.add(binding.name);
  return {
    isRevision: names.has('revision') && names.has('down_revision'),
    hasMigrationClass: summary.classes.some((cls) => cls.name === 'Migration'),
    importsTests: summary.imports.some((fact) => !fact.typesOnly && !fact.optional && fact.function === null && /^(?:pytest|unittest)(?:\.|$)/.test(fact.module)),
    hasTests: summary.functions.some((fn) => fn.name.startsWith('test')) || summary.classes.some((cls) => cls.name.startsWith('Test')),
    applications: summary.bindings.filter((binding) => binding.class === null && binding.function === null && binding.path !== null && mayBeApplication(binding.name, binding.path)),
  };
}

const constructors = new Set([...applications].map((name) => name.slice(name.lastIndexOf('.') + 1)));

/** Spares most variables the look-up: an application is made by its class, or by a factory under a name that says so. */
function mayBeApplication(name: string, path: SymbolicPath): boolean {
  if (!path.endsWith('()')) return false;
  return constructors.has(path.slice(0, -2).replace(/^.*[.:]/, '')) || /app|api|asgi|wsgi|server|service|main|web/i.test(name);
}
