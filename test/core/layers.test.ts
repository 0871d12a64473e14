import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';

const root = resolve(import.meta.dirname, '../..');

/** What each part of the source may import, besides itself (docs/architecture.md). */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'server/core/ports.ts': ['server/core/syntax', 'server/core/text'],
  'server/core/text': [],
  'server/core/syntax': ['server/core/ports.ts', 'server/core/text'],
  'server/core/facts': ['server/core/ports.ts', 'server/core/text', 'server/core/syntax'],
  'server/core/pack': ['server/core/ports.ts', 'server/core/text', 'server/core/syntax', 'server/core/facts'],
  'server/core/project': ['server/core/ports.ts', 'server/core/text', 'server/core/syntax', 'server/core/facts', 'server/core/pack'],
  'server/core/rules': ['server/core/ports.ts', 'server/core/text', 'server/core/syntax', 'server/core/facts', 'server/core/pack', 'server/core/project'],
  'server/core/workspace': ['server/core/ports.ts', 'server/core/text', 'server/core/syntax', 'server/core/facts', 'server/core/pack', 'server/core/project', 'server/core/rules'],
  'server/core/features': ['server/core/ports.ts', 'server/core/text', 'server/core/syntax', 'server/core/facts', 'server/core/pack', 'server/core/project', 'server/core/rules', 'server/core/workspace'],
  'server/core/report': ['server/core/ports.ts', 'server/core/text', 'server/core/facts', 'server/core/pack', 'server/core/project', 'server/core/rules'],
  'server/protocol': [],
  'server/node': ['server/core'],
  'server/lsp': ['server/core', 'server/node', 'server/protocol'],
  'server/cli': ['server/core', 'server/node', 'server/lsp/main.ts'],
  client: ['server/protocol'],
};

/** The files that a file of ours imports, types among them. */
function importsOf(file: string): readonly string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
  return importedFiles.flatMap(({ fileName }) => {
    if (!fileName.startsWith('.')) return [];
    const target = resolve(dirname(file), fileName);
    return [`${target}.ts`, join(target, 'index.ts'), target].find((path) => existsSync(path) && path.endsWith('.ts')) ?? [];
  });
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts')).map((path) => join(root, folder, path));
}

/** `server/core/rules/engine.ts` for a file of `server/src/core/rules`. */
const nameOf = (file: string): string => relative(root, file).split(sep).join('/').replace(/^(server|client)\/src\//, '$1/');
const isIn = (name: string, part: string): boolean => name === part || name.startsWith(`${part}/`);

describe('the layers', () => {
  const files = [...sources('server/src'), ...sources('client/src')];
  const graph = new Map(files.map((file) => [file, importsOf(file)]));

  it('are imported downwards only', () => {
    const wrong: string[] = [];
    for (const [file, imports] of graph) {
      const from = nameOf(file);
      const part = Object.keys(allowed).find((name) => isIn(from, name));
      assert.ok(part !== undefined, `${from} is in no layer`);
      for (const imported of imports.map(nameOf)) {
        if (imported === 'package.json' || [part, ...allowed[part] ?? []].some((name) => isIn(imported, name))) continue;
        wrong.push(`${from} imports ${imported}`);
      }
    }
    assert.deepEqual(wrong, []);
    assert.ok(graph.size > 150, 'the sources are found');
  });

  it('have no cycle of files', () => {
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const visit = (file: string, trail: readonly string[]): void => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        cycles.push([...trail.slice(trail.indexOf(file)), file].map(nameOf).join(' → '));
        return;
      }
      state.set(file, 'open');
      for (const imported of graph.get(file) ?? []) visit(imported, [...trail, file]);
      state.set(file, 'done');
    };
    for (const file of graph.keys()) visit(file, []);
    assert.deepEqual(cycles, []);
  });
});
