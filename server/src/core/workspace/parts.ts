import type { Ports, PythonParser } from '../ports';
import type { Check } from '../rules/model';
import type { Knowledge } from './knowledge';
import type { PythonPool } from './pool';

/** What a workspace is made from. */
export interface WorkspaceParts {
  readonly ports: Ports;
  readonly parser: PythonParser;
  readonly knowledge: Knowledge;
  readonly checks: readonly Check[];
  /** Configuration and packs of the workspace are read only where it is trusted. */
  readonly trusted: boolean;
  /** ISO date, for suppressions that expire. */
  readonly today: string;
  /** Reads and judges many files in parallel. Default: none. */
  readonly pool?: PythonPool;
  /** Facts of so many characters of closed files are kept for the first judgement of them, which else parses anew. Default: 0. */
  readonly keptCharacters?: number;
  /** Findings that the baseline of `archguide.yaml` knows are not shown. Default: false; the command line compares by itself, since it writes baselines, too. */
  readonly appliesBaseline?: boolean;
}
