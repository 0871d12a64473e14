import { isMap, isScalar, parseDocument, type Document, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Files } from '../../ports';
import { ScaffoldError } from './model';

/** Names under which Compose looks for its file, in its order (Compose Specification, "The Compose file"). */
export const composeFileNames = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'] as const;

/** The compose file of the workspace, or the name of the one to be made. */
export async function findCompose(files: Files): Promise<{ readonly path: string; readonly text: string | null }> {
  for (const path of composeFileNames) {
    const text = await files.read(path);
    if (text !== null) return { path, text };
  }
  return { path: 'docker-compose.yml', text: null };
}

/** Text that goes below a top-level key: a name and its lines without indentation. */
export type Entry = readonly [name: string, text: string];

/** What a compose file holds, as far as a scaffold asks. */
export interface ComposeFile {
  readonly name: string | null;
  readonly services: readonly { readonly name: string; readonly image: string | null; readonly networks: readonly string[] | null }[];
  has(section: string, name: string): boolean;
}

/** Reads a compose file. @throws ScaffoldError where it is no YAML that can be added to */
export function readCompose(text: string, path: string): ComposeFile {
  const document = parsed(text, path);
  const section = (name: string): YAMLMap | null => {
    const node = document.get(name, true);
    return isMap(node) ? node : null;
  };
  const name = document.get('name');
  return {
    name: typeof name === 'string' ? name : null,
    services: (section('services')?.items ?? []).flatMap((item) => {
      const key = keyOf(item);
      if (key === null) return [];
      const value = isMap(item.value) ? item.value : null;
      const image = value?.get('image');
      return [{ name: key, image: typeof image === 'string' ? image : null, networks: namesOf(value?.get('networks', true)) }];
    }),
    has: (key, name) => section(key)?.has(name) ?? false,
  };
}

/**
 * Adds entries below a top-level key of a compose file, behind those that are there. Everything else keeps its place, its comments
 * and its form; so do line ends.
 * @throws ScaffoldError where the key is written in a way that cannot be added to
 */
export function addEntries(text: string, path: string, section: string, entries: readonly Entry[]): string {
  if (entries.length === 0) return text;
  const document = parsed(text, path);
  const pair = isMap(document.contents) ? (document.contents.items as Pair<Node, Node | null>[]).find((item) => keyOf(item) === section) : undefined;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const isSpaced = section === 'services';
  const lines = (indent: string, isFirst: boolean): string => entries
    .map(([, entry], at) => `${isSpaced && !(isFirst && at === 0) ? '\n' : ''}${indented(entry, indent)}\n`).join('').replace(/\n/g, eol);
  if (pair === undefined) {
    const before = text === '' ? '' : text.replace(/(?:\r?\n)*$/, `${eol}${eol}`);
    return `${before}${section}:${eol}${lines('  ', true)}`;
  }
  const { value } = pair;
  const keyEnd = pair.key.range?.[1] ?? 0;
  if (value === null || (isScalar(value) && value.value === null && value.anchor === undefined && value.tag === undefined)) return inserted(text, lineEnd(text, keyEnd), lines('  ', true), eol);
  if (!isMap(value)) throw new ScaffoldError(`\`${section}\` of ${path} is no mapping that could be added to`);
  const first = value.items[0];
  if (value.flow === true) return addToFlow(text, path, section, value, entries);
  const key = (first?.key as Node | undefined)?.range?.[0] ?? 0;
  const indent = text.slice(text.lastIndexOf('\n', key - 1) + 1, key);
  if (/[^ ]/.test(indent)) throw new ScaffoldError(`\`${section}\` of ${path} is written in a way that cannot be added to`);
  return inserted(text, lineEnd(text, lastEnd(value)), lines(indent, false), eol);
}

/** `{ backend: { internal: true } }` on a line: entries of one line can join it. */
function addToFlow(text: string, path: string, section: string, value: YAMLMap, entries: readonly Entry[]): string {
  const end = (value.range?.[1] ?? 0) - 1;
  if (text.charAt(end) !== '}' || entries.some(([, entry]) => entry.includes('\n'))) throw new ScaffoldError(`\`${section}\` of ${path} stands between braces; write it over several lines, and this can be added to it`);
  const more = entries.map(([, entry]) => (entry.endsWith(':') ? `${entry} {}` : entry)).join(', ');
  const before = text.slice(0, end).replace(/[\s,]*$/, '');
  return `${before}${value.items.length === 0 ? ' ' : ', '}${more} ${text.slice(end)}`;
}

function parsed(text: string, path: string): Document.Parsed {
  const document = parseDocument(text, { customTags: [{ tag: '!reset', collection: 'map' }, { tag: '!override', collection: 'map' }], logLevel: 'silent' });
  const fault = document.errors[0];
  if (fault) throw new ScaffoldError(`${path} is not read as YAML (${fault.message.split('\n')[0] ?? ''}); mend it first`);
  if (document.contents !== null && !isMap(document.contents) && !(isScalar(document.contents) && document.contents.value === null)) throw new ScaffoldError(`${path} is no compose file`);
  return document;
}

function keyOf(item: Pair): string | null {
  return isScalar(item.key) && typeof item.key.value === 'string' ? item.key.value : null;
}

/** Names in a list or the keys of a mapping; null for anything else. */
function namesOf(node: unknown): readonly string[] | null {
  if (isMap(node)) return node.items.flatMap((item) => keyOf(item) ?? []);
  const items: unknown = (node as { items?: unknown } | undefined)?.items;
  return Array.isArray(items) ? items.flatMap((item) => (isScalar(item) && typeof item.value === 'string' ? [item.value] : [])) : null;
}

/** End of the last thing written in a mapping, without the comments behind it. */
function lastEnd(node: Node): number {
  if (isMap(node) && node.flow !== true) {
    const last = node.items[node.items.length - 1] as Pair<Node, Node | null> | undefined;
    if (last) return last.value === null || (isScalar(last.value) && last.value.value === null) ? Math.max(last.key.range?.[1] ?? 0, last.value?.range?.[1] ?? 0) : lastEnd(last.value);
  }
  const items = (node as { items?: unknown; flow?: boolean }).items;
  if (Array.isArray(items) && (node as { flow?: boolean }).flow !== true) {
    const last = items[items.length - 1] as Node | undefined;
    if (last) return lastEnd(last);
  }
  return node.range?.[1] ?? 0;
}

/** Where the line of a place ends, behind its line break; block scalars end there already. */
function lineEnd(text: string, at: number): number {
  if (at > 0 && text.charAt(at - 1) === '\n') return at;
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

function inserted(text: string, at: number, lines: string, eol: string): string {
  const before = text.slice(0, at);
  return `${before}${before === '' || before.endsWith('\n') ? '' : eol}${lines}${text.slice(at)}`;
}

function indented(text: string, by: string): string {
  return text.replace(/\n+$/, '').split('\n').map((line) => (line === '' ? line : by + line)).join('\n');
}
