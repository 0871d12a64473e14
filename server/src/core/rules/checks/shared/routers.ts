import type { ModuleSummary, ProjectView, WiringCall } from '../../../project/model';
import type { Range } from '../../../text/range';

/** A router or an application: a variable of a module, or the one that a function makes. */
export interface RouterKey {
  readonly path: string;
  readonly name: string | null;
  readonly function: number | null;
}

/** A route with the path that its registration writes. */
export interface WiredRoute {
  readonly route: string;
  readonly range: Range;
}

const routeVerb = /^fastapi\.(FastAPI|APIRouter)\.(get|post|put|patch|delete|api_route|add_api_route)$/;
const makes = { router: 'fastapi.APIRouter', application: 'fastapi.FastAPI' } as const;
const deepest = 8;

/** Which routers and applications hold which routes, and under what prefix, by the calls that wire them together. */
export class RouterGraph {
  private mounted: readonly { readonly path: string; readonly call: WiringCall }[] | null = null;

  constructor(private readonly project: ProjectView) {}

  /** Canonical name of what a symbol of the file means; '' where it is not known. */
  nameOf(path: string, symbol: string | null): string {
    return symbol === null ? '' : this.project.resolve(path, symbol)?.name ?? '';
  }

  /** The router or application that a symbol stands for, where it is used in a function (null: at module level) of the file. */
  keyOf(path: string, symbol: string, fn: number | null): RouterKey | null {
    const binding = this.project.bindingOf?.(path, symbol) ?? null;
    if (binding) return { ...binding, function: null };
    if (!/^:[^()[\]]+\(\)$/.test(symbol)) return null;
    const resolved = this.project.resolve(path, symbol.slice(0, -2));
    const { definition } = resolved ?? { definition: null };
    if (definition?.function != null) return { path: definition.path, name: null, function: definition.function };
    // A local name reads as the call that made its value.
    return fn !== null && (resolved?.name === makes.router || resolved?.name === makes.application) ? { path, name: null, function: fn } : null;
  }

  /** The key of what a method is called on. */
  ownerOf(path: string, call: WiringCall): RouterKey | null {
    return this.keyOf(path, call.callee.slice(0, call.callee.lastIndexOf('.')), call.function);
  }

  /** The call that makes it; null where there is none to be seen, or several that cannot be told apart. */
  making(key: RouterKey, what: keyof typeof makes): WiringCall | null {
    const made = (this.project.modules.get(key.path)?.wiring ?? []).filter((call) => (key.name === null ? call.function === key.function : call.boundTo === key.name)
      && this.nameOf(key.path, call.callee) === makes[what]);
    return made.length === 1 || key.name !== null ? made[0] ?? null : null;
  }

  /** The calls of its methods in the file that makes it. */
  callsOn(module: ModuleSummary, key: RouterKey, what: keyof typeof makes): readonly WiringCall[] {
    return module.wiring.filter((call) => (key.name === null
      ? call.function === key.function && this.nameOf(module.path, call.callee).startsWith(`${makes[what]}.`)
      : call.callee.startsWith(`:${key.name}.`)));
  }

  /** The literal path of a route that the call registers on a router or application; null where it registers none, or its path cannot be told. */
  routeOf(path: string, call: WiringCall): WiredRoute | null {
    if (!routeVerb.test(this.nameOf(path, call.callee))) return null;
    const route = call.arguments.find((entry) => entry.keyword === null || entry.keyword === 'path')?.text;
    return route === null || route === undefined ? null : { route, range: call.range };
  }

  /**
   * The prefixes under which an application is reached: those that it is mounted under, else its `root_path`; `['']` where
   * it stands for itself, null where one of them cannot be told.
   */
  prefixesOf(key: RouterKey, depth = 0): readonly string[] | null {
    if (depth > deepest) return null;
    const made = this.making(key, 'application');
    const isGiven = key.name === null && made === null;
    const found: string[] = [];
    for (const { path, call } of this.mounts()) {
      const [under, application] = mountArguments(call);
      const target = application?.path == null ? null : this.keyOf(path, application.path, call.function);
      if (!target) continue;
      // An application that a function gets may be any of those that are mounted.
      if (isGiven) return null;
      if (!isSame(target, key)) continue;
      const prefix = under?.text ?? null;
      const owner = this.ownerOf(path, call);
      const above = owner === null ? null : isSame(owner, key) ? [''] : this.prefixesOf(owner, depth + 1);
      if (prefix === null || above === null) return null;
      found.push(...above.map((outer) => outer + prefix));
    }
    if (found.length > 0) return found;
    const root = made?.arguments.find((argument) => argument.keyword === 'root_path');
    if (root) return root.text === null ? null : [root.text];
    return [''];
  }

  private mounts(): readonly { readonly path: string; readonly call: WiringCall }[] {
    if (!this.mounted) {
      const found: { path: string; call: WiringCall }[] = [];
      for (const module of this.project.modules.values()) {
        for (const call of module.wiring) {
          if (call.callee.endsWith('.mount') && /^(fastapi\.(FastAPI|APIRouter)|starlette\.applications\.Starlette)\.mount$/.test(this.nameOf(module.path, call.callee))) found.push({ path: module.path, call });
        }
      }
      this.mounted = found;
    }
    return this.mounted;
  }
}

/** `mount(path, app)`, by position or keyword. */
function mountArguments(call: WiringCall): readonly (WiringCall['arguments'][number] | undefined)[] {
  const positional = call.arguments.filter((argument) => argument.keyword === null);
  const named = (keyword: string): WiringCall['arguments'][number] | undefined => call.arguments.find((argument) => argument.keyword === keyword);
  return [named('path') ?? positional[0], named('app') ?? positional[named('path') ? 0 : 1]];
}

function isSame(one: RouterKey, other: RouterKey): boolean {
  return one.path === other.path && one.name === other.name && one.function === other.function;
}
