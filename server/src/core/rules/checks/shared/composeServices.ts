import type { ComposeProject, ComposeService } from '../../../facts/compose/model';
import { parseImage } from '../../../facts/image';
import type { ServiceKind } from '../../../pack/ruleDeclaration';
import type { ProjectView, ServiceInfo } from '../../../project/model';
import { isGatewayImage } from '../../../project/signals';

/** What a well-known server image is. */
export type ServerRole = 'database' | 'cache' | 'broker' | 'search';

const servers: Readonly<Record<string, ServerRole>> = {
  postgres: 'database', postgis: 'database', timescaledb: 'database', 'timescaledb-ha': 'database', pgvector: 'database', postgresql: 'database',
  mysql: 'database', mariadb: 'database', mongo: 'database', mongodb: 'database', 'mongodb-community-server': 'database', cassandra: 'database',
  clickhouse: 'database', 'clickhouse-server': 'database', cockroach: 'database', couchdb: 'database', percona: 'database', scylla: 'database',
  redis: 'cache', 'redis-stack': 'cache', 'redis-stack-server': 'cache', valkey: 'cache', memcached: 'cache', keydb: 'cache', dragonfly: 'cache',
  rabbitmq: 'broker', kafka: 'broker', 'cp-kafka': 'broker', nats: 'broker', redpanda: 'broker',
  elasticsearch: 'search', opensearch: 'search',
};

/** Somebody's own edition of a server: its name has the server's in it, and a volume lies where that keeps its data. */
const editions: readonly { readonly name: RegExp; readonly folder: RegExp; readonly role: ServerRole }[] = [
  { name: /postgres|postgis|pgvector|timescale/, folder: /^\/var\/lib\/postgresql(\/|$)/, role: 'database' },
  { name: /mysql|mariadb|percona/, folder: /^\/var\/lib\/mysql(\/|$)/, role: 'database' },
  { name: /mongo/, folder: /^\/data\/db\/?$/, role: 'database' },
  { name: /rabbitmq/, folder: /^\/var\/lib\/rabbitmq(\/|$)/, role: 'broker' },
];

/** The kind of server that the service's image is; null for one's own code, an unknown image, or one that cannot be told, and where it runs no server. */
export function serverRole(service: ComposeService): ServerRole | null {
  if (service.image === null || service.build !== null || runsTask(service)) return null;
  const { name, repository } = parseImage(service.image.value);
  const known = servers[name] ?? (/^(mssql\/server|azure-sql-edge)$/.test(repository) ? 'database' : null);
  return known ?? editions.find((edition) => edition.name.test(name) && service.volumes.some((mount) => edition.folder.test(mount.target)))?.role ?? null;
}

const serverProcess = /(^|[\s/"'])(postgres|mysqld\w*|mariadbd|mongod|mongos|redis-server|valkey-server|keydb-server|memcached|rabbitmq-server|nats-server|redpanda|docker-entrypoint\S*|run\.sh)(?=[\s"';&]|$)/;
const clientProcess = /(^|[\s/"'])(psql|pg_\w+|createdb|mongosh?|mongo(dump|restore|import|export)|mysql|mysqldump|mysqladmin|redis-cli|valkey-cli|rabbitmqadmin|rabbitmqctl|kafka-topics(\.sh)?)(?=[\s"';&]|$)/;
const taskScript = /[\s/](init|create|add|migrat|seed|setup|backup|restore|dump|import|load)\w*([-_.]\w+)*\.(sh|js|py)\b/i;

/** The image of a server is there for its client: a backup, or a script in place of the server. */
function runsTask(service: ComposeService): boolean {
  const words = [...service.entrypoint?.words ?? [], ...service.command?.words ?? []].join(' ');
  if (words === '' || words.startsWith('-') || serverProcess.test(words)) return false;
  return clientProcess.test(words) || (service.entrypoint !== null && taskScript.test(words));
}

/** Switched off in this project: no container of it is started. */
export function neverRuns(service: ComposeService): boolean {
  return [service.other.get('scale')?.value, deployOf(service)['replicas']].some((value) => value === 0 || value === '0');
}

/** Declared as running once and ending, a migration or a seed: never restarted, or waited for until it is through. */
export function isRunOnce(compose: ComposeProject, service: ComposeService): boolean {
  if (service.restart?.value === 'no') return true;
  return [...compose.services.values()].some((other) => other.dependsOn.get(service.name)?.condition === 'service_completed_successfully');
}

/** Whether `deploy` has keys that only a swarm reads. */
export function isForSwarm(service: ComposeService): boolean {
  return ['placement', 'update_config', 'rollback_config', 'endpoint_mode', 'mode'].some((key) => key in deployOf(service));
}

/** The mapping `deploy`; empty where there is none. */
export function deployOf(service: ComposeService): Readonly<Record<string, unknown>> {
  return recordOf(service.other.get('deploy')?.value);
}

/** A mapping as it is, anything else as an empty one. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Readonly<Record<string, unknown>> : {};
}

/** Whether the service is a reverse proxy, by its image or by what its Dockerfile ends on; a front end in an nginx of its own is one too. */
export function isGateway(project: ProjectView, compose: ComposeProject, service: ComposeService): boolean {
  return service.build === null ? service.image !== null && isGatewayImage(service.image.value) : kindOf(project, compose, service) === 'gateway';
}

/** The project's own service that a compose service runs, where the graph knows it. */
export function codeOf(project: ProjectView, compose: ComposeProject, service: ComposeService): ServiceInfo | null {
  return project.services.find((info) => info.composeServices.some((entry) => entry.name === service.name && compose.files.includes(entry.at.path))) ?? null;
}

/** Kind of a compose service: by its code where the graph knows it, null for a server image or one that builds nothing here. */
export function kindOf(project: ProjectView, compose: ComposeProject, service: ComposeService): ServiceKind | null {
  return codeOf(project, compose, service)?.kind ?? null;
}
