import type { ModuleSummary, ProjectView, ServiceInfo, WiringCall } from '../../project/model';
import type { ProjectCheck } from '../model';

const healthPath = /(^|\/)_*(health|healthz|healthcheck|ready|readyz|readiness|live|livez|liveness|alive|heartbeat|ping|status|probes?)(?=$|[/_]|-check)|health[-_]?check/i;
const healthName = /(^|_)(health|healthz|healthcheck|ready|readiness|live|liveness|heartbeat|ping|probe)(_|$)/i;
const registers = /^(fastapi\.(FastAPI|APIRouter)|starlette\.applications\.Starlette)\.(get|head|route|api_route|add_api_route|add_route|mount)$/;

/** A service with a FastAPI application and no route for health or readiness in any file that it is made of. Gives `service` and `name`. */
export const healthEndpoint: ProjectCheck = {
  name: 'fastapi/health-endpoint',
  input: 'project',
  run(context) {
    const { project } = context;
    for (const [service, modules] of modulesByService(project)) {
      const severity = context.severityFor(service.kind);
      if (severity === null) continue;
      const application = applicationOf(project, service, modules);
      if (!application) continue;
      const reached = [...new Set([...modules, ...[...project.reachableFrom(application.module.path).keys()].flatMap((path) => project.modules.get(path) ?? [])])];
      // Names first: they cost nothing, and most services have them.
      if (reached.some(isCalledHealth) || reached.some((module) => answersHealth(project, module))) continue;
      context.report({
        path: application.module.path,
        range: application.call.range,
        severity,
        fields: { service: service.name, name: application.call.boundTo ?? 'the application' },
      });
    }
  },
};

function modulesByService(project: ProjectView): ReadonlyMap<ServiceInfo, readonly ModuleSummary[]> {
  const found = new Map<ServiceInfo, ModuleSummary[]>();
  for (const module of project.modules.values()) {
    const service = project.serviceOf(module.path);
    if (!service || project.roleOf(module.path) !== 'service') continue;
    const list = found.get(service);
    if (list) list.push(module);
    else found.set(service, [module]);
  }
  return found;
}

/** The application of the service: the one that its container starts, else the first that is mounted nowhere. */
function applicationOf(project: ProjectView, service: ServiceInfo, modules: readonly ModuleSummary[]): { readonly module: ModuleSummary; readonly call: WiringCall } | null {
  const started = new Set(project.entryPoints.filter((entry) => entry.service?.id === service.id).map((entry) => entry.path));
  const made = modules.flatMap((module) => module.wiring.filter((call) => call.callee !== null && project.resolve(module.path, call.callee)?.name === 'fastapi.FastAPI').map((call) => ({ module, call })));
  const mounted = new Set(modules.flatMap((module) => module.wiring.filter((call) => call.callee.endsWith('.mount'))
    .flatMap((call) => call.arguments.flatMap(({ path }) => (path === null ? [] : project.bindingOf?.(module.path, path) ?? [])).map((key) => `${key.path} ${key.name}`))));
  const own = made.filter(({ module, call }) => !mounted.has(`${module.path} ${call.boundTo ?? ''}`));
  return own.find(({ module }) => started.has(module.path)) ?? own[0] ?? null;
}

/** A module, a class or a registered function that is called so. */
function isCalledHealth({ path, functions, classes }: ModuleSummary): boolean {
  return /(^|\/)\w*(health|readiness|liveness|probes?)\w*(\.py$|\/)/i.test(path)
    || functions.some((fn) => fn.decorators.length > 0 && healthName.test(fn.name)) || classes.some(({ name }) => /health/i.test(name));
}

/** A route for it; or one that cannot be seen, which may be. */
function answersHealth(project: ProjectView, module: ModuleSummary): boolean {
  if (hasUnseenImport(project, module)) return true;
  if (project.externalImportsOf(module.path).some(({ name, fact }) => /health/i.test(`${name}.${fact.name ?? ''}`))) return true;
  return module.wiring.some((call) => {
    const name = project.resolve(module.path, call.callee)?.name ?? '';
    if (call.arguments.some(({ keyword, text }) => keyword === 'prefix' && text !== null && healthPath.test(text))) return true;
    if (/^fastapi\.(FastAPI|APIRouter)\.include_router$/.test(name)) return isForeign(project, module, call);
    if (!registers.test(name)) return false;
    const path = call.arguments.find((argument) => argument.keyword === null || argument.keyword === 'path');
    return path?.text != null ? healthPath.test(path.text) : /health|ready|live|ping/i.test(path?.path ?? '');
  });
}

/** An import of the project's own code that is not there to be read: it may bring routes. */
function hasUnseenImport(project: ProjectView, module: ModuleSummary): boolean {
  const folders = new Set(module.path.split('/').slice(0, -1));
  const foreign = project.externalImportsOf(module.path).filter(({ name }) => !folders.has(name.split('.')[0] ?? ''));
  const seen = new Set([...project.importsOf(module.path), ...foreign].map(({ fact }) => importKey(fact)));
  return module.imports.some((fact) => !fact.typesOnly && !seen.has(importKey(fact)));
}

function importKey({ level, module, name }: ModuleSummary['imports'][number]): string {
  return `${level} ${module} ${name ?? ''}`;
}

/** A router that a library of the team's brings along. */
function isForeign(project: ProjectView, module: ModuleSummary, call: WiringCall): boolean {
  const argument = call.arguments.find((entry) => entry.keyword === null || entry.keyword === 'router');
  const resolved = argument?.path == null ? null : project.resolve(module.path, argument.path);
  return resolved !== null && resolved.definition === null && resolved.name !== 'fastapi.APIRouter' && !/^(fastapi_users|sqladmin|strawberry)\b/.test(resolved.name);
}
