import type { BindingFact, FunctionFact, SymbolicPath, ValueFact } from '../facts/python/model';
import { withoutLocals } from '../facts/python/localValues';
import type { PythonFile } from './model';

/** A value, and the file that it is written in: its symbols and its range belong to that file. A call has its `arguments`. */
export interface FlowValue {
  readonly path: string;
  readonly value: ValueFact;
}

/** An entry that a mapping may have. */
export interface FlowEntry {
  readonly key: string;
  readonly value: FlowValue;
  /** It is there whatever branch was taken. */
  readonly isCertain: boolean;
}

/** What a dict is put together of, as far as it can be told. */
export interface FlowMapping {
  /** The last one of a key. */
  readonly entries: readonly FlowEntry[];
  /** There is nothing else in it. */
  readonly isWhole: boolean;
}

/** An environment variable that a value comes from, and what takes its place where it is not set. */
export interface FlowVariable {
  readonly name: string;
  readonly fallback: FlowValue | null;
}

/**
 * What may reach a place: the value that is written there, after local variables, constants and fields of this and other
 * files, results of functions of the project, `a or b`, `a if c else b`, `typing.cast`. null where one of the alternatives
 * cannot be told. Bounded; the value may come from the facts of `path`'s file (default: the file itself).
 */
export function valuesOf(file: PythonFile, value: ValueFact, path: string = file.path): readonly FlowValue[] | null {
  return new Flow(file).values(path, value, 0);
}

/** What is in a mapping that reaches a place: literals, `dict(…)`, `|`, `**`, `update`, items that are set; null for what is none. */
export function mappingOf(file: PythonFile, value: ValueFact, path: string = file.path): FlowMapping | null {
  return new Flow(file).mapping(path, value, 0);
}

/** The texts that reach a place, with `{}` for each part that cannot be told; null where a value is no text. */
export function textsOf(file: PythonFile, value: ValueFact, path: string = file.path): readonly string[] | null {
  return new Flow(file).texts(path, value, 0);
}

/** The environment variable that a value is read from: `os.environ`, `os.getenv`, or a field of a settings class (pydantic-settings). */
export function environmentOf(file: PythonFile, value: ValueFact, path: string = file.path): FlowVariable | null {
  return new Flow(file).variable(path, value);
}

const deepest = 16;
const mostSteps = 300;
const mostTexts = 16;

/** Functions that give their argument, or one with the same content. */
const passing = new Map<string, number>([
  ['typing.cast', 1], ['copy.copy', 0], ['copy.deepcopy', 0], ['types.MappingProxyType', 0], ['typing.assert_type', 0],
  ['builtins.str', 0], ['collections.OrderedDict', 0], ['multidict.CIMultiDict', 0], ['multidict.MultiDict', 0], ['httpx.Headers', 0], ['starlette.datastructures.MutableHeaders', 0],
]);
const settingsBases = new Set(['pydantic_settings.BaseSettings', 'pydantic.BaseSettings']);

class Flow {
  private steps = 0;

  constructor(private readonly file: PythonFile) {}

  values(path: string, written: ValueFact, depth: number): readonly FlowValue[] | null {
    if (depth > deepest || ++this.steps > mostSteps) return null;
    const value = path === this.file.path ? withoutLocals(this.file.facts, written) : written;
    switch (value.kind) {
      case 'path': return this.ofPath(path, value, depth);
      case 'call': return this.ofCall(path, value, depth);
      case 'other':
        if (value.operator === 'either') return this.all(path, value.operands ?? [], depth);
        return value.operator === undefined ? null : [{ path, value }];
      default: return [{ path, value }];
    }
  }

  mapping(path: string, value: ValueFact, depth: number): FlowMapping | null {
    const values = this.values(path, this.partly(path, value), depth);
    if (!values || values.length === 0) return null;
    const mappings: FlowMapping[] = [];
    for (const one of values) {
      const mapping = this.oneMapping(one, depth + 1);
      if (!mapping) return null;
      mappings.push(mapping);
    }
    return joined(mappings);
  }

