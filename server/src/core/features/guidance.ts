import type { ConceptHit } from '../pack/concepts';
import type { Module } from '../pack/model';
import type { Finding } from '../rules/model';
import type { WorkspaceView } from '../workspace/model';

/** A module that matters to a file, why, and what it says about it now. */
export interface GuidanceEntry {
  readonly module: Module;
  readonly reasons: readonly string[];
  readonly findings: readonly Finding[];
}

/** How much a sign counts when modules are ranked for a file. */
const weights = { finding: 100, python: 10, image: 8, compose: 4, kind: 3 } as const;
const mostModules = 20;

/** Modules that matter to an open file, the most pressing first: those of its findings, then those that explain what it uses. */
export function guidanceFor(workspace: WorkspaceView, path: string): readonly GuidanceEntry[] {
  const file = workspace.file(path);
  if (!file) return [];
  const entries = new Map<string, { module: Module; reasons: Set<string>; findings: Finding[]; score: number }>();
  const kind = workspace.project.serviceOf(path)?.kind ?? 'unknown';
  const add = (module: Module, reason: string, score: number, finding: Finding | null = null): void => {
    const key = `${module.pack}/${module.id}`;
    const entry = entries.get(key) ?? { module, reasons: new Set<string>(), findings: [], score: 0 };
    entry.reasons.add(reason);
    entry.score += score;
    if (finding) entry.findings.push(finding);
    entries.set(key, entry);
  };
  for (const finding of workspace.findings(path)) {
    const module = workspace.knowledge.module(finding.pack, finding.module);
    if (module) add(module, finding.rule, weights.finding, finding);
  }
  const context = { kind, path, packs: workspace.knowledge.leading(workspace.project) };
  const best = (hits: readonly ConceptHit[], reason: string, score: number): void => {
    const first = workspace.knowledge.concepts.rank(hits, context)[0]?.module;
    if (first) add(first, reason, score + (first.kinds.includes(kind) ? weights.kind : 0));
  };
  const { concepts } = workspace.knowledge;
  if (file.language === 'python') {
    const used = new Set<string>();
    for (const call of file.python.facts.calls) {
      const name = file.python.calleeOf(call);
      if (name) used.add(name);
    }
    for (const fact of file.python.facts.imports) if (fact.level === 0) used.add(fact.name === null ? fact.module : `${fact.module}.${fact.name}`);
    for (const name of used) best(concepts.python(name), `uses ${name}`, weights.python);
  } else if (file.language === 'compose') {
    for (const project of file.projects) {
      for (const service of project.services.values()) {
        if (service.image) best(concepts.image(service.image.value), `runs ${service.image.value}`, weights.image);
        if (service.healthcheck) best(concepts.compose(`services.${service.name}.healthcheck`), 'has healthchecks', weights.compose);
      }
    }
    best(concepts.file('docker-compose.yml'), 'is a compose file', weights.compose);
  } else if (file.language === 'dockerfile') {
    best(concepts.file('Dockerfile'), 'is a Dockerfile', weights.compose);
  } else if (file.language === 'dependencies') {
    for (const dependency of file.dependencies.dependencies) best(concepts.package(dependency.name), `depends on ${dependency.name}`, weights.python);
  }
  return [...entries.values()]
    .sort((a, b) => b.score - a.score || (a.module.id < b.module.id ? -1 : 1))
    .slice(0, mostModules)
    .map(({ module, reasons, findings }) => ({ module, reasons: [...reasons].slice(0, 5), findings }));
}
