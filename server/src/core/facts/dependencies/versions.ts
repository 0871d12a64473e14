import { compare, valid } from '@renovatebot/pep440';

/**
 * The lowest version that a specifier allows, as written in it, or null where it sets no lower bound (`*`, `<2`, `!=1`,
 * a URL) or cannot be read. An exclusive bound (`>1.2`) gives the bound itself. Alternatives (`||`) give the lowest of all.
 *
 * `poetry` adds Poetry's caret, tilde and bare versions (`^1.2`, `~1.2`, `1.2.3`). In PEP 440 those have no meaning, so
 * they are read Poetry's way there too, rather than not at all.
 */
export function lowestAllowed(specifier: string, style: 'pep440' | 'poetry' = 'pep440'): string | null {
  let lowest: string | null = null;
  for (const alternative of specifier.slice(0, 1000).split(/\|\|?/)) {
    const bound = lowerBound(alternative, style);
    if (bound === null) return null;
    if (lowest === null || compare(bound, lowest) < 0) lowest = bound;
  }
  return lowest;
}

/** Whether version `a` comes before `b` by PEP 440. False where either is no version. */
export function isBelow(a: string, b: string): boolean {
  if (valid(a) === null || valid(b) === null) return false;
  return compare(a, b) < 0;
}

/** All clauses hold together, so the highest lower bound counts. */
function lowerBound(specifier: string, style: 'pep440' | 'poetry'): string | null {
  let highest: string | null = null;
  for (const { operator, version } of clausesOf(specifier, style)) {
    if (operator === '<' || operator === '<=' || operator === '!=') continue;
    if (highest === null || compare(version, highest) > 0) highest = version;
  }
  return highest;
}

interface Clause {
  readonly operator: string;
  /** Without `.*`. */
  readonly version: string;
}

function clausesOf(specifier: string, style: 'pep440' | 'poetry'): Clause[] {
  // Poetry takes white space between clauses for a comma.
  const clauses = specifier.trim().replace(/^\((.*)\)$/, '$1').replace(/(===|==|~=|!=|<=|>=|<|>|\^|~|=)\s+/g, '$1');
  return clauses.split(style === 'poetry' ? /[,\s]+/ : /\s*,\s*/).flatMap((clause) => {
    const match = /^(===|==|~=|!=|<=|>=|<|>|\^|~|=)?v?(.*)$/.exec(clause.trim());
    const version = (match?.[2] ?? '').replace(/\.[*x]$/, '');
    return valid(version) === null ? [] : [{ operator: match?.[1] ?? '', version }];
  });
}

/** Whether a specifier allows no version from `limit` on: `==2.25`, `<3`, `~=2.1`, `^2` stay below 3. False where it cannot be told. */
export function staysBelow(specifier: string, limit: string, style: 'pep440' | 'poetry' = 'pep440'): boolean {
  const alternatives = specifier.slice(0, 1000).split(/\|\|?/);
  return alternatives.every((alternative) => clausesOf(alternative, style).some(({ operator, version }) => {
    const next = nextOf(operator, version, style);
    return next !== null && compare(next.version, limit) <= (next.isIncluded ? -1 : 0);
  }));
}

/** Where what a clause allows ends; null where it goes on without end. */
function nextOf(operator: string, version: string, style: 'pep440' | 'poetry'): { readonly version: string; readonly isIncluded: boolean } | null {
  const release = version.split('.').map(Number);
  const after = (length: number): string => release.slice(0, length).map((part, at) => (at === length - 1 ? part + 1 : part)).join('.');
  if (release.some(Number.isNaN)) return operator === '<' ? { version, isIncluded: false } : /^(<=|==|===|=)$/.test(operator) ? { version, isIncluded: true } : null;
  switch (operator) {
    case '<': return { version, isIncluded: false };
    case '<=': case '==': case '===': case '=': return { version, isIncluded: true };
    case '~=': return { version: after(Math.max(1, release.length - 1)), isIncluded: false };
    case '~': return { version: after(Math.min(2, release.length)), isIncluded: false };
    case '^': return { version: after(Math.min(release.length, release.findIndex((part) => part > 0) + 1 || release.length)), isIncluded: false };
    case '': return style === 'poetry' ? { version, isIncluded: true } : null;
    default: return null;
  }
}
