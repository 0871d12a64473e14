import { composePathAt } from '../facts/compose/pathAt';
import type { Position } from '../text/range';
import type { OpenFile, WorkspaceView } from '../workspace/model';
import { configurationCompletions } from './configurationCompletion';
import type { Completion } from './proposal';
import type { Snippet } from './snippets';

/** Proposals at a position: images of the stack, environment names, rule ids, snippets. Rules of other extensions (YAML schema, Python names) are left to them. */
export function completionsAt(workspace: WorkspaceView, path: string, position: Position, snippets: readonly Snippet[]): readonly Completion[] {
  const file = workspace.file(path);
  if (!file) return [];
  const before = file.text.line(position.line).slice(0, position.character);
  switch (file.language) {
    case 'compose': return composeCompletions(workspace, file, position, before);
    case 'python': return pythonCompletions(workspace, before, position, snippets);
    case 'configuration': return configurationCompletions(workspace, file, position);
    case 'dockerfile': return [...dockerfileImages(workspace, before, position), ...snippetCompletions(snippets, 'dockerfile', before, position)];
    default: return [];
  }
}

/** The stack's table, from the options of the rule that checks it. */
function stackImages(workspace: WorkspaceView): readonly (readonly [string, string])[] {
  const images = workspace.knowledge.rules.get('compose/canonical-version')?.options['images'];
  return typeof images === 'object' && images !== null ? Object.entries(images as Record<string, unknown>).map(([name, tag]) => [name, String(tag)] as const) : [];
}

function composeCompletions(workspace: WorkspaceView, file: Extract<OpenFile, { language: 'compose' }>, position: Position, before: string): readonly Completion[] {
  const image = /^(\s*(?:-\s*)?image:\s*["']?)([\w./:-]*)$/.exec(before);
  if (image) return imageProposals(workspace, position, image[2] ?? '');
  const inEnvironment = composePathAt(file.compose, position)?.path[2] === 'environment' || isUnderEnvironment(file, position.line);
  const name = /^\s*(?:-\s*)?["']?([A-Z][A-Z0-9_]*)?$/.exec(before);
  if (inEnvironment && name) return variableProposals(workspace, position, name[1] ?? '');
  return [];
}

function imageProposals(workspace: WorkspaceView, position: Position, typed: string): readonly Completion[] {
  const range = { start: { line: position.line, character: position.character - typed.length }, end: position };
  return stackImages(workspace).map(([name, tag]) => ({
    label: `${name}:${tag}`, detail: 'technology stack', documentation: `The version of \`${name}\` that the architecture's stack names.`,
    kind: 'value' as const, insertText: `${name}:${tag}`, isSnippet: false, range,
  }));
}

function dockerfileImages(workspace: WorkspaceView, before: string, position: Position): readonly Completion[] {
  const from = /^\s*FROM\s+([\w./:-]*)$/i.exec(before);
  return from ? imageProposals(workspace, position, from[1] ?? '') : [];
}

/** The nearest less indented line above is `environment:`. */
function isUnderEnvironment(file: OpenFile, line: number): boolean {
  const width = (text: string): number => text.length - text.trimStart().length;
  const current = file.text.line(line);
  const indent = current.trim() === '' ? current.length : width(current);
  for (let at = line - 1; at >= 0 && line - at < 200; at--) {
    const text = file.text.line(at);
    if (text.trim() === '' || text.trimStart().startsWith('#')) continue;
    if (width(text) < indent || (width(text) === indent && /^\s*environment:\s*$/.test(text))) return /^\s*environment:\s*$/.test(text);
  }
  return false;
}

function variableProposals(workspace: WorkspaceView, position: Position, typed: string): readonly Completion[] {
  const range = { start: { line: position.line, character: position.character - typed.length }, end: position };
  const seen = new Set<string>();
  const proposals: Completion[] = [];
  const leading = workspace.knowledge.leading(workspace.project);
  const packs = [...workspace.knowledge.packs].sort((a, b) => Number(leading.includes(b.id)) - Number(leading.includes(a.id)));
  for (const pack of packs) {
    for (const module of pack.modules.values()) {
      for (const name of module.concepts.variables) {
        if (name.includes('*') || seen.has(name)) continue;
        seen.add(name);
        proposals.push({ label: name, detail: module.title, documentation: module.summary, kind: 'variable', insertText: name, isSnippet: false, range });
      }
    }
  }
  return proposals.sort((a, b) => (a.label < b.label ? -1 : 1));
}

function pythonCompletions(workspace: WorkspaceView, before: string, position: Position, snippets: readonly Snippet[]): readonly Completion[] {
  const environment = /(?:getenv\(|environ(?:\.get\(|\[))\s*["']([A-Z0-9_]*)$/.exec(before);
  if (environment) return variableProposals(workspace, position, environment[1] ?? '');
  return snippetCompletions(snippets, 'python', before, position);
}

/** Snippets at the beginning of a statement: an indented word and nothing else on the line. */
function snippetCompletions(snippets: readonly Snippet[], language: string, before: string, position: Position): readonly Completion[] {
  const typed = /^\s*([\w-]*)$/.exec(before)?.[1];
  if (typed === undefined) return [];
  const range = { start: { line: position.line, character: position.character - typed.length }, end: position };
  return snippets.filter((snippet) => snippet.language === language).map((snippet) => ({
    label: snippet.prefix, detail: snippet.name, documentation: snippet.description, kind: 'snippet' as const, insertText: snippet.body, isSnippet: true, range,
  }));
}
