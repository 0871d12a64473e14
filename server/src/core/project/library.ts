import { aliases, attributeTypes, calledTypes, itemTypes, lowerCaseClasses, returnTypes, superTypes } from './libraryTypes';

/** A name of a library as its users import it, and whether the value at hand is an instance of it. */
export interface LibraryValue {
  readonly name: string;
  readonly isInstance: boolean;
}

/** Aliases of aliases are followed this far. */
const maxAliases = 4;

/** The canonical form of a qualified name: the import path that the library documents. */
export function canonical(name: string): string {
  let result = name;
  for (let step = 0; step < maxAliases; step++) {
    const next = withoutAlias(result);
    if (next === result) break;
    result = next;
  }
  return result;
}

function withoutAlias(name: string): string {
  for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) {
    const alias = aliases.get(name.slice(0, end));
    if (alias !== undefined) return alias + name.slice(end);
  }
  return name;
}

/** The value of `value.attribute`. */
export function libraryAttribute(value: LibraryValue, attribute: string): LibraryValue {
  const name = canonical(`${value.name}.${attribute}`);
  const type = inherited(attributeTypes, name);
  return type === null ? { name, isInstance: false } : { name: type, isInstance: true };
}

/** What calling `value` gives, or null where it is not known. */
export function libraryCall(value: LibraryValue): LibraryValue | null {
  const type = value.isInstance ? inherited(calledTypes, value.name) : inherited(returnTypes, value.name);
  if (type !== null) return { name: type, isInstance: true };
  return !value.isInstance && isClass(value.name) ? { name: value.name, isInstance: true } : null;
}

/** What `value[…]` gives: for a class, the class itself (a generic alias). */
export function libraryItem(value: LibraryValue): LibraryValue | null {
  if (!value.isInstance) return isClass(value.name) ? value : null;
  const type = inherited(itemTypes, value.name);
  return type === null ? null : { name: type, isInstance: true };
}

/** An instance of the class, where `value` is one that an annotation can name. */
export function libraryInstance(value: LibraryValue): LibraryValue | null {
  if (value.isInstance || isOpaque(value.name) || !isClass(value.name)) return null;
  return { name: value.name, isInstance: true };
}

/** Types that say nothing of the value itself. */
export function isOpaque(name: string): boolean {
  return name.startsWith('typing.') || name.startsWith('collections.abc.') || name === 'builtins.object' || name === 'abc.ABC';
}

/** PEP 8 writes classes in CapWords; those of the libraries that do not are listed. */
function isClass(name: string): boolean {
  const last = name.slice(name.lastIndexOf('.') + 1);
  return /^_?[A-Z][A-Za-z0-9]*[a-z]/.test(last) || lowerCaseClasses.has(name);
}

/** Looks up `Class.member` (or `Class`) in a table, then the same member of the classes above. */
function inherited(table: ReadonlyMap<string, string>, name: string): string | null {
  const direct = table.get(name);
  if (direct !== undefined) return direct;
  const dot = name.lastIndexOf('.');
  const whole = superTypes.get(name);
  if (whole !== undefined) return inherited(table, whole);
  const parent = dot < 0 ? undefined : superTypes.get(name.slice(0, dot));
  return parent === undefined ? null : inherited(table, parent + name.slice(dot));
}
