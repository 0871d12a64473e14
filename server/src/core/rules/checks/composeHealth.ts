import { findInCompose } from '../../facts/compose/query';
import type { ComposeDependency, ComposeProject, ComposeService } from '../../facts/compose/model';
import { parseImage } from '../../facts/image';
import type { CheckContext, ComposeCheck, FileEdit, Fix } from '../model';
import { dockerfileOf, lastInstruction, serviceCommand } from './shared/composeCommands';
import { insertIntoService } from './shared/composeEdits';
import { codeOf, isForSwarm, isRunOnce, neverRuns, serverRole } from './shared/composeServices';
import { httpProbe, serverProbe } from './shared/healthProbes';

/** Server images that bring a HEALTHCHECK of their own. */
const healthyImages = new Set(['dragonfly']);
const httpServer = /\b(uvicorn|gunicorn|hypercorn|daphne|granian|waitress-serve|uwsgi|fastapi|flask|runserver)\b/;
const otherProcess = /celery|worker|consumer|scheduler|\bbeat\b|cron|\b(arq|dramatiq|rq|huey|taskiq|faststream|alembic|pytest|sleep|tail|seed|migrate|migrations?|manage\.py)\b/;

/** Stores, brokers and HTTP services of one's own without a healthcheck. Fields: what (is it), problem, instead (what to do). */
export const healthcheck: ComposeCheck = {
  name: 'compose/healthcheck',
  input: 'compose',
  run(context) {
    const { compose, project } = context;
    for (const service of compose.services.values()) {
      // A part that could not be read may hold one.
      if (service.isPartial === true || neverRuns(service) || hasHealthcheck(context, service) !== false) continue;
      const role = serverRole(service);
      const info = codeOf(project, compose, service);
      if (role === null && !isHttp(context, service, info?.kind ?? null)) continue;
      if (isRunOnce(compose, service)) continue;
      const declared = service.healthcheck;
      const at = declared?.at ?? service.at;
      const what = role === null ? `The ${info?.kind === 'api' ? 'API' : 'data service'}` : `The ${role === 'search' ? 'search engine' : role}`;
      const problem = declared ? 'turns its healthcheck off' : 'has no healthcheck';
      const instead = declared ? 'write a test that works' : 'add one';
      const probe = declared ? null : role === null ? httpProbe(project, service, info) : serverProbe(service, commandText(context, service));
      context.report({
        path: at.path,
        range: at.range,
        fields: { service: service.name, name: service.name, what, problem, instead },
        fix: probe && insertIntoService(context, service, 'Add a healthcheck', [
          'healthcheck:', `  test: ${probe.test}`, `  interval: ${probe.interval}`, `  timeout: ${probe.timeout}`, `  retries: ${probe.retries}`,
          ...(probe.startPeriod === undefined ? [] : [`  start_period: ${probe.startPeriod}`]),
        ]),
      });
    }
  },
};

function commandText(context: CheckContext, service: ComposeService): string {
  return [service.entrypoint, service.command].map((command) => (command ? context.textOf(command.at.path)?.slice(command.at.range) ?? '' : '')).join(' ');
}

/** By compose, or by `HEALTHCHECK` in the Dockerfile that the service builds; null where that file cannot be known. */
function hasHealthcheck(context: CheckContext, service: ComposeService): boolean | null {
  if (service.healthcheck !== null) return !service.healthcheck.disabled;
  if (service.build === null) return healthyImages.has(parseImage(service.image?.value ?? '').name);
  if (service.build.dockerfile === null) return null;
  const facts = dockerfileOf(context.project, service);
  const instruction = facts && lastInstruction(facts, service, 'HEALTHCHECK');
  return instruction ? !/^NONE\b/i.test(instruction.raw.trim()) : false;
}

/** Whether the container answers HTTP. The code of an API also runs workers, beats and migrations, which do not. */
function isHttp(context: CheckContext, service: ComposeService, kind: string | null): boolean {
  if (kind !== 'api' && kind !== 'data-postgres' && kind !== 'data-mongo') return false;
  const command = serviceCommand(context.project, service);
  const isReachable = service.ports.length > 0 || service.expose.length > 0;
  if (command === null) return true;
  if (httpServer.test(command.text)) return true;
  if (command.text === '') return isReachable;
  if (otherProcess.test(command.text)) return false;
  return isReachable || !command.isOverride || /\bpython\d?\b/.test(command.text);
}

