/** What the attribute `excerpt="path#name, name"` of a fence names: a file of the repository, and the parts of it that are shown. */
export interface ExcerptReference {
  /** From the repository's root, with forward slashes. */
  readonly path: string;
  /** In the order in which they are shown; none for the whole file. */
  readonly parts: readonly string[];
}

/** Reads the attribute; null where it names no file within the repository, or an empty part. */
export function readExcerptReference(value: string): ExcerptReference | null {
  const [path = '', names, ...rest] = value.split('#');
  const isOutside = path === '' || path.startsWith('/') || /\\|^[A-Za-z]:|(?:^|\/)\.\.?(?:\/|$)/.test(path);
  const parts = names === undefined ? [] : names.split(',').map((name) => name.trim());
  return isOutside || rest.length > 0 || parts.includes('') ? null : { path, parts };
}

/**
 * The text of a block that shows these parts of a file, ending with a line break. Python: functions, classes and constants by
 * name (`place`, `Orders.get`, `QUEUE`), with decorators, what stands between `# region name` and `# endregion`, and `imports`
 * for those that the other parts need; YAML: keys by path (`services.redis`), below the keys that lead there. The whole file
 * comes without region marks and, in Python, without the docstring at its top.
 * @returns the text, or the part that is not there
 */
export function excerptOf(reference: ExcerptReference, source: string): { readonly text: string } | { readonly missing: string } {
  const lines = source.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/).map((line) => line.trimEnd());
  const isYaml = /\.ya?ml$/i.test(reference.path);
  const isPython = reference.path.endsWith('.py');
  if (reference.parts.length === 0) return { text: joined([isPython ? withoutDocstring(lines) : lines], 0) };
  const found: (readonly string[] | null)[] = [];
  let open: readonly string[] = [];
  for (const part of reference.parts) {
    if (isPython && part === 'imports') {
      found.push(null);
      continue;
    }
    const range: PartRange | null = region(lines, part) ?? (isYaml ? yamlKey(lines, part.split('.')) : isPython ? pythonDefinition(lines, part.split('.')) : null);
    if (range === null) return { missing: part };
    const keys = range.parents ?? [];
    const own = lines.slice(range.start, range.end);
    const isInsideOpen = keys.length > 0 && keys.length === open.length && keys.every((key, at) => key === open[at]);
    found.push([...(isInsideOpen ? [] : keys), ...(keys.length > 0 ? own : dedented(own))]);
    open = keys;
  }
  const shown = found.flatMap((part) => part ?? []);
  return { text: joined(found.map((part) => part ?? neededImports(lines, shown)), isPython ? 2 : 1) };
}

/** The block as it is to be: the excerpt, below the comment that the page begins it with, where it has one. */
export function excerptBlock(code: string, excerpt: string): string {
  const first = code.split('\n', 1)[0] ?? '';
  return /^(?:#|\/\/) ?(?:CORRECT|From)\b/.test(first) ? `${first}\n${excerpt}` : excerpt;
}

interface LineRange {
  /** Zero-based; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
}

interface PartRange extends LineRange {
  /** Lines of the YAML keys above it. */
  readonly parents?: readonly string[];
}

/** Removes the indentation that all lines share. */
function dedented(lines: readonly string[]): string[] {
  const depths = lines.filter((line) => line !== '').map(depthOf);
  const shared = Math.min(...depths, 1000);
  return lines.map((line) => line.slice(shared));
}

/** Parts with empty lines between them; region marks are left out, and no empty line stands at an end. */
function joined(parts: readonly (readonly string[])[], emptyLines: number): string {
  const texts = parts.map((lines) => lines.filter((line) => !regionMark.test(line)).join('\n').replace(/^\n+|\n+$/g, '')).filter((text) => text !== '');
  return `${texts.map((text, at) => at === 0 ? text : `${'\n'.repeat(1 + distance(texts[at - 1] ?? '', text, emptyLines))}${text}`).join('')}\n`;
}

/** Constants stand together, below the imports; whatever else has its distance. */
function distance(above: string, below: string, usual: number): number {
  const isConstant = (text: string): boolean => /^\w+(?:\s*:[^=\n]+)?\s*=/.test(text);
  if (!isConstant(below)) return usual;
  return isConstant(above) ? 0 : /^(?:from|import)\s/.test(above) ? 1 : usual;
}

/** The imports at the top of a Python file that give a name which the lines use, in their groups. */
function neededImports(lines: readonly string[], shown: readonly string[]): string[] {
  const used = new Set(shown.join('\n').match(/[A-Za-z_]\w*/g) ?? []);
  const kept: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line === '' && kept.length > 0 && kept[kept.length - 1] !== '') kept.push('');
    const [, module, only] = /^from (\S+) import (.+)$/.exec(line) ?? [];
    if (module !== undefined && only !== undefined) {
      const end = only.startsWith('(') ? lines.findIndex((text, below) => below >= at && text.includes(')')) : at;
      const names = lines.slice(at, end + 1).join(' ').replace(/^.* import /, '').replace(/[()]/g, '').split(',').map((name) => name.trim());
      const wanted = names.filter((name) => used.has(/\w+$/.exec(name)?.[0] ?? ''));
      if (wanted.length > 0) kept.push(...importLines(module, wanted));
      at = Math.max(at, end);
    } else if (/^import /.test(line) && used.has(/(?: as )?(\w+)(?:\.\w+)*$/.exec(line)?.[1] ?? '')) kept.push(line);
  }
  return kept;
}

