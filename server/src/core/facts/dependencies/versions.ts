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
  // Poetry takes white space between clauses for a comma.
  const clauses = specifier.trim().replace(/^\((.*)\)$/, '$1').replace(/(===|==|~=|!=|<=|>=|<|>|\^|~|=)\s+/g, '$1');
  let highest: string | null = null;
  for (const clause of clauses.split(style === 'poetry' ? /[,\s]+/ : /\s*,\s*/)) {
    const match = /^(===|==|~=|!=|<=|>=|<|>|\^|~|=)?v?(.*)$/.exec(clause.trim());
    const operator = match?.[1] ?? '';
    if (operator === '<' || operator === '<=' || operator === '!=') continue;
    const version = (match?.[2] ?? '').replace(/\.[*x]$/, '');
    if (valid(version) === null) continue;
    if (highest === null || compare(version, highest) > 0) highest = version;
  }
  return highest;
}
