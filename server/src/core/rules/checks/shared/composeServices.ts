import type { ComposeProject, ComposeService } from '../../../facts/compose/model';
import { parseImage } from '../../../facts/image';
import type { ServiceKind } from '../../../pack/ruleDeclaration';
import type { ProjectView, ServiceInfo } from '../../../project/model';

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

/** The kind of server that the service's image is; null for one's own code, an unknown image, or one that cannot be told. */
export function serverRole(service: ComposeService): ServerRole | null {
  if (service.image === null || service.build !== null) return null;
  const { name, repository } = parseImage(service.image.value);
  return servers[name] ?? (/^(mssql\/server|azure-sql-edge)$/.test(repository) ? 'database' : null);
}

/** Switched off in this project: no container of it is started. */
export function neverRuns(service: ComposeService): boolean {
  const deploy = service.other.get('deploy')?.value;
  const replicas = typeof deploy === 'object' && deploy !== null ? (deploy as { readonly replicas?: unknown }).replicas : undefined;
  return [service.other.get('scale')?.value, replicas].some((value) => value === 0 || value === '0');
}

/** The project's own service that a compose service runs, where the graph knows it. */
export function codeOf(project: ProjectView, compose: ComposeProject, service: ComposeService): ServiceInfo | null {
  return project.services.find((info) => info.composeServices.some((entry) => entry.name === service.name && compose.files.includes(entry.at.path))) ?? null;
}

/** Kind of a compose service: by its code where the graph knows it, null for a server image or one that builds nothing here. */
export function kindOf(project: ProjectView, compose: ComposeProject, service: ComposeService): ServiceKind | null {
  return codeOf(project, compose, service)?.kind ?? null;
}
