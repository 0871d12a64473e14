import type { Location, Range } from '../text/range';
import type { ServiceKind, Severity } from '../pack/ruleDeclaration';

/** `archguide.yaml` after reading; every key optional there. */
export interface Configuration {
  /** Named packs; null where the file does not say, and adoption is decided by evidence. */
  readonly packs: readonly string[] | null;
  readonly services: ReadonlyMap<string, ServiceKind>;
  readonly rules: ReadonlyMap<string, RuleSetting>;
  readonly overrides: readonly { readonly paths: readonly string[]; readonly rules: ReadonlyMap<string, RuleSetting> }[];
  readonly exclude: readonly string[];
  readonly layers: readonly LayerContract[];
  readonly baseline: string | null;
  /** Where the baseline is named. */
  readonly baselineAt?: Location | null;
  readonly problems: readonly ConfigurationProblem[];
}

/** `"off"`, a severity, or `[severity, {option: value}]`. */
export interface RuleSetting {
  readonly severity: Severity | 'off' | null;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface LayerContract {
  readonly name: string;
  /** Layers from the outermost to the innermost, as path globs; a layer may import those after it. */
  readonly layers: readonly string[];
}

/** A fault in the file, told where it stands. A fault in one key leaves the others in force. */
export interface ConfigurationProblem {
  readonly path: string;
  readonly range: Range;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

export const emptyConfiguration: Configuration = {
  packs: null, services: new Map(), rules: new Map(), overrides: [], exclude: [], layers: [], baseline: null, problems: [],
};
