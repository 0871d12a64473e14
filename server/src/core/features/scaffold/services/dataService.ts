import type { ProjectView, ServiceInfo } from '../../../project/model';
import type { ComposeFile } from '../composeFile';
import type { DataService } from './model';

/** The data service that a business service calls: of the same context first, PostgreSQL before MongoDB; by convention where there is none. */
export function dataServiceOf(project: ProjectView | null, compose: ComposeFile, context: string): DataService {
  const composeName = (service: ServiceInfo): string => service.composeServices.find(({ name }) => !name.endsWith('_cli'))?.name ?? service.name;
  const rank = (service: ServiceInfo): number => (composeName(service).startsWith(`${context}_`) ? 0 : 2) + (service.kind === 'data-postgres' ? 0 : 1);
  const found = (project?.services ?? []).filter(({ kind }) => kind === 'data-postgres' || kind === 'data-mongo').sort((a, b) => rank(a) - rank(b))[0];
  const service = found ? composeName(found) : `${context}_data_postgres_api`;
  return { service, setting: found?.kind === 'data-mongo' ? 'data_mongo_service_url' : 'data_postgres_service_url', isThere: compose.has('services', service) };
}
