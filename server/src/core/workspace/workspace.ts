import type { ComposeFileFacts } from '../facts/compose/model';
import type { DependencyFacts } from '../facts/dependencies/model';
import type { DockerfileFacts } from '../facts/dockerfile/model';
import { PythonFactsDocument } from '../facts/python/document';
import { serviceKinds } from '../pack/ruleDeclaration';
import type { CancelSignal, Ports, PythonParser } from '../ports';
import { readConfiguration } from '../project/readConfiguration';
import type { ConfigurationProblem } from '../project/configuration';
import type { Affected } from '../project/affected';
import { composeScope, pythonScope } from '../project/baseline';
import { Project, type ProjectEdit } from '../project/project';
import type { ProjectSnapshot } from '../project/view';
import { summarise } from '../project/summary';
import { sortFindings } from '../rules/collector';
import { Engine, type RulePolicy } from '../rules/engine';
import type { Check, Finding } from '../rules/model';
import { ResolvedPythonFile } from '../rules/pythonFile';
import { QueryRules } from '../rules/queries';
import { RuleIndex } from '../rules/ruleIndex';
import type { TextChange } from '../syntax/pythonDocument';
import { LineIndex } from '../text/lineIndex';
import type { Position } from '../text/range';
import { readPlain, skipReason, withPythonFacts, type Skipped } from './analysis';
import { ComposeFiles } from './composeFiles';
import { PlainDocument } from './documents';
import { FinalFindings } from './finalFindings';
import type { Knowledge } from './knowledge';
import { languageOf } from './language';
import type { OpenFile, WorkspaceView } from './model';
import { sharedFindings } from './sharedFindings';
import { shiftFindings } from './shift';

/** Milliseconds that parsing a closed file may take. */
const closedBudget = 3_000;
/** Indexing gives way to requests after this many milliseconds. */
const slice = 12;

export interface WorkspaceParts {
  readonly ports: Ports;
  readonly parser: PythonParser;
  readonly knowledge: Knowledge;
  readonly checks: readonly Check[];
  /** Configuration and packs of the workspace are read only where it is trusted. */
  readonly trusted: boolean;
  /** ISO date, for suppressions that expire. */
  readonly today: string;
}

/** What changed for others: paths whose findings may differ, or all. */
export type Changed = Affected;

/**
 * One workspace folder: its files' facts joined in the project graph, and findings kept up to date file by file.
 * Asking for findings of an open file is answered at once from what is known; nothing here waits for the disk but
 * `index`, `diskChanged` and `closedFindings`.
 */
export class Workspace implements WorkspaceView {
  readonly knowledge: Knowledge;
  private readonly engine: Engine;
  private readonly graph: Project;
  private readonly compose = new ComposeFiles();
  private readonly dockerTexts = new Map<string, LineIndex>();
  private readonly python = new Map<string, PythonFactsDocument>();
  private readonly plain = new Map<string, PlainDocument>();
  private readonly resolved = new Map<string, ResolvedPythonFile>();
  private readonly local = new Map<string, readonly Finding[]>();
  private readonly final: FinalFindings;
  private shared: ReadonlyMap<string, readonly Finding[]> | null = null;
  private known = new Set<string>();

  constructor(private readonly parts: WorkspaceParts) {
    this.knowledge = parts.knowledge;
    const rules = parts.knowledge.packs.flatMap((pack) => pack.rules);
    this.engine = new Engine(new RuleIndex(rules, parts.checks), new QueryRules(parts.parser.language), (rule, path, error) => {
      parts.ports.logger.error(`rule ${rule} failed on ${path || 'the project'}: ${error instanceof Error ? error.stack ?? error.message : String(error)}`);
    });
    this.graph = new Project(parts.knowledge.packs);
    this.final = new FinalFindings(parts.knowledge, parts.today);
  }

  get project(): ProjectSnapshot {
    return this.graph.view();
  }

