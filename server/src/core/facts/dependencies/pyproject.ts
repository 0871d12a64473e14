import type { AST } from 'toml-eslint-parser';
import { LineIndex } from '../../text/lineIndex';
import type { CommentFact } from '../python/model';
import { readLines } from './brokenToml';
import type { DependencyFact, DependencyFacts } from './model';
import { PoetryTables } from './poetry';
import { readRequirement } from './requirement';
import { groupOfList, type Gathered } from './tables';
import { readToml, stringOf, type TomlEntry } from './toml';

const longestText = 500_000;
/** Of a version specifier or the target of a script. */
const longestVersion = 1000;

/**
 * Reads a pyproject.toml: PEP 621 (`project`), PEP 735 (`dependency-groups`), Poetry, and development groups of uv, PDM and
 * Hatch. A broken file gives a problem and what can still be read of it, line by line.
 */
export function readPyproject(text: string): DependencyFacts {
  const source = text.length > longestText ? '' : text;
  const toml = readToml(source);
  const index = new LineIndex(toml.entries === null ? source : toml.text);
  const gathered: Gathered = { dependencies: [], scripts: new Map(), scriptRanges: new Map(), requiresPython: null };
  if (toml.entries === null) readLines(index, gathered);
  else readEntries(toml.entries, index, gathered);
  const problems = toml.problems.map(({ message, start, end }) => ({ message, range: index.rangeOf(start, end) }));
  if (source !== text) problems.push({ message: `longer than ${longestText} characters: not read`, range: index.rangeOf(0, 0) });
  const comments = toml.entries === null ? [] : toml.comments.map(({ start, end }) => commentAt(index, start, end));
  return { language: 'dependencies', ...gathered, comments, problems };
}

function commentAt(index: LineIndex, start: number, end: number): CommentFact {
  const range = index.rangeOf(start, end);
  return { text: index.text.slice(start, end), range, ownLine: index.line(range.start.line).slice(0, range.start.character).trim() === '' };
}

function readEntries(entries: readonly TomlEntry[], index: LineIndex, gathered: Gathered): void {
  const poetry = new PoetryTables(index);
  for (const entry of entries) {
    const list = groupOfList(entry.path);
    if (list) addList(entry.value, list.group, index, gathered.dependencies);
    else if (entry.path.join('.') === 'project.requires-python') gathered.requiresPython = versionAt(entry.value, index);
    else if (isScript(entry.path)) addScript(entry, index, gathered);
    else poetry.add(entry);
  }
  gathered.dependencies.push(...poetry.dependencies());
  gathered.requiresPython ??= poetry.python;
}

function addList(value: AST.TOMLContentNode, group: string | null, index: LineIndex, into: DependencyFact[]): void {
  if (value.type !== 'TOMLArray') return;
  for (const element of value.elements) {
    const text = stringOf(element, index.text);
    // `{include-group = "test"}` repeats what stands under its own group.
    const dependency = text && readRequirement(text.text, text.start, index, group);
    if (!dependency) continue;
    const whole = index.rangeOf(element.range[0], element.range[1]);
    into.push(text.isLiteral ? dependency : { ...dependency, range: whole, nameRange: whole, specifierRange: null });
  }
}

function versionAt(value: AST.TOMLContentNode, index: LineIndex): DependencyFacts['requiresPython'] {
  const text = stringOf(value, index.text);
  if (!text || text.text.length > longestVersion) return null;
  return { specifier: text.text, range: index.rangeOf(text.start, text.isLiteral ? text.start + text.text.length : value.range[1]) };
}

/** `[project.scripts]`, `[project.gui-scripts]`, `[tool.poetry.scripts]`, there also `name = { reference = "…" }`. */
function isScript(path: readonly string[]): boolean {
  const [first, second, third] = path;
  if (first === 'project' && (second === 'scripts' || second === 'gui-scripts')) return path.length === 3;
  if (first !== 'tool' || second !== 'poetry' || third !== 'scripts') return false;
  return path.length === 4 || (path.length === 5 && (path[4] === 'reference' || path[4] === 'callable'));
}

function addScript(entry: TomlEntry, index: LineIndex, gathered: Gathered): void {
  const name = entry.path[entry.path[0] === 'project' ? 2 : 3] ?? '';
  const found = versionAt(entry.value, index);
  if (!found) return;
  // `package.module:function [extra]`
  gathered.scripts.set(name, found.specifier.replace(/\s*\[.*$/, '').trim());
  gathered.scriptRanges.set(name, found.range);
}
