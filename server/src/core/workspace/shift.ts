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
  const edits = editsOf(changes);
  for (const [at, findings] of byPath) {
    if (findings.some((finding) => lies(finding, path))) moved.set(at, findings.map((finding) => shiftFinding(finding, path, edits)));
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
  const [from, to, edits] = [placesOf(before), placesOf(after), editsOf(changes)];
  return from.length === to.length && from.every((range, at) => {
    const now = to[at];
    return now !== undefined && comparePositions(shift(range, edits).start, now.start) === 0;
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

function shiftFinding(finding: Finding, path: string, edits: readonly Edit[]): Finding {
  const move = <T extends { readonly range: Range }>(place: T): T => ({ ...place, range: shift(place.range, edits) });
  const own = <T extends { readonly path: string; readonly range: Range }>(place: T): T => (place.path === path ? move(place) : place);
  return {
    ...own(finding),
    related: finding.related.map(own),
    fix: finding.fix && { ...finding.fix, edits: finding.fix.edits.map(own) },
  };
}

/** An edit as it moves what lies behind it: measured once, since much may lie there. */
interface Edit {
  readonly range: Range;
  /** Line breaks that it writes, and the length of what follows the last one. */
  readonly breaks: number;
  readonly last: number;
}

function editsOf(changes: readonly TextChange[]): Edit[] {
  return changes.flatMap(({ range, text }) => {
    const lines = text.split(/\r\n|\r|\n/);
    return range ? [{ range, breaks: lines.length - 1, last: lines.at(-1)?.length ?? 0 }] : [];
  });
}

function shift(range: Range, edits: readonly Edit[]): Range {
  return edits.reduce(shiftRange, range);
}

/** What is written right before a range or right behind it does not become part of it. */
function shiftRange(range: Range, edit: Edit): Range {
  const edited = edit.range;
  const start = comparePositions(range.start, edited.end) < 0 ? range.start : shiftPosition(range.start, edit);
  const isBehind = comparePositions(range.end, edited.start) <= 0 && comparePositions(range.start, range.end) < 0;
  const end = isBehind || comparePositions(range.end, edited.end) < 0 ? range.end : shiftPosition(range.end, edit);
  return { start, end };
}

/** A position at or behind the end of the edit. */
function shiftPosition(at: Position, { range: edited, breaks, last }: Edit): Position {
  const line = at.line - (edited.end.line - edited.start.line) + breaks;
  if (at.line !== edited.end.line) return { line, character: at.character };
  const before = breaks === 0 ? edited.start.character : 0;
  return { line, character: at.character - edited.end.character + before + last };
}
