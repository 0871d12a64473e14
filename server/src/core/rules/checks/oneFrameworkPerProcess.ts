import type { SymbolicPath } from '../../facts/python/model';
import type { EntryPoint, ImportEdge, ModuleSummary, ProjectView } from '../../project/model';
import type { Location } from '../../text/range';
import type { ProjectCheck, Related, Report } from '../model';

/** Packages that bring a framework along. */
const webPackages = new Set(['fastapi', 'fastapi_users', 'fastapi_pagination', 'prometheus_fastapi_instrumentator', 'sqladmin', 'starlette_admin']);
const botPackages = new Set(['aiogram', 'aiogram_dialog', 'aiogram_i18n']);

/** What the modules that one entry point reaches do together. */
interface Process {
  readonly web: Location | null;
  readonly bot: Location | null;
  readonly app: Location | null;
  readonly polling: Location | null;
  readonly webhook: Location | null;
  /** A router or route of the application beside health, metrics and the webhook itself. */
  readonly otherRoute: Location | null;
}

/**
 * FastAPI and aiogram in one process. Polling inside a FastAPI process is reported as declared; a webhook together with
 * other routes as a warning; an application that is nothing but the webhook's receiver is what the architecture builds.
 */
export const oneFrameworkPerProcess: ProjectCheck = {
  name: 'boundary/one-framework-per-process',
  input: 'project',
  run({ project, report }) {
    const told = new Set<string>();
    for (const entry of project.entryPoints) {
      const reached = project.reachableFrom(entry.path);
      const process = look(project, reached);
      if (!process.web || !process.bot || !process.app) continue;
      const found = judge(process);
      if (!found) continue;
      const meeting = meetingPlace(entry, reached, process.polling ?? process.webhook ?? process.bot);
      const key = `${meeting.path}:${meeting.range.start.line}`;
      if (told.has(key)) continue;
      told.add(key);
      report({ ...found, fields: { ...found.fields, value: entry.path }, path: meeting.path, range: meeting.range, related: relatedPlaces(entry, process) });
    }
  },
};

function judge(process: Process): Omit<Report, 'range'> | null {
  if (process.polling) return { fields: { problem: 'polls Telegram in a process that serves FastAPI', name: 'start_polling' } };
  if (process.webhook) {
    return process.otherRoute ? { atMost: 'warning', fields: { problem: "serves a bot's webhook in one process with other FastAPI routes", name: 'the webhook' } } : null;
  }
  // A process that only sends messages through `Bot` has no second owner of the loop.
  return null;
}

function look(project: ProjectView, reached: ReadonlyMap<string, ImportEdge | null>): Process {
  let [web, bot, app, polling, webhook, otherRoute] = Array<Location | null>(6).fill(null);
  for (const path of reached.keys()) {
    const module = project.modules.get(path);
    if (!module || project.roleOf(path) === 'tests') continue;
    for (const { name, fact } of project.externalImportsOf(path)) {
      const root = name.split('.')[0] ?? '';
      if (webPackages.has(root)) web ??= { path, range: fact.statement };
      if (botPackages.has(root)) bot ??= { path, range: fact.statement };
    }
    app ??= applicationIn(project, module);
    for (const call of module.wiring) {
      const at = { path, range: call.range };
      const name = nameOf(project, path, call.callee);
      if (name === 'aiogram.Dispatcher.start_polling' || name === 'aiogram.Dispatcher.run_polling') polling ??= at;
      else if (/^aiogram\.Dispatcher\.feed_(raw_|webhook_)?update$/.test(name) || name === 'aiogram.Bot.set_webhook') webhook ??= at;
      else if (name === 'fastapi.FastAPI.include_router' && !mentionsWebhook(call.arguments.map((argument) => `${argument.path ?? ''} ${argument.text ?? ''}`))) otherRoute ??= at;
    }
    otherRoute ??= otherRouteIn(project, module);
  }
  return { web: web ?? null, bot: bot ?? null, app: app ?? null, polling: polling ?? null, webhook: webhook ?? null, otherRoute: otherRoute ?? null };
}

/** Where a FastAPI application is made: bound at module level, or returned by a factory. */
function applicationIn(project: ProjectView, module: ModuleSummary): Location | null {
  for (const binding of module.bindings) {
    if (binding.path !== null && nameOf(project, module.path, binding.path) === 'fastapi.FastAPI') return { path: module.path, range: binding.range };
  }
  for (const fn of module.functions) {
    if (fn.returnPath !== null && nameOf(project, module.path, fn.returnPath) === 'fastapi.FastAPI') return { path: module.path, range: fn.nameRange };
  }
  const made = module.wiring.find((call) => nameOf(project, module.path, call.callee) === 'fastapi.FastAPI');
  return made ? { path: module.path, range: made.range } : null;
}

const routeDecorator = /^fastapi\.(FastAPI|APIRouter)\.(get|post|put|patch|delete|websocket|api_route)$/;

/** A route that is neither the webhook's nor for the platform, by its function's name. */
function otherRouteIn(project: ProjectView, module: ModuleSummary): Location | null {
  for (const fn of module.functions) {
    if (/webhook|health|ready|live|metrics|ping|telegram|update/i.test(fn.name)) continue;
    if (fn.decorators.some((decorator) => routeDecorator.test(nameOf(project, module.path, decorator.path)))) return { path: module.path, range: fn.nameRange };
  }
  return null;
}

function mentionsWebhook(texts: readonly string[]): boolean {
  return texts.some((text) => /webhook|health|metrics|telegram/i.test(text));
}

function nameOf(project: ProjectView, path: string, symbol: SymbolicPath): string {
  return project.resolve(path, symbol)?.name ?? '';
}

/** The import, in the entry point's own file, through which the bot comes in; the place where it is fed, where that is in the same file. */
function meetingPlace(entry: EntryPoint, reached: ReadonlyMap<string, ImportEdge | null>, bot: Location): Location {
  let at: string = bot.path;
  if (at === entry.path) return bot;
  for (let steps = 0; steps < 1_000; steps++) {
    const edge = reached.get(at);
    if (!edge) break;
    if (edge.from === entry.path) return { path: entry.path, range: edge.fact.statement };
    at = edge.from;
  }
  return bot;
}

function relatedPlaces(entry: EntryPoint, process: Process): Related[] {
  const places: Related[] = [];
  const add = (at: Location | null, message: string): void => {
    if (at) places.push({ ...at, message });
  };
  add(process.app, 'the FastAPI application is made here');
  add(process.polling ?? process.webhook, process.polling ? 'polling starts here' : 'the webhook is fed here');
  add(entry.at.path === entry.path && entry.via === 'main' ? null : entry.at, 'the process starts here');
  add(process.otherRoute && !process.polling ? process.otherRoute : null, 'another route of the same application');
  return places;
}