function importLines(module: string, names: readonly string[]): string[] {
  const line = `from ${module} import ${names.join(', ')}`;
  return line.length <= 100 ? [line] : [`from ${module} import (`, ...names.map((name) => `    ${name},`), ')'];
}

const regionMark = /^\s*# (?:region [\w-]+|endregion)$/;

function region(lines: readonly string[], name: string): LineRange | null {
  const start = lines.findIndex((line) => line.trim() === `# region ${name}`);
  if (start < 0) return null;
  const end = lines.findIndex((line, at) => at > start && line.trim() === '# endregion');
  return end < 0 ? null : { start: start + 1, end };
}

function withoutDocstring(lines: readonly string[]): readonly string[] {
  const quote = /^[rR]?("""|''')/.exec(lines[0] ?? '')?.[1];
  if (quote === undefined) return lines;
  const closesAtOnce = (lines[0] ?? '').indexOf(quote, (lines[0] ?? '').indexOf(quote) + 3) >= 0;
  const end = closesAtOnce ? 0 : lines.findIndex((line, at) => at > 0 && line.includes(quote));
  return end < 0 ? lines : lines.slice(end + 1);
}

/** Which lines begin within a triple-quoted string. Quotes within comments and other strings are not told apart. */
function insideStrings(lines: readonly string[]): readonly boolean[] {
  let open: string | null = null;
  return lines.map((line) => {
    const isInside = open !== null;
    for (const [quote] of line.matchAll(/"""|'''/g)) open = open === null ? quote : open === quote ? null : open;
    return isInside;
  });
}

function pythonDefinition(lines: readonly string[], path: readonly string[]): LineRange | null {
  const inside = insideStrings(lines);
  let found: LineRange = { start: 0, end: lines.length };
  let depth = -1;
  for (const name of path) {
    const next = definitionWithin(lines, inside, found, depth, name);
    if (next === null) return null;
    depth = depthOf(lines[next.line] ?? '');
    found = next;
  }
  return found;
}

function definitionWithin(
  lines: readonly string[], inside: readonly boolean[], within: LineRange, above: number, name: string,
): LineRange & { readonly line: number } | null {
  const isAbove = above >= 0;
  const declares = new RegExp(`^\\s*(?:(?:async\\s+)?def\\s+${escaped(name)}\\b|class\\s+${escaped(name)}\\b|type\\s+${escaped(name)}\\b|${escaped(name)}(?:\\s*:[^=]+)?\\s*=(?!=))`);
  const line = lines.findIndex((text, at) => at >= within.start && at < within.end && !inside[at] && (isAbove ? depthOf(text) > above : depthOf(text) === 0) && declares.test(text));
  if (line < 0) return null;
  const depth = depthOf(lines[line] ?? '');
  let start = line;
  while (start > within.start && (lines[start - 1] ?? '').startsWith(`${' '.repeat(depth)}@`)) start--;
  let end = line + 1;
  for (let at = line + 1; at < within.end; at++) {
    const text = lines[at] ?? '';
    const goesOn = inside[at] === true || depthOf(text) > depth || /^\s*[)\]}]/.test(text);
    if (text !== '' && !goesOn) break;
    if (text !== '') end = at + 1;
  }
  return { start, end, line };
}

function yamlKey(lines: readonly string[], path: readonly string[]): PartRange | null {
  let within: LineRange = { start: 0, end: lines.length };
  const parents: string[] = [];
  for (const [level, key] of path.entries()) {
    const first = lines.findIndex((text, at) => at >= within.start && at < within.end && !/^\s*(?:#|$)/.test(text));
    const own = depthOf(lines[first] ?? '');
    const line = lines.findIndex((text, at) => at >= within.start && at < within.end && depthOf(text) === own && text.startsWith(`${key}:`, own));
    if (line < 0) return null;
    const depth = depthOf(lines[line] ?? '');
    let end = line + 1;
    for (let at = line + 1; at < within.end; at++) {
      const text = lines[at] ?? '';
      if (text !== '' && depthOf(text) <= depth) break;
      if (text !== '') end = at + 1;
    }
    if (level < path.length - 1) parents.push(lines[line] ?? '');
    within = { start: level < path.length - 1 ? line + 1 : line, end };
  }
  return { ...within, parents };
}

function depthOf(line: string): number {
  return line.length - line.trimStart().length;
}

function escaped(text: string): string {
  return text.replace(/[^\w]/g, '\\$&');
}