  get rules(): RuleIndex {
    return this.engine.index;
  }

  /** Paths of all files that were read. */
  get paths(): ReadonlySet<string> {
    return this.known;
  }

  /** Reads every file of the folder, giving way to other work. Returns how many files were read. */
  async index(signal: CancelSignal, progress: (done: number, total: number) => void): Promise<number> {
    const { files, clock } = this.parts.ports;
    const paths = (await files.list()).filter((path) => languageOf(path) !== null);
    let started = clock.now();
    const edits: ((edit: ProjectEdit) => void)[] = [];
    for (const [at, path] of paths.entries()) {
      if (signal.isCancelled) return at;
      if (!this.isOpen(path)) {
        const text = await files.read(path);
        if (text !== null && !this.isOpen(path)) edits.push(this.taken(path, text));
      }
      if (clock.now() - started > slice) {
        progress(at, paths.length);
        await new Promise<void>((resolve) => clock.after(0, resolve));
        started = clock.now();
      }
    }
    this.graph.update((edit) => { for (const apply of edits) apply(edit); });
    await this.readNamedFiles();
    this.forget('all');
    progress(paths.length, paths.length);
    return paths.length;
  }

  /** A file was opened in an editor: from now on its text is the editor's. */
  open(path: string, text: string): Changed {
    if (languageOf(path) === 'python' && skipReason(text) === null) {
      this.python.get(path)?.dispose();
      this.python.set(path, new PythonFactsDocument(this.parts.parser, text));
    } else {
      this.plain.set(path, new PlainDocument(path, text));
    }
    return this.reread(path);
  }

  /** An open file was edited. */
  change(path: string, changes: readonly TextChange[]): Changed {
    const python = this.python.get(path);
    if (python) {
      python.change(changes);
      const shared = this.shared?.get(path);
      if (shared && this.shared) this.shared = new Map(this.shared).set(path, shiftFindings(shared, changes));
    } else {
      this.plain.get(path)?.change(changes);
    }
    return this.reread(path);
  }

  /** An open file was closed: what the disk has counts again. */
  async close(path: string): Promise<Changed> {
    this.python.get(path)?.dispose();
    this.python.delete(path);
    this.plain.delete(path);
    this.resolved.delete(path);
    this.local.delete(path);
    return this.diskChanged([path]);
  }

  /** Files were created, changed or deleted outside of the editor. Open files are left alone. */
  async diskChanged(paths: readonly string[]): Promise<Changed> {
    const edits: ((edit: ProjectEdit) => void)[] = [];
    for (const path of paths) {
      if (this.isOpen(path)) continue;
      this.local.delete(path);
      const named = this.compose.forgetNamed(path);
      if (languageOf(path) === null && !named) continue;
      const text = languageOf(path) === null ? null : await this.parts.ports.files.read(path);
      if (this.isOpen(path)) continue;
      edits.push(text === null ? this.dropped(path) : this.taken(path, text));
    }
    const change = this.graph.update((edit) => { for (const apply of edits) apply(edit); });
    await this.readNamedFiles();
    return this.forget(change.affected);
  }

  file(path: string): OpenFile | null {
    const python = this.python.get(path);
    if (python) return { language: 'python', path, text: python.text, python: this.resolve(path, python) };
    const plain = this.plain.get(path);
    if (!plain) return null;
    const { text } = plain;
    switch (plain.language) {
      case 'compose': return { language: 'compose', path, text, compose: plain.facts as ComposeFileFacts, projects: this.compose.all.filter((project) => project.files.includes(path)) };
      case 'dockerfile': return { language: 'dockerfile', path, text, dockerfile: plain.facts as DockerfileFacts };
      case 'dependencies': return { language: 'dependencies', path, text, dependencies: plain.facts as DependencyFacts };
      case 'configuration': case 'module': case 'environment': return { language: plain.language, path, text };
      default: return { language: 'other', path, text };
    }
  }

