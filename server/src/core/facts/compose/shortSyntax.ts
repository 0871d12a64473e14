/** A port of the short syntax (Compose Specification, services, ports). */
export interface ShortPort {
  readonly hostIp: string | null;
  readonly published: string | null;
  readonly target: string;
  readonly protocol: string;
}

/** `[[IP:]PUBLISHED:]TARGET[/PROTOCOL]`, each number a range if need be; an IPv6 host stands in brackets. */
export function parsePort(text: string): ShortPort {
  const [ports = '', protocol = ''] = text.trim().split('/', 2);
  const end = ports.lastIndexOf(':');
  const target = ports.slice(end + 1);
  const rest = end < 0 ? '' : ports.slice(0, end);
  const middle = rest.endsWith(']') ? rest.length : rest.lastIndexOf(':');
  const published = rest.slice(middle + 1);
  const host = middle < 0 ? '' : rest.slice(0, middle).replace(/^\[(.*)\]$/, '$1');
  return { hostIp: host || null, published: published || null, target, protocol: protocol.toLowerCase() || 'tcp' };
}

/** A mount of the short syntax. */
export interface ShortMount {
  readonly source: string | null;
  readonly target: string;
  readonly type: 'volume' | 'bind';
}

/** `[SOURCE:]TARGET[:MODE]`; a source that is a path binds it, and a Windows drive (`C:\data`) is part of its path. */
export function parseMount(text: string): ShortMount {
  const parts: string[] = [];
  for (const part of text.trim().split(':')) {
    const last = parts.at(-1);
    const isDrive = last !== undefined && /^[A-Za-z]$/.test(last) && /^[\\/]/.test(part);
    if (isDrive) parts[parts.length - 1] = `${last}:${part}`;
    else parts.push(part);
  }
  const [first = '', second] = parts;
  if (second === undefined || (parts.length === 2 && /^(?:ro|rw|z|Z|cached|delegated|consistent)$/.test(second) && first.startsWith('/'))) {
    return { source: null, target: first, type: 'volume' };
  }
  return { source: first || null, target: second, type: isPath(first) ? 'bind' : 'volume' };
}

function isPath(source: string): boolean {
  return /^(?:[./~\\]|[A-Za-z]:[\\/])/.test(source);
}

/** Name and value of `NAME=value`; value null where there is no `=`. */
export function splitPair(text: string): { readonly key: string; readonly value: string | null } {
  const equals = text.indexOf('=');
  return equals < 0 ? { key: text, value: null } : { key: text.slice(0, equals), value: text.slice(equals + 1) };
}
