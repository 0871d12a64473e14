import type { ModuleSummary, ProjectView, WiringCall } from '../../project/model';
import type { ProjectCheck, Related } from '../model';

const versioned = /(^|\/)api\/v\d+(\/|$)/;
/** Routes that belong to the platform, not to the API's contract. */
const platform = /^\/?($|health|healthz|ready|readyz|readiness|live|livez|liveness|ping|status|version|metrics|docs|redoc|openapi|static|favicon|robots|webhook|\.well-known|ws(\/|$))/i;
const platformRouter = /health|metric|status|monitor|probe|webhook|docs|static|root|system|internal|pages?\b|web\b|views?\b|front/i;
const routeVerb = /^fastapi\.(FastAPI|APIRouter)\.(get|post|put|patch|delete|api_route)$/;

/** A router and the file it is made in. */
interface RouterKey {
  readonly path: string;
  readonly name: string;
}

/** Routes that reach clients without `/api/v<N>` in their path, whichever router or include gives the prefix. */
export const versionedRoutes: ProjectCheck = {
  name: 'fastapi/versioned-routes',
  input: 'project',
  run(context) {
    const routers = new Routers(context.project);
    for (const module of context.project.modules.values()) {
      if (context.project.roleOf(module.path) !== 'service') continue;
      const service = context.project.serviceOf(module.path);
      const kind = service?.kind ?? 'unknown';
      const severity = context.severityFor(kind);
      if (severity === null) continue;
      for (const call of module.wiring) {
        if (routers.nameOf(module.path, call.callee) !== 'fastapi.FastAPI.include_router') continue;
        const found = routers.unversioned(module.path, call, '', 0);
        if (found === null) continue;
        const argument = call.arguments.find((entry) => entry.keyword === null || entry.keyword === 'router');
        context.report({
          path: module.path,
          range: call.range,
          severity,
          fields: { name: argument?.path ? `\`${argument.path.replace(/^:/, '')}\`` : 'This router', value: found.prefix === '' ? 'no prefix' : `the prefix \`${found.prefix}\``, service: service?.name ?? 'this service' },
          related: found.related,
        });
      }
      for (const route of routers.applicationRoutes(module)) {
        context.report({
          path: module.path,
          range: route.range,
          severity,
          fields: { name: `The route \`${route.route}\``, value: `the path \`${route.route}\``, service: service?.name ?? 'this service' },
        });
      }
    }
  },
};

/** Follows prefixes through `APIRouter(prefix=…)` and nested `include_router`. Where one cannot be told, nothing is said. */
class Routers {
  constructor(private readonly project: ProjectView) {}

  nameOf(path: string, symbol: string | null): string {
    return symbol === null ? '' : this.project.resolve(path, symbol)?.name ?? '';
  }

  /** The prefix under which some route of the included router stays without a version; null where all have one, or it cannot be told. */
  unversioned(path: string, include: WiringCall, above: string, depth: number): { prefix: string; related: Related[] } | null {
    const argument = include.arguments.find((entry) => entry.keyword === null || entry.keyword === 'router');
    const given = prefixOf(include);
    if (!argument?.path || given === null || depth > 8) return null;
    const soFar = above + given;
    if (versioned.test(soFar) || platform.test(soFar.replace(/^\/+/, '')) && soFar !== '') return null;
    const router = this.project.bindingOf?.(path, argument.path) ?? null;
    if (router === null || platformRouter.test(`${argument.path} ${router.path.split('/').slice(-2).join('/')}`)) return null;
    return this.inRouter(router, soFar, depth);
  }

  private inRouter(router: RouterKey, above: string, depth: number): { prefix: string; related: Related[] } | null {
    const module = this.project.modules.get(router.path);
    const made = module?.wiring.find((call) => call.boundTo === router.name && this.nameOf(router.path, call.callee) === 'fastapi.APIRouter');
    if (!module || !made) return null;
    const own = prefixOf(made);
    if (own === null) return null;
    const prefix = above + own;
    if (versioned.test(prefix) || (prefix !== '' && platform.test(prefix.replace(/^\/+/, '')))) return null;
    const route = this.routesOf(module, router.name).find((entry) => !versioned.test(prefix + entry.route) && !platform.test((prefix + entry.route).replace(/^\/+/, '')));
    if (route) return { prefix: prefix, related: [{ path: router.path, range: route.range, message: `reaches clients as \`${prefix}${route.route}\`` }] };
    for (const call of module.wiring) {
      if (this.nameOf(router.path, call.callee) !== 'fastapi.APIRouter.include_router' || !call.callee.startsWith(`:${router.name}.`)) continue;
      const nested = this.unversioned(router.path, call, prefix, depth + 1);
      if (nested) return nested;
    }
    return null;
  }

  /** Routes that a decorator registers on `owner`, with their literal path. */
  private routesOf(module: ModuleSummary, owner: string): { route: string; range: WiringCall['range'] }[] {
    const found: { route: string; range: WiringCall['range'] }[] = [];
    for (const call of module.wiring) {
      if (!call.callee.startsWith(`:${owner}.`) || !routeVerb.test(this.nameOf(module.path, call.callee))) continue;
      const route = call.arguments.find((entry) => entry.keyword === null || entry.keyword === 'path')?.text;
      if (route !== null && route !== undefined) found.push({ route, range: call.range });
    }
    return found;
  }

  /** Routes put on the application itself. */
  applicationRoutes(module: ModuleSummary): { route: string; range: WiringCall['range'] }[] {
    return module.wiring.flatMap((call) => {
      const name = this.nameOf(module.path, call.callee);
      if (!routeVerb.test(name) || !name.startsWith('fastapi.FastAPI.')) return [];
      const route = call.arguments.find((entry) => entry.keyword === null || entry.keyword === 'path')?.text;
      if (route === null || route === undefined || versioned.test(route) || platform.test(route.replace(/^\/+/, ''))) return [];
      return [{ route, range: call.range }];
    });
  }
}

/** The literal prefix of a call; '' where it has none, null where it is not a literal. */
function prefixOf(call: WiringCall): string | null {
  if (call.arguments.some((argument) => argument.keyword === '**')) return null;
  const argument = call.arguments.find((entry) => entry.keyword === 'prefix');
  return argument ? argument.text : '';
}
