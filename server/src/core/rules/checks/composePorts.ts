import type { ComposePort } from '../../facts/compose/model';
import type { CheckContext, ComposeCheck, Fix } from '../model';
import { serverRole } from './shared/composeServices';

/** Management consoles are for people; the wire protocols are not. */
const consolePorts = new Set(['15672', '8081', '5601', '8025']);

/** A database, cache or broker port published on all interfaces of the host. */
export const noPublishedDatastore: ComposeCheck = {
  name: 'compose/no-published-datastore',
  input: 'compose',
  run(context) {
    for (const service of context.compose.services.values()) {
      const role = serverRole(service);
      if (role === null) continue;
      for (const port of service.ports) {
        if (consolePorts.has(port.target) || isLocal(port)) continue;
        // `- "5432"` alone publishes on a port that Docker chooses, on all interfaces, too.
        context.report({
          path: port.at.path,
          range: port.at.range,
          fields: { service: service.name, name: service.name, value: port.raw, what: role, port: port.published ?? port.target },
          fix: localFix(context, port),
        });
      }
    }
  },
};

function isLocal(port: ComposePort): boolean {
  const ip = port.hostIp;
  return ip !== null && (ip.startsWith('127.') || ip === '::1' || ip === '[::1]' || ip === 'localhost' || !port.isResolved);
}

/** Binds the port to the loopback interface; short syntax only. */
function localFix(context: CheckContext, port: ComposePort): Fix | null {
  const text = context.textOf(port.at.path);
  if (!text || port.published === null || port.hostIp !== null) return null;
  const written = text.slice(port.at.range);
  const item = /^(['"]?)((?:\$\{[^}]*\}|[\d-])+):(.+?)\1$/.exec(written);
  if (!item) return null;
  const quote = item[1] || '"';
  return {
    title: 'Publish on 127.0.0.1 only',
    edits: [{ path: port.at.path, range: port.at.range, newText: `${quote}127.0.0.1:${item[2] ?? ''}:${item[3] ?? ''}${quote}` }],
  };
}

/** Two services that publish one host port: the second does not start. */
export const portConflict: ComposeCheck = {
  name: 'compose/port-conflict',
  input: 'compose',
  run({ compose, report }) {
    const taken: { port: ComposePort; service: string; profiles: readonly string[] }[] = [];
    for (const service of compose.services.values()) {
      const profiles = service.profiles.map((profile) => profile.value);
      for (const port of service.ports) {
        if (!port.isResolved || port.published === null || port.mode === 'ingress') continue;
        const other = taken.find((entry) => entry.service !== service.name && collide(entry.port, port) && canRunTogether(entry.profiles, profiles));
        if (other) {
          report({
            path: port.at.path,
            range: port.at.range,
            fields: { service: service.name, name: other.service, port: port.published, value: port.raw },
            related: [{ ...other.port.at, message: `\`${other.service}\` publishes it here` }],
          });
        }
        taken.push({ port, service: service.name, profiles });
      }
    }
  },
};

function collide(a: ComposePort, b: ComposePort): boolean {
  if (a.protocol !== b.protocol) return false;
  if (a.hostIp !== null && b.hostIp !== null && a.hostIp !== b.hostIp && !isAny(a.hostIp) && !isAny(b.hostIp)) return false;
  const [aLow, aHigh] = bounds(a.published ?? '');
  const [bLow, bHigh] = bounds(b.published ?? '');
  // A range lets Docker choose a free port in it, unless it is mapped one to one.
  if (isChosenFromRange(a) || isChosenFromRange(b)) return false;
  return aLow <= bHigh && bLow <= aHigh;
}

function isChosenFromRange(port: ComposePort): boolean {
  return (port.published ?? '').includes('-') && !port.target.includes('-');
}

function isAny(ip: string): boolean {
  return ip === '0.0.0.0' || ip === '::' || ip === '[::]';
}

function bounds(published: string): readonly [number, number] {
  const [low, high] = published.split('-').map(Number);
  return [low ?? NaN, high ?? low ?? NaN];
}

/** Services of different profiles are alternatives; one without a profile always runs. */
function canRunTogether(a: readonly string[], b: readonly string[]): boolean {
  return a.length === 0 || b.length === 0 || a.some((profile) => b.includes(profile));
}
