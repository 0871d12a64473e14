/** Lines of code up to this length are written on one line, as the project's formatter does. */
const widest = 100;

/**
 * Adds `from module import names` among the file's own imports (those of `src`), by the order of modules that isort keeps.
 * Null where the file has none; the same text where the import is there.
 */
export function withImport(text: string, line: string): string | null {
  if (text.split('\n').includes(line)) return text;
  const lines = text.split('\n');
  const own = lines.flatMap((one, at) => (/^from src[. ]/.test(one) && !/\($/.test(one) ? [at] : []));
  const first = own[0];
  if (first === undefined) return null;
  const moduleOf = (one: string): string => /^from (\S+)/.exec(one)?.[1] ?? '';
  const behind = own.filter((at) => moduleOf(lines[at] ?? '') < moduleOf(line)).at(-1);
  lines.splice(line.startsWith('import ') ? first : behind === undefined ? first : behind + 1, 0, line);
  return lines.join('\n');
}

/** Adds a name to `from module import a, b`; null where the file does not import from the module on one line. */
export function withImportedName(text: string, module: string, name: string): string | null {
  const found = new RegExp(`^from ${module.replace(/\./g, '\\.')} import ([\\w, ]+)$`, 'm').exec(text);
  if (!found) return null;
  const names = (found[1] ?? '').split(',').map((one) => one.trim());
  if (names.includes(name)) return text;
  return text.replace(found[0], () => `from ${module} import ${[...names, name].sort().join(', ')}`);
}

/** Puts lines before the one that begins with a text; null where there is not exactly one such line, the same text where they are there. */
export function withLinesBefore(text: string, anchor: string, added: string): string | null {
  if (text.includes(`\n${added}\n`)) return text;
  const lines = text.split('\n');
  const at = lines.flatMap((line, index) => (line.startsWith(anchor) ? [index] : []));
  if (at.length !== 1 || at[0] === undefined) return null;
  lines.splice(at[0], 0, added);
  return lines.join('\n');
}

/** Adds an element to the only list or argument list behind `opening` (`return [`, `include_routers(`); null where it cannot be told. */
export function withElement(text: string, opening: string, element: string): string | null {
  const start = text.indexOf(opening);
  if (start < 0 || text.indexOf(opening, start + 1) >= 0) return null;
  const close = closingOf(text, start + opening.length - 1);
  if (close === null) return null;
  const elements = splitTop(text.slice(start + opening.length, close));
  if (elements === null) return null;
  if (elements.includes(element)) return text;
  const all = [...elements, element];
  const before = text.slice(text.lastIndexOf('\n', start) + 1, start);
  const indent = /^ */.exec(before)?.[0] ?? '';
  const line = `${all.join(', ')}`;
  const fits = before.length + opening.length + line.length + 1 <= widest;
  return text.slice(0, start + opening.length) + (fits ? line : `\n${all.map((one) => `${indent}    ${one},\n`).join('')}${indent}`) + text.slice(close);
}

/** Place of the bracket that closes the one at `open`; null where there is none or a text or comment stands between. */
function closingOf(text: string, open: number): number | null {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const char = text.charAt(at);
    if ('"\'#'.includes(char)) return null;
    if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char) && --depth === 0) return at;
  }
  return null;
}

function splitTop(text: string): string[] | null {
  const parts: string[] = [''];
  let depth = 0;
  for (const char of text) {
    if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) depth--;
    if (depth < 0) return null;
    if (char === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
