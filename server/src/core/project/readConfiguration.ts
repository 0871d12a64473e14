import schema from '../../../../schemas/archguide.schema.json';
import type { ServiceKind, Severity } from '../pack/ruleDeclaration';
import { severities } from '../pack/ruleDeclaration';
import { SchemaGuide, type JsonSchema } from '../pack/schemaGuide';
import { schemaProblems } from '../pack/schemaProblems';
import { suggestion } from '../pack/suggest';
import { type DataPath, YamlData } from '../pack/yamlData';
import { LineIndex } from '../text/lineIndex';
import { lineRange, rangeKey, type Range } from '../text/range';
import type { Configuration, ConfigurationProblem, LayerContract, RuleSetting } from './configuration';
import { emptyConfiguration } from './configuration';
import { validateConfiguration } from './generated/validators';
import { compileGlob } from './globs';
import { folderOf, join, normalise } from './paths';

/** What a configuration may name. */
export interface Known {
  readonly ruleIds: ReadonlySet<string>;
  readonly packIds: ReadonlySet<string>;
  readonly kinds: readonly ServiceKind[];
}

/** Longer files are not read, in UTF-16 units. */
const longestFile = 256 * 1024;

export const configurationGuide = new SchemaGuide(schema as JsonSchema);

/**
 * Reads an `archguide.yaml`. Never throws: every fault is told where it stands, and what can be read is in force. Folders and
 * globs of a file below the root are taken from its own folder, and given back workspace-relative.
 */
export function readConfiguration(path: string, text: string, known: Known): Configuration {
  const lines = new LineIndex(text);
  if (text.length > longestFile) {
    return { ...emptyConfiguration, problems: [{ path, range: lineRange(0, 0, 0), severity: 'error', message: `This file is too long to read (the limit is ${longestFile / 1024} KB).` }] };
  }
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const yaml = new YamlData(text.slice(start), lines, start);
  return new Reader(path, yaml, known).read();
}

class Reader {
  private readonly problems: ConfigurationProblem[] = [];
  private readonly folder: string;

  constructor(private readonly path: string, private readonly yaml: YamlData, private readonly known: Known) {
    this.folder = folderOf(path);
  }

  read(): Configuration {
    let broken = Infinity;
    for (const { message, range } of this.yaml.problems) {
      this.error(range, message);
      broken = Math.min(broken, range.start.line);
    }
    const { data } = this.yaml;
    // An empty file, or one of comments alone, says nothing, which is no fault.
    if (data === null || data === undefined) return { ...emptyConfiguration, problems: this.problems };
    const told = new Set<string>();
    for (const { path, range, message } of schemaProblems(this.yaml, validateConfiguration, configurationGuide, 'archguide.yaml')) {
      // Behind broken YAML, and at the key that it belongs to, what was read may not be what was meant.
      if (range.end.line >= broken - 1) continue;
      const text = isSettingPath(path) ? settingFault(path, valueAt(data, path)) : message;
      if (text === null || told.has(rangeKey(range) + text)) continue;
      told.add(rangeKey(range) + text);
      this.error(range, text);
    }
    const root = mapping(data) ?? {};
    return {
      packs: this.packs(root['packs']),
      services: this.services(root['services']),
      rules: this.rules(root['rules'], ['rules']),
      overrides: this.overrides(root['overrides']),
      exclude: this.globs(root['exclude'], ['exclude']),
      layers: this.layers(root['layers']),
      baseline: typeof root['baseline'] === 'string' && root['baseline'] !== '' ? this.located(root['baseline'], ['baseline']) : null,
      baselineAt: root['baseline'] === undefined ? null : { path: this.path, range: this.yaml.valueRange(['baseline']) },
      problems: this.problems,
    };
  }

  private packs(value: unknown): readonly string[] | null {
    if (!Array.isArray(value)) return null;
    const packs: string[] = [];
    for (const [at, entry] of value.entries()) {
      if (typeof entry !== 'string' || entry === '') continue;
      if (this.known.packIds.has(entry)) packs.push(entry);
      else if (/[/.]/.test(entry)) {
        const folder = this.located(entry, ['packs', at]);
        if (folder !== null) packs.push(folder);
      } else {
        const near = suggestion(entry, [...this.known.packIds]);
        this.error(this.yaml.valueRange(['packs', at]), `There is no pack \`${entry}\`.${near === '' ? ' A folder is written with a slash: `./packs/name`.' : near}`);
      }
    }
    return packs;
  }

  private services(value: unknown): ReadonlyMap<string, ServiceKind> {
    const services = new Map<string, ServiceKind>();
    for (const [key, kind] of Object.entries(mapping(value) ?? {})) {
      const found = this.known.kinds.find((candidate) => candidate === kind);
      const [folder = '', name] = key.split('#');
      const located = this.located(folder, ['services', key], true);
      if (located !== null && found !== undefined) services.set(name === undefined ? located : `${located}#${name}`, found);
    }
    return services;
  }

