/** Fields that every message may use; a rule's own options and captures come beside them. */
export const messageFields: readonly string[] = [
  'name', 'callee', 'function', 'service', 'value', 'keyword', 'kind',
  // Given by some checks; each says which in its doc comment.
  'problem', 'where', 'instead', 'what', 'version', 'module', 'dataService', 'known', 'verb', 'tag', 'port',
];

/** `{name}`, but not `${NAME}`, which is compose's. Rules fill them in by rules/message.ts. */
const field = /(?<!\$)\{([a-z][A-Za-z_-]*)\}/g;

/** The fields that a template names, with their offsets, in order. */
export function fieldsOf(template: string): { readonly name: string; readonly offset: number }[] {
  return [...template.matchAll(field)].map((hit) => ({ name: hit[1] ?? '', offset: hit.index }));
}