  /** Why an open file is not judged; null where it is. */
  skippedReason(path: string): Skipped | null {
    const python = this.python.get(path);
    if (python) return python.facts === null ? 'took too long to parse' : null;
    return this.plain.get(path)?.skipped ?? null;
  }

  findings(path: string): readonly Finding[] {
    const python = this.python.get(path);
    if (python && !this.local.has(path)) this.local.set(path, python.facts === null ? [] : this.engine.python(this.resolve(path, python), python.tree, this.policy));
    if (python) this.final.setComments(path, python.facts?.comments ?? [], python.text);
    return this.finish(path);
  }

  /** Findings of a file that may be closed: reads it from disk where its own findings are not known. */
  async closedFindings(path: string): Promise<readonly Finding[]> {
    if (this.isOpen(path) || languageOf(path) !== 'python' || this.local.has(path)) return this.findings(path);
    const text = await this.parts.ports.files.read(path);
    if (this.isOpen(path)) return this.findings(path);
    if (text !== null && skipReason(text) === null) this.judgeClosed(path, text);
    else this.local.set(path, []);
    return this.findings(path);
  }

  /** Findings by path of every file that has some; files whose own findings are not known yet are left out. */
  knownFindings(): ReadonlyMap<string, readonly Finding[]> {
    const found = new Map<string, readonly Finding[]>();
    for (const path of new Set([...this.local.keys(), ...this.sharedByPath.keys(), ...this.final.paths()])) {
      const findings = this.findings(path);
      if (findings.length > 0) found.set(path, findings);
    }
    return found;
  }

  /** The function, class or compose service around a place, for anchors of the baseline; '' at the top of a file. */
  scopeAt(path: string, at: Position): string {
    const python = this.python.get(path);
    if (python?.facts) return pythonScope(python.facts, at);
    const summary = this.project.modules.get(path);
    return summary ? pythonScope(summary, at) : composeScope(this.compose.all, path, at);
  }

  /** Faults of configuration files and of the workspace's own packs. */
  configurationProblems(): readonly ConfigurationProblem[] {
    return this.final.allConfigurationProblems();
  }

  dispose(): void {
    for (const document of this.python.values()) document.dispose();
    this.python.clear();
  }

  private get policy(): RulePolicy {
    const view = this.project;
    return {
      severityOf: (rule, path) => view.configurations.severityOf(rule, path),
      optionsOf: (rule, path) => view.configurations.optionsOf(rule, path),
      textOf: (path) => this.compose.text(path) ?? this.dockerTexts.get(path) ?? null,
    };
  }

  private get sharedByPath(): ReadonlyMap<string, readonly Finding[]> {
    this.shared ??= sharedFindings(this.engine, this.project, this.policy, { compose: this.compose, dockerfileText: (path) => this.dockerTexts.get(path) ?? null });
    return this.shared;
  }

  private isOpen(path: string): boolean {
    return this.python.has(path) || this.plain.has(path);
  }

  private finish(path: string): readonly Finding[] {
    const raw = [...(this.local.get(path) ?? []), ...(this.sharedByPath.get(path) ?? [])];
    return sortFindings(this.final.finish(path, raw));
  }

  private resolve(path: string, document: PythonFactsDocument): ResolvedPythonFile {
    const known = this.resolved.get(path);
    const facts = document.facts ?? document.emptyFacts;
    if (known && known.facts === facts && known.project === this.project) return known;
    const file = new ResolvedPythonFile(path, document.text, facts, this.project);
    this.resolved.set(path, file);
    return file;
  }

  private judgeClosed(path: string, text: string): void {
    const findings = withPythonFacts(this.parts.parser, text, closedBudget, (facts, tree) => {
      const index = new LineIndex(text);
      this.final.setComments(path, facts.comments, index);
      return this.engine.python(new ResolvedPythonFile(path, index, facts, this.project), tree, this.policy);
    });
    this.local.set(path, findings ?? []);
  }

