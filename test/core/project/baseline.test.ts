import assert from 'node:assert/strict';
import { type AnchorSource, applyBaseline, composeScope, pythonScope, readBaseline, writeBaseline } from '../../../server/src/core/project/baseline';
import { LineIndex } from '../../../server/src/core/text/lineIndex';
import { lineRange } from '../../../server/src/core/text/range';
import { composeOf, factsOf, type Files, py } from './virtualProject';

interface Finding { readonly rule: string; readonly path: string; readonly range: ReturnType<typeof lineRange> }

async function sourceOf(files: Files): Promise<AnchorSource> {
  const texts = new Map(Object.entries(files).map(([path, text]) => [path, new LineIndex(text)]));
  const facts = new Map(await Promise.all(Object.entries(files).filter(([path]) => path.endsWith('.py')).map(async ([path, text]) => [path, await factsOf(text)] as const)));
  const projects = composeOf(files);
  return {
    text: (path) => texts.get(path) ?? null,
    scope: (path, at) => {
      const python = facts.get(path);
      return python ? pythonScope(python, at) : composeScope(projects, path, at);
    },
  };
}

/** A finding of `rule` at each place where `text` stands in a file. */
function findings(files: Files, rule: string, text: string): Finding[] {
  return Object.entries(files).flatMap(([path, content]) => content.split(/\r?\n/).flatMap((line, at) => {
    const start = line.indexOf(text);
    return start < 0 ? [] : [{ rule, path, range: lineRange(at, start, start + text.length) }];
  }));
}

const code = py`
  import time
  async def first():
      time.sleep(1)
      time.sleep(1)
  class A:
      async def second(self):
          time.sleep(1)
  `;
const before: Files = { 'a.py': code, 'compose.yaml': 'services:\n  db:\n    image: postgres\n  cache:\n    image: redis\n' };

async function baselineOf(files: Files): Promise<string> {
  return writeBaseline([...findings(files, 'sleep', 'time.sleep'), ...findings(files, 'image', 'image:')], await sourceOf(files));
}

/** What of the files' findings the baseline of `before` does not know, and how many of its anchors are left. */
async function compare(files: Files): Promise<{ fresh: string[]; known: number; mended: number }> {
  const found = [...findings(files, 'sleep', 'time.sleep'), ...findings(files, 'image', 'image:')];
  const { fresh, known, mended } = applyBaseline(found, readBaseline(await baselineOf(before)), await sourceOf(files));
  return { fresh: fresh.map((finding) => `${finding.path}:${finding.range.start.line}`), known: known.length, mended: mended.length };
}

describe('baseline', () => {
  it('knows all that was there', async () => {
    assert.deepEqual(await compare(before), { fresh: [], known: 5, mended: 0 });
  });
  it('does not mind a hundred lines before, other indentation and line ends', async () => {
    const moved = `${'# more\n'.repeat(100)}${code}`.replace('        time.sleep(1)', '            time.sleep(1)').replaceAll('\n', '\r\n');
    assert.deepEqual(await compare({ ...before, 'a.py': moved }), { fresh: [], known: 5, mended: 0 });
  });
  it('reports one more of the same in the same function', async () => {
    const more = code.replace('    time.sleep(1)\n', '    time.sleep(1)\n    time.sleep(1)\n');
    assert.deepEqual(await compare({ ...before, 'a.py': more }), { fresh: ['a.py:4'], known: 5, mended: 0 });
  });
  it('reports the same line in another function', async () => {
    assert.deepEqual(await compare({ ...before, 'a.py': `${code}async def third():\n    time.sleep(1)\n` }), { fresh: ['a.py:8'], known: 5, mended: 0 });
  });
  it('reports a line that has changed', async () => {
    assert.deepEqual(await compare({ ...before, 'a.py': code.replace('        time.sleep(1)', '        time.sleep(2)') }), { fresh: ['a.py:6'], known: 4, mended: 1 });
  });
  it('shrinks without complaint', async () => {
    assert.deepEqual(await compare({ ...before, 'a.py': code.replace('    time.sleep(1)\n', '') }), { fresh: [], known: 4, mended: 1 });
  });
  it('tells compose services apart', async () => {
    const swapped = 'services:\n  cache:\n    image: redis\n  db:\n    image: postgres\n  mq:\n    image: redis\n';
    assert.deepEqual(await compare({ ...before, 'compose.yaml': swapped }), { fresh: ['compose.yaml:6'], known: 5, mended: 0 });
  });
  it('is the same text whatever the order of findings', async () => {
    const source = await sourceOf(before);
    const all = [...findings(before, 'sleep', 'time.sleep'), ...findings(before, 'image', 'image:')];
    const text = writeBaseline(all, source);
    assert.equal(writeBaseline([...all].reverse(), source), text);
    assert.deepEqual((JSON.parse(text) as { findings: { path: string; scope: string; ordinal: number }[] }).findings.map((entry) => [entry.path, entry.scope, entry.ordinal]), [
      ['a.py', 'A.second', 0], ['a.py', 'first', 0], ['a.py', 'first', 1], ['compose.yaml', 'cache', 0], ['compose.yaml', 'db', 0],
    ]);
    assert.doesNotMatch(text, /line/);
  });
  it('says why a text is no baseline', () => {
    for (const text of ['', '{', '[]', 'null', '{"version":1}', '{"version":2,"findings":[]}', '3']) assert.ok(readBaseline(text).problem, text);
    assert.deepEqual(readBaseline('\uFEFF{"version":1,"findings":[3,{"rule":1}]}'), { findings: [], problem: null });
  });
});
