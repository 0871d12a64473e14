/** Fields that every message may use; a rule's own options and captures come beside them. */
export const messageFields: readonly string[] = ['name', 'callee', 'function', 'service', 'value', 'keyword', 'kind'];

/** `{name}`, but neither `{{name}}` nor `${NAME}`, which stand for themselves. */
const field = /(?<![{$])\{([a-z][A-Za-z_-]*)\}(?!\})/g;

/** The fields that a template names, with their offsets, in order. */
export function fieldsOf(template: string): { readonly name: string; readonly offset: number }[] {
  return [...template.matchAll(field)].map((hit) => ({ name: hit[1] ?? '', offset: hit.index }));
}

/** Fills a template. A field that is not given stands for nothing; `{{` and `}}` give single braces. */
export function renderMessage(template: string, fields: Readonly<Record<string, string>>): string {
  let text = '';
  let at = 0;
  for (const { name, offset } of fieldsOf(template)) {
    text += template.slice(at, offset) + (Object.hasOwn(fields, name) ? fields[name] ?? '' : '');
    at = offset + name.length + 2;
  }
  return (text + template.slice(at)).replace(/\{\{/g, '{').replace(/\}\}/g, '}');
}
