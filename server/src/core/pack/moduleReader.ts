import { LineIndex } from '../text/lineIndex';
import type { Range } from '../text/range';
import moduleSchema from '../../../../schemas/module.schema.json';
import { splitFrontMatter } from './frontMatter';
import type { FrontMatter } from './frontMatter';
import { validateModule } from './generated/validators';
import type { Concepts, Module, ModuleSource, PackProblem } from './model';
import { moduleIdOf, moduleIdProblem } from './moduleId';
import { BodyReader } from './pageBody';
import type { PageBody } from './pageBody';
import type { RuleDeclaration } from './ruleDeclaration';
import { RuleReader } from './ruleReader';
import type { RuleReaderOptions } from './ruleReader';
import { SchemaGuide } from './schemaGuide';
import { schemaProblems } from './schemaProblems';
import { YamlData } from './yamlData';
import type { DataPath } from './yamlData';

/** A page as read. `module` is null where the page cannot be shown at all; what is broken in part is left out in part. */
export interface ModuleReading {
  readonly module: Module | null;
  readonly source: ModuleSource;
  readonly rules: readonly RuleDeclaration[];
  readonly problems: readonly PackProblem[];
  readonly body: PageBody;
  readonly lines: LineIndex;
  /** Rule id → its place in the front matter's list. */
  readonly ruleIndexes: ReadonlyMap<string, number>;
  /** Where a value of the front matter was written. */
  rangeOf(path: DataPath): Range;
}

/** Longest page that is read, in UTF-16 units. */
export const pageLimit = 500_000;

const emptyBody: PageBody = { blocks: [], headings: [], links: [], prose: [], unclosedFence: null };
const guide = new SchemaGuide(moduleSchema);

/** What schemas/module.schema.json says of each key of the front matter: for completion and hover in pages. */
export function moduleSchemaGuide(): SchemaGuide {
  return guide;
}

/** Reads pages of a pack. Never throws and runs nothing: what is wrong becomes problems, with the range where it stands. */
export class ModuleReader {
  private readonly bodies = new BodyReader();

  constructor(private readonly options: RuleReaderOptions = {}) {}

  /** @param path within the pack's folder, with forward slashes */
  read(packId: string, path: string, text: string): ModuleReading {
    const id = moduleIdOf(path);
    const outside = moduleIdProblem(id);
    if (outside !== null) return refused(path, id, '', outside);
    if (text.length > pageLimit) {
      return refused(path, id, '', `This page is ${Math.round(text.length / 1000)} KB long; the limit is ${pageLimit / 1000} KB. Split it.`);
    }
    if (text.includes('\u0000')) return refused(path, id, '', 'This file is binary, not Markdown.');
    const lines = new LineIndex(text);
    const front = splitFrontMatter(text);
    const body = this.bodies.read(lines, front.bodyOffset);
    return new PageReading(packId, path, lines, front, body, this.options).result();
  }
}

/** Reads one page; for many, keep a `ModuleReader`. */
export function readModule(packId: string, path: string, text: string, options: RuleReaderOptions = {}): ModuleReading {
  return new ModuleReader(options).read(packId, path, text);
}

function refused(path: string, id: string, text: string, message: string): ModuleReading {
  const lines = new LineIndex(text);
  const range = lines.rangeOf(0, 0);
  const problems: PackProblem[] = [{ path, range, severity: 'error', rule: 'docs/front-matter', message }];
  return { module: null, source: { id, text, bodyOffset: 0, blocks: [] }, rules: [], problems, body: emptyBody, lines, ruleIndexes: new Map(), rangeOf: () => range };
}

class PageReading {
  private readonly problems: PackProblem[] = [];
  private readonly yaml: YamlData;
  /** Places in the list of rules where the schema found a fault. */
  private readonly faulty = new Set<string>();
  private readonly ruleIndexes = new Map<string, number>();

  constructor(
    private readonly pack: string, private readonly path: string, private readonly lines: LineIndex,
    private readonly front: FrontMatter, private readonly body: PageBody, private readonly options: RuleReaderOptions,
  ) {
    this.yaml = new YamlData(front.yaml, lines, front.yamlOffset);
  }

  result(): ModuleReading {
    const { front, body, lines } = this;
    const id = moduleIdOf(this.path);
    const source: ModuleSource = { id, text: lines.text, bodyOffset: front.bodyOffset, blocks: body.blocks };
    if (front.refusal) {
      this.report(lines.rangeOf(front.refusal.start, front.refusal.end), front.refusal.message);
      const module = front.refusal.absent ? this.module(id, {}, []) : null;
      return { module, source, rules: [], problems: this.problems, body, lines, ruleIndexes: this.ruleIndexes, rangeOf: () => this.headRange() };
    }
    const data = this.validated();
    const rules = this.rules(data, id);
    const module = this.module(id, data, rules);
    this.checkRelated(module);
    return { module, source, rules, problems: this.problems, body, lines, ruleIndexes: this.ruleIndexes, rangeOf: (path) => this.rangeOf(path) };
  }