  texts(path: string, value: ValueFact, depth: number): readonly string[] | null {
    const values = this.values(path, value, depth);
    if (!values) return null;
    const texts = new Set<string>();
    for (const one of values) {
      const text = this.oneText(one, depth + 1);
      if (text === null) return null;
      texts.add(text);
    }
    return texts.size > mostTexts ? null : [...texts];
  }

  variable(path: string, value: ValueFact): FlowVariable | null {
    const direct = this.environmentRead(path, value);
    if (direct) return direct;
    if (value.kind === 'path') {
      const field = this.settingsField(path, value.path);
      if (field) return field;
    }
    const values = this.values(path, value, 0);
    const [only] = values ?? [];
    return values?.length === 1 && only && only.value !== value ? this.environmentRead(only.path, only.value) ?? (only.value.kind === 'path' ? this.settingsField(only.path, only.value.path) : null) : null;
  }

  // What a value is.

  private all(path: string, values: readonly ValueFact[], depth: number): readonly FlowValue[] | null {
    const found: FlowValue[] = [];
    for (const value of values) {
      const some = this.values(path, value, depth + 1);
      if (!some) return null;
      found.push(...some);
    }
    return found;
  }

  private ofPath(path: string, value: Extract<ValueFact, { kind: 'path' }>, depth: number): readonly FlowValue[] | null {
    const { project } = this.file;
    if (value.path.endsWith('[]')) return this.ofItem(path, value, depth);
    if (value.path.endsWith('()')) return this.ofCall(path, { kind: 'call', call: -1, path: value.path, range: value.range }, depth);
    const target = project.bindingOf?.(path, value.path);
    const bindings = target ? project.modules.get(target.path)?.bindings.filter((binding) => binding.class === null && binding.name === target.name) : undefined;
    if (target && bindings) return this.ofBindings(target.path, bindings, depth);
    const field = this.fieldOf(path, value.path);
    if (field) return this.ofBindings(field.path, field.bindings, depth);
    // A name of a library, a class or a function is itself.
    return project.resolve(path, value.path) ? [{ path, value }] : null;
  }

  private ofItem(path: string, value: Extract<ValueFact, { kind: 'path' }>, depth: number): readonly FlowValue[] | null {
    const { key } = value;
    if (key === undefined) return null;
    const mapping = this.mapping(path, { kind: 'path', path: value.path.slice(0, -2), range: value.range }, depth + 1);
    const entry = mapping?.entries.find((one) => one.key === key);
    if (entry?.isCertain) return this.values(entry.value.path, entry.value.value, depth + 1);
    return this.file.project.resolve(path, value.path.slice(0, -2)) && !mapping ? [{ path, value }] : null;
  }

  private ofBindings(path: string, bindings: readonly BindingFact[], depth: number): readonly FlowValue[] | null {
    const given = bindings.filter((binding) => binding.value !== null || binding.path !== null);
    if (given.length === 0) return null;
    const found: FlowValue[] = [];
    for (const { value, path: symbol, range } of given) {
      const values = this.values(path, value ?? { kind: 'path', path: symbol ?? '', range }, depth + 1);
      if (!values) return null;
      found.push(...values);
    }
    return found;
  }

  /** A field of a class of the project, its bases looked through: `:settings.timeout`, `:Defaults.headers`. */
  private fieldOf(path: string, symbol: SymbolicPath): { readonly path: string; readonly class: number; readonly name: string; readonly bindings: readonly BindingFact[] } | null {
    const { project } = this.file;
    const dot = symbol.lastIndexOf('.');
    if (dot < 0) return null;
    const name = symbol.slice(dot + 1);
    let owner = project.resolve(path, symbol.slice(0, dot))?.definition ?? null;
    for (let up = 0; owner && owner.class !== null && owner.function === null && up < 10; up++) {
      const summary = project.modules.get(owner.path);
      const at: number = owner.class;
      const bindings = summary?.bindings.filter((binding) => binding.class === at && binding.name === name) ?? [];
      if (bindings.length > 0) return { path: owner.path, class: at, name, bindings };
      const [base] = summary?.classes[at]?.bases ?? [];
      owner = base === undefined ? null : project.resolve(owner.path, base)?.definition ?? null;
    }
    return null;
  }

