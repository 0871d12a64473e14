import type { Validator } from '../../pack/generated/validators';

/** Follows schemas/archguide.schema.json. */
export const validateConfiguration: Validator;
