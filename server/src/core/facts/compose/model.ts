import type { Location, Range } from '../../text/range';

/**
 * A value of the merged compose model and where it was written: after merging, the place that won.
 * Values that came through an anchor or `extends` point at where the value itself stands.
 */
export interface Sourced<T> {
  readonly value: T;
  readonly at: Location;
}

/** A scalar after interpolation. */
export interface ComposeScalar extends Sourced<string> {
  /** As written, `${TAG:-latest}` and all. */
  readonly raw: string;
  /** Variables that the value depends on, with the default written beside each. */
  readonly variables: readonly { readonly name: string; readonly default: string | null; readonly required: boolean }[];
  /** False where a variable had neither a value in `.env` nor a default: `value` then has an empty string in its place. */
  readonly isResolved: boolean;
}

/** The compose project that one set of files makes: a base file with its overrides, includes and extends, merged (Compose Specification, 13-merge). */
export interface ComposeProject {
  /** Workspace-relative paths: the base file first, then overrides in the order they apply. */
  readonly files: readonly string[];
  /** 'production' for a set with a prod override or base name, 'development' for a dev one or the plain override, else 'base'. */
  readonly variant: 'base' | 'development' | 'production';
  readonly services: ReadonlyMap<string, ComposeService>;
  readonly networks: ReadonlyMap<string, ComposeResource>;
  readonly volumes: ReadonlyMap<string, ComposeResource>;
  readonly secrets: ReadonlyMap<string, ComposeResource>;
  readonly configs: ReadonlyMap<string, ComposeResource>;
  /** Obsolete top-level `version`. */
  readonly version: ComposeScalar | null;
  /** Key and value of `version` in each file that has it, included ones too. */
  readonly versions?: readonly Location[];
  readonly problems: readonly ComposeProblem[];
  /** Files that were named (include, extends, env_file) and read, and those that could not be: an `unknown` rule is silent about what they could hold. */
  readonly missingFiles: readonly Location[];
  /** Every file that was asked for, found or not, the set's own included: a change to one of them changes the project. */
  readonly dependencies?: readonly string[];
  /**
   * Files of `files` behind the base that could be run without it: each of their services has its own image or build, and
   * needs no service, network or volume of the base. A rule that compares services of the base with those of such a file
   * (two publish one port) keeps silent: both may never run together.
   */
  readonly standalone?: readonly string[];
  /** The merged document for {@link findInCompose}; opaque outside `facts/compose`. */
  readonly tree?: unknown;
}

export interface ComposeResource {
  readonly name: string;
  readonly at: Location;
  readonly external: boolean;
  readonly internal: boolean;
}

export interface ComposeService {
  readonly name: string;
  /** Key of the service, in the file that declares it first. */
  readonly at: Location;
  /** Where the service's mapping stands in each file that speaks of it, for inserting keys. */
  readonly bodies: readonly Location[];
  readonly image: ComposeScalar | null;
  readonly build: ComposeBuild | null;
  readonly command: ComposeCommand | null;
  readonly entrypoint: ComposeCommand | null;
  readonly environment: ReadonlyMap<string, ComposeVariable>;
  readonly envFiles: readonly ComposeScalar[];
  readonly ports: readonly ComposePort[];
  readonly expose: readonly ComposeScalar[];
  readonly dependsOn: ReadonlyMap<string, ComposeDependency>;
  readonly links: readonly ComposeScalar[];
  readonly healthcheck: ComposeHealthcheck | null;
  readonly networks: readonly ComposeScalar[];
  readonly networkMode: ComposeScalar | null;
  readonly volumes: readonly ComposeMount[];
  readonly secrets: readonly ComposeScalar[];
  readonly configs: readonly ComposeScalar[];
  readonly restart: ComposeScalar | null;
  readonly profiles: readonly ComposeScalar[];
  readonly containerName: ComposeScalar | null;
  readonly privileged: ComposeScalar | null;
  readonly capAdd: readonly ComposeScalar[];
  readonly user: ComposeScalar | null;
  readonly extendsService: { readonly service: string; readonly file: string | null; readonly at: Location } | null;
  /** True where something that it builds on could not be read (extends, a value of the wrong type): a key that seems absent may be there. */
  readonly isPartial?: boolean;
  /** Any other key, for matchers over compose paths: plain JSON value. */
  readonly other: ReadonlyMap<string, Sourced<unknown>>;
}

export interface ComposeBuild {
  /** Workspace-relative folder, or null where it is a URL or outside the workspace. */
  readonly context: string | null;
  /** Workspace-relative path of the Dockerfile, where it can be told. */
  readonly dockerfile: string | null;
  readonly target: string | null;
  readonly args: ReadonlyMap<string, ComposeScalar>;
  readonly at: Location;
}

/** `words` is the argument vector (shell form split as a shell would, without expansion). */
export interface ComposeCommand {
  readonly words: readonly string[];
  readonly raw: string;
  readonly form: 'shell' | 'exec';
  readonly at: Location;
}

export interface ComposeVariable {
  readonly name: string;
  /** null: passed through from the shell (`- NAME`, `NAME:`). */
  readonly value: ComposeScalar | null;
  readonly keyAt: Location;
  /** The whole entry (list item or key and value). */
  readonly at: Location;
  /** True where it comes from an `env_file` that was read. */
  readonly fromFile: boolean;
}

export interface ComposePort {
  readonly target: string;
  /** Host port or range; null where Docker chooses one. */
  readonly published: string | null;
  readonly hostIp: string | null;
  readonly protocol: string;
  readonly mode: string | null;
  readonly raw: string;
  readonly isResolved: boolean;
  readonly at: Location;
}

export interface ComposeDependency {
  readonly service: string;
  readonly condition: string;
  readonly form: 'list' | 'map';
  readonly required: boolean;
  /** The list item, or the key in the map form. */
  readonly at: Location;
  /** The value of `condition`, where it is written. */
  readonly conditionAt?: Location | null;
}

export interface ComposeHealthcheck {
  readonly disabled: boolean;
  readonly test: ComposeCommand | null;
  readonly at: Location;
}

export interface ComposeMount {
  readonly type: 'volume' | 'bind' | 'tmpfs' | 'other';
  readonly source: string | null;
  readonly target: string;
  readonly raw: string;
  readonly at: Location;
}

/** What could not be read, told plainly (an undefined alias, a merge loop, a value of the wrong type). */
export interface ComposeProblem {
  readonly message: string;
  /**
   * `syntax` and `type`: YAML and schema extensions report these too, so a face may leave them out. `reference`: extends,
   * include or a file that leads nowhere. `limit`: given up, too large or too deep.
   */
  readonly kind?: 'syntax' | 'type' | 'reference' | 'limit';
  readonly at: Location;
}

/** Facts of one compose file alone, before it is merged with others: the model is made from these by `mergeCompose`. */
export interface ComposeFileFacts {
  readonly language: 'compose';
  readonly path: string;
  /** The parsed document; opaque outside `facts/compose`. */
  readonly document: unknown;
  readonly comments: readonly { readonly text: string; readonly range: Range; readonly ownLine: boolean }[];
  readonly problems: readonly ComposeProblem[];
  /** Files that this one names: include, extends.file, env_file, as workspace-relative paths. */
  readonly references: readonly string[];
}

/** Which files of a workspace make one project together; found by `findComposeSets`. */
export interface ComposeSet {
  readonly base: string;
  /** Files laid over the base, in order. */
  readonly overrides: readonly string[];
  readonly variant: ComposeProject['variant'];
}
