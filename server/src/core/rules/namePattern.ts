/**
 * Patterns over qualified names: literal segments, `*` for one segment, `**` for any number of them (also none).
 * A pattern without a wildcard matches that very name.
 */
export class NamePattern {
  private readonly segments: readonly string[];
  readonly isExact: boolean;

  constructor(readonly source: string) {
    this.segments = source.split('.');
    this.isExact = !source.includes('*');
  }

  /** First segment, or `*` where it is a wildcard: what an index files the pattern under. */
  get root(): string {
    const first = this.segments[0] ?? '*';
    return first.includes('*') ? '*' : first;
  }

  matches(name: string): boolean {
    return this.isExact ? name === this.source : matchSegments(this.segments, name.split('.'), 0, 0);
  }
}

function matchSegments(pattern: readonly string[], name: readonly string[], p: number, n: number): boolean {
  for (; p < pattern.length; p++, n++) {
    const segment = pattern[p];
    if (segment === '**') {
      for (let skip = n; skip <= name.length; skip++) if (matchSegments(pattern, name, p + 1, skip)) return true;
      return false;
    }
    if (n >= name.length || (segment !== '*' && segment !== name[n])) return false;
  }
  return n === name.length;
}

/** Whether any of the patterns matches. */
export function matchesAny(patterns: readonly NamePattern[], name: string): boolean {
  for (const pattern of patterns) if (pattern.matches(name)) return true;
  return false;
}

/** Values filed under name patterns: a look-up costs a map access and the few wildcards of the same first segment. */
export class NameIndex<T> {
  private readonly exact = new Map<string, T[]>();
  private readonly wild = new Map<string, { pattern: NamePattern; value: T }[]>();

  add(pattern: NamePattern, value: T): void {
    if (pattern.isExact) push(this.exact, pattern.source, value);
    else push(this.wild, pattern.root, { pattern, value });
  }

  get isEmpty(): boolean {
    return this.exact.size === 0 && this.wild.size === 0;
  }

  /** All values whose pattern matches `name`, in the order they were added per kind of pattern. */
  lookup(name: string): readonly T[] {
    const exact = this.exact.get(name);
    const dot = name.indexOf('.');
    const rooted = this.wild.get(dot < 0 ? name : name.slice(0, dot));
    const anywhere = this.wild.get('*');
    if (!rooted && !anywhere) return exact ?? none;
    const found: T[] = exact ? [...exact] : [];
    for (const entry of rooted ?? []) if (entry.pattern.matches(name)) found.push(entry.value);
    for (const entry of anywhere ?? []) if (entry.pattern.matches(name)) found.push(entry.value);
    return found;
  }
}

/** A set of name patterns; asking costs what asking a `NameIndex` does, however many there are. */
export class NameSet {
  private readonly index = new NameIndex<true>();

  constructor(sources: readonly string[]) {
    for (const source of sources) this.index.add(new NamePattern(source), true);
  }

  has(name: string): boolean {
    return this.index.lookup(name).length > 0;
  }
}

const none: readonly never[] = [];

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
