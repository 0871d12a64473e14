import type { PythonFactsDocument } from '../facts/python/document';
import { neverCancelled, type CancelSignal } from '../ports';
import type { ConfigurationProblem } from '../project/configuration';
import type { Affected } from '../project/affected';
import { composeScope, pythonScope } from '../project/baseline';
import { Project, type Change } from '../project/project';
import type { ModuleSummary } from '../project/model';
import type { ProjectSnapshot } from '../project/view';
import { summarise } from '../project/summary';
import { sortFindings } from '../rules/collector';
import { Engine, type RulePolicy } from '../rules/engine';
import type { Finding } from '../rules/model';
import { ResolvedPythonFile } from '../rules/pythonFile';
import { QueryRules } from '../rules/queries';
import { RuleIndex } from '../rules/ruleIndex';
import type { TextChange } from '../syntax/pythonDocument';
import type { Position } from '../text/range';
import type { Skipped, Unread } from './analysis';
import { ClosedFiles } from './closedFiles';
import { ComposeFiles } from './composeFiles';
import { DeferredFiles } from './deferred';
import { plainFile } from './documents';
import { FinalFindings } from './finalFindings';
import { Intake, plainTexts, type GraphEdit } from './intake';
import type { Knowledge } from './knowledge';
import { KnownFindings } from './knownFindings';
import { languageOf } from './language';
import type { OpenFile, WorkspaceView } from './model';
import { OpenDocuments } from './openDocuments';
import type { WorkspaceParts } from './parts';
import { policyOf } from './policy';
import type { PythonReading } from './pool';
import { Prefilter } from './prefilter';
import { FolderReader } from './reading';
import { Recency } from './recency';
import { sharedFindings } from './sharedFindings';
import { areMovedAlong, refersTo, shiftFindings } from './shift';
import { Turns } from './turns';

