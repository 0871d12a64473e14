import type { ComposeService } from '../../facts/compose/model';
import { parseImage } from '../../facts/image';
import type { CheckContext, ComposeCheck, Fix } from '../model';
import { insertIntoService } from './shared/composeEdits';
import { kindOf, serverRole } from './shared/composeServices';

/** A test command for each kind of server, as its image offers it. */
const serverTests: Readonly<Record<string, string>> = {
  postgres: '["CMD-SHELL", "pg_isready -U $${POSTGRES_USER:-postgres}"]',
  postgis: '["CMD-SHELL", "pg_isready -U $${POSTGRES_USER:-postgres}"]',
  redis: '["CMD", "redis-cli", "ping"]',
  valkey: '["CMD", "valkey-cli", "ping"]',
  rabbitmq: '["CMD", "rabbitmq-diagnostics", "-q", "ping"]',
  mongo: '["CMD", "mongosh", "--quiet", "--eval", "db.adminCommand(\'ping\')"]',
  mysql: '["CMD", "mysqladmin", "ping", "-h", "localhost"]',
  mariadb: '["CMD", "healthcheck.sh", "--connect", "--innodb_initialized"]',
};
const httpTest = (port: string): string => `["CMD", "python", "-c", "import urllib.request; urllib.request.urlopen('http://localhost:${port}/health', timeout=3)"]`;

/** Stores, brokers and HTTP services of one's own without a healthcheck. */
export const healthcheck: ComposeCheck = {
  name: 'compose/healthcheck',
  input: 'compose',
  run(context) {
    const { compose, project } = context;
    for (const service of compose.services.values()) {
      if (hasHealthcheck(context, service)) continue;
      const role = serverRole(service);
      const kind = kindOf(project, compose, service);
      const isHttp = kind === 'api' || kind === 'data-postgres' || kind === 'data-mongo';
      if (role === null && !isHttp) continue;
      if (isOneOff(service)) continue;
      const what = role === null ? `the ${kind === 'api' ? 'API' : 'data service'}` : `the ${role}`;
      const at = service.healthcheck?.at ?? service.at;
      context.report({
        path: at.path,
        range: at.range,
        fields: { service: service.name, name: service.name, what, kind: kind ?? '' },
        fix: service.healthcheck ? null : healthFix(context, service, role !== null),
      });
    }
  },
};

/** `depends_on` that waits for the start of a service which could tell when it is ready. */
export const waitForHealthy: ComposeCheck = {
  name: 'compose/wait-for-healthy',
  input: 'compose',
  run(context) {
    const { compose } = context;
    for (const service of compose.services.values()) {
      for (const dependency of service.dependsOn.values()) {
        const target = compose.services.get(dependency.service);
        if (!target || dependency.condition === 'service_healthy' || dependency.condition === 'service_completed_successfully') continue;
        if (!hasHealthcheck(context, target)) continue;
        const declared = target.healthcheck ?? null;
        context.report({
          path: dependency.at.path,
          range: dependency.at.range,
          fields: { service: service.name, name: target.name, value: dependency.condition },
          fix: conditionFix(context, service, dependency.service),
          related: declared ? [{ ...declared.at, message: `\`${target.name}\` has a healthcheck here` }] : [],
        });
      }
    }
  },
};

/** By compose, or by `HEALTHCHECK` in the Dockerfile that the service builds. */
function hasHealthcheck(context: CheckContext, service: ComposeService): boolean {
  if (service.healthcheck !== null) return !service.healthcheck.disabled;
  const path = service.build?.dockerfile;
  if (path === undefined || path === null) return false;
  const stages = context.project.dockerfiles.get(path)?.stages ?? [];
  const target = service.build?.target ?? null;
  let stage = target === null ? stages.at(-1) : stages.find((candidate) => candidate.name === target);
  while (stage) {
    const instruction = stage.instructions.findLast((candidate) => candidate.keyword === 'HEALTHCHECK');
    if (instruction) return !/^NONE\b/i.test(instruction.raw.replace(/^HEALTHCHECK\s+/i, ''));
    stage = stage.base === null ? undefined : stages[stage.base];
  }
  return false;
}

/** Runs once and ends: a migration, a seed. Nobody asks whether it is healthy. */
function isOneOff(service: ComposeService): boolean {
  return service.restart?.value === 'no' || /\b(alembic|migrate|pytest|seed)\b/.test(service.command?.raw ?? '');
}

function healthFix(context: CheckContext, service: ComposeService, isServer: boolean): Fix | null {
  const test = isServer ? serverTests[parseImage(service.image?.value ?? '').name] : httpTest(innerPort(service));
  if (!test) return null;
  const timing = isServer ? ['10s', '5s', '5'] : ['30s', '10s', '3'];
  return insertIntoService(context, service, 'Add a healthcheck', [
    'healthcheck:', `  test: ${test}`, `  interval: ${timing[0]}`, `  timeout: ${timing[1]}`, `  retries: ${timing[2]}`,
  ]);
}

function innerPort(service: ComposeService): string {
  return service.ports.find((port) => port.isResolved)?.target ?? service.expose[0]?.value ?? /--port[= ](\d+)/.exec(service.command?.raw ?? '')?.[1] ?? '8000';
}

/** Rewrites the whole list to the long form, or changes the one condition. */
function conditionFix(context: CheckContext, service: ComposeService, name: string): Fix | null {
  const dependency = service.dependsOn.get(name);
  if (!dependency) return null;
  const text = context.textOf(dependency.at.path);
  if (!text) return null;
  const title = `Wait until \`${name}\` is healthy`;
  const written = text.slice(dependency.at.range);
  if (dependency.form === 'map') {
    const edited = written.replace(/(condition:\s*)(['"]?)service_started\2/, '$1service_healthy');
    if (edited !== written) return { title, edits: [{ path: dependency.at.path, range: dependency.at.range, newText: edited }] };
    return null;
  }
  const siblings = [...service.dependsOn.values()].filter((other) => other.form === 'list' && other.at.path === dependency.at.path);
  const lines = siblings.map((other) => other.at.range.start.line);
  // A block list, one item a line: `- name` becomes `name:` with its condition. The others keep what they mean.
  if (siblings.length !== service.dependsOn.size || new Set(lines).size !== lines.length) return null;
  const newline = text.text.includes('\r\n') ? '\r\n' : '\n';
  const edits = siblings.map((other) => {
    const { line } = other.at.range.start;
    const item = /^(\s*)-\s*(['"]?)([\w.-]+)\2/.exec(text.line(line));
    if (!item) return null;
    const indent = item[1] ?? '';
    const condition = other.service === name || other.condition === 'service_healthy' ? 'service_healthy' : other.condition;
    return {
      path: other.at.path,
      range: { start: { line, character: 0 }, end: { line, character: item[0].length } },
      newText: `${deepened(indent, text.line(line - 1))}${other.service}:${newline}${deepened(indent, text.line(line - 1))}  condition: ${condition}`,
    };
  });
  return edits.some((edit) => edit === null) ? null : { title, edits: edits.filter((edit) => edit !== null) };
}

/** A list may stand at its key's own indentation, a mapping may not. */
function deepened(indent: string, lineAbove: string): string {
  const above = /^(\s*)depends_on\s*:/.exec(lineAbove)?.[1];
  return above !== undefined && above.length >= indent.length ? `${indent}  ` : indent;
}
