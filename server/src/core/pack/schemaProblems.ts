import type { Range } from '../text/range';
import type { ValidationError, Validator } from './generated/validators';
import type { SchemaGuide } from './schemaGuide';
import { suggestion } from './suggest';
import type { DataPath, YamlData } from './yamlData';
import { pointerPath } from './yamlData';

export interface SchemaProblem {
  /** Where in the data: the key or item that is at fault, or the mapping that lacks a key. */
  readonly path: DataPath;
  readonly range: Range;
  readonly message: string;
}

const maximum = 50;

/**
 * Validates data and says in plain sentences what is wrong, where, and what to do. At most 50 problems.
 * @param root how messages call the whole
 */
export function schemaProblems(yaml: YamlData, validate: Validator, guide: SchemaGuide, root = 'the front matter'): SchemaProblem[] {
  if (validate(yaml.data)) return [];
  const problems: SchemaProblem[] = [];
  for (const error of validate.errors ?? []) {
    if (error.keyword === 'if' || problems.length >= maximum) continue;
    problems.push(explain(error, yaml, guide, root));
  }
  return problems;
}

function explain(error: ValidationError, yaml: YamlData, guide: SchemaGuide, root: string): SchemaProblem {
  const path = pointerPath(error.instancePath);
  if (error.keyword === 'additionalProperties') {
    const key = String(error.params['additionalProperty']);
    const full = [...path, key];
    // `{ reason: one, two }` is a mapping with a key `two` of no value.
    if (/\s/.test(key) && valueAt(yaml.data, full) === null) {
      const message = `\`${clip(key)}\` reads as a key, because a comma ends a value between braces. Put the whole value in quotes.`;
      return { path: full, range: yaml.keyRange(full), message };
    }
    const message = `\`${clip(key)}\` is not a key of ${holderName(path, root)}.${suggestion(key, guide.keys(path))}`;
    return { path: full, range: yaml.keyRange(full), message };
  }
  if (error.keyword === 'required') {
    const key = String(error.params['missingProperty']);
    const message = `\`${key}\` is missing from ${holderName(path, root)}. ${guide.describe([...path, key])}`.trim();
    return { path, range: yaml.keyRange(path), message };
  }
  return { path, range: yaml.valueRange(path), message: valueMessage(error, path, valueAt(yaml.data, path), guide, root) };
}

function valueMessage(error: ValidationError, path: DataPath, value: unknown, guide: SchemaGuide, root: string): string {
  const name = valueName(path, root);
  const schema = guide.at(path);
  const description = schema?.description ? ` ${schema.description}` : '';
  switch (error.keyword) {
    case 'type':
      return typeMessage(name, value, error.params['type']);
    case 'enum':
      return `${name} cannot be \`${clip(String(value))}\`.${suggestion(String(value), (schema?.enum ?? []).map(String))}`;
    case 'minLength':
      return `${name} is empty.${description}`;
    case 'maxLength':
      return `${name} is ${String(value).length} characters long; the limit is ${String(error.params['limit'])}. Say it shorter.`;
    case 'minItems':
      return `${name} lists nothing. List at least ${String(error.params['limit'])}, or leave the key out.`;
    default:
      return `${name} cannot be \`${clip(String(value))}\`.${description}`;
  }
}

const typeNames: Record<string, string> = {
  string: 'text', array: 'a list', object: 'a mapping of keys to values', boolean: 'true or false', number: 'a number', integer: 'a whole number', null: 'nothing',
};

function typeMessage(name: string, value: unknown, expected: unknown): string {
  const types = (Array.isArray(expected) ? expected : String(expected).split(',')).map(String);
  const wanted = types.map((type) => typeNames[type] ?? type).join(' or ');
  const isText = types.includes('string') && (typeof value === 'number' || typeof value === 'boolean');
  const advice = isText ? ' Put it in quotes.' : types.includes('array') && !types.includes('object') && typeof value === 'string' ? ` Write \`[${clip(value)}]\`.` : '';
  return value === null ? `${name} has no value; it must be ${wanted}.` : `${name} must be ${wanted}, and is ${kindOf(value)}.${advice}`;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeNames[typeof value] ?? typeof value;
}

/** How a message calls the mapping at `path`. */
function holderName(path: DataPath, root: string): string {
  const last = path[path.length - 1];
  if (last === undefined) return root;
  const isItem = /^\d+$/.test(String(last));
  const key = String(isItem ? path[path.length - 2] : last);
  const nouns: Record<string, string> = { rules: 'this rule', match: 'this matcher', fix: 'this fix', related: 'this entry of `related`', navigation: 'this group', groups: 'this group' };
  return nouns[key] ?? `\`${key}\``;
}

function valueName(path: DataPath, root: string): string {
  const last = path[path.length - 1];
  if (last === undefined) return root;
  if (!/^\d+$/.test(String(last))) return `\`${String(last)}\``;
  return `An entry of \`${String(path.findLast((part) => !/^\d+$/.test(String(part))) ?? last)}\``;
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
