import { findInCompose } from '../../facts/compose/query';
import type { ComposeMount, ComposeProject, ComposeService } from '../../facts/compose/model';
import { parseImage } from '../../facts/image';
import type { CheckContext, ComposeCheck, FileEdit, Fix } from '../model';
import { appendToMapping, insertIntoService } from './shared/composeEdits';
import { deployedServices } from './shared/composeDeployment';
import { deployOf, serverRole } from './shared/composeServices';

type ComposeContext = CheckContext & { readonly compose: ComposeProject };

/** Where the images of stores keep their data. */
const dataFolders: Readonly<Record<string, string>> = {
  postgres: '/var/lib/postgresql/data', postgis: '/var/lib/postgresql/data', timescaledb: '/var/lib/postgresql/data', pgvector: '/var/lib/postgresql/data',
  mysql: '/var/lib/mysql', mariadb: '/var/lib/mysql', percona: '/var/lib/mysql', mongo: '/data/db', 'mongodb-community-server': '/data/db',
  rabbitmq: '/var/lib/rabbitmq', redis: '/data', 'redis-stack': '/data', 'redis-stack-server': '/data', valkey: '/data', keydb: '/data',
  elasticsearch: '/usr/share/elasticsearch/data', opensearch: '/usr/share/opensearch/data', cassandra: '/var/lib/cassandra', scylla: '/var/lib/scylla',
  clickhouse: '/var/lib/clickhouse', 'clickhouse-server': '/var/lib/clickhouse', couchdb: '/opt/couchdb/data', cockroach: '/cockroach/cockroach-data',
  'cp-kafka': '/var/lib/kafka/data', redpanda: '/var/lib/redpanda/data',
};
/** Servers that keep nothing on disk unless they are told to. */
const inMemory = new Set(['redis', 'redis-stack', 'redis-stack-server', 'valkey', 'keydb', 'dragonfly', 'nats']);
/** Where the data of the same server lies elsewhere, as Linux packages have it: in these images, nothing is there. */
const packageFolders: Readonly<Record<string, RegExp>> = {
  redis: /^\/var\/lib\/redis(\/|$)/, valkey: /^\/var\/lib\/(redis|valkey)(\/|$)/, mongo: /^\/var\/lib\/mongo(db)?(\/|$)/, postgres: /^\/var\/lib\/postgres(\/|$)/,
};
const forTests = /(^|[-_.])(tests?|testing|e2e|ci|tmp|temp|ephemeral)([-_.]|$)/i;

/** Stores whose data is gone with the container. Fields: problem, instead, value (the data's folder). */
export const namedVolume: ComposeCheck = {
  name: 'compose/named-volume',
  input: 'compose',
  run(context) {
    for (const service of deployedServices(context.project, context.compose)) {
      if (!keepsData(service) || forTests.test(service.name) || service.profiles.some((profile) => forTests.test(profile.value))) continue;
      if (service.other.has('volumes_from') || isStack(service)) continue;
      judge(context, service);
    }
  },
};

function judge(context: ComposeContext, service: ComposeService): void {
  const folder = dataFolder(service);
  const mounts = service.volumes.filter((mount) => isAt(mount, folder));
  const misplaced = mounts.length === 0 ? misplacedMount(service) : undefined;
  if (misplaced && folder !== null) {
    context.report({
      path: misplaced.at.path, range: misplaced.at.range,
      fields: { service: service.name, name: service.name, value: folder, problem: `has a volume at \`${misplaced.target}\`, where its image keeps nothing`, instead: `mount it at \`${folder}\`` },
    });
    return;
  }
  // A mount elsewhere may be where a configuration file puts the data.
  if (mounts.length === 0 && (onTmpfs(service, folder) || service.volumes.some((mount) => !isAside(mount.target)))) return;
  const fields = { service: service.name, name: service.name, value: folder ?? '' };
  const [mount] = mounts;
  if (mount === undefined) {
    context.report({
      path: service.at.path, range: service.at.range, fix: folder === null ? null : volumeFix(context, service, null, folder),
      fields: { ...fields, problem: 'keeps its data in no named volume, so it is lost with the container', instead: folder === null ? 'mount one at its data folder' : `mount one at \`${folder}\`` },
    });
  } else if (mounts.every((each) => each.type === 'volume' && each.source === null)) {
    context.report({
      path: mount.at.path, range: mount.at.range, fix: volumeFix(context, service, mount, mount.target),
      fields: { ...fields, value: mount.target, problem: 'keeps its data in an anonymous volume, which the next container does not find', instead: 'give the volume a name' },
    });
  } else if (mounts.every((each) => each.type === 'bind')) {
    // It lasts: where it is, is a matter of who runs the host.
    context.report({
      path: mount.at.path, range: mount.at.range, atMost: 'information',
      fields: { ...fields, problem: `keeps its data in the folder \`${hostFolder(mount)}\`, which only this host has`, instead: 'move it to a named volume' },
    });
  }
}

