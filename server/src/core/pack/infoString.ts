/** A fence's info string, cut into language and attributes. */
export interface InfoString {
  /** Lower case; empty where the fence names none. */
  readonly language: string;
  readonly attributes: ReadonlyMap<string, string>;
}

const attribute = /([^\s=]+)(?:=(?:"([^"]*)"|'([^']*)'|(\S*)))?/g;

/** Reads `python incorrect="a, b" kind=api fragment`; a name without a value has the empty text. */
export function readInfoString(info: string): InfoString {
  const text = info.trim().slice(0, 2000);
  const language = /^[^\s{=]+(?=\s|\{|$)/.exec(text)?.[0] ?? '';
  const attributes = new Map<string, string>();
  for (const hit of text.slice(language.length).matchAll(attribute)) {
    attributes.set(hit[1] ?? '', hit[2] ?? hit[3] ?? hit[4] ?? '');
  }
  return { language: language.toLowerCase(), attributes };
}

/** The names of a comma-separated attribute. */
export function listAttribute(value: string | undefined): string[] {
  return (value ?? '').split(',').map((name) => name.trim()).filter((name) => name !== '');
}
