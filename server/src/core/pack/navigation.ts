import { isIndexPage } from './checks/pageCheck';
import { nearestPage } from './checks/relatedDocuments';
import type { Module, NavigationGroup, PackProblem, ReadingList } from './model';
import type { ManifestGroup, ManifestList } from './packManifest';
import { manifestPath } from './packManifest';
import { compareTexts } from '../text/order';
import type { Range } from '../text/range';

export interface Navigation {
  readonly groups: readonly NavigationGroup[];
  readonly problems: readonly PackProblem[];
  /** Ids that it lists. */
  readonly listed: ReadonlySet<string>;
}

/** The navigation that pack.yaml declares, with `folder/*` written out and unknown ids left out and told. */
export function declaredNavigation(groups: readonly ManifestGroup[], modules: ReadonlyMap<string, Module>): Navigation {
  const named = new Set<string>();
  const note = (group: ManifestGroup): void => {
    for (const { id } of group.modules) if (!id.endsWith('/*')) named.add(id);
    group.groups.forEach(note);
  };
  groups.forEach(note);
  const listed = new Set<string>();
  const problems: PackProblem[] = [];
  const expand = (group: ManifestGroup): NavigationGroup => {
    const ids: string[] = [];
    for (const { id, range } of group.modules) {
      const found = id.endsWith('/*') ? inFolder(id.slice(0, -2), modules).filter((other) => !named.has(other)) : modules.has(id) ? [id] : [];
      const isEmptyFolder = id.endsWith('/*') && inFolder(id.slice(0, -2), modules).length === 0;
      if (isEmptyFolder || (!id.endsWith('/*') && found.length === 0)) {
        problems.push(isEmptyFolder ? manifestProblem(range, `No page stands in the folder \`${id.slice(0, -2)}\`.`) : unknownPage(id, range, modules));
      }
      for (const one of found) {
        if (listed.has(one)) continue;
        listed.add(one);
        ids.push(one);
      }
    }
    return { title: group.title, groups: group.groups.map(expand), modules: ids };
  };
  return { groups: groups.map(expand), problems, listed };
}

/** The reading lists of pack.yaml, with ids that no page has left out and told; an entry without pages left is left out. */
export function declaredReadingLists(lists: readonly ManifestList[], modules: ReadonlyMap<string, Module>): { lists: readonly ReadingList[]; problems: readonly PackProblem[] } {
  const problems: PackProblem[] = [];
  const known = lists.map((list) => ({
    ...list,
    entries: list.entries.map((entry) => {
      const [found, missing] = [entry.modules.filter(({ id }) => modules.has(id)), entry.modules.filter(({ id }) => !modules.has(id))];
      for (const { id, range } of missing) problems.push(unknownPage(id, range, modules));
      return { ...entry, modules: [...new Set(found.map(({ id }) => id))] };
    }).filter((entry) => entry.modules.length > 0),
  }));
  return { lists: known.filter((list) => list.entries.length > 0), problems };
}

function unknownPage(id: string, range: Range, modules: ReadonlyMap<string, Module>): PackProblem {
  return manifestProblem(range, `There is no page \`${id}\` in this pack.${nearestPage(id, modules.keys())}`);
}

function manifestProblem(range: Range, message: string): PackProblem {
  return { path: manifestPath, range, severity: 'error', rule: 'docs/not-indexed', message };
}

/** The tree of folders: what a pack that declares no navigation shows. */
export function folderNavigation(title: string, modules: ReadonlyMap<string, Module>): NavigationGroup[] {
  const folders = new Set<string>();
  for (const id of modules.keys()) {
    for (let at = id.indexOf('/'); at >= 0; at = id.indexOf('/', at + 1)) folders.add(id.slice(0, at));
  }
  const sorted = [...folders].sort();
  const groupOf = (folder: string): NavigationGroup => ({
    title: folderTitle(folder.split('/').pop() ?? folder),
    groups: sorted.filter((other) => other.startsWith(`${folder}/`) && !other.slice(folder.length + 1).includes('/')).map(groupOf),
    modules: inFolder(folder, modules),
  });
  const top = sorted.filter((folder) => !folder.includes('/')).map(groupOf);
  const loose = inFolder('', modules);
  return loose.length === 0 ? top : [{ title, groups: [], modules: loose }, ...top];
}

/** Pages that stand in the folder itself, its index first, then by title. */
function inFolder(folder: string, modules: ReadonlyMap<string, Module>): string[] {
  const prefix = folder === '' ? '' : `${folder}/`;
  return [...modules.values()]
    .filter(({ id }) => id.startsWith(prefix) && !id.slice(prefix.length).includes('/'))
    .sort((a, b) => Number(isIndexPage(b.id)) - Number(isIndexPage(a.id)) || compareTexts(a.title, b.title) || compareTexts(a.id, b.id))
    .map(({ id }) => id);
}

const spellings: Readonly<Record<string, string>> = {
  api: 'API', apis: 'APIs', fastapi: 'FastAPI', rabbitmq: 'RabbitMQ', redis: 'Redis', http: 'HTTP', postgresql: 'PostgreSQL',
  mongodb: 'MongoDB', asyncio: 'AsyncIO', aiogram: 'Aiogram', elk: 'ELK', adr: 'ADR', ci: 'CI', cd: 'CD', qa: 'QA',
};

function folderTitle(folder: string): string {
  return folder.split(/[-_ ]+/).map((word) => spellings[word.toLowerCase()] ?? word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
}