  private ofCall(path: string, value: Extract<ValueFact, { kind: 'call' }>, depth: number): readonly FlowValue[] | null {
    if (value.path === null) return null;
    const { project } = this.file;
    const resolved = project.resolve(path, value.path.slice(0, -2));
    if (!resolved) return null;
    const { definition } = resolved;
    if (definition?.function != null) return this.ofResult(definition.path, project.modules.get(definition.path)?.functions[definition.function], depth);
    const position = passing.get(resolved.name);
    const argument = position === undefined ? undefined : value.arguments?.[position];
    if (argument?.keyword === null) return this.values(path, argument.value, depth + 1);
    return [{ path, value }];
  }

  /** What a function of the project gives. */
  private ofResult(path: string, fn: FunctionFact | undefined, depth: number): readonly FlowValue[] | null {
    return fn?.returned ? this.all(path, fn.returned, depth) : null;
  }

  // What is in a mapping.

  /** An alternative that is unknown is a mapping of which nothing is known, where another one is known. */
  private partly(path: string, written: ValueFact): ValueFact {
    const value = path === this.file.path ? withoutLocals(this.file.facts, written) : written;
    if (value.kind !== 'other' || value.operator !== 'either') return value;
    return { ...value, operands: (value.operands ?? []).map((operand) => (this.values(path, operand, 1) ? operand : { kind: 'dict', entries: [{ key: null, value: operand }], range: operand.range })) };
  }

  private oneMapping({ path, value }: FlowValue, depth: number): FlowMapping | null {
    if (depth > deepest) return null;
    if (value.kind === 'none') return { entries: [], isWhole: true };
    if (value.kind === 'dict') return this.literal(path, value.entries, depth);
    if (value.kind === 'other' && value.operator === '|') return this.literal(path, (value.operands ?? []).map((operand) => ({ key: null, value: operand })), depth);
    if (value.kind === 'list' && value.items.every((item) => item.kind === 'list' && item.items.length === 2)) {
      return this.literal(path, value.items.flatMap((item) => (item.kind === 'list' && item.items[0] && item.items[1] ? [{ key: item.items[0], value: item.items[1] }] : [])), depth);
    }
    // Without arguments it is no call that is written, but something of this type: a parameter.
    if (value.kind !== 'call' || value.path === null || !value.arguments) return null;
    const name = this.file.project.resolve(path, value.path.slice(0, -2))?.name;
    if (name !== 'builtins.dict' && !passing.has(name ?? '')) return null;
    return this.literal(path, value.arguments.map(({ keyword, value: given, range }) => (keyword === null || keyword.startsWith('*') ? { key: null, value: given } : { key: { kind: 'string', text: keyword, range }, value: given })), depth);
  }

  private literal(path: string, entries: Extract<ValueFact, { kind: 'dict' }>['entries'], depth: number): FlowMapping {
    const found = new Map<string, FlowEntry>();
    let isWhole = true;
    for (const { key, value } of entries) {
      if (key) {
        const texts = this.texts(path, key, depth + 1);
        const [text] = texts ?? [];
        if (texts?.length === 1 && text !== undefined && !text.includes('{}')) found.set(text, { key: text, value: { path, value }, isCertain: true });
        else isWhole = false;
        continue;
      }
      const merged = this.mapping(path, value, depth + 1);
      if (!merged?.isWhole) isWhole = false;
      for (const entry of merged?.entries ?? []) if (entry.isCertain || !found.has(entry.key)) found.set(entry.key, entry);
    }
    return { entries: [...found.values()], isWhole };
  }

  // What a text says.

  private oneText({ path, value }: FlowValue, depth: number): string | null {
    if (value.kind === 'string') return value.text;
    if (value.kind === 'assembled') {
      return value.parts.map((part) => ('text' in part ? part.text : part.path === null ? '{}' : this.part(path, { kind: 'path', path: part.path, range: value.range }, depth))).join('');
    }
    return null;
  }

  private part(path: string, value: ValueFact, depth: number): string {
    const texts = this.texts(path, value, depth + 1);
    return texts?.length === 1 ? texts[0] ?? '{}' : '{}';
  }

