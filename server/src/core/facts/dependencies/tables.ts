import type { Range } from '../../text/range';
import type { DependencyFact, DependencyFacts } from './model';

/** What is gathered from a pyproject.toml. */
export interface Gathered {
  readonly dependencies: DependencyFact[];
  readonly scripts: Map<string, string>;
  readonly scriptRanges: Map<string, Range>;
  requiresPython: DependencyFacts['requiresPython'];
}

/** Keys whose value is a list of requirements, and the group that they make. */
export function groupOfList(path: readonly string[]): { readonly group: string | null } | null {
  const [first, second, third, fourth] = path;
  const joined = path.join('.');
  if (joined === 'project.dependencies') return { group: null };
  if (first === 'project' && second === 'optional-dependencies' && path.length === 3) return { group: third ?? null };
  if (first === 'dependency-groups' && path.length === 2) return { group: second ?? null };
  if (joined === 'tool.uv.dev-dependencies') return { group: 'dev' };
  if (first === 'tool' && second === 'pdm' && third === 'dev-dependencies' && path.length === 4) return { group: fourth ?? 'dev' };
  if (first === 'tool' && second === 'hatch' && third === 'envs' && path.length === 5 && /^(?:extra-)?dependencies$/.test(path[4] ?? '')) return { group: fourth ?? 'dev' };
  return null;
}
