import type { Location } from '../text/range';
import type { BindingFact, ClassFact, FunctionFact, ImportFact, PythonFacts, SymbolicPath } from '../facts/python/model';
import type { ComposeProject } from '../facts/compose/model';
import type { DependencyFacts } from '../facts/dependencies/model';
import type { DockerfileFacts } from '../facts/dockerfile/model';
import type { ServiceKind } from '../pack/ruleDeclaration';
import type { Configuration } from './configuration';

/**
 * What the project graph keeps of a Python file (the facts themselves are kept for open files only). Made by
 * `summarise(path, facts)`. Plain data: it crosses to worker threads and caches.
 */
export interface ModuleSummary {
  readonly path: string;
  readonly imports: readonly ImportFact[];
  readonly bindings: readonly BindingFact[];
  readonly functions: readonly FunctionFact[];
  readonly classes: readonly ClassFact[];
  readonly exports: readonly string[] | null;
  readonly hasMainGuard: boolean;
  readonly mainGuard: Location['range'] | null;
  readonly hasAsync: boolean;
  /** A comment at the top says that a program wrote the file. */
  readonly isGenerated: boolean;
  /** A notebook written out as Python: it has marks of cells. */
  readonly isNotebook: boolean;
  /** Calls that say what the process is or join files: their callee and the paths of their arguments. */
  readonly wiring: readonly WiringCall[];
  /** Direct calls in the bodies of plain (not async) functions, for rules that look one call deep. */
  readonly syncCalls?: readonly { readonly callee: SymbolicPath; readonly function: number; readonly range: Location['range'] }[];
  /** What the file's own calls pass for parameters without an annotation, where all of them pass something that can be told; absent where there is none. */
  readonly passed?: readonly PassedFact[];
  /** What is put where the framework hands it on under a name; absent where there is none. */
  readonly stores?: readonly StoreFact[];
  /** Something in the file may be one of these, of whatever file. */
  readonly usesStores?: boolean;
  /** Equal for two summaries that mean the same to other files: ranges left out. */
  readonly signature: string;
}

/**
 * A call that wires a process together: runs a server, includes a router, registers a handler, consumes a queue,
 * starts polling. Which callees are wiring is decided by the last name, since resolution comes later.
 */
export interface WiringCall {
  readonly callee: SymbolicPath;
  readonly arguments: readonly { readonly keyword: string | null; readonly path: SymbolicPath | null; readonly text: string | null }[];
  readonly range: Location['range'];
  readonly function: number | null;
  readonly inMainGuard: boolean;
  /** Name to which the result is bound (`router = APIRouter(prefix="/x")`). */
  readonly boundTo?: string | null;
  /** It is entered by `with`; absent where it is not. */
  readonly isContextManager?: true;
}

/** What is passed for a parameter: the paths of the arguments, each once. */
export interface PassedFact {
  readonly function: number;
  readonly parameter: string;
  readonly paths: readonly SymbolicPath[];
}

/**
 * A value that is kept under a name: `app.state.name = …` (state), `app.name = …` (attribute), `dp["name"] = …` (item), `data["name"] = …` in a middleware
 * of aiogram (data), `Dispatcher(name=…)` (keyword; `object` is what is called), `yield {"name": …}` of a lifespan (yield).
 */
export interface StoreFact {
  readonly kind: 'state' | 'attribute' | 'item' | 'data' | 'keyword' | 'yield';
  readonly object: SymbolicPath | null;
  readonly name: string;
  /** What is stored; null where that cannot be told. */
  readonly path: SymbolicPath | null;
}

/** What kind of code a file is, by path, content and configuration. */
export type FileRole = 'service' | 'tests' | 'migrations' | 'scripts' | 'vendored' | 'generated';

export interface ServiceInfo {
  /** Workspace-relative folder ('' for the workspace itself); with several services in a folder, `folder#name`. */
  readonly id: string;
  readonly name: string;
  readonly folder: string;
  readonly kind: ServiceKind;
  /** From archguide.yaml, not inferred. */
  readonly declared: boolean;
  /** How sure the kind is: told by the configuration, by what the code does, or by names alone. */
  readonly confidence: 'declared' | 'strong' | 'weak';
  /** Why it is taken for this kind, strongest first, for people: "docker-compose.yml builds it as `orders_api`". */
  readonly evidence: readonly Evidence[];
  /** Names of compose services that run it. */
  readonly composeServices: readonly { readonly name: string; readonly at: Location }[];
  readonly dockerfile: string | null;
}

export interface Evidence {
  readonly text: string;
  readonly at: Location | null;
}

/** Where a process begins. */
export interface EntryPoint {
  /** The Python file. */
  readonly path: string;
  readonly via: 'main' | 'compose' | 'dockerfile' | 'script';
  /** The place that says so: `__main__` guard, compose command, Dockerfile CMD, pyproject script. */
  readonly at: Location;
  readonly service: ServiceInfo | null;
  /** The application object for `uvicorn module:app`. */
  readonly attribute: string | null;
}

/** An import of one project file by another, after resolution. */
export interface ImportEdge {
  readonly from: string;
  readonly to: string;
  readonly fact: ImportFact;
}

/** What a symbolic path means. */
export interface Resolved {
  /**
   * Canonical qualified name: `redis.asyncio.Redis.set` for a method called on an instance, `redis.asyncio.Redis` for the class
   * or an instance of it. Project symbols: dotted module from its import root, then the symbol.
   */
  readonly name: string;
  /** The value is an instance of `name`, a class. */
  readonly isInstance: boolean;
  /** Where a project symbol is defined. */
  readonly definition: { readonly path: string; readonly function: number | null; readonly class: number | null } | null;
}

/** The project as rules see it. All look-ups are cheap; caches live behind it and die with each change. */
export interface ProjectView {
  readonly configuration: Configuration;
  readonly services: readonly ServiceInfo[];
  readonly entryPoints: readonly EntryPoint[];
  readonly compose: readonly ComposeProject[];
  /** Python files. */
  readonly modules: ReadonlyMap<string, ModuleSummary>;
  readonly dockerfiles: ReadonlyMap<string, DockerfileFacts>;
  readonly dependencies: ReadonlyMap<string, DependencyFacts>;
  serviceOf(path: string): ServiceInfo | null;
  roleOf(path: string): FileRole;
  /** Whether the workspace follows the pack: its rules speak. */
  follows(pack: string): boolean;
  /** null where the name cannot be told for sure: rules are then silent. */
  resolve(path: string, symbol: SymbolicPath): Resolved | null;
  /** The module-scope name that the symbol stands for, after following imports and re-exports: `:users.router` → the file and `router`. */
  bindingOf?(path: string, symbol: SymbolicPath): { readonly path: string; readonly name: string } | null;
  /** Functions of the file, by index, that other files register by a call, with the qualified names of what is called: `aiogram.Router.message.register`. */
  registrationsOf?(path: string): ReadonlyMap<number, readonly string[]>;
  importsOf(path: string): readonly ImportEdge[];
  importersOf(path: string): readonly ImportEdge[];
  /** Names of external modules that the file imports (types-only left out): top-level packages resolved as external. */
  externalImportsOf(path: string): readonly { readonly name: string; readonly fact: ImportFact }[];
  /** The same object while nothing has changed but places in this file, and what no other file can see of it: answers about its names stand as long. */
  stateFor?(path: string): object;
  /** Files reachable by imports from `path`, itself included; types-only imports do not count. For each, the edge by which it was first reached. */
  reachableFrom(path: string): ReadonlyMap<string, ImportEdge | null>;
}

export type { PythonFacts };
