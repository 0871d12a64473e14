import type { LineIndex } from '../../text/lineIndex';
import type { DependencyFact } from './model';

/** Name by which an index knows a project (PEP 503). */
export function normalizeName(name: string): string {
  return name.replace(/[-_.]+/g, '-').toLowerCase();
}

const longestRequirement = 2000;
const shape = /^\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*/;

/**
 * Reads a requirement (PEP 508): `name[extra] (>=1,<2) ; marker`, `name @ https://…`. Null where no name stands first.
 *
 * @param start offset of the text in `index`, which gives the ranges
 */
export function readRequirement(text: string, start: number, index: LineIndex, group: string | null): DependencyFact | null {
  const head = text.length > longestRequirement ? null : shape.exec(text);
  const name = head?.[1];
  if (!head || name === undefined) return null;
  const nameStart = start + head[0].indexOf(name);
  const rest = text.slice(head[0].length);
  const isUrl = rest.startsWith('@');
  // In a URL a semicolon needs white space before it to begin the marker.
  const semicolon = rest.search(isUrl ? /\s;/ : /;/);
  const marker = semicolon < 0 ? '' : rest.slice(semicolon).replace(/^\s*;/, '').trim();
  const written = isUrl ? '' : rest.slice(0, semicolon < 0 ? undefined : semicolon);
  const specifier = written.trim().replace(/^\(\s*([\s\S]*?)\s*\)$/, '$1');
  // A bare name followed by something that is no version: a URL, a path, prose.
  if (specifier !== '' && !/^[=<>!~^*\d]/.test(specifier)) return null;
  const specifierStart = start + head[0].length + written.indexOf(specifier);
  return {
    name: normalizeName(name), extras: (head[2] ?? '').split(',').map((extra) => extra.trim()).filter((extra) => extra !== ''),
    specifier, group, marker: marker || null,
    range: index.rangeOf(nameStart, start + text.trimEnd().length), nameRange: index.rangeOf(nameStart, nameStart + name.length),
    specifierRange: specifier === '' ? null : index.rangeOf(specifierStart, specifierStart + specifier.length), style: 'pep440',
  };
}
