import type { ComposeProject, ComposeService } from '../../../facts/compose/model';
import { findInCompose, type ComposePlace } from '../../../facts/compose/query';
import type { LineIndex } from '../../../text/lineIndex';
import { comparePositions, type Location } from '../../../text/range';
import type { CheckContext, FileEdit, Fix } from '../../model';

/**
 * The fix that adds lines to a service's mapping, behind its last key, in the mapping's own indentation. `lines` are
 * indented relative to the keys, by two spaces a level. null for a flow mapping or where the file's text is not at hand.
 */
export function insertIntoService(context: CheckContext, service: ComposeService, title: string, lines: readonly string[]): Fix | null {
  const body = service.bodies.find((location) => location.path === service.at.path) ?? service.bodies[0];
  if (!body) return null;
  const text = context.textOf(body.path);
  if (!text || text.slice(body.range).trimStart().startsWith('{')) return null;
  const first = body.range.start;
  const indent = text.line(first.line).slice(0, first.character);
  if (indent.trim() !== '') return null;
  // A key without a value is there too, and stands for nothing: half-typed, most of the time.
  const key = /^\w+:/.exec(lines[0] ?? '')?.[0];
  const last = lastContentLine(text, body);
  for (let line = first.line; key !== undefined && line <= last; line++) if (text.line(line).startsWith(`${indent}${key}`)) return null;
  const newline = text.text.includes('\r\n') ? '\r\n' : '\n';
  const end = { line: last, character: text.line(last).length };
  const newText = lines.map((line) => `${newline}${indent}${line}`).join('');
  return { title, edits: [{ path: body.path, range: { start: end, end }, newText }] };
}

/** The last line of the mapping that is neither blank nor a comment behind it. */
function lastContentLine(text: LineIndex, body: Location): number {
  let line = body.range.end.character === 0 ? body.range.end.line - 1 : body.range.end.line;
  while (line > body.range.start.line && /^\s*(#.*)?$/.test(text.line(line))) line--;
  return line;
}

/** Replaces the value written at a place, keeping its quotes. */
export function replaceScalar(context: CheckContext, at: Location, value: string): FileEdit | null {
  const text = context.textOf(at.path);
  if (!text) return null;
  const written = text.slice(at.range);
  const quote = /^(['"])[\s\S]*\1$/.exec(written)?.[1] ?? '';
  return { path: at.path, range: at.range, newText: `${quote}${value}${quote}` };
}

/**
 * Where the mapping at a path of the merged document is written, if that is inside the service's own body in a file: to edit
 * one that an anchor, `extends` or an alias brings in would edit it for others. null else.
 */
export function ownMapping({ compose }: { readonly compose: ComposeProject }, service: ComposeService, keys: readonly string[]): Location | null {
  const at = placeAt(compose, keys)?.at;
  const isOwn = at !== undefined && service.bodies.some((body) => body.path === at.path
    && comparePositions(body.range.start, at.range.start) < 0 && comparePositions(at.range.end, body.range.end) <= 0);
  return isOwn ? at : null;
}

function placeAt(compose: ComposeProject, keys: readonly string[]): ComposePlace | null {
  // A service's name may have a dot, which a path cannot name.
  const place = findInCompose(compose, keys.map((key) => (key.includes('.') ? '*' : key)).join('.'))
    .find((candidate) => candidate.path.length === keys.length && candidate.path.every((key, i) => key === keys[i]));
  return place === undefined || place.isAbsent ? null : place;
}

/** Adds entries behind the last one of a mapping, block or flow; null where there is none to add to. */
export function appendToMapping(context: CheckContext, at: Location | null, entries: readonly string[]): readonly FileEdit[] | null {
  const text = at && context.textOf(at.path);
  if (!at || !text) return null;
  const written = text.slice(at.range);
  const before = text.line(at.range.start.line).slice(0, at.range.start.character);
  // An anchored mapping is others' too, and one with a tag replaces what is below it.
  if (/[&!]\S*\s*$/.test(before)) return null;
  if (written.startsWith('{')) {
    const content = /^\{([\s\S]*?\S)?(\s*)\}$/.exec(written);
    if (!content || written.includes('#') || written.includes('\n')) return null;
    const inner = content[1];
    const newText = inner === undefined ? `{ ${entries.join(', ')} }` : `{${inner}${inner.endsWith(',') ? '' : ','} ${entries.join(', ')}${content[2] || ''}}`;
    return [{ path: at.path, range: at.range, newText }];
  }
  if (before.trim() !== '' || /^[&!*]/.test(written) || /[&!]\S*\s*$/.test(text.line(at.range.start.line - 1))) return null;
  const newline = text.text.includes('\r\n') ? '\r\n' : '\n';
  const line = lastContentLine(text, at);
  const end = { line, character: text.line(line).length };
  return [{ path: at.path, range: { start: end, end }, newText: entries.map((entry) => `${newline}${before}${entry}`).join('') }];
}
