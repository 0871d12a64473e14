import type { LineIndex } from '../../text/lineIndex';
import { normalizeName, readRequirement } from './requirement';
import { groupOfList, type Gathered } from './tables';

const longestLine = 2000;

/**
 * Reads a pyproject.toml that does not parse, line by line: tables by their headers, lists of requirements by the quoted
 * texts on their lines, Poetry's by `name = "version"`.
 */
export function readLines(index: LineIndex, gathered: Gathered): void {
  let table: string[] = [];
  let list: { readonly group: string | null } | null = null;
  for (let number = 0; number < index.lineCount; number++) {
    const line = index.line(number).slice(0, longestLine);
    const start = index.offsetAt({ line: number, character: 0 });
    const header = /^\s*\[{1,2}\s*([\w."' -]+?)\s*\]{1,2}\s*(?:#.*)?$/.exec(line);
    if (header && !/^\s*\[\s*["']/.test(line)) {
      table = (header[1] ?? '').split('.').map(unquote);
      list = null;
      continue;
    }
    const pair = /^\s*([\w."'-]+)\s*=\s*(.*)$/.exec(line);
    // A quoted requirement has a `=` too, but its key would not be a key.
    if (pair && !/^\s*["'][^"']*[<>=~!]/.test(line)) {
      const path = [...table, ...(pair[1] ?? '').split('.').map(unquote)];
      list = groupOfList(path);
      if (!list) readPair(path, line, start, index, gathered);
    }
    if (list) {
      addQuoted(line, start, list.group, index, gathered);
      if (/\]\s*(?:#.*)?$/.test(line.replace(/\[[\w,\s-]*\](?=[^\]]*["'])/g, ''))) list = null;
    }
  }
}

function addQuoted(line: string, start: number, group: string | null, index: LineIndex, gathered: Gathered): void {
  for (const match of line.matchAll(/"([^"]*)"|'([^']*)'/g)) {
    const text = match[1] ?? match[2] ?? '';
    const dependency = readRequirement(text, start + match.index + 1, index, group);
    if (dependency) gathered.dependencies.push(dependency);
  }
}

function readPair(path: readonly string[], line: string, start: number, index: LineIndex, gathered: Gathered): void {
  const [first, second, third, fourth] = path;
  const name = path.at(-1) ?? '';
  const version = /=\s*(?:\{.*?\bversion\s*=\s*)?(["'])([^"']*)\1/.exec(line);
  if (!version) return;
  const text = version[2] ?? '';
  const valueStart = start + version.index + version[0].length - 1 - text.length;
  const range = index.rangeOf(valueStart, valueStart + text.length);
  if (path.join('.') === 'project.requires-python') gathered.requiresPython = { specifier: text, range };
  else if (first === 'project' && second === 'scripts') addScript(gathered, name, text, range);
  else if (first === 'tool' && second === 'poetry' && third === 'scripts') addScript(gathered, name, text, range);
  else if (first === 'tool' && second === 'poetry') {
    const group = third === 'dependencies' && path.length === 4 ? null
      : third === 'dev-dependencies' && path.length === 4 ? 'dev'
        : third === 'group' && path[4] === 'dependencies' && path.length === 6 ? fourth : undefined;
    if (group === undefined) return;
    if (name === 'python') gathered.requiresPython ??= { specifier: text, range };
    else {
      const nameStart = start + line.indexOf(name);
      gathered.dependencies.push({
        name: normalizeName(name), extras: [], specifier: text === '*' ? '' : text, group, marker: null, style: 'poetry',
        range: index.rangeOf(nameStart, valueStart + text.length + 1), nameRange: index.rangeOf(nameStart, nameStart + name.length), specifierRange: range,
      });
    }
  }
}

function addScript(gathered: Gathered, name: string, text: string, range: ReturnType<LineIndex['rangeOf']>): void {
  gathered.scripts.set(name, text);
  gathered.scriptRanges.set(name, range);
}

function unquote(text: string): string {
  return text.trim().replace(/^["'](.*)["']$/, '$1');
}
