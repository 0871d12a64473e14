import { closest, suggestion } from './suggest';
import { fieldsOf, messageFields } from './messageTemplate';
import { patternProblem } from './patterns';
import type { Conditions, FixDeclaration, Matcher, QueryMatcher, RuleDeclaration, RuleScope, ServiceKind, Severity, Trigger } from './ruleDeclaration';
import type { DataPath } from './yamlData';

/** What the reader may be told of the rest of the product, so that it can check names; left out, they are not checked. */
export interface RuleReaderOptions {
  /** Names of the checks that are built. */
  readonly checks?: Iterable<string>;
  /** Compiles a tree-sitter query: what is wrong with it, or null. */
  readonly compileQuery?: (source: string) => string | null;
}

/** `snippet` narrows the range to a part of the text at `path`. */
export interface RuleFault {
  readonly path: DataPath;
  readonly message: string;
  readonly severity: 'error' | 'warning';
  readonly snippet?: { readonly offset: number; readonly length: number };
}

type Raw = Readonly<Record<string, unknown>>;

const triggers: readonly Trigger[] = ['import', 'call', 'decorator', 'base', 'attribute', 'except-type', 'string', 'compose', 'dockerfile', 'dependency'];
const pythonTriggers: readonly Trigger[] = ['import', 'call', 'decorator', 'base', 'attribute', 'except-type', 'string'];
const qualifiedTriggers: readonly Trigger[] = ['import', 'call', 'decorator', 'base', 'attribute', 'except-type'];

/** Conditions and the triggers that they say something about. */
const applicable: Readonly<Record<string, readonly Trigger[]>> = {
  'async': pythonTriggers, 'handler': pythonTriggers, 'module-level': pythonTriggers, 'imports': pythonTriggers,
  'async-service': [...pythonTriggers, 'dependency'],
  'awaited': ['call'], 'statement': ['call'],
  'missing': ['call', 'decorator', 'base'], 'argument': ['call', 'decorator', 'base'],
  'matches': ['string', 'compose', 'dockerfile', 'dependency', 'import', 'call', 'attribute'],
  'matches-not': ['string', 'compose', 'dockerfile', 'dependency', 'import', 'call', 'attribute'],
  'below': ['dependency'], 'absent': ['compose', 'dockerfile'],
};

const qualifiedName = /^(\*\*?|[A-Za-z_]\w*)(\.(\*\*?|[A-Za-z_]\w*))*$/;

/**
 * Turns one rule of the front matter, already valid by the schema, into the model, and checks what a schema cannot:
 * that there is one way of finding, one trigger, known message fields, RE2 patterns, a query with `@flag`.
 */
export class RuleReader {
  private readonly found: RuleFault[] = [];

  constructor(private readonly raw: Raw, private readonly at: DataPath, private readonly options: RuleReaderOptions) {}

  get faults(): readonly RuleFault[] {
    return this.found;
  }

  /** The rule; use it only where no fault is an error. */
  read(pack: string, module: string): RuleDeclaration {
    const { raw } = this;
    const match = asList(raw['match']).map((item, index) =>
      this.matcher(item as Raw, Array.isArray(raw['match']) ? [...this.at, 'match', index] : [...this.at, 'match']));
    const query = isRaw(raw['query']) ? this.query(raw['query']) : null;
    const check = typeof raw['check'] === 'string' ? raw['check'] : null;
    this.checkWays(match.length > 0, query !== null, check);
    const everyMatcherSpeaks = query === null && check === null && match.length > 0 && match.every((matcher) => matcher.message !== null);
    if (raw['message'] === undefined && check === null && !everyMatcherSpeaks) {
      this.fault(this.at, '`message` is missing from this rule. One plain sentence: what is wrong here and what to do.');
    }
    this.template(raw['message'], [...this.at, 'message'], query);
    return {
      id: String(raw['id']), pack, module,
      severity: raw['severity'] as Severity,
      summary: oneLine(raw['summary']), why: oneLine(raw['why']),
      scope: (raw['scope'] as RuleScope | undefined) ?? 'service',
      universal: raw['universal'] === true,
      kinds: asList(raw['kinds']) as ServiceKind[],
      match, query, check,
      message: raw['message'] === undefined ? oneLine(raw['summary']) : oneLine(raw['message']),
      fix: this.fix(raw['fix'], [...this.at, 'fix']),
      options: isRaw(raw['options']) ? raw['options'] : {},
    };
  }

