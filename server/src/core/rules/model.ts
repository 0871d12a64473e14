import type { LineIndex } from '../text/lineIndex';
import type { Location, Range } from '../text/range';
import type { CallFact, PythonFacts, SymbolicPath } from '../facts/python/model';
import type { ComposeProject } from '../facts/compose/model';
import type { DockerfileFacts } from '../facts/dockerfile/model';
import type { DependencyFacts } from '../facts/dependencies/model';
import type { RuleDeclaration, ServiceKind, Severity } from '../pack/ruleDeclaration';
import type { FileRole, ProjectView, Resolved, ServiceInfo } from '../project/model';

/** What a rule says about a place. The one shape that all four faces turn into their own. */
export interface Finding {
  readonly rule: string;
  readonly pack: string;
  /** Module id of the page that explains it. */
  readonly module: string;
  readonly severity: Severity;
  readonly path: string;
  readonly range: Range;
  readonly message: string;
  readonly fix: Fix | null;
  readonly related: readonly Related[];
}

export interface Related extends Location {
  readonly message: string;
}

export interface Fix {
  readonly title: string;
  /** It rests on a guess, or what it changes outside the file cannot be taken back: offered one by one, and not taken by fix-all. */
  readonly needsReview?: boolean;
  readonly edits: readonly FileEdit[];
}

export interface FileEdit extends Location {
  readonly newText: string;
}

/** What a check or matcher reports; the engine adds rule, pack, module and severity. */
export interface Report {
  /** Default: the file under check. */
  readonly path?: string;
  readonly range: Range;
  /** Fields for the rule's message template; or a whole message that takes its place. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly message?: string;
  readonly severity?: Severity;
  /** A milder case of the rule: no louder than this, whatever the rule is set to. */
  readonly atMost?: Severity;
  readonly fix?: Fix | null;
  readonly related?: readonly Related[];
}

/** A Python file as rules see it: facts, with names resolved and roles known. */
export interface PythonFile {
  readonly path: string;
  readonly text: LineIndex;
  readonly facts: PythonFacts;
  readonly service: ServiceInfo | null;
  readonly role: FileRole;
  readonly project: ProjectView;
  /** Memoised `project.resolve` for this file. */
  resolve(symbol: SymbolicPath | null): Resolved | null;
  /** Canonical qualified name of a call's callee, or null. */
  calleeOf(call: CallFact): string | null;
  /** What the function is to a framework. */
  roleOfFunction(index: number | null): FunctionRole | null;
  /** The code at this place runs on the event loop: in an `async def` (or a sync helper's lambda is not), not handed to a thread. */
  runsOnLoop(call: CallFact): boolean;
  /** Whether the file imports (not for types only) one of these modules or names, resolved. */
  imports(names: readonly string[]): boolean;
}

export type FunctionRole = 'route' | 'dependency' | 'bot-handler' | 'consumer' | 'lifespan' | 'middleware';

export interface CheckContext {
  readonly rule: RuleDeclaration;
  /** The rule's options, with the configuration's values over the declared ones. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly project: ProjectView;
  /** Options of another rule of the loaded packs, for what two rules share; empty where there is no such rule. */
  optionsOf(rule: string): Readonly<Record<string, unknown>>;
  /** With what severity the rule speaks in a file; null where it does not. */
  severityAt(path: string): Severity | null;
  /** With what severity the rule speaks about a service of this kind; null where it does not. For checks whose file is not in the service (compose). */
  severityFor(kind: ServiceKind): Severity | null;
  /** The text of a compose file or Dockerfile of the project, for edits; null where it is not kept. */
  textOf(path: string): LineIndex | null;
  readonly report: (report: Report) => void;
}

interface CheckBase<Input extends string, Context> {
  /** The rule's `check` name, and its file name: `event-loop/no-nested-run` is in `checks/noNestedRun.ts`. */
  readonly name: string;
  readonly input: Input;
  readonly run: (context: CheckContext & Context) => void;
}

/** Runs on each Python file; `words`: some of these must stand in the text, or the check does not run (nor need the file be parsed). */
export interface PythonCheck extends CheckBase<'python', { readonly file: PythonFile }> {
  readonly words: readonly string[];
}
/** Runs on each merged compose project; reports may lie in any of its files. */
export type ComposeCheck = CheckBase<'compose', { readonly compose: ComposeProject }>;
export type DockerfileCheck = CheckBase<'dockerfile', { readonly path: string; readonly text: LineIndex; readonly facts: DockerfileFacts }>;
export type DependencyCheck = CheckBase<'dependencies', { readonly path: string; readonly facts: DependencyFacts }>;
/** Runs once for the whole project, on the graph alone. */
export type ProjectCheck = CheckBase<'project', object>;

export type Check = PythonCheck | ComposeCheck | DockerfileCheck | DependencyCheck | ProjectCheck;
