import type { FileEdit, Finding } from '../rules/model';
import { comparePositions, rangeKey } from '../text/range';
import type { WorkspaceView } from '../workspace/model';

/** Findings whose fixes were taken, and the edits of all of them together. */
export interface AppliedFixes {
  readonly findings: readonly Finding[];
  readonly edits: readonly FileEdit[];
}

/** All fixes of a file that can be applied in one go; the others come in the next round. */
export function fixAllEdits(workspace: WorkspaceView, path: string): AppliedFixes {
  return applicableEdits(workspace.findings(path).filter(isMendedUnseen));
}

/** Whether the fix may be taken without a person who looks at it. */
export function isMendedUnseen({ fix }: Finding): boolean {
  return fix !== null && fix.needsReview !== true;
}

/**
 * Takes fixes in order, leaving out one that would touch text which another one changes. Insertions of the same text at
 * the same place (an import that two fixes need) are one edit.
 */
export function applicableEdits(findings: readonly Finding[]): AppliedFixes {
  const taken: Finding[] = [];
  const edits = new Map<string, FileEdit>();
  for (const finding of findings) {
    const wanted = finding.fix?.edits ?? [];
    if (wanted.length === 0 || wanted.some((edit) => conflicts(edit, edits))) continue;
    taken.push(finding);
    for (const edit of wanted) edits.set(keyOf(edit), edit);
  }
  return { findings: taken, edits: [...edits.values()] };
}

function keyOf(edit: FileEdit): string {
  return `${edit.path}\0${rangeKey(edit.range)}\0${edit.newText}`;
}

function conflicts(edit: FileEdit, edits: ReadonlyMap<string, FileEdit>): boolean {
  if (edits.has(keyOf(edit))) return false;
  for (const other of edits.values()) {
    if (other.path !== edit.path) continue;
    const apart = comparePositions(other.range.end, edit.range.start) < 0 || comparePositions(edit.range.end, other.range.start) < 0;
    if (!apart && !touchAtEnds(edit, other)) return true;
  }
  return false;
}

/** A replacement may end where another begins; two insertions at one place have an order that nobody chose, but imports may pile up. */
function touchAtEnds(a: FileEdit, b: FileEdit): boolean {
  const emptyA = comparePositions(a.range.start, a.range.end) === 0;
  const emptyB = comparePositions(b.range.start, b.range.end) === 0;
  if (emptyA && emptyB) return a.newText.endsWith('\n') && b.newText.endsWith('\n');
  if (emptyA || emptyB) return false;
  return comparePositions(a.range.end, b.range.start) === 0 || comparePositions(b.range.end, a.range.start) === 0;
}