  private checkWays(match: boolean, query: boolean, check: string | null): void {
    if (!match && !query && check === null) {
      this.fault(this.at, 'This rule says no way of finding. Give it `match`, `query` or `check`.');
    }
    if ((match || query) && check !== null) {
      this.fault([...this.at, 'check'], 'A rule with `check` has no `match` or `query` beside it: the check finds everything itself. Keep one way.');
    }
    const checks = this.options.checks ? [...this.options.checks] : null;
    if (check !== null && checks && !checks.includes(check)) {
      const near = closest(check, checks);
      this.fault([...this.at, 'check'], `There is no check \`${check}\`.${near ? ` Did you mean \`${near}\`?` : ' A check is a file in server/src/core/rules/checks/.'}`);
    }
  }

  private matcher(raw: Raw, at: DataPath): Matcher {
    const present = triggers.filter((name) => raw[name] !== undefined);
    const trigger = present[0] ?? 'call';
    if (present.length === 0) {
      this.fault(at, `This matcher has no trigger, so it finds nothing. Give it one of ${triggers.map((name) => `\`${name}\``).join(', ')}.`);
    }
    for (const extra of present.slice(1)) {
      this.fault([...at, extra], `A matcher has one trigger, and this one has \`${trigger}\` too. Make \`match\` a list and write \`${extra}\` as a matcher of its own.`);
    }
    this.names(raw, trigger, trigger, at);
    this.names(raw, 'except', trigger, at);
    this.template(raw['message'], [...at, 'message'], null);
    return {
      trigger,
      names: texts(raw[trigger]), except: texts(raw['except']),
      when: isRaw(raw['when']) ? this.conditions(raw['when'], trigger, [...at, 'when']) : {},
      message: raw['message'] === undefined ? null : oneLine(raw['message']),
      fix: this.fix(raw['fix'], [...at, 'fix']),
    };
  }

  private names(raw: Raw, key: string, trigger: Trigger, at: DataPath): void {
    if (!qualifiedTriggers.includes(trigger)) return;
    texts(raw[key]).forEach((name, index) => {
      if (qualifiedName.test(name)) return;
      const path = Array.isArray(raw[key]) ? [...at, key, index] : [...at, key];
      this.fault(path, `\`${name}\` is not a qualified name. Write it as it is imported, with dots and without parentheses: \`redis.asyncio.Redis\`.`);
    });
  }

  private conditions(raw: Raw, trigger: Trigger, at: DataPath): Conditions {
    for (const key of Object.keys(raw)) {
      const fits = applicable[key];
      if (!fits || fits.includes(trigger)) continue;
      const message = `\`${key}\` says nothing about \`${trigger}\`; it belongs to ${fits.map((name) => `\`${name}\``).join(', ')}.`;
      this.fault([...at, key], message, 'warning');
    }
    for (const key of ['matches', 'matches-not']) {
      const source = raw[key];
      const problem = typeof source === 'string' ? patternProblem(source) : null;
      if (problem !== null) this.fault([...at, key], problem);
    }
    const argument = isRaw(raw['argument'])
      ? Object.fromEntries(Object.entries(raw['argument']).map(([name, value]) => [name, asLiterals(value)]))
      : undefined;
    return {
      ...pick(raw, 'async', 'async'), ...pick(raw, 'handler', 'handler'), ...pick(raw, 'awaited', 'awaited'),
      ...pick(raw, 'statement', 'statement'), ...pick(raw, 'module-level', 'moduleLevel'), ...pick(raw, 'async-service', 'asyncService'),
      ...pick(raw, 'matches', 'matches'), ...pick(raw, 'matches-not', 'matchesNot'), ...pick(raw, 'below', 'below'), ...pick(raw, 'absent', 'absent'),
      ...(raw['missing'] === undefined ? {} : { missing: texts(raw['missing']) }),
      ...(raw['imports'] === undefined ? {} : { imports: texts(raw['imports']) }),
      ...(argument ? { argument } : {}),
    };
  }

  private query(raw: Raw): QueryMatcher {
    const at = [...this.at, 'query'];
    const source = typeof raw['source'] === 'string' ? raw['source'] : '';
    const captures = new Set([...source.matchAll(/@([A-Za-z_][\w.-]*)/g)].map((hit) => hit[1] ?? ''));
    if (!captures.has('flag')) this.fault([...at, 'source'], 'The query captures nothing as `@flag`, so it reports nothing. Put `@flag` behind the node to be reported.');
    const problem = this.options.compileQuery?.(source) ?? null;
    if (problem !== null) this.fault([...at, 'source'], `This is not a query for Python's grammar: ${problem}`);
    const resolves = isRaw(raw['resolves']) ? raw['resolves'] : {};
    for (const name of Object.keys(resolves)) {
      if (!captures.has(name)) this.fault([...at, 'resolves', name], `The query captures nothing as \`@${name}\`.${suggestion(name, [...captures])}`);
    }
    return {
      source,
      resolves: Object.fromEntries(Object.entries(resolves).map(([name, value]) => [name, texts(value)])),
      imports: texts(raw['imports']),
    };
  }

  private template(value: unknown, path: DataPath, query: QueryMatcher | null): void {
    if (typeof value !== 'string') return;
    const options = isRaw(this.raw['options']) ? Object.keys(this.raw['options']) : [];
    const known = [...messageFields, ...options, ...(query ? [...query.source.matchAll(/@([a-z]\w*)/g)].map((hit) => hit[1] ?? '') : [])];
    for (const { name, offset } of fieldsOf(value)) {
      if (known.includes(name)) continue;
      const message = `\`{${name}}\` is not a field of a message.${suggestion(name, known)}`;
      this.found.push({ path, message, severity: 'error', snippet: { offset, length: name.length + 2 } });
    }
  }

  private fix(raw: unknown, at: DataPath): FixDeclaration | null {
    if (!isRaw(raw)) return null;
    const title = oneLine(raw['title']);
    const imports = texts(raw['imports']);
    switch (raw['kind']) {
      case 'replace': {
        const { argument } = raw;
        const place = typeof argument === 'string' || typeof argument === 'number' ? String(argument) : null;
        return { kind: 'replace', title, target: raw['target'] as 'callee', argument: place, with: String(raw['with']), imports };
      }
      case 'add-keyword':
        return { kind: 'add-keyword', title, keyword: String(raw['keyword']), value: pythonLiteral(raw['value']), imports };
      case 'wrap':
        return { kind: 'wrap', title, before: String(raw['before']), after: String(raw['after']), imports };
      case 'check':
        if (typeof this.raw['check'] !== 'string') this.fault([...at, 'kind'], 'A fix of kind `check` is made by the rule\'s check, and this rule has none. Say the edit by `replace`, `add-keyword`, `wrap` or `remove`.');
        return { kind: 'check', title };
      default:
        return { kind: 'remove', title };
    }
  }

  private fault(path: DataPath, message: string, severity: 'error' | 'warning' = 'error'): void {
    this.found.push({ path, message, severity });
  }
}

function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asList(value: unknown): readonly unknown[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value as unknown[] : [value];
}

function texts(value: unknown): string[] {
  return asList(value).filter((item): item is string => typeof item === 'string');
}

function asLiterals(value: unknown): (string | number | boolean | null)[] {
  return (Array.isArray(value) ? value as unknown[] : [value]).filter((item): item is string | number | boolean | null => item === null || typeof item !== 'object');
}

function pick(raw: Raw, from: string, to: string): Record<string, never> {
  return (raw[from] === undefined ? {} : { [to]: raw[from] }) as Record<string, never>;
}

/** `true` in YAML is `True` in Python. */
function pythonLiteral(value: unknown): string {
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
}

/** Folded and literal scalars end in a line break, and prose is shown on one line. */
function oneLine(value: unknown): string {
  return typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : '';
}
