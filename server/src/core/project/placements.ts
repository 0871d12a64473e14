import type { ComposeProject, ComposeService } from '../facts/compose/model';
import type { DependencyFacts } from '../facts/dependencies/model';
import type { DockerfileFacts } from '../facts/dockerfile/model';
import type { Configuration } from './configuration';
import { builtStage, containerLayout, type ContainerLayout, stageChain, workspacePaths } from './container';
import { ancestorsOf, folderOf, isWithin, join, nameOf } from './paths';
import { isGatewayImage } from './signals';

/** What the files beside Python say of where services lie. */
export interface Surroundings {
  readonly compose: readonly ComposeProject[];
  readonly dockerfiles: ReadonlyMap<string, DockerfileFacts>;
  readonly dependencies: ReadonlyMap<string, DependencyFacts>;
  readonly configuration: Configuration;
}

/** One way in which a folder is run: by a compose service, or as a Dockerfile says. */
export interface Placement {
  readonly folder: string;
  readonly context: string;
  readonly dockerfile: string | null;
  /** One entry for each compose project that has the service; the first is the one to quote. */
  readonly service: ComposeService | null;
  readonly layout: ContainerLayout;
  /** Nothing here builds its image: that it runs the workspace's code is for its command to show. */
  readonly isPresumed?: boolean;
}

/** Folders of code that several services share: no service of their own because a Dockerfile copies them. */
const sharedNames = new Set(['shared', 'common', 'libs', 'lib', 'packages', 'contracts', 'proto', 'protos', 'config', 'configs', 'scripts', 'migrations', 'alembic', 'tests', 'docs']);

/** Where compose services and Dockerfiles place services, in the order of the files. */
export function findPlacements(surroundings: Surroundings, pythonFolders: ReadonlySet<string>): Placement[] {
  const isFolder = (path: string): boolean => pythonFolders.has(path);
  const placements: Placement[] = [];
  const usedDockerfiles = new Set<string>();
  const seen = new Set<string>();
  const services = surroundings.compose.flatMap((project) => [...project.services.values()]);
  for (const service of services) {
    const build = service.build ?? sameImage(service, services)?.build ?? null;
    if (!build && (service.command ?? service.entrypoint) && !seen.has(`${service.name}|`)) {
      seen.add(`${service.name}|`);
      placements.push(presumed(service, surroundings, isFolder));
    }
    if (!build || (build.context === null && build.dockerfile === null)) continue;
    const path = build.dockerfile ?? (build.context === null ? null : join(build.context, 'Dockerfile'));
    const dockerfile = path === null ? null : surroundings.dockerfiles.get(path) ?? null;
    if (path !== null) usedDockerfiles.add(path);
    if (dockerfile && path !== null && !isFolder(folderOf(path)) && folderOf(path) !== '' && isForeign(dockerfile, build.target)) continue;
    const context = build.context ?? folderOf(path ?? '');
    const folder = serviceFolder(context, path, dockerfile, isFolder);
    // The same service in a base file and in the sets that override it.
    const key = `${service.name}|${folder}`;
    if (seen.has(key)) continue;
    seen.add(key);
    placements.push({ folder, context, dockerfile: dockerfile ? path : null, service, layout: containerLayout({ dockerfile, context, target: build.target, service }, isFolder) });
  }
  for (const [path, dockerfile] of [...surroundings.dockerfiles].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (usedDockerfiles.has(path)) continue;
    const context = presumedContext(path, dockerfile, isFolder);
    if (context === null) continue;
    const folder = serviceFolder(context, path, dockerfile, isFolder);
    if (folder === '' || isFolder(folder)) placements.push({ folder, context, dockerfile: path, service: null, layout: containerLayout({ dockerfile, context, target: null, service: null }, isFolder) });
  }
  return placements;
}

/** An image from a registry, as the only Dockerfile at hand would build it: pipelines build, compose names the result. */
function presumed(service: ComposeService, { dockerfiles }: Surroundings, isFolder: (path: string) => boolean): Placement {
  const [only, ...others] = [...dockerfiles].filter(([, facts]) => runsPython(facts, null));
  const [path, dockerfile] = only && others.length === 0 ? only : [null, null];
  const context = path === null || dockerfile === null ? '' : presumedContext(path, dockerfile, isFolder) ?? '';
  return { folder: context, context, dockerfile: path, service, layout: containerLayout({ dockerfile, context, target: null, service }, isFolder), isPresumed: true };
}

