import { aliases, attributeTypes, calledTypes, itemTypes, returnTypes, superTypes } from './libraryTypes';

const tables = [aliases, attributeTypes, calledTypes, itemTypes, returnTypes, superTypes];

/**
 * Top-level names, one of which code must import before a name under `root` can come up in it: `root` itself, and libraries
 * whose calls or members give types of it. null for builtins, which need no import.
 */
export function rootsLeadingTo(root: string): ReadonlySet<string> | null {
  const found = new Set([root]);
  for (const reached of found) {
    for (const table of tables) for (const [from, to] of table) if (topOf(to) === reached) found.add(topOf(from));
  }
  return found.has('builtins') ? null : found;
}

/** Last parts under which users of the library may write a name: its own, and those of its aliases. */
export function writtenAs(name: string): ReadonlySet<string> {
  const names = new Set([name]);
  for (const known of names) for (const [alias, canonical] of aliases) if (canonical === known) names.add(alias);
  return new Set([...names].map((known) => known.slice(known.lastIndexOf('.') + 1)));
}

function topOf(name: string): string {
  return name.split('.', 1)[0] ?? '';
}
