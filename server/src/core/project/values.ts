import { isOpaque, type LibraryValue } from './library';
import type { ModuleSummary, Resolved } from './model';
import type { Located, ModuleIndex } from './moduleIndex';

/** What an expression can be told to be. */
export type Value =
  | { readonly kind: 'module'; readonly module: Located }
  | ({ readonly kind: 'library' } & LibraryValue)
  /** `receiver` is the instance or class on which a method was looked up. */
  | { readonly kind: 'function'; readonly path: string; readonly index: number; readonly receiver: ClassValue | null }
  | ClassValue
  /** What calling a generator function gives: its items are what it yields. */
  | { readonly kind: 'generator'; readonly path: string; readonly index: number }
  /** A container by its annotation: its class, what is in it, and the method of it that is meant, if any. */
  | ContainerValue
  /** A variable of the project whose value is a plain literal. */
  | { readonly kind: 'variable'; readonly path: string; readonly class: number | null; readonly name: string };

export interface ContainerValue {
  readonly kind: 'container';
  readonly of: Extract<Value, { kind: 'library' }>;
  readonly content: Value;
  readonly method: string | null;
}

export interface ClassValue {
  readonly kind: 'class' | 'instance';
  readonly path: string;
  readonly index: number;
}

/** The value that all are; null where one is not known or they differ. */
export function agreedValue(values: readonly (Value | null)[]): Value | null {
  const [first] = values;
  return first && values.every((value) => value !== null && sameValue(value, first)) ? first : null;
}

/** Whether both stand for the same thing. */
export function sameValue(a: Value, b: Value): boolean {
  return valueKey(a) === valueKey(b);
}

function valueKey(value: Value): string {
  switch (value.kind) {
    case 'module': return `module ${value.module.path ?? value.module.folder ?? ''}`;
    case 'library': return `library ${value.name} ${value.isInstance}`;
    case 'variable': return `variable ${value.path} ${value.class} ${value.name}`;
    case 'container': return `container ${valueKey(value.of)} ${valueKey(value.content)} ${value.method}`;
    default: return `${value.kind} ${value.path} ${value.index}`;
  }
}

/** A value in the words of rules; null for one that has no name. */
export function describe(value: Value, modules: ReadonlyMap<string, ModuleSummary>, index: ModuleIndex): Resolved | null {
  switch (value.kind) {
    case 'generator': return null;
    case 'container': {
      const { of, method } = value;
      if (of.isInstance && isOpaque(of.name)) return null;
      return method === null ? { name: of.name, isInstance: of.isInstance, definition: null } : { name: `${of.name}.${method}`, isInstance: false, definition: null };
    }
    case 'library': return { name: value.name, isInstance: value.isInstance, definition: null };
    case 'module': {
      const { path } = value.module;
      return { name: index.dottedName(value.module), isInstance: false, definition: path === null ? null : { path, function: null, class: null } };
    }
    case 'variable': {
      const scope = value.class === null ? [] : classNames(modules.get(value.path), value.class);
      return { name: qualified(index, value.path, [...scope, value.name]), isInstance: false, definition: { path: value.path, function: null, class: value.class } };
    }
    case 'function': {
      const summary = modules.get(value.path);
      const fn = summary?.functions[value.index];
      const scope = fn?.class == null ? [] : classNames(summary, fn.class);
      return { name: qualified(index, value.path, [...scope, fn?.name ?? '']), isInstance: false, definition: { path: value.path, function: value.index, class: fn?.class ?? null } };
    }
    case 'class': case 'instance':
      return {
        name: qualified(index, value.path, classNames(modules.get(value.path), value.index)),
        isInstance: value.kind === 'instance',
        definition: { path: value.path, function: null, class: value.index },
      };
  }
}

function qualified(index: ModuleIndex, path: string, names: readonly string[]): string {
  const module = index.dottedName(index.at(path));
  return module === '' ? names.join('.') : `${module}.${names.join('.')}`;
}

/** Names of the classes around a class, outermost first, and its own. */
function classNames(summary: ModuleSummary | undefined, index: number): string[] {
  const names: string[] = [];
  for (let at: number | null = index; at !== null && names.length < 16;) {
    const cls: ModuleSummary['classes'][number] | undefined = summary?.classes[at];
    if (!cls) break;
    names.unshift(cls.name);
    at = cls.class;
  }
  return names;
}
