import type { ComposePort } from '../../facts/compose/model';
import type { CheckContext, ComposeCheck, Fix } from '../model';
import { neverRuns, serverRole } from './shared/composeServices';

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
        if (consolePorts.has(port.target) || !isOnAllInterfaces(port)) continue;
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

function isOnAllInterfaces(port: ComposePort): boolean {
  if (port.hostIp !== null && port.hostIp !== '') return isAny(port.hostIp);
  // A variable without a value may hold the address too, unless its name says that it is a port.
  return port.isResolved || /^\$\{?(\w+)/.exec(port.raw)?.[1]?.toUpperCase().includes('PORT') === true;
}

/** Binds the port to the loopback interface. */
function localFix(context: CheckContext, port: ComposePort): Fix | null {
  const text = context.textOf(port.at.path);
  if (!text) return null;
  const written = text.slice(port.at.range);
  // An address of the mapping form stands among its entries; of the short form, it is the first part.
  if (port.hostIp !== null && !/^['"]?0\.0\.0\.0:/.test(written)) return null;
  const edited = /^['"]?[$\d]/.test(written) ? shortForm(written) : longForm(written, text.line(port.at.range.start.line).slice(0, port.at.range.start.character));
  return edited === null ? null : { title: 'Publish on 127.0.0.1 only', edits: [{ path: port.at.path, range: port.at.range, newText: edited }] };
}

/** `"5432:5432"`, and `5432` alone, for which the published port stays Docker's choice. */
function shortForm(written: string): string | null {
  const item = /^(['"]?)(?:0\.0\.0\.0:)?(?:((?:\$\{[^}]*\}|[\d-])+):)?((?:\$\{[^}]*\}|[\d-])+(?:\/\w+)?)\1$/.exec(written);
  if (!item) return null;
  const quote = item[1] || '"';
  return `${quote}127.0.0.1:${item[2] ?? ''}:${item[3] ?? ''}${quote}`;
}

/** A mapping gets `host_ip` behind its first entry. */
function longForm(written: string, before: string): string | null {
  if (/^\{[^#]*[^\s,#]\s*\}$/.test(written)) return `${written.slice(0, -1).trimEnd()}, host_ip: 127.0.0.1 }`;
  const first = /^[a-z_]+:[^\n\r]*/.exec(written)?.[0];
  if (first === undefined || !/^\s*-\s+$/.test(before)) return null;
  const newline = written.includes('\r\n') ? '\r\n' : '\n';
  return `${first}${newline}${' '.repeat(before.length)}host_ip: 127.0.0.1${written.slice(first.length)}`;
}

/** Two services that publish one host port: the second does not start. */
export const portConflict: ComposeCheck = {
  name: 'compose/port-conflict',
  input: 'compose',
  run({ compose, report }) {
    const taken: { port: ComposePort; service: string; profiles: readonly string[] }[] = [];
    const alone = new Set(compose.standalone);
    // Two files of which one can run without the other may never run together.
    const areOfOneRun = (a: string, b: string): boolean => a === b || (!alone.has(a) && !alone.has(b));
    for (const service of compose.services.values()) {
      if (neverRuns(service) || service.networkMode?.value === 'host') continue;
      const profiles = service.profiles.map((profile) => profile.value);
      for (const port of service.ports) {
        // In a swarm, `mode: host` takes the port of the node that the task happens to run on.
        if (!port.isResolved || port.published === null || (port.mode === 'host' && service.other.has('deploy'))) continue;
        const other = taken.find((entry) => entry.service !== service.name && collide(entry.port, port)
          && canRunTogether(entry.profiles, profiles) && areOfOneRun(entry.port.at.path, port.at.path));
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
