/** Severity of a finding, in the words of settings and reports. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

export const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** What a service is; `unknown` where there is no sign. */
export type ServiceKind =
  | 'api' | 'bot' | 'worker' | 'data-postgres' | 'data-mongo' | 'gateway' | 'library' | 'unknown';

export const serviceKinds: readonly ServiceKind[] = [
  'api', 'bot', 'worker', 'data-postgres', 'data-mongo', 'gateway', 'library', 'unknown',
];

/** Which files a rule looks at. `service`: not tests, migrations, scripts. */
export type RuleScope = 'service' | 'tests' | 'migrations' | 'any';

/**
 * A rule as its module's front matter declares it (keys in kebab-case there, camelCase here). Exactly one way of
 * finding: `match` (facts), `query` (tree-sitter) or `check` (TypeScript); match and query may stand together.
 */
export interface RuleDeclaration {
  readonly id: string;
  readonly pack: string;
  /** Module id of the page that declares it. */
  readonly module: string;
  readonly severity: Severity;
  /** What it is about, one line, for lists of rules. */
  readonly summary: string;
  /** Why it matters, at most three short sentences, for the hover. */
  readonly why: string;
  readonly scope: RuleScope;
  /** Speaks where no pack is followed, too. */
  readonly universal: boolean;
  /** Kinds of service it judges; empty: every kind. With kinds, it speaks one severity lower where the kind is unknown. */
  readonly kinds: readonly ServiceKind[];
  readonly match: readonly Matcher[];
  readonly query: QueryMatcher | null;
  /** Name of a check in `rules/checks/`. */
  readonly check: string | null;
  readonly message: string;
  readonly fix: FixDeclaration | null;
  /** Values that a check or a message may use, with defaults; the configuration can set them. */
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * A matcher over facts: one trigger, and conditions that must all hold. Names are qualified names as the library's
 * users import them; `redis.*` matches one more segment, `redis.**` any number (also none).
 */
export interface Matcher {
  readonly trigger: Trigger;
  readonly names: readonly string[];
  /** Names that match `names` and yet are fine. */
  readonly except: readonly string[];
  readonly when: Conditions;
  /** Overrides the rule's message for this matcher. */
  readonly message: string | null;
  readonly fix: FixDeclaration | null;
}

export type Trigger =
  /** `import names` and `from names import …`; a name may be `module` or `module.symbol`. Imports for types only do not count. */
  | 'import'
  | 'call' | 'decorator' | 'base'
  /** A read of a qualified name that is not called. */
  | 'attribute'
  /** Exception types that a handler catches; `*` matches a bare `except:`. The front-matter key `except` lists exemptions. */
  | 'except-type'
  /** String literals; see `matches`. */
  | 'string'
  /** Paths of the merged compose model: `services.*.image`. */
  | 'compose'
  /** Dockerfile instructions. */
  | 'dockerfile'
  /** Declared dependencies, by normalised name. */
  | 'dependency';

export interface Conditions {
  /** In (true) or outside (false) code that runs on the event loop: an `async def`, not handed to a thread. */
  readonly async?: boolean;
  /** Inside a FastAPI route or dependency, or an aiogram handler. */
  readonly handler?: boolean;
  readonly awaited?: boolean;
  /** The result is dropped: the call is a whole statement. */
  readonly statement?: boolean;
  readonly moduleLevel?: boolean;
  /** Keywords of which none is passed (a call with `**` is not judged). */
  readonly missing?: readonly string[];
  /** Keyword (or 0-based position) → any of these literals: strings, numbers, true, false, null, or a qualified name. */
  readonly argument?: Readonly<Record<string, readonly (string | number | boolean | null)[]>>;
  /** The file imports one of these. */
  readonly imports?: readonly string[];
  /** The file has asynchronous code (an `async def`, or an import of an async framework). */
  readonly asyncService?: boolean;
  /** RE2 pattern over the string, image, value or specifier. */
  readonly matches?: string;
  readonly matchesNot?: string;
  /** For dependencies: the lowest version allowed is below this one. */
  readonly below?: string;
  /** For compose: the path is absent. */
  readonly absent?: boolean;
}

/** A tree-sitter query for shapes that facts do not carry. The capture `@flag` is reported. */
export interface QueryMatcher {
  readonly source: string;
  /** Capture name → qualified names of which the captured expression must resolve to one. */
  readonly resolves: Readonly<Record<string, readonly string[]>>;
  /** The file must import one of these, or the query does not run. */
  readonly imports: readonly string[];
}

/** A fix as data. Texts may use `{name}` fields of the message. */
export type FixDeclaration =
  /** Writes `with` in place of the callee, the whole match, or the argument; imports what the new name needs. */
  | { readonly kind: 'replace'; readonly title: string; readonly target: 'callee' | 'match' | 'name' | 'argument'; readonly argument: string | null; readonly with: string; readonly imports: readonly string[] }
  | { readonly kind: 'add-keyword'; readonly title: string; readonly keyword: string; readonly value: string; readonly imports: readonly string[] }
  | { readonly kind: 'wrap'; readonly title: string; readonly before: string; readonly after: string; readonly imports: readonly string[] }
  | { readonly kind: 'remove'; readonly title: string }
  /** Made by the rule's check. */
  | { readonly kind: 'check'; readonly title: string };
