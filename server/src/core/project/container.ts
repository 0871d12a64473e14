import type { ComposeService } from '../facts/compose/model';
import type { DockerfileFacts, DockerInstruction, DockerStage } from '../facts/dockerfile/model';
import { isWithin, join, normalise, relativeTo } from './paths';

/** Where folders of the workspace lie inside a container, as far as COPY, ADD and bind mounts say it plainly. */
export interface ContainerLayout {
  /** Absolute working directory. */
  readonly workingFolder: string;
  /** Absolute folders of PYTHONPATH. */
  readonly pythonPath: readonly string[];
  readonly copies: readonly { readonly container: string; readonly workspace: string }[];
}

export interface LayoutSources {
  readonly dockerfile: DockerfileFacts | null;
  /** Workspace-relative build context. */
  readonly context: string;
  readonly target: string | null;
  readonly service: ComposeService | null;
}

/** The stage that an image is built from: the named target, or the last one. */
export function builtStage(facts: DockerfileFacts, target: string | null): DockerStage | null {
  return facts.stages.find((stage) => target !== null && stage.name === target) ?? facts.stages.at(-1) ?? null;
}

/** A stage and those it builds on, the outermost first. */
export function stageChain(facts: DockerfileFacts, stage: DockerStage | null): DockerStage[] {
  const chain: DockerStage[] = [];
  for (let at = stage; at !== null && chain.length < facts.stages.length; at = at.base === null ? null : facts.stages[at.base] ?? null) chain.unshift(at);
  return chain;
}

/**
 * Layout of the container that a Dockerfile and a compose service make.
 * @param isFolder whether a workspace path is a folder with Python in it.
 */
export function containerLayout({ dockerfile, context, target, service }: LayoutSources, isFolder: (path: string) => boolean): ContainerLayout {
  const state = { workingFolder: '/', pythonPath: [] as string[], copies: [] as { container: string; workspace: string }[] };
  if (dockerfile) {
    const chain = stageChain(dockerfile, builtStage(dockerfile, target));
    // Other stages first: `COPY --from=builder /app /app` brings what lies at the same place there, as a rule.
    for (const stage of dockerfile.stages) if (!chain.includes(stage)) readStages(dockerfile, stageChain(dockerfile, stage), context, isFolder, { ...state, pythonPath: [] });
    state.workingFolder = '/';
    readStages(dockerfile, chain, context, isFolder, state);
  }
  if (service) readService(service, state);
  return state;
}

interface LayoutState {
  workingFolder: string;
  pythonPath: string[];
  readonly copies: { container: string; workspace: string }[];
}

function readStages(dockerfile: DockerfileFacts, chain: readonly DockerStage[], context: string, isFolder: (path: string) => boolean, state: LayoutState): void {
  const variables = new Map<string, string>();
  for (const instruction of chain.flatMap((stage) => stage.instructions)) {
    if (instruction.keyword === 'WORKDIR') state.workingFolder = absolute(state.workingFolder, expanded(instruction.words[0] ?? instruction.raw, variables)) ?? state.workingFolder;
    else if (instruction.keyword === 'ENV' || instruction.keyword === 'ARG') readVariables(dockerfile, instruction, variables, state);
    else if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') readCopy(instruction, variables, context, isFolder, state);
  }
}

/** An `ARG` has its default here, an `ENV` of the same name stands over it (Dockerfile reference, ARG and ENV). */
function readVariables(dockerfile: DockerfileFacts, { keyword, properties }: DockerInstruction, variables: Map<string, string>, state: LayoutState): void {
  // The values of one instruction are read before any of them is set.
  const values = (properties ?? []).map(({ name, value }) => ({ name, value: value ?? (keyword === 'ARG' ? dockerfile.globalArguments.get(name) ?? null : null) }))
    .map(({ name, value }) => ({ name, value: value === null ? null : expanded(value, variables) }));
  for (const { name, value } of values) {
    if (value === null || (keyword === 'ARG' && variables.has(name))) continue;
    variables.set(name, value);
    if (keyword === 'ENV' && name === 'PYTHONPATH') setPythonPath(value, state);
  }
}

/** `$NAME`, `${NAME}` and `${NAME:-default}` with what is known put in; the others stay as they are written. */
function expanded(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replace(/\$(?:(\w+)|\{(\w+)(?::-([^{}]*))?\})/g, (written, plain: string | undefined, braced: string | undefined, fallback: string | undefined) => variables.get(plain ?? braced ?? '') ?? fallback ?? written);
}

function setPythonPath(value: string, state: LayoutState): void {
  state.pythonPath = value.split(':').filter((part) => part !== '' && !part.includes('$')).flatMap((part) => absolute(state.workingFolder, part) ?? []);
}

function readCopy(instruction: DockerInstruction, variables: ReadonlyMap<string, string>, context: string, isFolder: (path: string) => boolean, state: LayoutState): void {
  if (instruction.flags?.some((flag) => flag.name === 'from')) return;
  const words = instruction.words.map((word) => expanded(word, variables));
  const destination = words.at(-1);
  if (destination === undefined || words.length < 2) return;
  const container = absolute(state.workingFolder, destination);
  if (container === null) return;
  for (const source of words.slice(0, -1)) {
    const workspace = normalise(join(context, source.replace(/\/?\*+$/, '')));
    if (workspace !== null && !source.includes('$') && (workspace === '' || isFolder(workspace))) state.copies.push({ container, workspace });
  }
}

function readService(service: ComposeService, state: LayoutState): void {
  const folder = service.other.get('working_dir')?.value;
  if (typeof folder === 'string') state.workingFolder = absolute(state.workingFolder, folder) ?? state.workingFolder;
  const pythonPath = service.environment.get('PYTHONPATH')?.value;
  if (pythonPath?.isResolved) setPythonPath(pythonPath.value, state);
  for (const mount of service.volumes) {
    if (mount.type !== 'bind' || mount.source === null || mount.source.startsWith('/') || mount.source.startsWith('~')) continue;
    const base = service.at.path.includes('/') ? service.at.path.slice(0, service.at.path.lastIndexOf('/')) : '';
    const workspace = normalise(join(base, mount.source));
    if (workspace !== null) state.copies.push({ container: normalise(mount.target) ?? mount.target, workspace });
  }
}

function absolute(working: string, path: string): string | null {
  const plain = path.trim().replace(/^["']|["']$/g, '');
  if (plain === '' || plain.includes('$')) return null;
  return normalise(plain.startsWith('/') ? plain : `${working}/${plain}`);
}

/** Places of the workspace that a container path can be, the most specific first. A relative path is taken from the working directory. */
export function workspacePaths(layout: ContainerLayout, path: string): string[] {
  const target = absolute(layout.workingFolder, path);
  if (target === null) return [];
  const inside = target.replace(/^\//, '');
  const found: { path: string; depth: number }[] = [];
  for (const copy of layout.copies) {
    const container = copy.container.replace(/^\//, '');
    if (isWithin(inside, container)) {
      found.push({ path: join(copy.workspace, relativeTo(inside, container)), depth: container.length });
    } else if (isWithin(container, inside)) {
      // `COPY app /code/app`: /code is the folder around app.
      const below = relativeTo(container, inside);
      if (copy.workspace === below) found.push({ path: '', depth: 0 });
      else if (copy.workspace.endsWith(`/${below}`)) found.push({ path: copy.workspace.slice(0, -below.length - 1), depth: 0 });
    }
  }
  return [...new Set(found.sort((a, b) => b.depth - a.depth).map((entry) => entry.path))];
}