export type { WorkspaceParts };

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
  private readonly documents: OpenDocuments;
  private readonly resolved = new Map<string, ResolvedPythonFile>();
  private local = new Map<string, readonly Finding[]>();
  private readonly final: FinalFindings;
  private readonly intake: Intake;
  private readonly prefilter: Prefilter;
  /** Reads files of the folder; what it reads is taken in by `adopt`. */
  readonly reader: FolderReader;
  private shared: Map<string, readonly Finding[]> | null = null;
  private readonly recency = new Recency();
  private readonly deferred = new DeferredFiles();
  private readonly closed: ClosedFiles;
  /** The baseline of the configuration, where the workspace applies it. */
  readonly baseline: KnownFindings;
  /** What reads the disk goes one after the other, so that an older text never takes the place of a newer one. */
  private readonly turns = new Turns();

  constructor(private readonly parts: WorkspaceParts) {
    this.knowledge = parts.knowledge;
    const rules = [...parts.knowledge.rules.values()];
    this.engine = new Engine(new RuleIndex(rules, parts.checks), new QueryRules(parts.parser.language), (rule, path, error) => {
      parts.ports.logger.error(`rule ${rule} failed on ${path || 'the project'}: ${error instanceof Error ? error.stack ?? error.message : String(error)}`);
    });
    this.documents = new OpenDocuments(parts.parser);
    this.graph = new Project(parts.knowledge.packs);
    this.final = new FinalFindings(parts.knowledge, parts.today);
    this.intake = new Intake(parts.parser, parts.knowledge, this.compose, this.final, parts.trusted, parts.keptCharacters ?? 0);
    this.closed = new ClosedFiles(parts.parser, this.engine, this.intake, this.final);
    this.baseline = new KnownFindings({
      configuration: () => (parts.appliesBaseline ? this.project.configuration : null),
      read: (path) => parts.ports.files.read(path), openText: (path) => this.documents.textAt(path), scope: (path, at) => this.scopeAt(path, at),
    });
    this.prefilter = new Prefilter(this.engine.index, parts.knowledge.packs);
    this.reader = new FolderReader(parts.ports, this.intake, this.prefilter, this.recency, (path) => this.documents.has(path), parts.pool ?? null);
  }

  get project(): ProjectSnapshot {
    return this.graph.view();
  }

  get rules(): RuleIndex {
    return this.engine.index;
  }

  /** Paths of all files that were read. */
  get paths(): ReadonlySet<string> {
    return this.intake.known;
  }

  /** Files that are not judged since they could not be read, and why. */
  get unread(): ReadonlyMap<string, Unread> {
    return this.intake.unread;
  }

  /**
   * Reads every file of the folder, giving way to other work. Returns how many files there are.
   * @param everything also Python files about which no rule can speak: what asks for the project graph itself needs them
   */
  async index(signal: CancelSignal, progress: (done: number, total: number) => void, everything = false): Promise<number> {
    const since = this.recency.now;
    const paths = (await this.parts.ports.files.list()).filter((path) => languageOf(path) !== null);
    const isPython = (path: string): boolean => languageOf(path) === 'python';
    await this.readPlain(paths.filter((path) => !isPython(path)));
    const selection = await this.reader.select(paths.filter(isPython), everything || this.isFollowable, plainTexts(this.intake, this.compose), signal);
    this.reader.defer(selection.deferred);
    this.adopt(await this.reader.python(selection.chosen, signal, progress), since);
    this.deferred.begin(selection.deferred);
    if (selection.isFollowable) this.deferred.wantAll();
    else for (const summary of this.project.modules.values()) this.deferred.imported(summary);
    await this.catchUp(signal);
    await this.baseline.update();
    progress(paths.length, paths.length);
    return paths.length;
  }

  /** Whether the configuration alone says that a pack may be followed; null where the code decides. */
  get isFollowable(): boolean | null {
    if (!this.prefilter.isUsable) return true;
    const { packs, layers } = this.project.configuration;
    if (layers.length > 0) return true;
    return packs === null ? null : packs.length > 0;
  }

  /** Takes in compose files, Dockerfiles, dependency files and configuration. */
  readPlain(paths: readonly string[]): Promise<void> {
    return this.turns.take(async () => {
      const since = this.recency.now;
      const edits = await this.reader.plain(paths);
      this.graph.update((edit) => { for (const [path, apply] of edits) if (!this.recency.isChanged(path, since)) apply(edit); });
      await this.readNamedFiles();
    });
  }

  /** Takes summaries into the graph, wherever they were made, of files that did not change `since` they were read. */
  adopt(summaries: readonly ModuleSummary[], since: number): void {
    this.graph.update((edit) => { for (const summary of summaries) if (!this.recency.isChanged(summary.path, since)) edit.setPython(summary); });
    this.forget({ affected: 'all', isSameForOthers: false });
  }

  /** Reads files that were left out as meaningless and are not so any more: the workspace follows a pack now, or imports lead there. */
  async catchUp(signal: CancelSignal = neverCancelled): Promise<Changed> {
    const since = this.recency.now;
    const wanted = this.deferred.take();
    if (wanted === null) return 'none';
    const paths = [...this.deferred.paths];
    const summaries = wanted === 'all' ? await this.reader.python(paths, signal, () => undefined) : await this.reader.imported(wanted, paths, signal);
    if (summaries.length === 0) return 'none';
    for (const { path } of summaries) this.deferred.paths.delete(path);
    this.adopt(summaries, since);
    return 'all';
  }

  /** Reads what an edit has made worth reading: files that were left out, and the baseline that the configuration names now. */
  async settle(): Promise<Changed> {
    const isRead = await this.turns.take(() => this.baseline.update());
    return (await this.catchUp()) === 'all' || isRead ? 'all' : 'none';
  }

  /** A file was opened in an editor: from now on its text is the editor's. */
  open(path: string, text: string): Changed {
    this.documents.open(path, text);
    this.recency.changed(path);
    this.deferred.changed(path);
    return this.reread(path);
  }

  /** An open file was edited. */
  change(path: string, changes: readonly TextChange[]): Changed {
    this.documents.change(path, changes);
    this.local.delete(path);
    this.local = shiftFindings(this.local, path, changes);
    if (this.shared) this.shared = shiftFindings(this.shared, path, changes);
    return this.reread(path, changes.every(({ range }) => range) ? changes : 'elsewhere');
  }

  /** An open file was closed: what the disk has counts again. */
  async close(path: string): Promise<Changed> {
    this.documents.close(path);
    this.resolved.delete(path);
    return this.diskChanged([path]);
  }

  /** Files were created, changed or deleted outside of the editor. Open files are left alone. */
  diskChanged(paths: readonly string[]): Promise<Changed> {
    return this.turns.take(() => this.readAgain(paths));
  }

  private async readAgain(paths: readonly string[]): Promise<Changed> {
    const edits = new Map<string, { readonly text: string; readonly apply: GraphEdit }>();
    for (const path of paths) {
      if (this.documents.has(path)) continue;
      this.local.delete(path);
      this.recency.changed(path);
      this.deferred.changed(path);
      const named = this.compose.forgetNamed(path);
      if (languageOf(path) === null && !named) continue;
      const text = languageOf(path) === null ? null : await this.parts.ports.files.read(path);
      if (this.documents.has(path)) continue;
      this.baseline.changed(path, text);
      edits.set(path, { text: text ?? '', apply: text === null ? this.intake.dropped(path) : this.intake.taken(path, text) });
    }
    for (const path of edits.keys()) if (this.documents.has(path)) edits.delete(path);
    const change = this.graph.update((edit) => { for (const { apply } of edits.values()) apply(edit); });
    for (const [path, { text }] of edits) this.noteMeaning(path, text);
    await this.readNamedFiles();
    const changed = this.forget(change);
    const isBaselineRead = await this.baseline.update(paths);
    return (await this.catchUp()) === 'all' || isBaselineRead ? 'all' : changed;
  }

  file(path: string): OpenFile | null {
    const python = this.documents.pythonAt(path);
    if (python) return { language: 'python', path, text: python.text, python: this.resolve(path, python) };
    const plain = this.documents.plainAt(path);
    return plain && plainFile(plain, this.compose.all);
  }

  /** Why an open file is not judged; null where it is. */
  skippedReason(path: string): Skipped | null {
    return this.documents.skipped(path);
  }

  findings(path: string): readonly Finding[] {
    const python = this.documents.pythonAt(path);
    if (python && !this.local.has(path)) this.local.set(path, python.facts === null ? [] : this.engine.python(this.resolve(path, python), python.tree, this.policy));
    if (python) this.final.setComments(path, python.facts?.comments ?? [], python.text);
    return this.finish(path);
  }

  /** Findings of a file that may be closed: reads it from disk where its own findings are not known. */
  async closedFindings(path: string): Promise<readonly Finding[]> {
    await this.ownFindings(path);
    return this.findings(path);
  }

  /** What the rules find in a closed Python file alone, before suppressions. */
  async ownFindings(path: string): Promise<readonly Finding[]> {
    while (!this.isJudged(path)) {
      const since = this.recency.now;
      const text = await this.parts.ports.files.read(path);
      if (!this.recency.isChanged(path, since)) this.local.set(path, text === null ? [] : this.closed.judge(path, text, this.project, this.policy));
    }
    return this.local.get(path) ?? [];
  }

  /** Judges files ahead of being asked for their findings, in parallel, where a pool has read them. */
  async judgeAhead(paths: readonly string[], progress: (done: number, total: number) => void): Promise<void> {
    const { pool } = this.parts;
    const wanted = pool ? paths.filter((path) => pool.has(path) && !this.isJudged(path)) : [];
    if (!pool || wanted.length === 0) return;
    const plain = [...this.paths].filter((path) => languageOf(path) !== 'python').sort();
    (await pool.judge(wanted, plain, this.project.modules, progress)).forEach((findings, path) => { this.local.set(path, findings); });
  }

  suppressing(path: string): PythonReading['suppressing'] {
    return this.final.suppressing(path);
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
    const python = this.documents.pythonAt(path);
    if (python?.facts) return pythonScope(python.facts, at);
    const summary = this.project.modules.get(path);
    return summary ? pythonScope(summary, at) : composeScope(this.compose.all, path, at);
  }

  /** Faults of configuration files and of the workspace's own packs. */
  configurationProblems(): readonly ConfigurationProblem[] {
    return [...this.final.allConfigurationProblems(), ...this.baseline.problems];
  }

  dispose(): void {
    this.documents.dispose();
  }

  private get policy(): RulePolicy {
    return policyOf(this.project, (path) => this.compose.text(path) ?? this.intake.dockerTexts.get(path) ?? null);
  }

  private get sharedByPath(): ReadonlyMap<string, readonly Finding[]> {
    this.shared ??= sharedFindings(this.engine, this.project, this.policy, { compose: this.compose, dockerfileText: (path) => this.intake.dockerTexts.get(path) ?? null });
    return this.shared;
  }

  /** Notes whether a text makes deferred files worth reading. */
  private noteMeaning(path: string, text: string): void {
    if (this.deferred.paths.size === 0) return;
    const { isFollowable } = this;
    if (isFollowable ?? (languageOf(path) === 'python' && this.prefilter.isSign(this.prefilter.scan(path, text)))) this.deferred.wantAll();
    const summary = this.project.modules.get(path);
    if (summary) this.deferred.imported(summary);
  }

  private isJudged(path: string): boolean {
    return this.documents.has(path) || languageOf(path) !== 'python' || this.local.has(path) || this.deferred.silent.has(path);
  }

  private finish(path: string): readonly Finding[] {
    if (languageOf(path) !== 'configuration' && this.project.configurations.isExcluded(path)) return [];
    const raw = [...(this.local.get(path) ?? []), ...(this.sharedByPath.get(path) ?? [])];
    return this.baseline.fresh(path, sortFindings(this.final.finish(path, raw, this.baseline.problems)));
  }

  private resolve(path: string, document: PythonFactsDocument): ResolvedPythonFile {
    const known = this.resolved.get(path);
    const facts = document.facts ?? document.emptyFacts;
    if (known && known.facts === facts && known.project === this.project) return known;
    const file = new ResolvedPythonFile(path, document.text, facts, this.project, known);
    this.resolved.set(path, file);
    return file;
  }

  /**
   * Brings an open file's present text into the graph.
   * @param places what was said of the file before: was moved along with these edits, stands where it did if the file reads the same, or may lie elsewhere
   */
  private reread(path: string, places: readonly TextChange[] | 'kept' | 'elsewhere' = 'kept'): Changed {
    this.local.delete(path);
    const python = this.documents.pythonAt(path);
    if (python) {
      this.intake.known.add(path);
      if (python.facts === null) return new Set([path]);
      const [before, summary] = [this.project.modules.get(path), summarise(path, python.facts)];
      const change = this.graph.setPython(summary);
      this.noteMeaning(path, python.text.text);
      const isInPlace = typeof places !== 'string' ? change.isSameForOthers && before !== undefined && areMovedAlong(before, summary, places) : places === 'kept' && JSON.stringify(before) === JSON.stringify(summary);
      return this.forget(change, isInPlace);
    }
    const document = this.documents.plainAt(path);
    if (!document) return 'none';
    if (document.skipped !== null) return this.forget(this.graph.update(this.intake.dropped(path)));
    const change = this.graph.update(this.intake.taken(path, document.text.text));
    if (document.language === 'compose') document.facts = this.compose.facts(path);
    else document.facts = this.intake.plainFacts(path);
    this.noteMeaning(path, document.text.text);
    return this.forget(change);
  }

  /** Reads env files and included files that compose files name, until nothing new is asked for. */
  private readNamedFiles(): Promise<void> {
    return this.compose.readNamed((path) => this.parts.ports.files.read(path), () => { this.graph.setCompose(this.compose.all); });
  }

  /**
   * Drops findings that a change may have made wrong. Where it means nothing to others and places are right still
   * (`isInPlace`), what was said of the project as a whole stands.
   */
  private forget({ affected, isSameForOthers }: Change, isInPlace = false): Changed {
    if (affected === 'all') this.local.clear();
    else if (affected !== 'none') for (const path of affected) this.local.delete(path);
    if (isSameForOthers && isInPlace) return affected;
    if (affected !== 'none') this.shared = null;
    for (const [path, findings] of this.local) if (findings.some((finding) => refersTo(finding, affected))) this.local.delete(path);
    return affected;
  }
}
