import type { Location } from '../text/range';
import { foldersWithEntries } from './serviceFolders';
import { isWithin, nameOf } from './paths';
import { type Placement, projectFolders, type Surroundings } from './placements';
import type { Started } from './processes';

/** A placement with what it starts. */
export interface Run {
  readonly placement: Placement;
  /** What it is started with, as written; empty where nothing says. */
  readonly words: readonly string[];
  readonly started: readonly Started[];
}

/** A service before its kind is known. */
export interface Unit {
  readonly id: string;
  readonly name: string;
  readonly folder: string;
  readonly runs: readonly Run[];
  /** Why the folder is a service, where no container runs it. */
  readonly origin: 'container' | 'configuration' | 'project' | 'folder' | 'workspace';
}

/**
 * Services by their folders: what compose and Dockerfiles run, what the configuration names, projects of their own,
 * folders of services, and the workspace itself for what is left. Sorted by id.
 * @param files Python files of the workspace that are service code, and whether a process can begin in each.
 */
export function findUnits(surroundings: Surroundings, runs: readonly Run[], files: ReadonlyMap<string, boolean>): Unit[] {
  const units = new Map<string, Unit>();
  const byFolder = new Map<string, Run[]>();
  for (const run of runs) byFolder.set(run.placement.folder, [...(byFolder.get(run.placement.folder) ?? []), run]);
  for (const [folder, folderRuns] of byFolder) for (const unit of unitsOf(folder, folderRuns)) units.set(unit.id, unit);
  const hasFolder = (folder: string): boolean => [...units.values()].some((unit) => unit.folder === folder);
  const add = (folder: string, origin: Unit['origin']): void => {
    if (!hasFolder(folder)) units.set(folder, { id: folder, name: folder === '' ? 'workspace' : nameOf(folder), folder, runs: [], origin });
  };
  for (const id of surroundings.configuration.services.keys()) {
    const [folder = ''] = id.split('#');
    if (!id.includes('#')) add(folder, 'configuration');
    else if (!units.has(id)) units.set(id, { id, name: id.slice(folder.length + 1), folder, runs: [], origin: 'configuration' });
  }
  const paths = [...files.keys()];
  for (const folder of projectFolders(surroundings.dependencies)) {
    if (paths.some((path) => isWithin(path, folder))) add(folder, 'project');
  }
  for (const folder of foldersWithEntries(files)) add(folder, 'folder');
  const isCovered = (path: string): boolean => [...units.values()].some((unit) => isWithin(path, unit.folder));
  if (paths.some((path) => !isCovered(path))) add('', 'workspace');
  return [...units.values()].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** One unit for a folder; several where containers start different things from it. */
function unitsOf(folder: string, runs: readonly Run[]): Unit[] {
  const groups = new Map<string, Run[]>();
  const idle: Run[] = [];
  for (const run of runs) {
    const key = run.started.map((started) => `${started.path}:${started.attribute ?? ''}`).sort().join(' ');
    // A job beside the service (a migration), or a command that cannot be followed: it is no service of its own.
    if (key === '') idle.push(run);
    else groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  const lists = [...groups.values()];
  if (lists.length < 2) return [unit(folder, [...(lists[0] ?? []), ...idle], false)];
  return lists.map((list, at) => unit(folder, at === 0 ? [...list, ...idle] : list, true));
}

function unit(folder: string, runs: readonly Run[], isOneOfSeveral: boolean): Unit {
  const service = runs.find((run) => run.placement.service !== null)?.placement.service?.name;
  const dockerfile = runs.find((run) => run.placement.dockerfile !== null)?.placement.dockerfile;
  const fallback = folder === '' ? 'workspace' : nameOf(folder);
  const name = service ?? (isOneOfSeveral && dockerfile != null ? nameOf(dockerfile).replace(/^Dockerfile\.?|\.?Dockerfile$/gi, '') || fallback : fallback);
  return { id: isOneOfSeveral ? `${folder}#${name}` : folder, name, folder, runs, origin: 'container' };
}

/** Names by which people call the unit: its folder and compose services. */
export function namesOf(unit: Unit): string[] {
  const services = unit.runs.flatMap((run) => run.placement.service?.name ?? []);
  // A folder shared by several services says nothing of one of them before its own name has spoken.
  return [...new Set([...(unit.id.includes('#') ? [unit.name] : []), ...services, ...unit.folder.split('/').slice(-2).reverse()])].filter((name) => name !== '' && name !== 'src' && name !== 'services' && name !== 'apps');
}

export function composeServicesOf(unit: Unit): { readonly name: string; readonly at: Location }[] {
  return unit.runs.flatMap(({ placement: { service } }) => (service ? [{ name: service.name, at: service.at }] : []));
}
