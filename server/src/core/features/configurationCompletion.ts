import { configurationGuide } from '../project/readConfiguration';
import type { Position } from '../text/range';
import type { OpenFile, WorkspaceView } from '../workspace/model';
import type { Completion } from './proposal';
import { yamlContextAt, type YamlContext } from './yamlContext';

/** Keys of archguide.yaml with what they mean, and what can stand as their values: packs, folders of services, kinds, rules, severities. */
export function configurationCompletions(workspace: WorkspaceView, file: OpenFile, position: Position): readonly Completion[] {
  const context = yamlContextAt(file.text, position);
  if (!context) return [];
  const last = context.path.at(-1);
  const isItem = typeof last === 'number';
  if (context.at === 'value' || isItem) {
    const values = valuesAt(workspace, context);
    if (values.length > 0 || context.at === 'value') return values;
  }
  if (last === 'rules') return [...workspace.knowledge.rules.values()].map((rule) => proposal(context, 'key', rule.id, rule.severity, rule.summary, ': '));
  if (last === 'services' && context.path.length === 1) {
    return workspace.project.services.filter(({ folder }) => folder !== '').map((service) => proposal(context, 'key', service.folder, service.kind, `The service \`${service.name}\`.`, ': '));
  }
  return configurationGuide.keys(context.path).map((key) => proposal(context, 'key', key, 'archguide.yaml', configurationGuide.describe([...context.path, key]), ': '));
}

function valuesAt(workspace: WorkspaceView, context: YamlContext): readonly Completion[] {
  if (context.path[0] === 'packs') return workspace.knowledge.packs.map((pack) => proposal(context, 'value', pack.id, pack.title, ''));
  const schema = configurationGuide.at(context.path);
  return (schema?.enum ?? []).map((entry) => {
    const isOff = entry === 'off';
    return proposal(context, 'value', isOff ? '"off"' : String(entry), isOff || context.path.includes('rules') ? 'severity' : 'kind', isOff ? 'Quoted: a bare `off` is a boolean in YAML.' : schema?.description ?? '');
  });
}

function proposal(context: YamlContext, kind: 'key' | 'value', label: string, detail: string, documentation: string, end = ''): Completion {
  return { label, detail, documentation, kind, insertText: label + end, isSnippet: false, range: context.range };
}
