import type { ComposeFileFacts, ComposeProject } from '../facts/compose/model';
import type { DependencyFacts } from '../facts/dependencies/model';
import type { DockerfileFacts } from '../facts/dockerfile/model';
import type { Finding, PythonFile } from '../rules/model';
import type { LineIndex } from '../text/lineIndex';
import type { ProjectView } from '../project/model';
import type { Knowledge } from './knowledge';

/** A file that is open in an editor, with what is known of it at its present version. */
export type OpenFile =
  | { readonly language: 'python'; readonly path: string; readonly text: LineIndex; readonly python: PythonFile }
  | { readonly language: 'compose'; readonly path: string; readonly text: LineIndex; readonly compose: ComposeFileFacts; readonly projects: readonly ComposeProject[] }
  | { readonly language: 'dockerfile'; readonly path: string; readonly text: LineIndex; readonly dockerfile: DockerfileFacts }
  | { readonly language: 'dependencies'; readonly path: string; readonly text: LineIndex; readonly dependencies: DependencyFacts }
  | { readonly language: 'configuration' | 'module' | 'environment' | 'other'; readonly path: string; readonly text: LineIndex };

/** What features may ask of a workspace folder. */
export interface WorkspaceView {
  readonly knowledge: Knowledge;
  readonly project: ProjectView;
  file(path: string): OpenFile | null;
  /** Findings as users see them: after suppressions and baseline, with those of packs and configuration. */
  findings(path: string): readonly Finding[];
}
