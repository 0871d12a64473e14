import assert from 'node:assert/strict';
import type { ModuleReference, NavigationNode } from '../../server/src/protocol/model';
import { entryOfModule, type KnowledgeEntry, knowledgeTree, moduleCount, modulesOf } from '../../client/src/tree/knowledgeTree';

const module = (id: string, title: string, summary = ''): NavigationNode => {
  const reference: ModuleReference = { pack: 'p', id, title, summary };
  return { kind: 'module', label: title, module: reference, children: [] };
};
const group = (label: string, ...children: NavigationNode[]): NavigationNode => ({ kind: 'group', label, module: null, children });
const pack = (label: string, ...children: NavigationNode[]): NavigationNode => ({ kind: 'pack', label, module: null, children });

const nodes = [
  pack('Hybrid',
    group('Redis', module('redis/pool', 'Connections', 'One pool a process'), module('redis/keys', 'Key names')),
    group('RabbitMQ', module('rabbit/pool', 'Connections', 'A robust connection')),
    group('Empty')),
];

/** The tree as indented labels. */
function drawn(entries: readonly KnowledgeEntry[], depth = 0): string[] {
  return entries.flatMap((entry) => [`${'  '.repeat(depth)}${entry.label}`, ...drawn(entry.children, depth + 1)]);
}

function keys(entries: readonly KnowledgeEntry[]): string[] {
  return entries.flatMap((entry) => [entry.key, ...keys(entry.children)]);
}

describe('the knowledge tree', () => {
  it('has the order of the server, without groups that hold no module', () => {
    assert.deepEqual(drawn(knowledgeTree(nodes)), ['Hybrid', '  Redis', '    Connections', '    Key names', '  RabbitMQ', '    Connections']);
  });

  it('counts modules', () => {
    assert.equal(moduleCount(knowledgeTree(nodes)), 3);
    assert.equal(knowledgeTree(nodes)[0]?.count, 3);
  });

  it('counts a module that stands twice once', () => {
    const lists = knowledgeTree([pack('Hybrid', group('By need', module('a', 'A'), module('b', 'B')), group('Path', module('a', 'A')))]);
    assert.equal(lists[0]?.count, 2);
    assert.equal(moduleCount(lists), 2);
  });

  it('is filtered by words that title, summary, id or group hold, each anywhere and in any case', () => {
    assert.deepEqual(drawn(knowledgeTree(nodes, 'ROBUST')), ['Hybrid', '  RabbitMQ', '    Connections']);
    assert.deepEqual(drawn(knowledgeTree(nodes, 'redis connections')), ['Hybrid', '  Redis', '    Connections']);
    assert.deepEqual(drawn(knowledgeTree(nodes, 'pool process')), ['Hybrid', '  Redis', '    Connections']);
    assert.deepEqual(drawn(knowledgeTree(nodes, '  ')), drawn(knowledgeTree(nodes)));
    assert.deepEqual(knowledgeTree(nodes, 'nothing at all'), []);
  });

  it('keeps keys apart, and the same whatever the filter leaves', () => {
    const same = [pack('A', group('G', module('x', 'X')), group('G', module('x', 'X')))];
    const all = keys(knowledgeTree(same));
    assert.equal(new Set(all).size, all.length);
    const whole = new Set(keys(knowledgeTree(nodes)));
    assert.deepEqual(keys(knowledgeTree(nodes, 'robust')).filter((key) => !whole.has(key)), []);
  });

  it('finds the row of a module, with its parents', () => {
    const entry = entryOfModule(knowledgeTree(nodes), 'p', 'rabbit/pool');
    assert.equal(entry?.parent?.label, 'RabbitMQ');
    assert.equal(entry?.parent?.parent?.label, 'Hybrid');
    assert.equal(entryOfModule(knowledgeTree(nodes), 'other', 'rabbit/pool'), null);
  });

  it('lists modules once, though they stand in two groups', () => {
    const twice = [pack('A', group('G', module('x', 'X'), module('y', 'Y')), group('H', module('x', 'X')))];
    assert.deepEqual(modulesOf(twice).map(({ id }) => id), ['x', 'y']);
  });
});
