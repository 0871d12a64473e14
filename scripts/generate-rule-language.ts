// Writes the reference of docs/rule-language.md from schemas/module.schema.json and the registry of checks.
// Usage: npx tsx scripts/generate-rule-language.ts [--check]
import schema from '../schemas/module.schema.json';
import { checks } from '../server/src/core/rules/checks/registry';
import { finish, table } from './generatedText';

/** What is used of JSON Schema there. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly description?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly maxLength?: number;
  readonly allOf?: readonly { readonly if: Schema; readonly then: Schema }[];
  readonly const?: string;
}

const definitions = schema.definitions as unknown as Readonly<Record<string, Schema>>;
const triggers = ['import', 'call', 'decorator', 'base', 'attribute', 'except-type', 'string', 'compose', 'dockerfile', 'dependency'];

function definition(name: string): Schema {
  const found = definitions[name];
  if (!found) throw new Error(`the schema has no definition ${name}`);
  return found;
}

/** The type of a value in the words of people who write YAML. */
function typeOf(value: Schema): string {
  const name = value.$ref?.replace('#/definitions/', '');
  switch (name) {
    case 'texts': return 'list of texts';
    case 'textOrTexts': return 'text or list of texts';
    case 'kinds': return 'list of kinds';
    case 'matcher': case 'conditions': case 'query': case 'fix': case 'concepts': return `[${name}](#${name})`;
    case 'message': return 'text';
    default: break;
  }
  if (name !== undefined) return typeOf(definition(name));
  if (value.enum) return value.enum.map((one) => `\`${one}\``).join(', ');
  if (Array.isArray(value.type)) return value.type.filter((type: string) => type !== 'null').map(word).join(' or ');
  if (value.type === 'array') return value.items?.$ref === '#/definitions/rule' ? 'list of [rules](#rules)' : `list of ${value.items?.type === 'object' ? 'mappings' : 'texts'}`;
  return word(typeof value.type === 'string' ? value.type : 'object');
}

function word(type: string): string {
  const words: Readonly<Record<string, string>> = { string: 'text', object: 'mapping', boolean: '`true` or `false`', array: 'list', integer: 'whole number', number: 'number' };
  return words[type] ?? type;
}

function describe(value: Schema): string {
  const own = value.description ?? (value.$ref === undefined ? '' : definition(value.$ref.replace('#/definitions/', '')).description ?? '');
  return value.maxLength === undefined ? own : `${own} At most ${value.maxLength} characters.`;
}

/** Keys of a mapping, those that must stand first. */
function keys(mapping: Schema, only: (key: string) => boolean = () => true): string {
  const required = new Set(mapping.required ?? []);
  const entries = Object.entries(mapping.properties ?? {}).filter(([key]) => only(key));
  const sorted = [...entries.filter(([key]) => required.has(key)), ...entries.filter(([key]) => !required.has(key))];
  return table(['Key', 'Value', 'Meaning'], sorted.map(([key, value]) => [`\`${key}\`${required.has(key) ? ' (required)' : ''}`, typeOf(value), describe(value)]));
}

/** Which keys a kind of fix needs, as the schema's conditions say. */
function fixKinds(): string {
  const fix = definition('fix');
  return table(['Kind', 'Needs'], (fix.properties?.['kind']?.enum ?? []).map((kind) => {
    const needs = (fix.allOf ?? []).filter((branch) => branch.if.properties?.['kind']?.const === kind).flatMap((branch) => branch.then.required ?? []);
    return [`\`${kind}\``, needs.length === 0 ? 'nothing more' : needs.map((key) => `\`${key}\``).join(', ')];
  }));
}

function checkNames(): string {
  const inputs: Readonly<Record<string, string>> = {
    python: 'each Python file', compose: 'each merged compose project', dockerfile: 'each Dockerfile', dependencies: 'each dependency file', project: 'the project graph, once',
  };
  return table(['Check', 'Looks at'], [...checks].sort((a, b) => (a.name < b.name ? -1 : 1)).map((check) => [`\`${check.name}\``, inputs[check.input] ?? check.input]));
}

finish('npx tsx scripts/generate-rule-language.ts', {
  'docs/rule-language.md': new Map([
    ['page', keys(schema)],
    ['concepts', keys(definition('concepts'))],
    ['rule', keys(definition('rule'))],
    ['triggers', keys(definition('matcher'), (key) => triggers.includes(key))],
    ['modifiers', keys(definition('matcher'), (key) => !triggers.includes(key))],
    ['conditions', keys(definition('conditions'))],
    ['query', keys(definition('query'))],
    ['fix', keys(definition('fix'))],
    ['fix-kinds', fixKinds()],
    ['checks', checkNames()],
  ]),
});
