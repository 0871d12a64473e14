import type { ComposeFileFacts, ComposeProject } from '../../../server/src/core/facts/compose/model';
import { mergeCompose } from '../../../server/src/core/facts/compose/project';
import { readComposeFile } from '../../../server/src/core/facts/compose/read';
import { findComposeSets, isComposeFile } from '../../../server/src/core/facts/compose/sets';
import { isDependencyFile, readDependencies } from '../../../server/src/core/facts/dependencies/read';
import { readDockerfile } from '../../../server/src/core/facts/dockerfile/read';
import { extractPythonFacts } from '../../../server/src/core/facts/python/extract';
import type { PythonFacts } from '../../../server/src/core/facts/python/model';
import { serviceKinds } from '../../../server/src/core/pack/ruleDeclaration';
import type { AdoptablePack } from '../../../server/src/core/project/adoption';
import type { ModuleSummary } from '../../../server/src/core/project/model';
import { Project, type ProjectEdit } from '../../../server/src/core/project/project';
import { readConfiguration } from '../../../server/src/core/project/readConfiguration';
import { summarise } from '../../../server/src/core/project/summary';
import type { ProjectSnapshot } from '../../../server/src/core/project/view';
import { createParsers } from '../../../server/src/node/parsers';

/** A workspace as a table: `{path: text}`. */
export type Files = Readonly<Record<string, string>>;

const parsers = createParsers();

export async function factsOf(text: string): Promise<PythonFacts> {
  const parser = await parsers.python();
  const tree = parser.parse(text, null, 10_000);
  if (!tree) throw new Error('not parsed');
  const facts = extractPythonFacts(text, tree);
  tree.delete();
  return facts;
}

export async function summaryOf(path: string, text: string): Promise<ModuleSummary> {
  return summarise(path, await factsOf(text));
}

export function composeOf(files: Files): ComposeProject[] {
  const facts = new Map<string, ComposeFileFacts>();
  for (const [path, text] of Object.entries(files)) if (isComposeFile(path, text)) facts.set(path, readComposeFile(path, text));
  return findComposeSets([...facts.keys()], (path) => facts.get(path) ?? null)
    .map((set) => mergeCompose(set, { facts: (path) => facts.get(path) ?? null, text: (path) => files[path] ?? null }));
}

const known = { ruleIds: new Set<string>(), packIds: new Set(['improved-hybrid', 'clean-architecture']), kinds: serviceKinds };

/** Puts one file of any kind but compose into a project. */
export async function editOf(path: string, text: string): Promise<(edit: ProjectEdit) => void> {
  if (path.endsWith('.py')) {
    const summary = await summaryOf(path, text);
    return (edit) => edit.setPython(summary);
  }
  if (/(?:^|[/.])Dockerfile[^/]*$/i.test(path)) return (edit) => edit.setDockerfile(path, readDockerfile(text));
  if (isDependencyFile(path)) return (edit) => edit.setDependencies(path, readDependencies(path, text));
  if (path.endsWith('archguide.yaml')) return (edit) => edit.setConfiguration(path, readConfiguration(path, text, known));
  return () => undefined;
}

export const packs: readonly AdoptablePack[] = [
  { id: 'improved-hybrid', follows: { kinds: [['data-postgres', 'data-mongo'], ['api', 'bot', 'worker']] } },
  { id: 'clean-architecture', follows: { kinds: [] } },
];

export async function projectOf(files: Files): Promise<Project> {
  const edits = await Promise.all(Object.entries(files).map(([path, text]) => editOf(path, text)));
  const project = new Project(packs);
  project.update((edit) => {
    for (const apply of edits) apply(edit);
    edit.setCompose(composeOf(files));
  });
  return project;
}

export async function viewOf(files: Files): Promise<ProjectSnapshot> {
  return (await projectOf(files)).view();
}

/** Text without the indentation that it has in a test. */
export function py(strings: TemplateStringsArray, ...values: readonly string[]): string {
  const text = String.raw({ raw: strings }, ...values).replace(/^\n/, '');
  const indent = Math.min(...text.split('\n').filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length));
  return text.split('\n').map((line) => line.slice(indent)).join('\n');
}
