import type { FileGuidance, FindingReference, ModuleReference } from '../../../server/src/protocol/model';

/** A row of the view *In this file*. */
export type FileEntry =
  | { readonly kind: 'service'; readonly key: string; readonly name: string; readonly serviceKind: string; readonly role: string; readonly evidence: readonly string[] }
  | { readonly kind: 'module'; readonly key: string; readonly module: ModuleReference; readonly reasons: readonly string[]; readonly findings: readonly FileEntry[]; readonly severity: string | null }
  | { readonly kind: 'finding'; readonly key: string; readonly finding: FindingReference };

const severities = ['error', 'warning', 'information', 'hint'];

/** Rows for a file: its service, then modules with findings (the gravest first), then the others in the server's order. */
export function fileTree(guidance: FileGuidance | null): readonly FileEntry[] {
  if (guidance === null) return [];
  const modules = guidance.modules.map(({ module, reasons, findings }, index): { entry: FileEntry; rank: number; index: number } => {
    const sorted = [...findings].sort((a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character);
    const severity = gravest(findings);
    const key = `module:${module.pack}:${module.id}`;
    const children = sorted.map((finding, at): FileEntry => ({ kind: 'finding', key: `${key}:${finding.rule}:${at}`, finding }));
    return { entry: { kind: 'module', key, module, reasons, findings: children, severity }, rank: severity === null ? severities.length : severities.indexOf(severity), index };
  });
  modules.sort((a, b) => a.rank - b.rank || a.index - b.index);
  const service = guidance.service;
  const head: FileEntry[] = service === null ? [] : [{
    kind: 'service', key: 'service', name: service.name, serviceKind: service.kind, role: guidance.role, evidence: service.evidence,
  }];
  return [...head, ...modules.map(({ entry }) => entry)];
}

function gravest(findings: readonly FindingReference[]): string | null {
  return severities.find((severity) => findings.some((finding) => finding.severity === severity)) ?? null;
}
