import type { ComposeProject } from '../../facts/compose/model';
import type { ServiceInfo } from '../../project/model';
import type { Infrastructure, InfrastructureKind } from './model';

const images: Readonly<Record<Exclude<InfrastructureKind, 'other'>, RegExp>> = {
  database: /^(?:postgres|postgresql|postgis|timescaledb|pgvector|pgbouncer|pgpool|mysql|mariadb|percona|mongo|mongodb|mongodb-community-server|clickhouse|clickhouse-server|cockroach|cassandra|scylla|elasticsearch|opensearch|neo4j|qdrant|minio)(?:-|$)/,
  broker: /^(?:rabbitmq|kafka|cp-kafka|redpanda|nats|activemq|artemis|emqx|mosquitto|eclipse-mosquitto|pulsar)(?:-|$)/,
  cache: /^(?:redis|valkey|keydb|memcached|dragonfly|redis-stack|redis-stack-server)(?:-|$)/,
};

/** What an image is there for, by its name: `docker.io/bitnami/postgresql:16` is a database. */
export function infrastructureKind(image: string): InfrastructureKind {
  const name = (image.split('@')[0] ?? '').replace(/:[^/]*$/, '');
  const last = name.slice(name.lastIndexOf('/') + 1).toLowerCase();
  return (Object.keys(images) as (keyof typeof images)[]).find((kind) => images[kind].test(last)) ?? 'other';
}

/** Ids of what the services of one compose project are on the map, by every name that reaches them in its network. */
export type NamesOfProject = ReadonlyMap<string, string>;

/** Compose services that are none of the workspace's services, and for each project who answers to which name. */
export function findInfrastructure(projects: readonly ComposeProject[], services: readonly ServiceInfo[]): { infrastructure: Infrastructure[]; names: ReadonlyMap<ComposeProject, NamesOfProject> } {
  const found = new Map<string, Infrastructure>();
  const names = new Map<ComposeProject, NamesOfProject>();
  for (const project of projects) {
    const own = new Map<string, string>();
    for (const service of project.services.values()) {
      const id = idOfService(service.name, project, services) ?? infrastructureId(service.name, project);
      if (id.includes('#') && !found.has(id) && !services.some((info) => info.id === id)) {
        if (!service.image) continue;
        const { value } = service.image;
        found.set(id, { id, name: service.name, kind: infrastructureKind(value), image: value, at: service.at });
      }
      for (const name of [service.name, service.containerName?.value, service.other.get('hostname')?.value]) if (typeof name === 'string' && name !== '') own.set(name.toLowerCase(), id);
    }
    names.set(project, own);
  }
  return { infrastructure: [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1)), names };
}

/** The service of the workspace that a compose service runs: the one of its own project where several have that name. */
function idOfService(name: string, project: ComposeProject, services: readonly ServiceInfo[]): string | null {
  const named = services.filter((info) => info.composeServices.some((service) => service.name === name));
  return (named.find((info) => info.composeServices.some((service) => service.name === name && project.files.includes(service.at.path))) ?? named[0])?.id ?? null;
}

function infrastructureId(name: string, project: ComposeProject): string {
  const file = project.files[0] ?? '';
  return `${file.slice(0, Math.max(0, file.lastIndexOf('/')))}#${name}`;
}