  // Where a value is configured.

  private environmentRead(path: string, value: ValueFact): FlowVariable | null {
    if (value.kind === 'path') {
      const isEnvironment = value.key !== undefined && value.path.endsWith('[]') && this.file.project.resolve(path, value.path.slice(0, -2))?.name === 'os.environ';
      return isEnvironment && value.key !== undefined ? { name: value.key, fallback: null } : null;
    }
    if (value.kind !== 'call' || value.path === null) return null;
    const name = this.file.project.resolve(path, value.path.slice(0, -2))?.name;
    if (name === 'builtins.int' || name === 'builtins.float' || name === 'builtins.str') {
      const inner = this.argumentsOf(path, value)[0];
      return inner ? this.environmentRead(path, inner.value) : null;
    }
    if (name !== 'os.getenv' && name !== 'os.environ.get') return null;
    const [key, fallback] = this.argumentsOf(path, value);
    const text = key ? this.texts(path, key.value, 1) : null;
    return text?.length === 1 && text[0] !== undefined ? { name: text[0], fallback: fallback ? { path, value: fallback.value } : null } : null;
  }

  private argumentsOf(path: string, value: Extract<ValueFact, { kind: 'call' }>): NonNullable<typeof value.arguments> {
    return value.arguments ?? (path === this.file.path ? this.file.facts.calls[value.call]?.arguments : undefined) ?? [];
  }

  /** A field of a settings class is the variable of its name, in capitals, behind the class's prefix. */
  private settingsField(path: string, symbol: SymbolicPath): FlowVariable | null {
    const field = this.fieldOf(path, symbol);
    if (!field || !this.isSettings(field.path, field.class, 0)) return null;
    const [binding] = field.bindings;
    const value = binding?.value ?? null;
    const alias = value?.kind === 'call' ? value.arguments?.find(({ keyword }) => keyword === 'validation_alias' || keyword === 'alias' || keyword === 'env')?.value : undefined;
    const preset = value?.kind === 'call' && value.arguments ? value.arguments.find(({ keyword, value: given }) => keyword === 'default' || (keyword === null && given.kind !== 'other'))?.value ?? null : value;
    const fallback = preset ? { path: field.path, value: preset } : null;
    if (alias?.kind === 'string') return { name: alias.text, fallback };
    return { name: `${this.prefixOf(field.path, field.class)}${field.name}`.toUpperCase(), fallback };
  }

  private isSettings(path: string, index: number, depth: number): boolean {
    const { project } = this.file;
    return depth < 10 && (project.modules.get(path)?.classes[index]?.bases ?? []).some((base) => {
      const resolved = project.resolve(path, base);
      if (!resolved) return false;
      return settingsBases.has(resolved.name) || (resolved.definition?.class != null && this.isSettings(resolved.definition.path, resolved.definition.class, depth + 1));
    });
  }

  private prefixOf(path: string, index: number): string {
    const config = this.file.project.modules.get(path)?.bindings.find((binding) => binding.class === index && binding.name === 'model_config')?.value;
    const prefix = config?.kind === 'call' ? config.arguments?.find(({ keyword }) => keyword === 'env_prefix')?.value
      : config?.kind === 'dict' ? config.entries.find(({ key }) => key?.kind === 'string' && key.text === 'env_prefix')?.value : undefined;
    return prefix?.kind === 'string' ? prefix.text : '';
  }
}

/** What one of several mappings has for certain, it has for certain only where all have it. */
function joined(mappings: readonly FlowMapping[]): FlowMapping {
  const [only] = mappings;
  if (mappings.length === 1 && only) return only;
  const entries = new Map<string, FlowEntry>();
  for (const mapping of mappings) {
    for (const entry of mapping.entries) {
      if (entries.has(entry.key)) continue;
      const isCertain = mappings.every((other) => other.entries.some((one) => one.key === entry.key && one.isCertain));
      entries.set(entry.key, { ...entry, isCertain });
    }
  }
  return { entries: [...entries.values()], isWhole: mappings.every((mapping) => mapping.isWhole) };
}
