import type { Severity } from '../pack/ruleDeclaration';
import { type Configuration, emptyConfiguration, type RuleSetting } from './configuration';
import { compileGlobs } from './globs';
import { ancestorsOf, folderOf } from './paths';

interface Compiled {
  readonly configuration: Configuration;
  readonly overrides: readonly { readonly matches: (path: string) => boolean; readonly rules: ReadonlyMap<string, RuleSetting> }[];
  readonly isExcluded: (path: string) => boolean;
}

/** All `archguide.yaml` files of a workspace. For each key, the nearest file that has it speaks; the root speaks for the rest. */
export class Configurations {
  /** The root's configuration, with the services, exclusions and contracts of those below. */
  readonly combined: Configuration;
  private readonly compiled = new Map<string, Compiled>();
  /** The files that speak about a folder, nearest first. */
  private readonly known = new Map<string, readonly Compiled[]>();

  /** @param files by the path of the file; their folders and globs workspace-relative, as `readConfiguration` gives them. */
  constructor(files: ReadonlyMap<string, Configuration>) {
    const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    for (const [path, configuration] of sorted) {
      this.compiled.set(folderOf(path), {
        configuration,
        overrides: configuration.overrides.map(({ paths, rules }) => ({ matches: compileGlobs(paths), rules })),
        isExcluded: compileGlobs(configuration.exclude),
      });
    }
    const all = sorted.map(([, configuration]) => configuration);
    this.combined = {
      ...(this.compiled.get('')?.configuration ?? emptyConfiguration),
      services: new Map(all.flatMap((configuration) => [...configuration.services])),
      exclude: all.flatMap((configuration) => configuration.exclude),
      layers: all.flatMap((configuration) => configuration.layers),
      problems: all.flatMap((configuration) => configuration.problems),
    };
  }

  /** The configuration nearest to a path; the empty one where there is none. */
  for(path: string): Configuration {
    return this.around(path)[0]?.configuration ?? emptyConfiguration;
  }

  /** Whether the file is not to be checked at all. */
  isExcluded(path: string): boolean {
    return this.around(path).some((compiled) => compiled.isExcluded(path));
  }

  /** The severity that is set for a rule at a path; null where nothing is set, and the rule's own holds. */
  severityOf(rule: string, path: string): Severity | 'off' | null {
    for (const setting of this.settings(rule, path)) if (setting.severity !== null) return setting.severity;
    return null;
  }

  /** The severity of a rule at a path, where it declares `declared` itself. */
  severityFor(rule: string, path: string, declared: Severity): Severity | 'off' {
    return this.severityOf(rule, path) ?? declared;
  }

  /** Options that are set for a rule at a path; the nearest setting of each wins. */
  optionsOf(rule: string, path: string): Readonly<Record<string, unknown>> {
    return Object.assign({}, ...this.settings(rule, path).reverse().map((setting) => setting.options)) as Record<string, unknown>;
  }

  /** Settings that apply, the strongest first: the last matching override, then `rules`, of the nearest file, then of the next. */
  private settings(rule: string, path: string): RuleSetting[] {
    return this.around(path).flatMap(({ configuration, overrides }) => {
      const found: RuleSetting[] = [];
      for (const override of overrides) {
        const setting = override.rules.get(rule);
        if (setting && override.matches(path)) found.unshift(setting);
      }
      const general = configuration.rules.get(rule);
      return general ? [...found, general] : found;
    });
  }

  private around(path: string): readonly Compiled[] {
    const folder = folderOf(path);
    let found = this.known.get(folder);
    if (!found) this.known.set(folder, found = ancestorsOf(path).flatMap((above) => this.compiled.get(above) ?? []));
    return found;
  }
}
