import type { SymbolicPath } from '../facts/python/model';
import type { ImportGraph } from './importGraph';
import type { ModuleSummary } from './model';
import type { Located } from './moduleIndex';
import type { Scopes } from './moduleScope';
import { parsePath } from './symbolicPath';

/** A variable of a module's scope: which one it is, where its value says only of what type it is. */
export interface BindingTarget {
  readonly path: string;
  readonly name: string;
}

/** Imports are followed from file to file at most this often. */
const mostHops = 20;

/**
 * The module-scope variable that a symbol stands for, after imports, module attributes and re-exports: `:users.router` where
 * `from app.api import users` is `router` of `app/api/users.py`. null where it is none, or cannot be told.
 */
export function bindingOf(modules: ReadonlyMap<string, ModuleSummary>, graph: ImportGraph, scopes: Scopes, path: string, symbol: SymbolicPath): BindingTarget | null {
  const parsed = parsePath(symbol);
  if (!parsed || parsed.head === '' || parsed.steps.some((step) => step.kind !== 'attribute')) return null;
  let names = [parsed.head, ...parsed.steps.map((step) => (step.kind === 'attribute' ? step.name : ''))];
  let at = path;
  for (let hop = 0; hop < mostHops; hop++) {
    const summary = modules.get(at);
    const [head = '', ...rest] = names;
    if (!summary) return null;
    const scope = scopes.of(summary);
    const definition = scope.get(head) ?? (scope.localImports(head)[0] ? { kind: 'import' as const, fact: scope.localImports(head)[0] } : null);
    if (definition?.kind === 'variable') return rest.length === 0 ? { path: at, name: head } : null;
    if (definition?.kind !== 'import' || !definition.fact) return null;
    const target = graph.target(at, definition.fact);
    if (target.kind !== 'project') return null;
    const next = definition.fact.name === null
      ? (definition.fact.hasAlias || !definition.fact.module.includes('.') ? enter(graph, target.module, rest, modules, scopes) : dotted(graph, target.module, definition.fact.module, rest, modules, scopes))
      : enter(graph, target.module, [definition.fact.name, ...rest], modules, scopes);
    if (!next) return null;
    at = next.path;
    names = next.names;
  }
  return null;
}

/** Goes down submodules as far as the names lead, and stops in the module that must define the next one. */
function enter(graph: ImportGraph, module: Located, names: string[], modules: ReadonlyMap<string, ModuleSummary>, scopes: Scopes): { path: string; names: string[] } | null {
  let current = module;
  let rest = names;
  while (rest.length > 1) {
    const [head = ''] = rest;
    const summary = current.path === null ? undefined : modules.get(current.path);
    if (summary && scopes.of(summary).has(head)) break;
    const submodule = graph.index.submodule(current, head);
    if (!submodule) break;
    current = submodule;
    rest = rest.slice(1);
  }
  return current.path === null || rest.length === 0 ? null : { path: current.path, names: rest };
}

/** `import a.b` binds `a`: the names behind it begin with `b`. */
function dotted(graph: ImportGraph, module: Located, name: string, rest: string[], modules: ReadonlyMap<string, ModuleSummary>, scopes: Scopes): { path: string; names: string[] } | null {
  const inner = name.split('.').slice(1);
  return inner.every((part, at) => rest[at] === part) ? enter(graph, module, rest.slice(inner.length), modules, scopes) : null;
}
