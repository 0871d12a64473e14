import { shellProcesses } from '../../facts/compose/shell';
import type { ProjectCheck } from '../model';

const supervisors = new Set(['supervisord', 'honcho', 'foreman', 'circusd', 'overmind', 'hivemind', 'goreman', 'multirun', 's6-svscan']);

/** One container that starts several processes, by compose `command` or Dockerfile `CMD`/`ENTRYPOINT`. */
export const oneServicePerContainer: ProjectCheck = {
  name: 'boundary/one-service-per-container',
  input: 'project',
  run({ project, report }) {
    for (const compose of project.compose) {
      for (const service of compose.services.values()) {
        for (const command of [service.entrypoint, service.command]) {
          const several = command && severalProcesses(command.words, command.raw);
          if (command && several) report({ path: command.at.path, range: command.at.range, fields: { service: `\`${service.name}\``, name: several, value: command.raw } });
        }
      }
    }
    for (const [path, facts] of project.dockerfiles) {
      const stage = facts.stages.at(-1);
      for (const instruction of stage?.instructions ?? []) {
        if (instruction.keyword !== 'CMD' && instruction.keyword !== 'ENTRYPOINT') continue;
        const words = instruction.form === 'exec' ? instruction.words : ['sh', '-c', instruction.raw.replace(/^(CMD|ENTRYPOINT)\s+/i, '')];
        const several = severalProcesses(words, instruction.raw);
        const owner = project.services.find((entry) => entry.dockerfile === path);
        if (several) report({ path, range: instruction.range, fields: { service: owner ? `\`${owner.name}\`` : 'This image', name: several, value: instruction.raw } });
      }
    }
  },
};

/** What starts several processes, in words; null where one process runs in the end (`migrate && serve` is one after the other). */
function severalProcesses(words: readonly string[], raw: string): string | null {
  const processes = shellProcesses(words);
  const supervisor = processes.find((process) => supervisors.has((process.words[0] ?? '').split('/').at(-1) ?? ''));
  if (supervisor) return `\`${supervisor.words[0] ?? ''}\``;
  // `while :; do renew; sleep 12h & wait $!; done` sleeps where signals still reach the shell.
  const background = processes.filter((process) => process.background && !/^(sleep|wait|tail|true|:)$/.test(process.words[0] ?? ''));
  if (background.length === 0 || processes.length < 2) return null;
  return `\`${(background[0]?.words.slice(0, 3).join(' ') ?? raw).slice(0, 60)} &\``;
}