  private validated(): Readonly<Record<string, unknown>> {
    for (const problem of this.yaml.problems) this.report(problem.range, problem.message);
    const { data } = this.yaml;
    const isMapping = typeof data === 'object' && data !== null && !Array.isArray(data);
    if (!isMapping && this.yaml.problems.length > 0) return {};
    if (!isMapping) {
      const missing = 'The front matter has no keys. It needs title, summary and category: see docs/pack-format.md.';
      this.report(this.headRange(), missing);
      return {};
    }
    // What is missing from half a text says nothing: the syntax comes first.
    if (this.yaml.problems.length > 0) return data as Readonly<Record<string, unknown>>;
    for (const problem of schemaProblems(this.yaml, validateModule, guide, 'the front matter')) {
      const [first, second] = problem.path;
      if (first === 'rules' && second !== undefined) this.faulty.add(String(second));
      this.report(problem.path.length === 0 ? this.headRange() : problem.range, problem.message);
    }
    return data as Readonly<Record<string, unknown>>;
  }

  private rules(data: Readonly<Record<string, unknown>>, module: string): RuleDeclaration[] {
    const rules: RuleDeclaration[] = [];
    // Text that is not quite YAML may have lost the very condition that keeps a rule from speaking: trust no rule of it.
    if (!Array.isArray(data['rules']) || this.yaml.problems.length > 0) return rules;
    (data['rules'] as unknown[]).forEach((raw, index) => {
      if (this.faulty.has(String(index)) || typeof raw !== 'object' || raw === null) return;
      const reader = new RuleReader(raw as Readonly<Record<string, unknown>>, ['rules', index], this.options);
      const rule = reader.read(this.pack, module);
      for (const fault of reader.faults) {
        const range = fault.snippet
          ? this.yaml.withinRange(fault.path, fault.snippet.offset, fault.snippet.length)
          : this.rangeOf(fault.path);
        this.report(range, fault.message, fault.severity);
      }
      if (reader.faults.some((fault) => fault.severity === 'error')) return;
      if (rules.some((other) => other.id === rule.id)) {
        this.report(this.rangeOf(['rules', index, 'id']), `The rule \`${rule.id}\` is declared twice on this page. Keep one declaration.`);
        return;
      }
      this.ruleIndexes.set(rule.id, index);
      rules.push(rule);
    });
    return rules;
  }

  private module(id: string, data: Readonly<Record<string, unknown>>, rules: readonly RuleDeclaration[]): Module {
    const firstHeading = this.body.headings.find((heading) => heading.level === 1)?.text;
    const related = Array.isArray(data['related']) ? data['related'] as unknown[] : [];
    return {
      id, pack: this.pack,
      title: text(data['title']) || firstHeading || (id.split('/').pop() ?? id),
      summary: text(data['summary']),
      category: text(data['category']),
      tags: texts(data['tags']), kinds: texts(data['kinds']), concepts: concepts(data['concepts']),
      synonyms: texts(data['synonyms']), symptoms: texts(data['symptoms']),
      related: related.flatMap((entry) => {
        const raw = (typeof entry === 'object' && entry !== null ? entry : {}) as Readonly<Record<string, unknown>>;
        const module = text(raw['module']);
        return module === '' || moduleIdProblem(module) !== null ? [] : [{ module, reason: text(raw['reason']) }];
      }),
      rules: rules.map((rule) => rule.id),
      headings: this.body.headings.filter(({ level }) => level === 2 || level === 3).map(({ level, text: title, slug }) => ({ level, text: title, slug })),
    };
  }

  private checkRelated(module: Module): void {
    const related = this.yaml.data !== null && typeof this.yaml.data === 'object' ? (this.yaml.data as Record<string, unknown>)['related'] : null;
    if (!Array.isArray(related)) return;
    related.forEach((entry: unknown, index) => {
      const id = typeof entry === 'object' && entry !== null ? (entry as Record<string, unknown>)['module'] : null;
      if (typeof id !== 'string' || id === '') return;
      const problem = moduleIdProblem(id);
      const range = this.rangeOf(['related', index, 'module']);
      if (problem !== null) this.report(range, problem);
      else if (id === module.id) this.report(range, 'This page names itself as related. Name another page.', 'warning');
    });
  }

  private rangeOf(path: DataPath): Range {
    return path.length === 0 ? this.headRange() : this.yaml.valueRange(path);
  }

  private headRange(): Range {
    const start = this.lines.text.charCodeAt(0) === 0xfeff ? 1 : 0;
    return this.lines.rangeOf(start, Math.max(start, Math.min(start + 3, this.lines.text.length)));
  }

  private report(range: Range, message: string, severity: 'error' | 'warning' = 'error'): void {
    this.problems.push({ path: this.path, range, severity, rule: 'docs/front-matter', message });
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : '';
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string' && item !== '') : [];
}

function concepts(value: unknown): Concepts {
  const raw = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  return {
    python: texts(raw['python']), compose: texts(raw['compose']), images: texts(raw['images']), variables: texts(raw['variables']),
    files: texts(raw['files']), dockerfile: texts(raw['dockerfile']), packages: texts(raw['packages']),
  };
}
