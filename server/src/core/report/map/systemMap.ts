import type { ProjectView, ServiceInfo } from '../../project/model';
import { Connections } from './connections';
import { findInfrastructure } from './infrastructure';
import type { SystemMap } from './model';

/**
 * The system as the project graph knows it: services with their kinds and why, what ready-made images run beside them, and
 * who reaches whom by settings, addresses and compose.
 * @param folders only services in these folders, and what they are joined with; null for all
 */
export function systemMap(project: ProjectView, folders: readonly string[] | null = null): SystemMap {
  const { services } = project;
  const { infrastructure, names } = findInfrastructure(project.compose, services);
  const connections = new Connections(project, infrastructure, names).all();
  const isAsked = (service: ServiceInfo): boolean => folders === null || folders.some((folder) => folder === '' || service.folder === folder || service.folder.startsWith(`${folder}/`));
  const asked = new Set(services.filter(isAsked).map((service) => service.id));
  const joined = connections.filter(({ from, to }) => asked.has(from) || asked.has(to));
  const shown = new Set([...asked, ...joined.flatMap(({ from, to }) => [from, to])]);
  return {
    services: services.filter(({ id }) => shown.has(id)).map((info) => ({ info, entryPoints: project.entryPoints.filter((entry) => entry.service?.id === info.id) })),
    infrastructure: infrastructure.filter(({ id }) => folders === null || shown.has(id)),
    connections: joined,
  };
}
