import type { ComposeFileFacts } from '../facts/compose/model';
import { composePathAt } from '../facts/compose/pathAt';
import type { ConceptHit } from '../pack/concepts';
import type { Module } from '../pack/model';
import type { PythonFile, Finding } from '../rules/model';
import { contains, type Position, type Range } from '../text/range';
import type { OpenFile, WorkspaceView } from '../workspace/model';

/** What a hover says, before an editor's markup: findings with their reason, then names that the knowledge base explains. */
export interface HoverInfo {
  readonly range: Range;
  readonly findings: readonly { readonly finding: Finding; readonly why: string; readonly module: Module | null }[];
  readonly concepts: readonly { readonly name: string; readonly module: Module; readonly more: readonly Module[] }[];
  /** Why the file's service is taken for its kind, where a service's name is under the pointer. */
  readonly service: { readonly name: string; readonly kind: string; readonly evidence: readonly string[] } | null;
}

interface Named {
  readonly name: string;
  readonly range: Range;
  readonly modules: readonly ConceptHit[];
}

/** The hover at a position; null where there is nothing to say. */
export function hoverAt(workspace: WorkspaceView, path: string, position: Position): HoverInfo | null {
  const file = workspace.file(path);
  if (!file) return null;
  const findings = workspace.findings(path).filter((finding) => contains(finding.range, position));
  const named = namesAt(workspace, file, position);
  const service = serviceAt(workspace, file, position);
  const first = findings[0]?.range ?? named[0]?.range ?? service?.range;
  if (!first) return null;
  const context = { kind: workspace.project.serviceOf(path)?.kind ?? 'unknown', path, packs: workspace.knowledge.leading(workspace.project) } as const;
  const explained = new Set<string>();
  return {
    range: first,
    findings: findings.map((finding) => {
      explained.add(`${finding.pack}/${finding.module}`);
      return { finding, why: workspace.knowledge.rules.get(finding.rule)?.why ?? '', module: workspace.knowledge.module(finding.pack, finding.module) };
    }),
    concepts: named.flatMap(({ name, modules }) => {
      const [best, ...more] = workspace.knowledge.concepts.rank(modules, context);
      if (!best || explained.has(`${best.module.pack}/${best.module.id}`)) return [];
      explained.add(`${best.module.pack}/${best.module.id}`);
      return [{ name, module: best.module, more: more.slice(0, 2).map((hit) => hit.module) }];
    }),
    service: service?.info ?? null,
  };
}

function namesAt(workspace: WorkspaceView, file: OpenFile, position: Position): readonly Named[] {
  switch (file.language) {
    case 'python': return pythonNames(workspace, file.python, position);
    case 'compose': return composeNames(workspace, file.compose, position);
    case 'dockerfile': return dockerfileNames(workspace, file, position);
    case 'dependencies': return file.dependencies.dependencies.filter((dependency) => contains(dependency.nameRange, position))
      .map((dependency) => ({ name: dependency.name, range: dependency.nameRange, modules: workspace.knowledge.concepts.package(dependency.name) }));
    default: return variableAt(workspace, file, position);
  }
}

/** The innermost name at the position: a callee, an attribute, an import, a decorator; else a variable in a string. */
function pythonNames(workspace: WorkspaceView, file: PythonFile, position: Position): readonly Named[] {
  const { facts } = file;
  const found: Named[] = [];
  const add = (range: Range, name: string | undefined): void => {
    if (name === undefined || !contains(range, position)) return;
    const modules = workspace.knowledge.concepts.python(name);
    if (modules.length > 0) found.push({ name, range, modules });
  };
  for (const call of facts.calls) if (contains(call.calleeRange, position)) add(call.calleeRange, file.calleeOf(call) ?? undefined);
  for (const attribute of facts.attributes) if (contains(attribute.range, position)) add(attribute.range, file.resolve(attribute.path)?.name);
  for (const cls of facts.classes) cls.bases.forEach((base, at) => add(cls.baseRanges[at] ?? cls.nameRange, file.resolve(base)?.name));
  for (const fact of facts.imports) {
    if (fact.level > 0) continue;
    if (fact.nameRange && contains(fact.nameRange, position)) add(fact.nameRange, `${fact.module}.${fact.name ?? ''}`);
    else if (contains(fact.moduleRange, position)) add(fact.moduleRange, fact.module);
  }
  for (const call of facts.calls) {
    for (const argument of call.arguments) {
      if (argument.keyword === null || !contains(argument.range, position) || contains(argument.value.range, position)) continue;
      const callee = file.calleeOf(call);
      if (callee) add(argument.range, `${callee}.${argument.keyword}`);
    }
  }
  if (found.length > 0) return smallest(found);
  return variableIn(workspace, file.text.line(position.line), position);
}

