import type { Affected } from '../project/affected';
import type { ModuleSummary } from '../project/model';
import type { Finding } from '../rules/model';
import type { TextChange } from '../syntax/pythonDocument';
import { comparePositions, type Position, type Range } from '../text/range';

/**
 * Findings of all files moved along with edits of the file at `path`, until they are made anew: lines inserted above push
 * down what lies in that file, be it the finding, a place that it is related to, or its fix. The same map where nothing does.
 */
export function shiftFindings(byPath: Map<string, readonly Finding[]>, path: string, changes: readonly TextChange[]): Map<string, readonly Finding[]> {
  const moved = new Map<string, readonly Finding[]>();
  for (const [at, findings] of byPath) {
    if (findings.some((finding) => lies(finding, path))) moved.set(at, findings.map((finding) => shiftFinding(finding, path, changes)));
  }
  return moved.size === 0 ? byPath : new Map([...byPath, ...moved]);
}

/** Whether a finding tells of a place in one of these files beside its own. */
export function refersTo(finding: Finding, paths: Affected): boolean {
  return paths !== 'none' && finding.related.some(({ path }) => path !== finding.path && (paths === 'all' || paths.has(path)));
}

/**
 * Whether what a file tells the project stands where the edits moved it, one thing as the other. It does not where a statement
 * goes and an equal one comes elsewhere in the same edit: the two mean the same, and what was said of the first stays with its place.
 */
export function areMovedAlong(before: ModuleSummary, after: ModuleSummary, changes: readonly TextChange[]): boolean {
  const [from, to] = [placesOf(before), placesOf(after)];
  return from.length === to.length && from.every((range, at) => {
    const now = to[at];
    return now !== undefined && comparePositions(shift(range, changes).start, now.start) === 0;
  });
}

function placesOf({ imports, bindings, functions, classes, wiring, syncCalls }: ModuleSummary): Range[] {
  return [
    ...imports.map(({ moduleRange }) => moduleRange), ...bindings.map(({ range }) => range), ...functions.map(({ nameRange }) => nameRange),
    ...classes.map(({ nameRange }) => nameRange), ...wiring.map(({ range }) => range), ...(syncCalls ?? []).map(({ range }) => range),
  ];
}

function lies(finding: Finding, path: string): boolean {
  return finding.path === path || finding.related.some((related) => related.path === path) || finding.fix?.edits.some((edit) => edit.path === path) === true;
}

function shiftFinding(finding: Finding, path: string, changes: readonly TextChange[]): Finding {
  const move = <T extends { readonly range: Range }>(place: T): T => ({ ...place, range: shift(place.range, changes) });
  const own = <T extends { readonly path: string; readonly range: Range }>(place: T): T => (place.path === path ? move(place) : place);
  return {
    ...own(finding),
    related: finding.related.map(own),
    fix: finding.fix && { ...finding.fix, edits: finding.fix.edits.map(own) },
  };
}

function shift(range: Range, changes: readonly TextChange[]): Range {
  let moved = range;
  for (const { range: edited, text } of changes) if (edited) moved = shiftRange(moved, edited, text);
  return moved;
}

/** What is written right before a range or right behind it does not become part of it. */
function shiftRange(range: Range, edited: Range, text: string): Range {
  const start = comparePositions(range.start, edited.end) < 0 ? range.start : shiftPosition(range.start, edited, text);
  const isBehind = comparePositions(range.end, edited.start) <= 0 && comparePositions(range.start, range.end) < 0;
  const end = isBehind || comparePositions(range.end, edited.end) < 0 ? range.end : shiftPosition(range.end, edited, text);
  return { start, end };
}

/** A position at or behind the end of the edit. */
function shiftPosition(at: Position, edited: Range, text: string): Position {
  const lines = text.split(/\r\n|\r|\n/);
  const added = lines.length - 1;
  const line = at.line - (edited.end.line - edited.start.line) + added;
  if (at.line !== edited.end.line) return { line, character: at.character };
  const last = lines.at(-1)?.length ?? 0;
  const before = added === 0 ? edited.start.character : 0;
  return { line, character: at.character - edited.end.character + before + last };
}