/** A volume at the place that the server has in a Linux package, where nothing says that it is configured so. */
function misplacedMount(service: ComposeService): ComposeMount | undefined {
  const { name } = parseImage(service.image?.value ?? '');
  const folder = packageFolders[name];
  // A configuration file, or an option, may say so.
  const isConfigured = service.command !== null || service.entrypoint !== null || service.environment.has('PGDATA') || service.volumes.some((mount) => /\.(conf|cnf|ya?ml)$|\/etc(\/|$)/.test(mount.target));
  return folder === undefined || isConfigured ? undefined : service.volumes.find((mount) => mount.type === 'volume' && folder.test(mount.target));
}

/** As it is written, variables and all. */
function hostFolder(mount: ComposeMount): string {
  const end = mount.raw.indexOf(`:${mount.target}`);
  return end > 0 ? mount.raw.slice(0, end) : mount.source ?? '';
}

function keepsData(service: ComposeService): boolean {
  if (serverRole(service) === null) return false;
  const { name } = parseImage(service.image?.value ?? '');
  if (name === 'memcached' || isRouter(service)) return false;
  return !inMemory.has(name) || isPersistent(service) || misplacedMount(service) !== undefined;
}

/** Processes of a store's image that pass requests on to those which have the data. */
function isRouter(service: ComposeService): boolean {
  return /(^|[\s/])(mongos|mysqlrouter|pgbouncer)(\s|$)/.test([...service.entrypoint?.words ?? [], ...service.command?.words ?? []].join(' '));
}

/** A cache may forget; a server that writes an append-only file, snapshots or streams is not one. */
function isPersistent(service: ComposeService): boolean {
  const command = [...service.entrypoint?.words ?? [], ...service.command?.words ?? []].join(' ');
  return /--appendonly yes|--save [1-9]\d*|--save "[1-9]|\s(-js|--jetstream)\b|--loadmodule|--snapshot_cron/.test(` ${command}`)
    || service.environment.get('REDIS_AOF_ENABLED')?.value?.value === 'yes';
}

/** The tasks of a swarm move from node to node: their volumes are drivers' or plugins' matter. */
function isStack(service: ComposeService): boolean {
  const volumes = service.volumes.some((mount) => mount.type === 'other');
  return volumes && 'placement' in deployOf(service);
}