/**
 * The build context of a Dockerfile that compose does not name: its folder; for one in a folder of its own (`docker/`), the
 * nearest folder above with Python, if the image is Python's at all. null for the image of something else.
 */
function presumedContext(path: string, facts: DockerfileFacts, isFolder: (path: string) => boolean): string | null {
  const beside = folderOf(path);
  if (beside === '' || isFolder(beside)) return beside;
  if (!runsPython(facts, null)) return null;
  return ancestorsOf(beside).find((folder) => folder === '' || isFolder(folder)) ?? '';
}

function runsPython(facts: DockerfileFacts, target: string | null): boolean {
  return stageChain(facts, builtStage(facts, target)).some((stage) => /python|pypy|conda|\buv\b|poetry|uvicorn|gunicorn/i.test(stage.image));
}

/** The image of something that is neither Python nor a gateway: a front end, a test browser. */
function isForeign(facts: DockerfileFacts, target: string | null): boolean {
  const [base] = stageChain(facts, builtStage(facts, target));
  return base !== undefined && base.isResolved && !runsPython(facts, target) && !isGatewayImage(base.image);
}

/** A service with `image:` alone runs what another one builds under that name. */
function sameImage(service: ComposeService, services: readonly ComposeService[]): ComposeService | undefined {
  const name = service.image?.value;
  return name === undefined || name === '' ? undefined : services.find((other) => other.build !== null && other.image?.value === name);
}

/** The folder of the service that is built: the Dockerfile's where it has code, else the one folder that the Dockerfile copies, else the context. */
function serviceFolder(context: string, dockerfile: string | null, facts: DockerfileFacts | null, isFolder: (path: string) => boolean): string {
  const beside = dockerfile === null ? context : folderOf(dockerfile);
  if (beside !== context && isWithin(beside, context) && isFolder(beside)) return beside;
  const layout = containerLayout({ dockerfile: facts, context, target: null, service: null }, isFolder);
  const copied = [...new Set(layout.copies.map((copy) => copy.workspace))]
    .filter((path) => path !== context && isWithin(path, context) && !path.split('/').some((part) => sharedNames.has(part)));
  const outermost = copied.filter((path) => !copied.some((other) => other !== path && isWithin(path, other)));
  const [only] = outermost;
  const depth = (path: string): number => (context === '' ? path : path.slice(context.length + 1)).split('/').length;
  if (outermost.length !== 1 || only === undefined || layout.copies.some((copy) => copy.workspace === context)) return context;
  // `COPY app ./app` beside the Dockerfile is a project with its code in a folder; `COPY services/orders .` is one of several.
  if (depth(only) < 2 && beside === context) return context;
  return nameOf(only) === 'src' || nameOf(only) === 'app' ? folderOf(only) : only;
}

/** Folders with a project file of their own, the workspace left out. */
export function projectFolders(dependencies: ReadonlyMap<string, DependencyFacts>): string[] {
  const folders = new Set<string>();
  for (const path of dependencies.keys()) if (nameOf(path) === 'pyproject.toml' && folderOf(path) !== '') folders.add(folderOf(path));
  return [...folders].sort();
}

const memberParents = new Set(['packages', 'libs', 'lib', 'shared', 'services', 'apps']);

/** Folders that are on the module search path: projects, workspace members, working directories, PYTHONPATH, declared services. */
export function searchRoots(surroundings: Surroundings, placements: readonly Placement[], pythonFolders: ReadonlySet<string>): string[] {
  const roots = new Set<string>(['']);
  for (const folder of projectFolders(surroundings.dependencies)) roots.add(folder);
  for (const id of surroundings.configuration.services.keys()) roots.add(id.split('#')[0] ?? '');
  for (const folder of pythonFolders) {
    if (memberParents.has(nameOf(folderOf(folder))) && !folderOf(folderOf(folder)).includes('/')) roots.add(folder);
  }
  for (const { folder, context, layout } of placements) {
    roots.add(folder);
    roots.add(context);
    for (const path of [layout.workingFolder, ...layout.pythonPath]) for (const root of workspacePaths(layout, path)) roots.add(root);
  }
  return [...roots].filter((root) => root === '' || pythonFolders.has(root)).sort();
}

/** All folders with Python files at any depth, the workspace left out. */
export function foldersOf(paths: Iterable<string>): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let folder = folderOf(path); folder !== '' && !folders.has(folder); folder = folderOf(folder)) folders.add(folder);
  }
  return folders;
}
