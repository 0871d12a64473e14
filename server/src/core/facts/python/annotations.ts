import type { SymbolicPath } from './model';

/** What an annotation says: the class meant, and whether the value is the class itself (`type[X]`). */
export interface Annotation {
  readonly path: SymbolicPath | null;
  /** Where the value is itself a class: which. */
  readonly classPath: SymbolicPath | null;
}

type Resolve = (name: string) => SymbolicPath | null;

/**
 * Special forms that mean their (first) argument. A path does not show `await`, nor that a context manager was entered:
 * these two stand for what they give.
 */
const transparent = new Set([
  'Annotated', 'Optional', 'Final', 'ClassVar', 'Required', 'NotRequired', 'ReadOnly', 'InitVar', 'Awaitable',
  'AbstractAsyncContextManager', 'AbstractContextManager', 'AsyncContextManager', 'ContextManager', 'FromDishka',
]);
/** Containers, and which argument says what is in them: the first or the last. */
const containers: ReadonlyMap<string, 'first' | 'last'> = new Map([
  ...['list', 'List', 'set', 'Set', 'frozenset', 'FrozenSet', 'tuple', 'Tuple', 'deque', 'Deque', 'Sequence', 'MutableSequence', 'Collection', 'Iterable', 'Iterator',
    'AsyncIterable', 'AsyncIterator', 'Generator', 'AsyncGenerator', 'Queue', 'LifoQueue', 'PriorityQueue', 'ContextVar'].map((name): [string, 'first'] => [name, 'first']),
  ...['dict', 'Dict', 'Mapping', 'MutableMapping', 'defaultdict', 'DefaultDict', 'OrderedDict', 'WeakValueDictionary', 'Callable'].map((name): [string, 'last'] => [name, 'last']),
]);
const classes = new Set(['type', 'Type']);
const nothing: Annotation = { path: null, classPath: null };
const deepest = 20;

/**
 * Reads a type expression (typing specification, "Type annotations"): `Annotated[X, …]`, `X | None`, `Optional[X]`,
 * `"X"` mean X; a container `list[X]` is `list{X}`, another generic its origin; a union of several is none of them.
 */
export function readAnnotation(text: string, resolve: Resolve): Annotation {
  return read(text, resolve, 0);
}

function read(text: string, resolve: Resolve, depth: number): Annotation {
  if (depth > deepest || text.length > 2000) return nothing;
  const members = split(text, '|').map((member) => member.trim()).filter((member) => member !== 'None');
  const only = members[0];
  if (only === undefined || only === '' || members.length > 1) return nothing;
  const quoted = /^(["'])([^"'\\]*)\1$/.exec(only);
  if (quoted) return read(quoted[2] ?? '', resolve, depth + 1);
  if (only.startsWith('(') && only.endsWith(')')) return read(only.slice(1, -1), resolve, depth + 1);
  const name = /^([\p{L}_][\p{L}\p{N}_]*)((?:\s*\.\s*[\p{L}_][\p{L}\p{N}_]*)*)\s*(\[.*\])?$/su.exec(only);
  if (!name) return nothing;
  const attributes = (name[2] ?? '').replace(/\s+/g, '');
  const last = attributes.slice(attributes.lastIndexOf('.') + 1) || (name[1] ?? '');
  const head = resolve(name[1] ?? '');
  const path = head === null ? null : head + attributes;
  const inside = name[3]?.slice(1, -1);
  if (inside === undefined) return { path, classPath: null };
  const first = split(inside, ',')[0] ?? '';
  if (transparent.has(last)) return read(first, resolve, depth + 1);
  if (last === 'Union') return read(split(inside, ',').join('|'), resolve, depth + 1);
  if (classes.has(last)) return { path, classPath: read(first, resolve, depth + 1).path };
  if (last === 'Coroutine') return read(split(inside, ',')[2] ?? '', resolve, depth + 1);
  return { path: path === null ? null : path + contentOf(last, split(inside, ','), resolve, depth), classPath: null };
}

/** `{path}` for what is in a container; nothing where that is not one class. */
function contentOf(name: string, given: readonly string[], resolve: Resolve, depth: number): string {
  const place = containers.get(name);
  if (place === undefined) return '';
  const isMixed = (name === 'tuple' || name === 'Tuple') && given.length > 1 && given[1]?.trim() !== '...';
  const content = isMixed ? null : read(given.at(place === 'first' ? 0 : -1) ?? '', resolve, depth + 1).path;
  return content === null ? '' : `{${content}}`;
}

/** Whether a subscript of this name stands for a container of what is in its brackets. */
export function isContainer(name: string): boolean {
  return containers.has(name);
}

/** Whether a subscript of this name stands for its first argument: `Annotated[X, …]` used as an alias. */
export function isTransparentForm(name: string): boolean {
  return transparent.has(name);
}

/** Splits at a separator outside brackets and quotes. */
function split(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (quote !== '') {
      if (char === '\\') i++;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '[' || char === '(' || char === '{') depth++;
    else if (char === ']' || char === ')' || char === '}') depth--;
    else if (char === separator && depth === 0) {
      parts.push(text.slice(from, i));
      from = i + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}
