import assert from 'node:assert/strict';
import type { FileGuidance, FindingReference, ModuleReference } from '../../server/src/protocol/model';
import { type FileEntry, fileTree } from '../../client/src/guidance/fileTree';

const module = (id: string): ModuleReference => ({ pack: 'p', id, title: id.toUpperCase(), summary: '' });
const finding = (line: number, severity: string): FindingReference => ({
  uri: 'file:///a.py', range: { start: { line, character: 0 }, end: { line, character: 1 } }, message: `at ${line}`, severity, rule: 'a/b', module: null,
});
const guidance = (modules: FileGuidance['modules'], service: FileGuidance['service'] = null): FileGuidance => ({ uri: 'file:///a.py', service, role: 'service', modules });

function drawn(entries: readonly FileEntry[]): string[] {
  return entries.flatMap((entry) => {
    if (entry.kind === 'service') return [`service ${entry.name}`];
    if (entry.kind === 'module') return [`${entry.module.id} ${entry.severity ?? '-'}`, ...drawn(entry.findings)];
    return [`  ${entry.finding.message}`];
  });
}

describe('the tree of a file', () => {
  it('is empty where nothing is known of the file', () => {
    assert.deepEqual(fileTree(null), []);
  });

  it('has the service first, then modules by their gravest finding, then the rest as the server ranks them', () => {
    const tree = fileTree(guidance([
      { module: module('plain'), reasons: [], findings: [] },
      { module: module('hinted'), reasons: [], findings: [finding(1, 'hint')] },
      { module: module('other'), reasons: [], findings: [] },
      { module: module('broken'), reasons: [], findings: [finding(9, 'warning'), finding(2, 'error')] },
    ], { name: 'orders_api', kind: 'api', evidence: [] }));
    assert.deepEqual(drawn(tree), ['service orders_api', 'broken error', '  at 2', '  at 9', 'hinted hint', '  at 1', 'plain -', 'other -']);
  });

  it('gives each row a key of its own', () => {
    const tree = fileTree(guidance([{ module: module('m'), reasons: [], findings: [finding(1, 'error'), finding(1, 'error')] }]));
    const keys = tree.flatMap((entry) => [entry.key, ...(entry.kind === 'module' ? entry.findings.map(({ key }) => key) : [])]);
    assert.equal(new Set(keys).size, keys.length);
  });
});
