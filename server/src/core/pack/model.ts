import type { Range } from '../text/range';
import type { RuleDeclaration } from './ruleDeclaration';

/** A pack: a named set of modules. Its id is a bundled name or the folder it was read from. */
export interface Pack {
  readonly id: string;
  readonly title: string;
  /** A sentence or two, where pack.yaml has them. */
  readonly description?: string;
  readonly bundled: boolean;
  /** Workspace-relative folder for a workspace pack; null for a bundled one. */
  readonly root: string | null;
  readonly modules: ReadonlyMap<string, Module>;
  readonly rules: readonly RuleDeclaration[];
  /** Navigation: groups in order, read from `pack.yaml`. */
  readonly navigation: readonly NavigationGroup[];
  /** Further ways to the pages, in the order of `pack.yaml`: by need, by role, learning paths. */
  readonly readingLists: readonly ReadingList[];
  /** Evidence by which a workspace is taken to follow this pack; see project/adoption. */
  readonly follows: FollowEvidence;
  readonly problems: readonly PackProblem[];
}

export interface NavigationGroup {
  readonly title: string;
  readonly groups: readonly NavigationGroup[];
  /** Module ids. */
  readonly modules: readonly string[];
}

/** A way to the pages beside the navigation: what readers look for, each with the pages that answer it. */
export interface ReadingList {
  readonly title: string;
  /** Whom it helps; empty where pack.yaml does not say. */
  readonly description: string;
  /** Whether the entries are steps. */
  readonly ordered: boolean;
  readonly entries: readonly ReadingEntry[];
}

export interface ReadingEntry {
  readonly title: string;
  /** Empty where there is none. */
  readonly note: string;
  /** Module ids, the most useful first. */
  readonly modules: readonly string[];
}

/** The pack is followed where a service of each listed set of kinds stands in the workspace. */
export interface FollowEvidence {
  readonly kinds: readonly (readonly string[])[];
}

/** A module (a page): what the front matter says, and where its body is. */
export interface Module {
  /** Path in the pack without `.md`, forward slashes: `atomic/integrations/redis/connection-management`. */
  readonly id: string;
  readonly pack: string;
  readonly title: string;
  /** One sentence. */
  readonly summary: string;
  readonly category: string;
  readonly tags: readonly string[];
  readonly kinds: readonly string[];
  readonly concepts: Concepts;
  readonly synonyms: readonly string[];
  readonly symptoms: readonly string[];
  readonly related: readonly { readonly module: string; readonly reason: string }[];
  /** Ids of the rules that this page declares. */
  readonly rules: readonly string[];
  /** Headings of level 2 and 3, with the slug that links use. */
  readonly headings: readonly { readonly level: number; readonly text: string; readonly slug: string }[];
}

export interface Concepts {
  /** Qualified Python names as library users import them: `aio_pika.connect_robust`, `redis.asyncio.Redis`. */
  readonly python: readonly string[];
  /** Compose paths with `*` for names: `services.*.healthcheck`. */
  readonly compose: readonly string[];
  /** Image names without tag. */
  readonly images: readonly string[];
  /** Environment variables; `*` at an end is a wildcard. */
  readonly variables: readonly string[];
  /** File names: `Dockerfile`, `alembic.ini`. */
  readonly files: readonly string[];
  /** Dockerfile instructions. */
  readonly dockerfile: readonly string[];
  /** Package names as in pyproject. */
  readonly packages: readonly string[];
}

/** A page's text: kept apart from `Module`, since most work never needs it. */
export interface ModuleSource {
  readonly id: string;
  /** The whole file. */
  readonly text: string;
  /** Offset where the body begins, after the front matter. */
  readonly bodyOffset: number;
  readonly blocks: readonly CodeBlock[];
}

/**
 * A fenced code block. The info string is the language followed by attributes:
 *
 *     ```python incorrect="redis/ttl-required" kind=api file=src/cache.py
 *
 * `incorrect="id, id"`  each named rule must flag the block (and no other rule may)
 * `kind=…`              service kind of the code (default: first of the page's `kinds`, else api)
 * `file=…`              path within the service (Python) or workspace (compose, Dockerfile); a default per language
 * `group=…`             blocks of one group are one workspace (for rules that join files)
 * `excerpt="path#name"` the block equals this part of a file of the repository (bundled packs)
 * `fragment`            not code on its own: neither parsed nor checked
 * A block without `incorrect` must not be flagged by any rule.
 */
export interface CodeBlock {
  readonly language: string;
  readonly code: string;
  /** Zero-based line of the first line of code in the page. */
  readonly line: number;
  readonly incorrect: readonly string[];
  readonly attributes: ReadonlyMap<string, string>;
}

/** What is wrong with a pack: shown in the editor, by `verify`, and never thrown. */
export interface PackProblem {
  /** Path within the pack's folder. */
  readonly path: string;
  readonly range: Range;
  readonly severity: 'error' | 'warning';
  readonly rule: string;
  readonly message: string;
}