  /** Brings an open file's present text into the graph. */
  private reread(path: string): Changed {
    this.local.delete(path);
    const python = this.python.get(path);
    if (python) {
      this.known.add(path);
      const { facts } = python;
      if (facts === null) return new Set([path]);
      return this.forget(this.graph.setPython(summarise(path, facts)).affected, path);
    }
    const document = this.plain.get(path);
    if (!document) return 'none';
    if (document.skipped !== null) return this.forget(this.graph.update((edit) => this.dropped(path)(edit)).affected);
    const change = this.graph.update((edit) => this.taken(path, document.text.text)(edit));
    if (document.language === 'compose') document.facts = this.compose.facts(path);
    else if (document.language === 'dockerfile' || document.language === 'dependencies') document.facts = readPlain(document.language, path, document.text.text) as DockerfileFacts | DependencyFacts;
    return this.forget(change.affected);
  }

  /** How the graph takes a file's text. */
  private taken(path: string, text: string): (edit: ProjectEdit) => void {
    const language = languageOf(path);
    this.known.add(path);
    if (skipReason(text) !== null) return this.dropped(path);
    switch (language) {
      case 'python': {
        const summary = withPythonFacts(this.parts.parser, text, closedBudget, (facts) => {
          this.final.setComments(path, facts.comments, new LineIndex(text));
          return summarise(path, facts);
        });
        return (edit) => { if (summary) edit.setPython(summary); };
      }
      case 'compose': {
        this.compose.set(path, text);
        this.final.setComments(path, this.compose.facts(path)?.comments ?? [], new LineIndex(text));
        return (edit) => { edit.setCompose(this.compose.all); };
      }
      case 'dockerfile': {
        const facts = readPlain(language, path, text) as DockerfileFacts;
        this.dockerTexts.set(path, new LineIndex(text));
        this.final.setComments(path, facts.comments, new LineIndex(text));
        return (edit) => { edit.setDockerfile(path, facts); };
      }
      case 'dependencies': {
        const facts = readPlain(language, path, text) as DependencyFacts;
        this.final.setComments(path, facts.comments, new LineIndex(text));
        return (edit) => { edit.setDependencies(path, facts); };
      }
      case 'configuration': {
        if (!this.parts.trusted) return () => undefined;
        const configuration = readConfiguration(path, text, { ruleIds: new Set(this.knowledge.rules.keys()), packIds: new Set(this.knowledge.packs.map((pack) => pack.id)), kinds: serviceKinds });
        this.final.setConfigurationProblems(path, configuration.problems);
        return (edit) => { edit.setConfiguration(path, configuration); };
      }
      default: return () => undefined;
    }
  }

  private dropped(path: string): (edit: ProjectEdit) => void {
    const isCompose = this.compose.has(path);
    this.compose.remove(path);
    this.dockerTexts.delete(path);
    this.known.delete(path);
    this.local.delete(path);
    this.final.forget(path);
    return (edit) => {
      edit.remove(path);
      if (isCompose) edit.setCompose(this.compose.all);
    };
  }

  /** Reads env files and included files that compose files name, until nothing new is asked for. */
  private async readNamedFiles(): Promise<void> {
    for (let round = 0; round < 10; round++) {
      const unread = this.compose.unread();
      if (unread.length === 0) return;
      for (const path of unread) this.compose.setNamed(path, await this.parts.ports.files.read(path));
      this.graph.setCompose(this.compose.all);
    }
  }

  /** Drops findings that a change may have made wrong. An edit that means nothing to others leaves the shared ones, moved along. */
  private forget(affected: Affected, edited?: string): Changed {
    if (affected === 'all') {
      this.local.clear();
      this.shared = null;
    } else if (affected !== 'none') {
      for (const path of affected) this.local.delete(path);
      if (edited === undefined || affected.size > 1 || !affected.has(edited)) this.shared = null;
    }
    return affected;
  }
}