/** `depends_on` that waits for the start of a service which could tell when it is ready. */
export const waitForHealthy: ComposeCheck = {
  name: 'compose/wait-for-healthy',
  input: 'compose',
  run(context) {
    const { compose } = context;
    for (const service of compose.services.values()) {
      // Swarm starts everything at once and takes `depends_on` as a list only.
      if (isForSwarm(service)) continue;
      for (const dependency of service.dependsOn.values()) {
        const target = compose.services.get(dependency.service);
        if (!target || dependency.condition !== 'service_started') continue;
        if (hasHealthcheck(context, target) !== true || isRunOnce(compose, target)) continue;
        context.report({
          path: dependency.at.path,
          range: dependency.at.range,
          // Somebody wrote it: the choice may be right, and is only asked about.
          ...(dependency.form === 'map' ? { atMost: 'information' as const } : {}),
          fields: { service: service.name, name: target.name, value: dependency.condition },
          fix: conditionFix(context, service, dependency),
          related: target.healthcheck ? [{ ...target.healthcheck.at, message: `\`${target.name}\` has a healthcheck here` }] : [],
        });
      }
    }
  },
};

/** Changes the one condition, or rewrites the whole list to the long form; the other dependencies keep what they mean. */
function conditionFix(context: CheckContext & { readonly compose: ComposeProject }, service: ComposeService, dependency: ComposeDependency): Fix | null {
  const edits = dependency.form === 'map' ? mapEdits(context, dependency) : listEdits(context, service, dependency);
  return edits && { title: `Wait until \`${dependency.service}\` is healthy`, edits };
}

function mapEdits(context: CheckContext, { at, conditionAt }: ComposeDependency): FileEdit[] | null {
  const text = context.textOf(at.path);
  if (!text || !conditionAt || conditionAt.path !== at.path) return null;
  // A condition that an anchor brings in stands elsewhere, and says it for others too.
  const between = text.slice({ start: at.range.end, end: conditionAt.range.start });
  const column = at.range.start.character;
  const isOwn = /^\s*:\s[^*&]*\bcondition['"]?\s*:\s*$/.test(between)
    && between.split('\n').slice(1).every((line) => line.trim() === '' || line.length - line.trimStart().length > column);
  if (!isOwn) return null;
  return [{ path: at.path, range: conditionAt.range, newText: text.slice(conditionAt.range).replace('service_started', 'service_healthy') }];
}

function listEdits(context: CheckContext & { readonly compose: ComposeProject }, service: ComposeService, dependency: ComposeDependency): FileEdit[] | null {
  const { path } = dependency.at;
  const text = context.textOf(path);
  // The names of the list as this file writes it; a list that another file adds to is not whole here.
  const items = [...service.dependsOn.values()];
  if (!text || items.some((item) => item.form !== 'list' || item.at.path !== path)) return null;
  const conditionOf = (item: ComposeDependency): string => (item.service === dependency.service ? 'service_healthy' : item.condition);
  const list = findInCompose(context.compose, `services.${service.name}.depends_on`)[0]?.at;
  const written = list?.path === path ? text.slice(list.range) : '';
  if (list && written.startsWith('[')) {
    if (written.includes('#') || written.split(',').filter((item) => /\w/.test(item)).length !== items.length) return null;
    return [{ path, range: list.range, newText: `{ ${items.map((item) => `${item.service}: { condition: ${conditionOf(item)} }`).join(', ')} }` }];
  }
  const newline = text.text.includes('\r\n') ? '\r\n' : '\n';
  const first = Math.min(...items.map((item) => item.at.range.start.line));
  const indent = deepened(/^\s*/.exec(text.line(first))?.[0] ?? '', text.line(first - 1));
  const edits: FileEdit[] = [];
  for (const item of items) {
    const { line } = item.at.range.start;
    const entry = /^\s*-\s+(['"]?)([\w.-]+)\1/.exec(text.line(line));
    if (entry?.[2] !== item.service || edits.some((edit) => edit.range.start.line === line)) return null;
    // A comment behind the name stays behind it.
    const rest = text.line(line).slice(entry[0].length).replace(/\r$/, '');
    edits.push({
      path,
      range: { start: { line, character: 0 }, end: { line, character: entry[0].length + rest.length } },
      newText: `${indent}${item.service}:${rest}${newline}${indent}  condition: ${conditionOf(item)}`,
    });
  }
  return edits;
}

/** A list may stand at its key's own indentation, a mapping may not. */
function deepened(indent: string, lineAbove: string): string {
  const above = /^(\s*)depends_on\s*:/.exec(lineAbove)?.[1];
  return above !== undefined && above.length >= indent.length ? `${indent}  ` : indent;
}
