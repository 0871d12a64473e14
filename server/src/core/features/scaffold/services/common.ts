import { file, type Edit, type Template } from '../template';
import type { ServiceNames } from './model';

const dockerignore = ['.git', '.env*', '.venv', '**/__pycache__', '.mypy_cache', '.ruff_cache', 'tests', 'secrets', ''].join('\n');

/** What is left out of a file that a snippet makes for more than a new service needs. */
export function without(...parts: readonly (string | RegExp)[]): Edit[] {
  return parts.map((part): Edit => [part, '']);
}

export const ignoredByDocker: Template = { path: '.dockerignore', parts: [dockerignore] };

/** Project file: dependencies of the kind, and the settings of its tools. */
export function projectFile(prefix: string, { service }: ServiceNames, edits: readonly Edit[] = []): Template {
  return {
    path: 'pyproject.toml',
    parts: [
      { snippet: prefix, values: { 1: service } },
      { snippet: 'ag-pyproject-quality', ...(prefix === 'ag-pyproject-data-postgres' ? {} : { values: { 2: '' } }) },
      { snippet: 'ag-pyproject-pytest' },
    ],
    edits: [...edits],
  };
}

/** Logging and the request id, of every service that serves HTTP. */
export const httpCore: readonly Template[] = [
  file('src/core/logging.py', 'ag-structlog'),
  file('src/core/request_id.py', 'ag-request-id'),
  file('src/api/health.py', 'ag-health'),
];

/** Registration without a resource yet; `new use-case` adds to it. */
export const routes: Template = file('src/api/routes.py', 'ag-fastapi-routes', { 1: 'resource' }, [
  ['from src.api.v1.resource import router as resource_router\n', ''],
  ['    v1.include_router(resource_router)\n', ''],
]);

/** Clients of the data service, and what its failures mean. */
export function dataClient({ data }: ServiceNames): readonly Template[] {
  return [
    file('src/domain/errors.py', 'ag-domain-errors'),
    file('src/infrastructure/http.py', 'ag-http-client', { 1: data.setting }),
    file('src/infrastructure/http_errors.py', 'ag-http-errors'),
  ];
}

/** Settings name the data service that there is. */
export function dataSetting({ data }: ServiceNames): Edit[] {
  return data.setting === 'data_postgres_service_url' ? [] : [['data_postgres_service_url', data.setting]];
}

/** Error handlers of a service that calls no other: without peers and httpx. */
export const dataServiceErrors: Template = file('src/api/errors.py', 'ag-fastapi-errors', {}, [
  ['import httpx\n', ''],
  ['    PeerRejected,\n    PeerTimeout,\n    PeerUnavailable,\n', '    StoreUnavailable,\n'],
  [/ {4}PeerRejected: .*\n.*\n.*\n/, '    StoreUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,\n'],
  [/async def on_upstream_timeout[^]*?(?=async def on_unexpected_error)/, ''],
  ['    app.exception_handler(httpx.TimeoutException)(on_upstream_timeout)\n', ''],
]);

/** Errors of a service that calls no other. */
export const dataServiceDomainErrors: Template = file('src/domain/errors.py', 'ag-domain-errors', {}, [
  [/class PeerError[^]*$/, [
    'class StoreUnavailable(DomainError):',
    '    """The database cannot be reached, or has too much to do; a later attempt may succeed."""',
    '',
    '    code = "store_unavailable"',
    '',
  ].join('\n')],
]);
