import type { ModuleSummary, ProjectView, WiringCall } from '../../project/model';
import { overlaps } from '../../text/range';
import type { ProjectCheck, Related } from '../model';
import { isPage } from './shared/responses';
import { RouterGraph, type RouterKey } from './shared/routers';

/** A version, written or taken as a parameter: `/api/v1`, `/api/{version}`, `/api/v{number}`. */
const versioned = /(^|\/)api\/(v\d+|v\{\w+(:\w+)?\}|\{(\w+_)?(version|ver)(:\w+)?\})(\/|$)/i;
/** A route that takes what is behind it as it comes, for somebody else to answer: the version is in what it takes. */
const catchAll = /^(\/api)?(\/\{\w+\})*\/\{\w+:path\}\/?$/i;
/** Routes that belong to the platform, not to the API's contract. */
const platform = /^\/?($|health|healthz|ready|readyz|readiness|live|livez|liveness|ping|status|version|metrics|docs|redoc|openapi|static|favicon|robots|webhook|\.well-known|ws(\/|$))/i;
const platformRouter = /health|metric|status|monitor|probe|webhook|docs|static|root|system|internal|pages?\b|web\b|views?\b|front/i;

/** Something that reaches clients without a version. */
interface Unversioned {
  readonly prefix: string;
  readonly related: readonly Related[];
}

/** Routes that reach clients without `/api/v<N>` in their path, whichever router, include or mount gives the prefix. */
export const versionedRoutes: ProjectCheck = {
  name: 'fastapi/versioned-routes',
  input: 'project',
  run(context) {
    const routes = new Routes(context.project);
    for (const module of context.project.modules.values()) {
      if (context.project.roleOf(module.path) !== 'service') continue;
      const service = context.project.serviceOf(module.path);
      const severity = context.severityFor(service?.kind ?? 'unknown');
      if (severity === null) continue;
      for (const call of module.wiring) {
        const found = routes.included(module, call) ?? routes.onApplication(module, call);
        if (found) context.report({ path: module.path, range: call.range, severity, ...found, fields: { ...found.fields, service: service?.name ?? 'this service' } });
      }
    }
  },
};

/** What a call puts on an application. */
interface Placed {
  readonly fields: Readonly<Record<string, string>>;
  readonly related: readonly Related[];
}

/** Follows prefixes through mounts, `APIRouter(prefix=…)` and nested `include_router`. Where one cannot be told, nothing is said. */
class Routes {
  private readonly graph: RouterGraph;

  constructor(private readonly project: ProjectView) {
    this.graph = new RouterGraph(project);
  }

  /** A router that is included in an application. */
  included(module: ModuleSummary, call: WiringCall): Placed | null {
    if (this.graph.nameOf(module.path, call.callee) !== 'fastapi.FastAPI.include_router') return null;
    const found = this.everywhere(module.path, call, (above) => this.unversioned(module.path, call, above, 0));
    if (!found) return null;
    const path = call.arguments.find((entry) => entry.keyword === null || entry.keyword === 'router')?.path;
    return {
      fields: { name: path ? `\`${path.replace(/^:/, '')}\`` : 'This router', value: found.prefix === '' ? 'no prefix' : `the prefix \`${found.prefix}\`` },
      related: found.related,
    };
  }

  /** A route that is put on the application itself. */
  onApplication(module: ModuleSummary, call: WiringCall): Placed | null {
    if (!this.graph.nameOf(module.path, call.callee).startsWith('fastapi.FastAPI.')) return null;
    const route = this.graph.routeOf(module.path, call)?.route;
    if (route === undefined || this.isPage(module, call)) return null;
    const found = this.everywhere(module.path, call, (above) => (isVersionedOrPlatform(above) || isVersionedOrPlatform(above + route) || catchAll.test(above + route) || isPlatform(route) ? null : { prefix: above + route, related: [] }));
    return found && { fields: { name: `The route \`${found.prefix}\``, value: `the path \`${found.prefix}\`` }, related: [] };
  }

  /** An application may be mounted in several places: what is found below the first of them that has no version. */
  private everywhere(path: string, call: WiringCall, find: (above: string) => Unversioned | null): Unversioned | null {
    const owner = this.graph.ownerOf(path, call);
    const prefixes = owner === null ? [''] : this.graph.prefixesOf(owner);
    for (const prefix of prefixes ?? []) {
      const found = find(prefix);
      if (found) return found;
    }
    return null;
  }

  /** The prefix under which some route of the included router stays without a version; null where all have one, or it cannot be told. */
  private unversioned(path: string, include: WiringCall, above: string, depth: number): Unversioned | null {
    const argument = include.arguments.find((entry) => entry.keyword === null || entry.keyword === 'router');
    const given = prefixOf(include);
    if (!argument?.path || given === null || depth > 8) return null;
    const soFar = above + given;
    if (isVersionedOrPlatform(soFar)) return null;
    const router = this.graph.keyOf(path, argument.path, include.function);
    if (router === null || platformRouter.test(`${argument.path} ${router.path.split('/').slice(-2).join('/')}`)) return null;
    return this.inRouter(router, soFar, depth);
  }

  private inRouter(router: RouterKey, above: string, depth: number): Unversioned | null {
    const module = this.project.modules.get(router.path);
    const made = this.graph.making(router, 'router');
    if (!module || !made) return null;
    const own = prefixOf(made);
    if (own === null) return null;
    const prefix = above + own;
    if (isVersionedOrPlatform(prefix)) return null;
    for (const call of this.graph.callsOn(module, router, 'router')) {
      if (this.graph.nameOf(router.path, call.callee) === 'fastapi.APIRouter.include_router') {
        const nested = this.unversioned(router.path, call, prefix, depth + 1);
        if (nested) return nested;
        continue;
      }
      const entry = this.graph.routeOf(router.path, call);
      if (entry && !versioned.test(prefix + entry.route) && !catchAll.test(prefix + entry.route) && !isPlatform(prefix + entry.route) && !this.isPage(module, call)) {
        return { prefix, related: [{ path: router.path, range: entry.range, message: `reaches clients as \`${prefix}${entry.route}\`` }] };
      }
    }
    return null;
  }

  /** Whether a route gives nothing but pages: a browser comes to them by links, and no client is bound to their form. */
  private isPage(module: ModuleSummary, call: WiringCall): boolean {
    const shown = (symbol: string | null): boolean => symbol !== null && isPage(this.graph.nameOf(module.path, symbol.replace(/\(\)$/, '')));
    if (call.arguments.some(({ keyword, path }) => keyword === 'response_class' && shown(path))) return true;
    const fn = module.functions.find(({ decorators }) => decorators.some(({ range }) => overlaps(range, call.range)));
    const returned = fn?.returned ?? [];
    return returned.length > 0 && returned.every((value) => (value.kind === 'call' || value.kind === 'path') && shown(value.path));
  }
}

function isPlatform(path: string): boolean {
  return platform.test(path.replace(/^\/+/, ''));
}

function isVersionedOrPlatform(prefix: string): boolean {
  return versioned.test(prefix) || (prefix !== '' && isPlatform(prefix));
}

/** The literal prefix of a call; '' where it has none, null where it is not a literal. */
function prefixOf(call: WiringCall): string | null {
  if (call.arguments.some((argument) => argument.keyword === '**')) return null;
  const argument = call.arguments.find((entry) => entry.keyword === 'prefix');
  return argument ? argument.text : '';
}
