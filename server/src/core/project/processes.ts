import type { ComposeService } from '../facts/compose/model';
import type { DockerfileFacts, DockerInstruction } from '../facts/dockerfile/model';
import { shellProcesses } from '../facts/compose/shell';
import type { Location } from '../text/range';
import { commandTarget, type CommandTarget } from './commandTarget';
import { builtStage, stageChain, workspacePaths } from './container';
import type { ModuleIndex } from './moduleIndex';
import { join, normalise } from './paths';
import type { Placement } from './placements';

/** A Python file that a container starts. */
export interface Started {
  readonly path: string;
  readonly attribute: string | null;
  readonly via: 'compose' | 'dockerfile';
  readonly at: Location;
  /** What starts it, for people: `uvicorn`, `python -m`. */
  readonly runner: string;
}

interface CommandLine {
  readonly words: readonly string[];
  readonly via: 'compose' | 'dockerfile';
  readonly at: Location;
}

/** The words that a placement starts with: compose's `entrypoint` and `command` over the image's (Compose Specification, services). */
export function commandLine(placement: Placement, dockerfiles: ReadonlyMap<string, DockerfileFacts>): CommandLine | null {
  const { service, dockerfile } = placement;
  const facts = dockerfile === null ? null : dockerfiles.get(dockerfile) ?? null;
  const image = facts ? imageCommand(facts, service) : { entrypoint: null, command: null };
  const at = (instruction: DockerInstruction | null): CommandLine | null =>
    instruction && dockerfile !== null ? { words: instruction.words, via: 'dockerfile', at: { path: dockerfile, range: instruction.range } } : null;
  const written = (command: ComposeService['command'] | undefined): CommandLine | null =>
    command ? { words: command.words, via: 'compose', at: command.at } : null;
  const entrypoint = written(service?.entrypoint) ?? at(image.entrypoint);
  // An entrypoint in compose takes the image's CMD away.
  const command = written(service?.command) ?? (service?.entrypoint ? null : at(image.command));
  if (!entrypoint) return command;
  if (!command) return entrypoint;
  return { words: [...entrypoint.words, ...command.words], via: command.via, at: command.at };
}

function imageCommand(facts: DockerfileFacts, service: ComposeService | null): { entrypoint: DockerInstruction | null; command: DockerInstruction | null } {
  let entrypoint: DockerInstruction | null = null;
  let command: DockerInstruction | null = null;
  for (const instruction of stageChain(facts, builtStage(facts, service?.build?.target ?? null)).flatMap((stage) => stage.instructions)) {
    if (instruction.keyword === 'CMD') command = instruction;
    else if (instruction.keyword === 'ENTRYPOINT') {
      entrypoint = instruction;
      // A shell-form ENTRYPOINT takes no arguments (Dockerfile reference).
      if (instruction.form === 'shell') command = null;
    }
  }
  return { entrypoint, command };
}

/**
 * The files of the workspace that a command line starts, in order.
 * @param scripts commands that projects install: name → `module:function`.
 */
export function startedBy(line: CommandLine, placement: Placement, index: ModuleIndex, scripts: ReadonlyMap<string, string>): Started[] {
  const started: Started[] = [];
  for (const process of shellProcesses(line.words)) {
    const target = commandTarget(process.words);
    if (!target) continue;
    const found = locateTarget(target, placement, index, scripts);
    if (found && !started.some((other) => other.path === found.path && other.attribute === found.attribute)) {
      started.push({ ...found, via: line.via, at: line.at, runner: target.runner });
    }
  }
  return started;
}

interface Found { readonly path: string; readonly attribute: string | null }

function locateTarget(target: CommandTarget, placement: Placement, index: ModuleIndex, scripts: ReadonlyMap<string, string>): Found | null {
  switch (target.kind) {
    case 'module': {
      const asProgram = target.attribute === null;
      const path = locateInContainer(target.module, placement, index, asProgram) ?? locateModule(target.module, rootsOf(placement, target.folder), index, asProgram);
      return path === null ? null : { path, attribute: target.attribute };
    }
    case 'file': {
      const path = locateFile(target.paths, placement, index);
      return path === null ? null : { path, attribute: target.attribute };
    }
    case 'script': {
      const [module = '', attribute = null] = scripts.get(target.name)?.split(':') ?? [];
      const path = module === '' ? null : locateModule(module, rootsOf(placement, null), index, false);
      return path === null ? null : { path, attribute };
    }
  }
}

/** Folders in which a container looks for modules, nearest guess first. */
function rootsOf({ layout, folder, context }: Placement, appFolder: string | null): string[] {
  const roots: string[] = [];
  const add = (path: string | null): void => {
    if (path !== null) roots.push(path, join(path, 'src'));
  };
  if (appFolder !== null) {
    for (const root of workspacePaths(layout, appFolder)) add(root);
    if (!appFolder.startsWith('/')) for (const base of [folder, context]) add(normalise(join(base, appFolder)));
  }
  for (const path of [layout.workingFolder, ...layout.pythonPath]) for (const root of workspacePaths(layout, path)) add(root);
  for (const root of [folder, context, '']) add(root);
  return [...new Set(roots)];
}

/** The file that a module name means from these roots. Run as a program, a package means its `__main__.py`. */
export function locateModule(module: string, roots: readonly string[], index: ModuleIndex, asProgram: boolean): string | null {
  for (const root of roots) {
    const located = index.locate(root, module, '');
    if (!located) continue;
    const main = asProgram ? index.submodule(located, '__main__')?.path : null;
    const path = main ?? located.path;
    if (path !== null) return path;
  }
  return null;
}

/** A module by its place in the container, where COPY or a mount gives folders other names there. */
function locateInContainer(module: string, { layout }: Placement, index: ModuleIndex, asProgram: boolean): string | null {
  const inside = module.replaceAll('.', '/');
  const files = [...(asProgram ? [`${inside}/__main__.py`] : []), `${inside}/__init__.py`, `${inside}.py`];
  for (const root of [layout.workingFolder, ...layout.pythonPath]) {
    for (const file of files) {
      const hit = workspacePaths(layout, `${root}/${file}`).find((path) => index.hasFile(path));
      if (hit !== undefined) return hit;
    }
  }
  return null;
}

function locateFile(paths: readonly string[], placement: Placement, index: ModuleIndex): string | null {
  for (const path of paths) {
    const places = [...workspacePaths(placement.layout, path), ...(path.startsWith('/') ? [] : [placement.folder, placement.context].map((base) => normalise(join(base, path))))];
    const hit = places.find((place) => place !== null && index.hasFile(place));
    if (hit) return hit;
  }
  return null;
}
