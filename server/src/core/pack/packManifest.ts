import packSchema from '../../../../schemas/pack.schema.json';
import { LineIndex } from '../text/lineIndex';
import type { Range } from '../text/range';
import type { SectionTable } from './checks/pageCheck';
import { validateManifest } from './generated/validators';
import type { FollowEvidence, PackProblem, ReadingEntry, ReadingList } from './model';
import { SchemaGuide } from './schemaGuide';
import { schemaProblems } from './schemaProblems';
import { YamlData } from './yamlData';

/** `pack.yaml` as read; what is broken in it is left out. */
export interface PackManifest {
  readonly id: string | null;
  readonly title: string | null;
  readonly description: string;
  readonly follows: FollowEvidence;
  /** null where the file declares none. */
  readonly navigation: readonly ManifestGroup[] | null;
  readonly readingLists: readonly ManifestList[];
  readonly sections: SectionTable | null;
  readonly problems: readonly PackProblem[];
}

export interface ManifestGroup {
  readonly title: string;
  readonly modules: readonly { readonly id: string; readonly range: Range }[];
  readonly groups: readonly ManifestGroup[];
}

/** A reading list as written, before its ids are looked up. */
export interface ManifestList extends Omit<ReadingList, 'entries'> {
  readonly entries: readonly (Omit<ReadingEntry, 'modules'> & { readonly modules: readonly { readonly id: string; readonly range: Range }[] })[];
}

export const manifestPath = 'pack.yaml';

export const emptyManifest: PackManifest = {
  id: null, title: null, description: '', follows: { kinds: [] }, navigation: null, readingLists: [], sections: null, problems: [],
};

const guide = new SchemaGuide(packSchema);
const sizeLimit = 128 * 1024;

/** What schemas/pack.schema.json says of each key: for completion and hover in pack.yaml. */
export function manifestSchemaGuide(): SchemaGuide {
  return guide;
}

type Raw = Readonly<Record<string, unknown>>;

/** Reads `pack.yaml`. Never throws. */
export function readManifest(text: string): PackManifest {
  const problem = (range: Range, message: string): PackProblem => ({ path: manifestPath, range, severity: 'error', rule: 'docs/front-matter', message });
  const lines = new LineIndex(text.length > sizeLimit ? '' : text);
  if (text.length > sizeLimit) return { ...emptyManifest, problems: [problem(lines.rangeOf(0, 0), 'pack.yaml is longer than 128 KB. List folders as `folder/*`.')] };
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const yaml = new YamlData(text.slice(start), lines, start);
  const problems = yaml.problems.map(({ range, message }) => problem(range, message));
  if (!isRaw(yaml.data)) {
    if (problems.length === 0) problems.push(problem(lines.rangeOf(0, 0), 'pack.yaml has no keys. It needs at least `title`.'));
    return { ...emptyManifest, problems };
  }
  for (const fault of schemaProblems(yaml, validateManifest, guide, 'pack.yaml')) problems.push(problem(fault.range, fault.message));
  const data = yaml.data;
  const follows = isRaw(data['follows']) ? lists(data['follows']['kinds']).map(texts).filter((kinds) => kinds.length > 0) : [];
  return {
    id: typeof data['id'] === 'string' && /^[a-z][a-z0-9-]*$/.test(data['id']) ? data['id'] : null,
    title: typeof data['title'] === 'string' ? data['title'] : null,
    description: sentence(data['description']),
    follows: { kinds: follows },
    navigation: Array.isArray(data['navigation']) ? groups(data['navigation'], yaml, ['navigation'], 0) : null,
    readingLists: readingLists(data['reading-lists'], yaml),
    sections: isRaw(data['sections']) ? sections(data['sections']) : null,
    problems,
  };
}

function groups(value: unknown, yaml: YamlData, at: readonly (string | number)[], depth: number): ManifestGroup[] {
  if (!Array.isArray(value) || depth > 8) return [];
  return value.flatMap((item: unknown, index) => {
    if (!isRaw(item) || typeof item['title'] !== 'string') return [];
    const path = [...at, index];
    const modules = texts(item['modules']).map((id, place) => ({ id, range: yaml.valueRange([...path, 'modules', place]) }));
    return [{ title: item['title'], modules, groups: groups(item['groups'], yaml, [...path, 'groups'], depth + 1) }];
  });
}

function readingLists(value: unknown, yaml: YamlData): ManifestList[] {
  return lists(value).flatMap((list, at) => {
    if (!isRaw(list) || typeof list['title'] !== 'string') return [];
    const entries = lists(list['entries']).flatMap((entry, place) => {
      if (!isRaw(entry) || typeof entry['title'] !== 'string') return [];
      const modules = texts(entry['modules']).map((id, index) => ({ id, range: yaml.valueRange(['reading-lists', at, 'entries', place, 'modules', index]) }));
      return [{ title: entry['title'], note: sentence(entry['note']), modules }];
    });
    return [{ title: list['title'], description: sentence(list['description']), ordered: list['ordered'] === true, entries }];
  });
}

function sentence(value: unknown): string {
  return typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : '';
}

function sections(value: Raw): SectionTable {
  return new Map(Object.entries(value).map(([category, names]) => [
    category,
    (Array.isArray(names) ? names as unknown[] : []).flatMap((name): (string | string[])[] => (typeof name === 'string' ? [name] : Array.isArray(name) ? [texts(name)] : [])),
  ]));
}

function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function lists(value: unknown): unknown[] {
  return Array.isArray(value) ? value as unknown[] : [];
}

function texts(value: unknown): string[] {
  return lists(value).filter((item): item is string => typeof item === 'string');
}
