import type { ComposeService } from '../../../facts/compose/model';
import type { LineIndex } from '../../../text/lineIndex';
import type { Location } from '../../../text/range';
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
  const newline = text.text.includes('\r\n') ? '\r\n' : '\n';
  const last = lastContentLine(text, body);
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
