/** An error as Ajv gives it (ajv 8, ErrorObject). */
export interface ValidationError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface Validator {
  (data: unknown): boolean;
  /** Of the last call; null where it found none. */
  readonly errors?: ValidationError[] | null;
}

/** Follows schemas/module.schema.json. */
export const validateModule: Validator;
/** Follows schemas/pack.schema.json. */
export const validateManifest: Validator;
