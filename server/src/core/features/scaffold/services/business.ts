import { file, type Template } from '../template';
import { dataClient, dataSetting, httpCore, ignoredByDocker, projectFile, routes, without } from './common';
import type { ServiceNames } from './model';

const transientError = ['class TransientError(Exception):', '    """The same message may succeed later."""', ''].join('\n');
const processedEvents = [
  'from contextlib import AbstractAsyncContextManager', 'from typing import Protocol', 'from uuid import UUID', '', '',
  'class ProcessedEvents(Protocol):', '    """Remembers which events have been handled."""', '',
  '    def once(self, event_id: UUID) -> AbstractAsyncContextManager[bool]:', '        """Yield True if the block has to do the work, False if it is done already."""', '        ...', '',
].join('\n');

/** An API: HTTP in, HTTP to the data service. */
export function apiTemplates(names: ServiceNames): readonly Template[] {
  const { service, data } = names;
  const peer = data.setting.replace(/_service_url$/, '');
  return [
    ignoredByDocker,
    file('Dockerfile', 'ag-dockerfile-api'),
    projectFile('ag-pyproject-api', names, without('    "aio-pika>=9.5.0",\n', '    "redis>=5.0.1",\n', '    "tenacity>=9.0.0",\n')),
    file('src/main.py', 'ag-fastapi-app'),
    file('src/core/config.py', 'ag-settings', { 1: service }, [
      ...dataSetting(names),
      ['HttpUrl, RedisDsn, SecretStr', 'HttpUrl'],
      [/\n {4}redis_url[^]*$/, ''],
    ]),
    file('src/core/lifespan.py', 'ag-fastapi-lifespan', { 2: peer }, without(
      'from src.infrastructure.broker import open_broker\n',
      'from src.infrastructure.redis import build_redis\n',
      / {12}app\.state\.redis = .*\n.*\n.*app\.state\.broker = .*\n/,
    )),
    ...httpCore,
    file('src/api/errors.py', 'ag-fastapi-errors'),
    routes,
    file('src/dependencies.py', 'ag-fastapi-dependencies', { 1: 'resource', 2: 'Resource', 3: 'resource' }, [
      ['from src.application.resource import ResourceService\n', ''],
      ['from src.infrastructure.resource import HttpResourceGateway\n', ''],
      [/\n\nasync def get_resource_service[^]*$/, ''],
    ]),
    ...dataClient(names),
    file('tests/conftest.py', 'ag-pytest-fixtures', {}, [
      ...dataSetting(names),
      ['from secrets import token_hex\n', ''],
      ['from pydantic import SecretStr\n', ''],
      [/ {8}redis_url=[^]*?token_hex\(8\)\),\n/, ''],
    ]),
    file('tests/unit/test_health.py', 'ag-pytest-health'),
  ];
}

/** A bot: polling, dialogues in Redis, HTTP to the data service. */
export function botTemplates(names: ServiceNames): readonly Template[] {
  const { service, context } = names;
  return [
    ignoredByDocker,
    file('Dockerfile', 'ag-dockerfile-worker'),
    projectFile('ag-pyproject-bot', names, without('    "aio-pika>=9.5.0",\n')),
    file('src/main.py', 'ag-bot-main'),
    file('src/bot.py', 'ag-bot-setup', { 1: 'start' }),
    file('src/hooks.py', 'ag-bot-hooks', { 1: 'resource', 2: 'Resource', 3: 'HttpResourceGateway' }, [
      ['from src.application.resource import Resource\n', ''],
      ['from src.infrastructure.resource import HttpResourceGateway\n', ''],
      ['        dispatcher["tracker"] = Resource(HttpResourceGateway(http))\n', '        dispatcher["http"] = http\n'],
    ]),
    file('src/storage.py', 'ag-bot-storage', { 2: context }),
    file('src/core/config.py', 'ag-settings-bot', { 1: service }, dataSetting(names)),
    file('src/core/logging.py', 'ag-structlog', { 1: '"httpx", "httpcore", "aiogram.event"' }),
    file('src/handlers/start.py', 'ag-bot-start'),
    file('src/middlewares/request_id.py', 'ag-bot-request-id'),
    ...dataClient(names),
    file('src/infrastructure/redis.py', 'ag-redis-client'),
    file('tests/unit/test_start.py', 'ag-pytest-bot', {}, dataSetting(names)),
  ];
}

/** A worker: messages in, HTTP to the data service, Redis for what was handled. */
export function workerTemplates(names: ServiceNames): readonly Template[] {
  const { service, context } = names;
  return [
    ignoredByDocker,
    file('Dockerfile', 'ag-dockerfile-worker'),
    projectFile('ag-pyproject-worker', names),
    file('src/main.py', 'ag-worker-main', { 1: 'run' }, [['from src.consumer import run\n', ''], ['import open_resources\n', 'import open_resources\nfrom src.runner import run\n']]),
    file('src/runner.py', 'ag-worker-runner'),
    file('src/resources.py', 'ag-worker-resources'),
    file('src/core/config.py', 'ag-settings-worker', { 1: service }, dataSetting(names)),
    file('src/core/heartbeat.py', 'ag-worker-heartbeat'),
    file('src/core/logging.py', 'ag-structlog'),
    ...dataClient(names),
    file('src/infrastructure/broker.py', 'ag-rabbit-connection'),
    file('src/infrastructure/redis.py', 'ag-redis-client'),
    file('src/infrastructure/processed_events.py', 'ag-rabbit-idempotency', { 3: context }),
    { path: 'src/application/errors.py', parts: [transientError] },
    { path: 'src/application/ports.py', parts: [processedEvents] },
    file('tests/unit/test_runner.py', 'ag-pytest-worker', { 1: context }, dataSetting(names)),
  ];
}