/** Null where the image is not known, or a variable moves the folder elsewhere. */
function dataFolder(service: ComposeService): string | null {
  const { name, tag, repository } = parseImage(service.image?.value ?? '');
  if (/^bitnami(legacy|secure)?\//.test(repository)) return `/bitnami/${name}`;
  const folder = dataFolders[name] ?? null;
  if (/\s--(dbpath|datadir)\b/.test(` ${service.command?.words.join(' ') ?? ''}`)) return null;
  if (folder !== '/var/lib/postgresql/data') return folder;
  const moved = service.environment.get('PGDATA')?.value;
  if (moved && !moved.isResolved) return null;
  if (moved && !`${moved.value}/`.startsWith('/var/lib/postgresql/')) return moved.value;
  // From 18 on, the image declares its volume one folder above.
  const isNew = name === 'postgres' && Number(/^\d+/.exec(tag ?? '')?.[0] ?? 0) >= 18;
  return isNew ? '/var/lib/postgresql' : folder;
}

/** Whether a mount is at the data's folder, above it or below it. */
function isAt(mount: ComposeMount, folder: string | null): boolean {
  if (folder === null) return false;
  const target = mount.target.replace(/\/+$/, '');
  return target !== '' && (`${folder}/`.startsWith(`${target}/`) || target.startsWith(`${folder}/`));
}

/** Places beside the data that people mount into stores: logs, configuration, scripts, certificates, backups, single files. */
function isAside(target: string): boolean {
  return /(^|\/)(log|logs|etc|conf|config|conf\.d|scripts?|backups?|dumps?|plugins?|init[^/]*|docker-entrypoint[^/]*|sql|migrations|tmp|shm|run|certs?|ssl|tls|configdb)(\/|$)|\.\w{2,6}$/.test(target);
}

function onTmpfs(service: ComposeService, folder: string | null): boolean {
  const value = service.other.get('tmpfs')?.value;
  const targets = (Array.isArray(value) ? value : [value]).filter((target): target is string => typeof target === 'string').map((target) => target.split(':')[0] ?? '');
  return targets.some((target) => folder === null || `${folder}/`.startsWith(`${target.replace(/\/+$/, '')}/`));
}

/** Mounts a named volume, and declares it in the same file. */
function volumeFix(context: ComposeContext, service: ComposeService, anonymous: ComposeMount | null, folder: string): Fix | null {
  const name = `${service.name.replaceAll('-', '_')}_data`;
  if (!/^[A-Za-z0-9]\w*$/.test(name)) return null;
  const mounted = anonymous ? namedInPlace(context, anonymous, name) : mountEdits(context, service, `${name}:${folder}`);
  const path = mounted?.[0]?.path;
  if (!mounted || path === undefined) return null;
  const declared = context.compose.volumes.has(name) ? [] : declareEdits(context, path, name);
  return declared && { title: `Keep the data in the volume \`${name}\``, edits: [...mounted, ...declared] };
}

function namedInPlace(context: ComposeContext, mount: ComposeMount, name: string): readonly FileEdit[] | null {
  const text = context.textOf(mount.at.path);
  const written = text?.slice(mount.at.range) ?? '';
  const item = /^(["']?)(\/[\w./-]+)\1$/.exec(written);
  return item ? [{ path: mount.at.path, range: mount.at.range, newText: `${item[1] ?? ''}${name}:${item[2] ?? ''}${item[1] ?? ''}` }] : null;
}

function mountEdits(context: ComposeContext, service: ComposeService, mount: string): readonly FileEdit[] | null {
  if (service.volumes.length === 0) return insertIntoService(context, service, '', [`volumes: ["${mount}"]`])?.edits ?? null;
  const last = service.volumes.at(-1);
  const text = last && context.textOf(last.at.path);
  if (!last || !text || !service.bodies.some((body) => body.path === last.at.path && body.range.start.line <= last.at.range.start.line && last.at.range.end.line <= body.range.end.line)) return null;
  const before = text.line(last.at.range.start.line).slice(0, last.at.range.start.character);
  const newline = text.text.includes('\r\n') ? '\r\n' : '\n';
  const list = /^\s*-\s+$/.test(before);
  if (list) {
    const end = { line: last.at.range.end.line, character: text.line(last.at.range.end.line).length };
    return [{ path: last.at.path, range: { start: end, end }, newText: `${newline}${before}${mount}` }];
  }
  if (!/\[[^\]]*$/.test(before)) return null;
  return [{ path: last.at.path, range: { start: last.at.range.end, end: last.at.range.end }, newText: `, "${mount}"` }];
}

/** Adds the volume to the file's top-level `volumes`, or that to the file. */
function declareEdits(context: ComposeContext, path: string, name: string): readonly FileEdit[] | null {
  const text = context.textOf(path);
  if (!text) return null;
  const newline = text.text.includes('\r\n') ? '\r\n' : '\n';
  const place = findInCompose(context.compose, 'volumes')[0];
  const hasOwn = /^(volumes|"volumes"|'volumes')[ \t]*:/m.test(text.text);
  if (!hasOwn) {
    const last = text.lineCount - 1;
    const end = { line: last, character: text.line(last).length };
    const gap = text.line(last).trim() === '' ? newline : `${newline}${newline}`;
    return [{ path, range: { start: end, end }, newText: `${gap}volumes:${newline}  ${name}:${newline}` }];
  }
  // The merged mapping may begin in another file.
  return place && !place.isAbsent && place.at.path === path ? appendToMapping(context, place.at, [`${name}:`]) : null;
}
