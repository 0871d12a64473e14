import type { DataPath } from './yamlData';

/** The part of JSON Schema (draft-07) that the pack schemas use. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly (string | number | boolean | null)[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly if?: JsonSchema;
  readonly then?: JsonSchema;
  readonly else?: JsonSchema;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
}

/**
 * Walks a schema along a path of data, so that messages and completion can say what belongs there. A `description`
 * beside a `$ref` (the key's own) goes before that of the definition.
 */
export class SchemaGuide {
  constructor(private readonly root: JsonSchema) {}

  /** The schema of the value at `path`, with references resolved; null where the schema knows no such place. */
  at(path: DataPath): JsonSchema | null {
    let schema: JsonSchema | null = this.root;
    for (const part of path) {
      if (!schema) return null;
      schema = this.step(schema, part);
    }
    return schema;
  }

  /** What the key that ends `path` means; empty where the schema does not say. */
  describe(path: DataPath): string {
    return this.at(path)?.description ?? '';
  }

  /** Keys that a mapping at `path` may have, in the schema's order. */
  keys(path: DataPath): string[] {
    return Object.keys(this.at(path)?.properties ?? {});
  }

  private step(schema: JsonSchema, part: string | number): JsonSchema | null {
    const isIndex = typeof part === 'number' || /^\d+$/.test(part);
    if (isIndex && schema.items) return this.resolve(schema.items);
    if (isIndex && schema.then?.items) return this.resolve(schema.then.items);
    const own = schema.properties && Object.hasOwn(schema.properties, part) ? schema.properties[part] : undefined;
    if (own) return this.resolve(own);
    return typeof schema.additionalProperties === 'object' ? this.resolve(schema.additionalProperties) : null;
  }

  private resolve(schema: JsonSchema): JsonSchema {
    const name = schema.$ref?.replace('#/definitions/', '');
    const definition = name === undefined ? undefined : this.root.definitions?.[name];
    const target = definition && this.resolve(definition);
    if (target) return schema.description === undefined ? target : { ...target, description: schema.description };
    // A choice between one item and a list of them: the item's keys are those of the mapping.
    return schema.else?.$ref && !schema.properties ? { ...this.resolve(schema.else), ...schema } : schema;
  }
}
