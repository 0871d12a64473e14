import type { SymbolicPath, ValueFact } from '../facts/python/model';
import { libraryAttribute } from './library';
import type { ModuleSummary } from './model';
import type { ContainerValue, Value } from './values';

/** Methods that give what is in a container, and those that give another one with the same content. */
const taking = new Set(['get', 'pop', 'setdefault', 'popleft', 'get_nowait', '__getitem__', '__next__', '__anext__']);
const copying = new Set(['values', 'copy', '__iter__', '__aiter__']);

/** A library's class with what is in it, where that is known. */
export function containerOf(value: Value, content: Value | null): Value {
  return value.kind === 'library' && content ? { kind: 'container', of: value, content, method: null } : value;
}

/** An instance of a container's class. */
export function containerInstance(value: ContainerValue): ContainerValue {
  return { ...value, of: { ...value.of, isInstance: true } };
}

/** A method of a container whose content matters, else the attribute of its class. */
export function containerAttribute(value: ContainerValue, name: string): Value | null {
  if (value.method !== null) return null;
  if (value.of.isInstance && (taking.has(name) || copying.has(name))) return { ...value, method: name };
  return { kind: 'library', ...libraryAttribute(value.of, name) };
}

/** As `containerAttribute`, of a literal dict with this content. */
export function literalAttribute(content: Value | null, name: string): Value | null {
  return content && (taking.has(name) || copying.has(name)) ? { kind: 'container', of: { kind: 'library', name: 'builtins.dict', isInstance: true }, content, method: name } : null;
}

export function containerCall(value: ContainerValue): Value | null {
  if (value.method !== null) return taking.has(value.method) ? value.content : { ...value, method: null };
  if (!value.of.isInstance) return containerInstance(value);
  return value.of.name.endsWith('.Callable') ? value.content : null;
}

/** What `container[…]` gives, and what iterating over it does. */
export function containerItem(value: ContainerValue): Value | null {
  if (!value.of.isInstance) return value;
  return value.method === null && !holders.has(value.of.name) ? value.content : null;
}

/** Containers of one thing. */
const holders = new Set(['contextvars.ContextVar', 'typing.Callable', 'collections.abc.Callable']);

/** What is in the literal dicts and lists of a variable, and what is set in it in the same file; null for what has no path. */
export function literalContents(summary: ModuleSummary, owner: number | null, name: string): (SymbolicPath | null)[] {
  const object = owner === null ? `:${name}` : `:${summary.classes[owner]?.name ?? ''}().${name}`;
  const bindings = summary.bindings.filter((binding) => binding.class === owner && binding.name === name);
  const stores = (summary.stores ?? []).filter((fact) => fact.kind === 'item' && fact.object === object);
  return [...bindings.flatMap(({ value }) => contents(value)), ...stores.map((fact) => fact.path)];
}

function contents(value: ValueFact | null): (SymbolicPath | null)[] {
  const values = value?.kind === 'dict' ? value.entries.map((entry) => entry.value) : value?.kind === 'list' ? value.items : null;
  return values === null ? [null] : values.filter((one) => one.kind !== 'none').map((one) => (one.kind === 'path' || one.kind === 'call' ? one.path : null));
}
