import type { DependencyFacts } from '../facts/dependencies/model';
import type { DockerfileFacts } from '../facts/dockerfile/model';
import { serviceKinds } from '../pack/ruleDeclaration';
import type { PythonParser } from '../ports';
import type { ModuleSummary } from '../project/model';
import type { ProjectEdit } from '../project/project';
import { readConfiguration } from '../project/readConfiguration';
import { summarise } from '../project/summary';
import { LineIndex } from '../text/lineIndex';
import { readPlain, skipReason, withPythonFacts, type PlainFacts } from './analysis';
import type { ComposeFiles } from './composeFiles';
import type { FinalFindings } from './finalFindings';
import type { Knowledge } from './knowledge';
import { languageOf } from './language';

/** Milliseconds that parsing a closed file may take. */
export const closedBudget = 3_000;

/** A change of the project graph, made now or later. */
export type GraphEdit = (edit: ProjectEdit) => void;

/** Turns texts of files into changes of the project graph, and keeps what is needed of them beside it. */
export class Intake {
  readonly dockerTexts = new Map<string, LineIndex>();
  /** Paths of all files that were taken in. */
  readonly known = new Set<string>();
  private readonly facts = new Map<string, PlainFacts>();

  constructor(
    private readonly parser: PythonParser, private readonly knowledge: Knowledge, private readonly compose: ComposeFiles,
    private readonly final: FinalFindings, private readonly trusted: boolean,
  ) {}

  /** How the graph takes a file's text. */
  taken(path: string, text: string): GraphEdit {
    if (skipReason(text) !== null) return this.dropped(path);
    const language = languageOf(path);
    if (language === 'python') {
      const summary = this.summary(path, text);
      return (edit) => { if (summary) edit.setPython(summary); };
    }
    this.known.add(path);
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
    if (skipReason(text) !== null) return null;
    return withPythonFacts(this.parser, text, closedBudget, (facts) => {
      this.final.setComments(path, facts.comments, new LineIndex(text));
      return summarise(path, facts);
    });
  }

  /** Facts of a Dockerfile or dependency file that was taken in. */
  plainFacts(path: string): PlainFacts | null {
    return this.facts.get(path) ?? null;
  }

  dropped(path: string): GraphEdit {
    const isCompose = this.compose.has(path);
    this.compose.remove(path);
    this.dockerTexts.delete(path);
    this.facts.delete(path);
    this.known.delete(path);
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
    const configuration = readConfiguration(path, text, {
      ruleIds: new Set(this.knowledge.rules.keys()), packIds: new Set(this.knowledge.packs.map((pack) => pack.id)), kinds: serviceKinds,
    });
    this.final.setConfigurationProblems(path, configuration.problems);
    return (edit) => { edit.setConfiguration(path, configuration); };
  }
}
