/** Fills `{field}` places of a template. A field without a value stays as it is written: `verify` reports it. */
export function fillTemplate(template: string, fields: Readonly<Record<string, string>>): string {
  return template.replace(/\{([a-z][a-z_]*)\}/gi, (whole, name: string) => fields[name] ?? whole);
}
