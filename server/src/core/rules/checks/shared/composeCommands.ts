import type { ComposeService } from '../../../facts/compose/model';
import { shellProcesses } from '../../../facts/compose/shell';
import type { DockerfileFacts, DockerInstruction } from '../../../facts/dockerfile/model';
import type { ProjectView } from '../../../project/model';

/** Of a command line that is longer, what is looked for stands in front. */
const mostCharacters = 2000;

/** The process that a service's container runs in the end. */
export interface ServiceCommand {
  /** Its argument vector, as one text. */
  readonly text: string;
  /** Written in compose, over what the image does by itself. */
  readonly isOverride: boolean;
}

/**
 * What a service runs: `entrypoint` and `command` of compose, or the Dockerfile's. The text is '' where the Dockerfile is
 * known and starts nothing; null where it cannot be told.
 */
export function serviceCommand(project: ProjectView, service: ComposeService): ServiceCommand | null {
  const own = service.command ?? service.entrypoint;
  if (own) return { text: lastProcess([...service.entrypoint?.words ?? [], ...service.command?.words ?? []]), isOverride: true };
  const facts = dockerfileOf(project, service);
  if (!facts) return null;
  const last = (keyword: string): DockerInstruction | null => lastInstruction(facts, service, keyword);
  const [entrypoint, command] = [last('ENTRYPOINT'), last('CMD')];
  return { text: lastProcess([...entrypoint?.words ?? [], ...command?.words ?? []]), isOverride: false };
}

/** The Dockerfile that a service builds, where it is in the workspace. */
export function dockerfileOf(project: ProjectView, service: ComposeService): DockerfileFacts | null {
  const path = service.build?.dockerfile;
  return path === undefined || path === null ? null : project.dockerfiles.get(path) ?? null;
}

/** The instruction that counts in the image: of the target stage, or of the nearest stage that it builds on. */
export function lastInstruction(facts: DockerfileFacts, service: ComposeService, keyword: string): DockerInstruction | null {
  const target = service.build?.target ?? null;
  let stage = target === null ? facts.stages.at(-1) : facts.stages.find((candidate) => candidate.name?.toLowerCase() === target.toLowerCase());
  while (stage) {
    const instruction = stage.instructions.findLast((candidate) => candidate.keyword === keyword);
    if (instruction) return instruction;
    stage = stage.base === null ? undefined : facts.stages[stage.base];
  }
  return null;
}

function lastProcess(words: readonly string[]): string {
  const process = shellProcesses(words).findLast((candidate) => !candidate.background);
  return (process?.words ?? words).join(' ').slice(0, mostCharacters);
}
