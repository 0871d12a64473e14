import type { Module } from '../pack/model';
import type { FileEdit, Finding } from '../rules/model';
import { overlaps, type Range } from '../text/range';
import type { WorkspaceView } from '../workspace/model';
import { applicableEdits, fixAllEdits } from './fixAll';
import { suppressionEdit } from './suppress';

/** What can be done about findings at a place. */
export type Action =
  | { readonly kind: 'fix'; readonly title: string; readonly findings: readonly Finding[]; readonly edits: readonly FileEdit[]; readonly isPreferred: boolean }
  | { readonly kind: 'fix-all'; readonly title: string; readonly findings: readonly Finding[]; readonly edits: readonly FileEdit[] }
  | { readonly kind: 'suppress'; readonly title: string; readonly findings: readonly Finding[]; readonly edits: readonly FileEdit[] }
  | { readonly kind: 'open-module'; readonly title: string; readonly findings: readonly Finding[]; readonly module: Module };

/** Kinds of action that a caller wants; all where it does not say. */
export interface ActionFilter {
  wants(kind: Action['kind'] | 'source-fix-all'): boolean;
}

/** Actions for the findings that touch `range`: fix, fix all of the rule, fix all, suppress with a reason, open the module. */
export function actionsAt(workspace: WorkspaceView, path: string, range: Range, filter: ActionFilter): readonly Action[] {
  const all = workspace.findings(path);
  const here = all.filter((finding) => overlaps(finding.range, range));
  const actions: Action[] = [];
  for (const finding of here) {
    if (!filter.wants('fix') || !finding.fix) continue;
    actions.push({ kind: 'fix', title: finding.fix.title, findings: [finding], edits: finding.fix.edits, isPreferred: finding.fix.needsReview !== true });
    const same = all.filter((other) => other.rule === finding.rule && other.fix !== null);
    const already = actions.some((action) => action.kind === 'fix' && action.title.includes(`\`${finding.rule}\``));
    if (same.length > 1 && !already) {
      const { edits, findings } = applicableEdits(same);
      if (findings.length > 1) actions.push({ kind: 'fix', title: `Fix all ${findings.length} of \`${finding.rule}\` in this file`, findings, edits, isPreferred: false });
    }
  }
  if (filter.wants('source-fix-all') || filter.wants('fix-all')) {
    const { edits, findings } = fixAllEdits(workspace, path);
    if (findings.length > 0) actions.push({ kind: 'fix-all', title: `Fix all ${findings.length} Archguide problem${findings.length === 1 ? '' : 's'} in this file`, findings, edits });
  }
  const file = workspace.file(path);
  for (const rule of new Set(here.map((finding) => finding.rule))) {
    const findings = here.filter((finding) => finding.rule === rule);
    const first = findings[0];
    if (!first) continue;
    const edit = file && filter.wants('suppress') ? suppressionEdit(file, first) : null;
    if (edit) actions.push({ kind: 'suppress', title: `Suppress \`${rule}\` here, with a reason`, findings, edits: [edit] });
    const module = filter.wants('open-module') ? workspace.knowledge.module(first.pack, first.module) : null;
    if (module) actions.push({ kind: 'open-module', title: `Why? Open “${module.title}”`, findings, module });
  }
  return actions;
}