  private rules(value: unknown, path: DataPath): ReadonlyMap<string, RuleSetting> {
    const rules = new Map<string, RuleSetting>();
    for (const [id, written] of Object.entries(mapping(value) ?? {})) {
      if (!this.known.ruleIds.has(id)) {
        this.warn(this.yaml.keyRange([...path, id]), `There is no rule \`${id}\`.${suggestion(id, [...this.known.ruleIds])}`);
        continue;
      }
      const setting = readSetting(written);
      if (setting) rules.set(id, setting);
    }
    return rules;
  }

  private overrides(value: unknown): Configuration['overrides'] {
    if (!Array.isArray(value)) return [];
    return value.flatMap((entry, at) => {
      const fields = mapping(entry);
      const paths = this.globs(fields?.['paths'], ['overrides', at, 'paths']);
      const rules = this.rules(fields?.['rules'], ['overrides', at, 'rules']);
      return paths.length > 0 && rules.size > 0 ? [{ paths, rules }] : [];
    });
  }

  private layers(value: unknown): readonly LayerContract[] {
    if (!Array.isArray(value)) return [];
    return value.flatMap((entry, at) => {
      const fields = mapping(entry);
      const name = fields?.['name'];
      const layers = this.globs(fields?.['layers'], ['layers', at, 'layers']);
      return typeof name === 'string' && name !== '' && layers.length > 1 ? [{ name, layers }] : [];
    });
  }

  private globs(value: unknown, path: DataPath): string[] {
    if (!Array.isArray(value)) return [];
    return value.flatMap((glob: unknown, at) => {
      if (typeof glob !== 'string' || glob === '') return [];
      const range = (): Range => this.yaml.valueRange([...path, at]);
      if (glob.includes('\\')) {
        this.error(range(), 'A glob has forward slashes on every system.');
        return [];
      }
      const plain = glob.replace(/^(?:\.\/)+|^\/+/, '');
      const whole = join(this.folder, plain.endsWith('/') ? `${plain}**` : plain);
      if (plain.split('/').includes('..') || compileGlob(whole) === null) {
        this.error(range(), plain.includes('..') ? `\`${glob}\` leads out of the folder of this file, for which alone it speaks.` : `\`${clip(glob)}\` is no glob that can be read.`);
        return [];
      }
      return [whole];
    });
  }

  /** A path of the configuration as a workspace-relative one. */
  private located(written: string, path: DataPath, isKey = false): string | null {
    const range = (): Range => (isKey ? this.yaml.keyRange(path) : this.yaml.valueRange(path));
    if (written.includes('\\') || /^(?:[A-Za-z]:|\/|~)/.test(written)) {
      this.error(range(), `\`${clip(written)}\` must be a path from the folder of this file, with forward slashes.`);
      return null;
    }
    const located = normalise(join(this.folder, written));
    if (located === null) this.error(range(), `\`${clip(written)}\` leads out of the workspace.`);
    return located;
  }

  private error(range: Range, message: string): void {
    this.problems.push({ path: this.path, range, severity: 'error', message });
  }

  private warn(range: Range, message: string): void {
    this.problems.push({ path: this.path, range, severity: 'warning', message });
  }
}

/** What is wrong with a rule's setting; null for `false`, which YAML 1.1 tools write for `off`. */
function settingFault(path: DataPath, value: unknown): string | null {
  const at = path.lastIndexOf('rules') + 1;
  const id = String(path[at]);
  const isOptions = path.length - at === 2 && String(path[at + 1]) === '1';
  if (value === false && !isOptions) return null;
  const isScalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  if (isOptions || !isScalar) return `\`${id}\` must be a severity, or a list of a severity and options: \`[warning, {option: value}]\`.`;
  return `\`${id}\` cannot be \`${clip(String(value))}\`.${suggestion(String(value), ['off', ...severities])}`;
}

function readSetting(value: unknown): RuleSetting | null {
  if (Array.isArray(value)) {
    const severity = readSeverity(value[0]);
    const options = value.length > 1 ? mapping(value[1]) : {};
    return severity === null || options === null ? null : { severity, options };
  }
  const severity = readSeverity(value);
  return severity === null ? null : { severity, options: {} };
}

function readSeverity(value: unknown): Severity | 'off' | null {
  if (value === 'off' || value === false) return 'off';
  return severities.find((severity) => severity === value) ?? null;
}

/** `rules.<id>`, `overrides.<n>.rules.<id>`, and the first item of a list there. */
function isSettingPath(path: DataPath): boolean {
  const at = path.lastIndexOf('rules');
  return at >= 0 && path.length - at >= 2 && path.length - at <= 3;
}

function mapping(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
}

function valueAt(data: unknown, path: DataPath): unknown {
  let value = data;
  for (const part of path) {
    if (value === null || typeof value !== 'object') return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}

function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
