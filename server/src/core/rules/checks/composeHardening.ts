import type { ComposeProject, ComposeService } from '../../facts/compose/model';
import { parseImage } from '../../facts/image';
import type { Location } from '../../text/range';
import type { CheckContext, ComposeCheck, Fix } from '../model';
import { isForSwarm } from './shared/composeServices';

type ComposeContext = CheckContext & { readonly compose: ComposeProject };

const dockerSocket = /(^|[/\\])(docker|podman|containerd)\.sock$|docker_engine$/;

/** Containers that are root of the host. Fields: problem (what makes it so), instead. */
export const noPrivileged: ComposeCheck = {
  name: 'compose/no-privileged',
  input: 'compose',
  run(context) {
    for (const service of context.compose.services.values()) {
      const tell = (what: string, at: Location, problem: string, instead: string): void => {
        // An editor's container is the developer's own machine.
        if (/(^|\/)\.devcontainer\//.test(at.path) || isMeantFor(context, service, what)) return;
        context.report({ path: at.path, range: at.range, fields: { service: service.name, name: service.name, problem, instead } });
      };
      const { privileged, networkMode } = service;
      if (privileged?.value.toLowerCase() === 'true') tell('privileged', privileged.at, 'is privileged, which makes it root of the host', 'add the one capability or device that it needs');
      if (networkMode?.value === 'host') tell('host-network', networkMode.at, 'is on the network of the host, with every port open and none isolated', 'publish the ports that it needs');
      for (const mount of service.volumes) {
        const source = mount.source ?? '';
        if (mount.type !== 'tmpfs' && dockerSocket.test(source)) tell('docker-socket', mount.at, 'has the socket of the container engine, and with it the host', 'remove the mount, or put a read-only socket proxy in between');
      }
      for (const capability of service.capAdd) {
        if (/^(CAP_)?ALL$/i.test(capability.value)) tell('all-capabilities', capability.at, 'has all capabilities, which is as good as privileged', 'add the one that it needs');
      }
    }
  },
};

/** Programs that manage or watch the host, by the rule's options: for these it is the purpose. */
function isMeantFor(context: ComposeContext, service: ComposeService, what: string): boolean {
  if (service.image === null || service.build !== null) return false;
  const { name, repository } = parseImage(service.image.value);
  const images = context.options[what];
  return Array.isArray(images) && (images.includes(name) || images.includes(repository));
}

/** The obsolete top-level `version`, in each file that has it. */
export const noVersionKey: ComposeCheck = {
  name: 'compose/no-version-key',
  input: 'compose',
  run(context) {
    // `docker stack deploy` reads the format of its own, and older ones of it refuse a file without a version.
    if ([...context.compose.services.values()].some(isForSwarm)) return;
    for (const at of context.compose.versions ?? []) {
      context.report({ path: at.path, range: at.range, fields: { name: 'version', value: context.textOf(at.path)?.slice(at.range) ?? 'version' }, fix: removeLine(context, at) });
    }
  },
};

/** Takes the line away, and the empty ones behind it where it is the file's first. */
function removeLine(context: CheckContext, at: Location): Fix | null {
  const text = context.textOf(at.path);
  const { start, end } = at.range;
  if (!text || start.line !== end.line || start.character !== 0 || !/^\s*(#.*)?$/.test(text.line(end.line).slice(end.character))) return null;
  let next = end.line + 1;
  const isFirst = start.line === 0 || text.line(start.line - 1).trim() === '';
  while (isFirst && next < text.lineCount - 1 && text.line(next).trim() === '') next++;
  if (next >= text.lineCount) return null;
  return { title: 'Remove the version', edits: [{ path: at.path, range: { start: { line: start.line, character: 0 }, end: { line: next, character: 0 } }, newText: '' }] };
}
