import type { DependencyFacts } from '../facts/dependencies/model';
import type { DockerfileFacts } from '../facts/dockerfile/model';
import type { PythonFacts } from '../facts/python/model';
import { serviceKinds } from '../pack/ruleDeclaration';
import type { PythonParser } from '../ports';
import type { ModuleSummary } from '../project/model';
import type { ProjectEdit } from '../project/project';
import { readConfiguration } from '../project/readConfiguration';
import { summarise } from '../project/summary';
import { LineIndex } from '../text/lineIndex';
import { readPlain, skipReason, withPythonFacts, type PlainFacts, type Unread } from './analysis';
import type { ComposeFiles } from './composeFiles';
import type { FinalFindings } from './finalFindings';
import type { Knowledge } from './knowledge';
import { languageOf } from './language';
import type { PythonReading } from './pool';

/** Milliseconds that parsing a closed file may take. */
export const closedBudget = 3_000;

/** A change of the project graph, made now or later. */
export type GraphEdit = (edit: ProjectEdit) => void;

/** Turns texts of files into changes of the project graph, and keeps what is needed of them beside it. */
export class Intake {
  readonly dockerTexts = new Map<string, LineIndex>();
  readonly configurationTexts = new Map<string, string>();
  /** Paths of all files that were taken in. */
  readonly known = new Set<string>();
  /** Files that were to be read and were not, and why: nothing is said of them. */
  readonly unread = new Map<string, Unread>();
  private readonly facts = new Map<string, PlainFacts>();
  private readonly kept = new Map<string, { readonly text: string; readonly facts: PythonFacts }>();
  private keptCharacters = 0;

  constructor(
    private readonly parser: PythonParser, private readonly knowledge: Knowledge, private readonly compose: ComposeFiles,
    private readonly final: FinalFindings, private readonly trusted: boolean, private readonly mostKept: number,
  ) {}

  /** How the graph takes a file's text. */
  taken(path: string, text: string): GraphEdit {
    const skipped = skipReason(text);
    if (skipped !== null) {
      const dropped = this.dropped(path);
      this.unread.set(path, skipped);
      return dropped;
    }
    const language = languageOf(path);
    if (language === 'python') {
      const summary = this.summary(path, text);
      return (edit) => { if (summary) edit.setPython(summary); };
    }
    this.known.add(path);
    this.unread.delete(path);
    switch (language) {
      case 'compose':
        this.compose.set(path, text);
        this.final.setComments(path, this.compose.facts(path)?.comments ?? [], new LineIndex(text));
        return (edit) => { edit.setCompose(this.compose.all); };
      case 'dockerfile': {
        const facts = this.plain(language, path, text) as DockerfileFacts;
        this.dockerTexts.set(path, new LineIndex(text));
        return (edit) => { edit.setDockerfile(path, facts); };
      }
      case 'dependencies': {
        const facts = this.plain(language, path, text) as DependencyFacts;
        return (edit) => { edit.setDependencies(path, facts); };
      }
      case 'configuration': return this.configuration(path, text);
      default: return () => undefined;
    }
  }

  /** The summary of a closed Python file; null where it cannot be read within its budget. */
  summary(path: string, text: string): ModuleSummary | null {
    this.known.add(path);
    const skipped = skipReason(text);
    this.unread.set(path, skipped ?? 'took too long to parse');
    if (skipped !== null) return null;
    return withPythonFacts(this.parser, text, closedBudget, (facts) => {
      this.unread.delete(path);
      this.final.setComments(path, facts.comments, new LineIndex(text));
      this.keep(path, text, facts);
      return compacted(summarise(path, facts));
    });
  }

  /** A Python file was read by another thread. */
  readElsewhere({ path, suppressing }: PythonReading): void {
    this.known.add(path);
    this.final.setComments(path, suppressing?.comments ?? [], new LineIndex(suppressing?.text ?? ''));
  }

  /** Facts of a Python file that were kept since its summary was made, once; null where there are none of this text. */
  takeKept(path: string, text: string): PythonFacts | null {
    const kept = this.kept.get(path);
    this.kept.delete(path);
    if (kept) this.keptCharacters -= kept.text.length;
    return kept?.text === text ? kept.facts : null;
  }

  private keep(path: string, text: string, facts: PythonFacts): void {
    const before = this.kept.get(path)?.text.length ?? 0;
    if (this.keptCharacters - before + text.length > this.mostKept) return;
    this.kept.set(path, { text, facts });
    this.keptCharacters += text.length - before;
  }

  /** Facts of a Dockerfile or dependency file that was taken in. */
  plainFacts(path: string): PlainFacts | null {
    return this.facts.get(path) ?? null;
  }

  dropped(path: string): GraphEdit {
    const isCompose = this.compose.has(path);
    this.compose.remove(path);
    this.dockerTexts.delete(path);
    this.configurationTexts.delete(path);
    this.facts.delete(path);
    this.known.delete(path);
    this.unread.delete(path);
    this.final.forget(path);
    return (edit) => {
      edit.remove(path);
      if (isCompose) edit.setCompose(this.compose.all);
    };
  }

  private plain(language: 'dockerfile' | 'dependencies', path: string, text: string): PlainFacts {
    const facts = readPlain(language, path, text);
    this.facts.set(path, facts);
    this.final.setComments(path, facts.comments, new LineIndex(text));
    return facts;
  }

  private configuration(path: string, text: string): GraphEdit {
    if (!this.trusted) return () => undefined;
    this.configurationTexts.set(path, text);
    const configuration = readConfiguration(path, text, {
      ruleIds: new Set(this.knowledge.rules.keys()), packIds: new Set(this.knowledge.packs.map((pack) => pack.id)), kinds: serviceKinds,
    });
    this.final.setConfigurationProblems(path, configuration.problems);
    return (edit) => { edit.setConfiguration(path, configuration); };
  }
}

/**
 * The same summary, holding on to nothing else. Facts share strings with the text that they were read from, and objects with
 * facts that are not kept: a copy takes less than half of the memory, for a twentieth of the time of reading.
 */
function compacted(summary: ModuleSummary): ModuleSummary {
  return JSON.parse(JSON.stringify(summary)) as ModuleSummary;
}

/** Texts that may say of any folder that a service lies in it: compose files, Dockerfiles, configuration. */
export function plainTexts(intake: Intake, compose: ComposeFiles): ReadonlyMap<string, string> {
  const texts = new Map(intake.configurationTexts);
  for (const path of compose.paths) texts.set(path, compose.text(path)?.text ?? '');
  for (const [path, text] of intake.dockerTexts) texts.set(path, text.text);
  return texts;
}