/** The smallest range wins; of equal ones the first. */
function smallest(found: readonly Named[]): readonly Named[] {
  const size = (range: Range): number => (range.end.line - range.start.line) * 10_000 + range.end.character - range.start.character;
  const least = Math.min(...found.map((entry) => size(entry.range)));
  return found.filter((entry) => size(entry.range) === least).slice(0, 1);
}

function composeNames(workspace: WorkspaceView, facts: ComposeFileFacts, position: Position): readonly Named[] {
  const at = composePathAt(facts, position);
  if (!at) return [];
  const { concepts } = workspace.knowledge;
  const path = at.path.join('.');
  if (at.on === 'value' && at.path[2] === 'image' && at.text !== null) {
    const modules = concepts.image(at.text);
    if (modules.length > 0) return [{ name: at.text, range: at.range, modules }];
  }
  if (at.path[2] === 'environment') {
    const name = at.path[3] && !/^\d+$/.test(at.path[3]) ? at.path[3] : (at.text ?? '').split('=')[0] ?? '';
    const modules = concepts.variable(name);
    if (modules.length > 0) return [{ name, range: at.range, modules }];
  }
  // From the key itself upwards: `services.api.healthcheck.test` falls back to `services.api.healthcheck`.
  for (let length = at.path.length; length > 0; length--) {
    const modules = concepts.compose(at.path.slice(0, length).join('.'));
    if (modules.length > 0) return [{ name: at.path[length - 1] ?? path, range: at.range, modules }];
  }
  return [];
}

function dockerfileNames(workspace: WorkspaceView, file: Extract<OpenFile, { language: 'dockerfile' }>, position: Position): readonly Named[] {
  const { concepts } = workspace.knowledge;
  for (const stage of file.dockerfile.stages) {
    if (contains(stage.imageRange, position)) {
      const modules = concepts.image(stage.image);
      if (modules.length > 0) return [{ name: stage.raw, range: stage.imageRange, modules }];
    }
    for (const instruction of stage.instructions) {
      if (!contains(instruction.range, position)) continue;
      const modules = concepts.dockerfile(instruction.keyword);
      if (modules.length > 0) return [{ name: instruction.keyword, range: instruction.range, modules }];
    }
  }
  return variableAt(workspace, file, position);
}

function variableAt(workspace: WorkspaceView, file: OpenFile, position: Position): readonly Named[] {
  return variableIn(workspace, file.text.line(position.line), position);
}

/** An environment variable's name under the pointer: capitals with an underscore. */
function variableIn(workspace: WorkspaceView, line: string, position: Position): readonly Named[] {
  for (const match of line.matchAll(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g)) {
    const range = { start: { line: position.line, character: match.index }, end: { line: position.line, character: match.index + match[0].length } };
    if (!contains(range, position)) continue;
    const modules = workspace.knowledge.concepts.variable(match[0]);
    return modules.length > 0 ? [{ name: match[0], range, modules }] : [];
  }
  return [];
}

function serviceAt(workspace: WorkspaceView, file: OpenFile, position: Position): { range: Range; info: NonNullable<HoverInfo['service']> } | null {
  if (file.language !== 'compose') return null;
  for (const service of workspace.project.services) {
    const here = service.composeServices.find((entry) => entry.at.path === file.path && contains(entry.at.range, position) && entry.at.range.start.line === position.line);
    if (here) return { range: here.at.range, info: { name: service.name, kind: service.kind, evidence: service.evidence.map((entry) => entry.text) } };
  }
  return null;
}
