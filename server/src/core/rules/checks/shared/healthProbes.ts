import type { ComposeService } from '../../../facts/compose/model';
import { parseImage } from '../../../facts/image';
import type { ModuleSummary, ProjectView, ServiceInfo } from '../../../project/model';
import { dockerfileOf, lastInstruction, serviceCommand } from './composeCommands';

/** A healthcheck to write: `test` as YAML, the times as compose takes them. */
export interface Probe {
  readonly test: string;
  readonly interval: string;
  readonly timeout: string;
  readonly retries: number;
  readonly startPeriod?: string;
}

const store = { interval: '10s', timeout: '5s', retries: 5 };
const postgres = '["CMD-SHELL", "pg_isready -h 127.0.0.1 -U $${POSTGRES_USER:-postgres} -d $${POSTGRES_DB:-postgres}"]';

/**
 * The test that a server's image offers; null for an image of which none is known to work, or whose password cannot be told.
 *
 * @param command the service's entrypoint and command as they are written, variables and all
 */
export function serverProbe(service: ComposeService, command: string): Probe | null {
  const { name, repository, tag } = parseImage(service.image?.value ?? '');
  switch (name) {
    // By TCP: while the image runs its init scripts, a temporary server listens on the socket only.
    case 'postgres': case 'postgis': case 'timescaledb': case 'pgvector':
      return { ...store, test: postgres };
    case 'redis': case 'redis-stack': case 'redis-stack-server': return redisProbe(command, repository, 'redis-cli');
    case 'valkey': return redisProbe(command, repository, 'valkey-cli');
    // Each call starts an Erlang VM, which takes a second or two; a broker takes up to half a minute to come up.
    case 'rabbitmq':
      return { ...store, timeout: '10s', startPeriod: '30s', test: '["CMD", "rabbitmq-diagnostics", "-q", "check_port_connectivity"]' };
    // mongosh is in the images from 5.0 on.
    case 'mongo': return { ...store, test: `["CMD", "${/^[34]\b/.test(tag ?? '') ? 'mongo' : 'mongosh'}", "--quiet", "--eval", "db.adminCommand('ping')"]` };
    case 'mysql': return { ...store, test: '["CMD", "mysqladmin", "ping", "-h", "127.0.0.1"]' };
    case 'mariadb': return { ...store, test: '["CMD", "healthcheck.sh", "--connect", "--innodb_initialized"]' };
    default: return null;
  }
}

/** `redis-cli ping` ends with 0 whatever the answer is, so the answer is looked at. With a password, it answers NOAUTH. */
function redisProbe(command: string, repository: string, client: string): Probe | null {
  // A configuration file may set a password, and images of others take it from a variable.
  if (/\.conf\b/.test(command) || repository.startsWith('bitnami')) return null;
  let password = '';
  if (command.includes('requirepass')) {
    const variable = /--requirepass["',\s-]+(\$\$?\{[^}]*\}|\$\$?\w+)/.exec(command)?.[1];
    if (variable === undefined || variable.includes('"')) return null;
    password = `-a ${variable} --no-auth-warning `;
  }
  return { ...store, test: `["CMD-SHELL", "${client} ${password}ping | grep PONG"]` };
}

/**
 * Asks the service's own health route, which `/health` is by convention, with the interpreter that is in its image. Null where
 * the code is there and has no such route: a container that is never healthy holds up whatever waits for it.
 */
export function httpProbe(project: ProjectView, service: ComposeService, info: ServiceInfo | null): Probe | null {
  const route = healthRoute(project, info);
  if (route === null) return null;
  const url = `http://127.0.0.1:${innerPort(project, service)}${route}`;
  return { interval: '30s', timeout: '10s', retries: 3, startPeriod: '30s', test: `["CMD", "python", "-c", "import urllib.request; urllib.request.urlopen('${url}', timeout=3)"]` };
}

/** The port inside the container: what the server is told, then what is published, exposed or usual. */
function innerPort(project: ProjectView, service: ComposeService): string {
  const told = /(?:--port[ =]|(?:--bind|-b)[ =]\S*?:|runserver (?:\S*:)?)(\d{2,5})\b/.exec(serviceCommand(project, service)?.text ?? '')?.[1];
  if (told !== undefined) return told;
  const isPort = (text: string): boolean => /^\d+$/.test(text);
  const published = service.ports.find((port) => port.isResolved && isPort(port.target))?.target ?? service.expose.find((port) => isPort(port.value))?.value;
  if (published !== undefined) return published;
  const facts = dockerfileOf(project, service);
  return /^\d+/.exec((facts && lastInstruction(facts, service, 'EXPOSE')?.words[0]) ?? '')?.[0] ?? '8000';
}

const healthWord = /health|\b(live|livez|liveness|ready|readyz|readiness|ping)\b/i;

/** A health route that the service's application declares by itself, without a router's prefix; `/health` where one may be declared elsewhere; else null. */
function healthRoute(project: ProjectView, info: ServiceInfo | null): string | null {
  const modules = info === null ? [] : [...project.modules.values()].filter((module) => project.serviceOf(module.path)?.id === info.id && project.roleOf(module.path) === 'service');
  for (const module of modules) {
    for (const call of module.wiring) {
      const route = call.arguments.find((entry) => entry.keyword === null || entry.keyword === 'path')?.text ?? '';
      if (/^\/[\w/-]*(health|healthz|live|livez|liveness|ping)[\w/-]*$/i.test(route) && project.resolve(module.path, call.callee)?.name === 'fastapi.FastAPI.get') return route;
    }
  }
  const isServed = modules.some((module) => module.imports.some((fact) => fact.level === 0 && /^(fastapi|starlette|flask|django)\b/.test(fact.module)));
  return isServed && !modules.some(speaksOfHealth) ? null : '/health';
}

function speaksOfHealth({ path, functions, imports, wiring }: ModuleSummary): boolean {
  return /health/i.test(path) || functions.some((fn) => healthWord.test(fn.name)) || imports.some((fact) => /health/i.test(`${fact.module} ${fact.name ?? ''}`))
    || wiring.some((call) => call.arguments.some(({ text }) => text !== null && healthWord.test(text)));
}
