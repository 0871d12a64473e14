import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extractFrom, extractPythonFacts, type Extraction } from '../../../server/src/core/facts/python/extract';
import { PythonFactsDocument } from '../../../server/src/core/facts/python/document';
import { PythonDocument } from '../../../server/src/core/syntax/pythonDocument';
import { LineIndex } from '../../../server/src/core/text/lineIndex';
import { factsOf, pythonParser } from './support/parser';

const service = readFileSync(join(__dirname, 'fixtures/service.py'), 'utf8');

/** A small generator with a seed (xorshift32): a failure can be run again. */
function random(seed: number): (below: number) => number {
  let state = (seed * 2654435761) >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
}

/** What people type, and what breaks parsers: quotes, brackets, indentation, whole statements. */
const insertions = [
  '"""', '"', "'", '(', ')', '[', '{', '}', '\n', '\r\n', '\n    ', '    ', ':', '\\', '#', 'x', '.', ' ', '\t', '😀',
  'def f(self):\n', 'class Q:\n', 'x = Redis()\n', '# c\n', '{{ x }}', '{% if a %}', 'await ', 'async ', 'lambda: ', 'if a:\n', 'else:\n',
  'import x\n', 'return\n', 'f"{a}"', '@d\n', 'self.x = 1\n', 'asyncio.to_thread(f)\n', 'global b\n', '__all__ = ["a"]\n', '    pass\n', '',
];

function edit(document: PythonDocument, next: (below: number) => number, undo: string[]): void {
  const { text } = document.text;
  const last = undo.length > 0 && next(4) === 0 ? undo.pop() : undefined;
  if (last !== undefined) {
    document.change([{ range: document.text.rangeOf(0, text.length), text: last }]);
    return;
  }
  undo.push(text);
  const changes = 1 + (next(5) === 0 ? 1 : 0);
  for (let i = 0; i < changes; i++) {
    const start = next(document.text.text.length + 1);
    const end = Math.min(document.text.text.length, start + (next(4) === 0 ? next(80) : next(3)));
    document.change([{ range: document.text.rangeOf(start, end), text: insertions[next(insertions.length)] ?? '' }]);
  }
}

describe('Python facts of an open file', () => {
  it('equal those of the same text read from scratch, whatever is edited', async function () {
    this.timeout(120_000);
    const parser = await pythonParser();
    let reused = 0;
    for (let seed = 1; seed <= 250; seed++) {
      const next = random(seed);
      const text = seed % 3 === 0 ? service.replace(/\n/g, '\r\n') : service;
      const document = new PythonDocument(parser, text, 60_000);
      let extraction: Extraction | null = null;
      const undo: string[] = [];
      for (let step = 0; step < 8; step++) {
        const { tree } = document;
        assert.ok(tree);
        const before: Extraction | null = extraction;
        extraction = extractFrom(document.text, tree, parser, before);
        if (extraction.tree !== tree) extraction.tree.delete();
        reused += before ? extraction.chunks.filter((chunk) => before.chunks.includes(chunk)).length : 0;
        assert.deepEqual(extraction.facts, extractPythonFacts(document.text.text, tree, parser), `seed ${seed}, step ${step}`);
        edit(document, next, undo);
      }
      document.dispose();
    }
    // Else the test would compare two readings from scratch.
    assert.ok(reused > 10_000, `only ${reused} statements were taken over`);
  });

  it('equal those of a fresh parse, as the command line makes it, where the text is sound', async () => {
    const parser = await pythonParser();
    const document = new PythonFactsDocument(parser, service, 60_000);
    const lines = document.text.lineCount;
    for (let line = 0; line < lines; line += 3) {
      const position = { line, character: 0 };
      document.change([{ range: { start: position, end: position }, text: '# note\n' }]);
      assert.deepEqual(document.facts, factsOf(parser, document.text.text), `line ${line}`);
    }
    document.dispose();
  });

  it('follow changes that move indices and lines', async () => {
    const parser = await pythonParser();
    const document = new PythonFactsDocument(parser, service, 60_000);
    for (const text of ['def first(): one(); two(lambda: 0)\n', 'class First:\n    x = make()\n    class In: y = make()\n', '\n\n']) {
      document.change([{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text }]);
      assert.deepEqual(document.facts, factsOf(parser, document.text.text));
    }
    document.dispose();
  });

  it('follow a method into another class', async () => {
    const parser = await pythonParser();
    const document = new PythonFactsDocument(parser, 'class A:\n    x = 1\n    def m(self): self.go()\n', 60_000);
    assert.equal(document.facts?.calls[0]?.callee, ':A().go');
    document.change([{ range: { start: { line: 0, character: 6 }, end: { line: 0, character: 7 } }, text: 'B' }]);
    assert.equal(document.facts?.calls[0]?.callee, ':B().go');
    document.dispose();
  });

  it('follow a name that a class body binds, or no longer binds, above its use', async () => {
    const parser = await pythonParser();
    const document = new PythonFactsDocument(parser, 'class A:\n    make = 1\n    x = make()\n', 60_000);
    assert.equal(document.facts?.calls[0]?.callee, ':A.make');
    document.change([{ range: { start: { line: 1, character: 4 }, end: { line: 1, character: 8 } }, text: 'took' }]);
    assert.equal(document.facts?.calls[0]?.callee, ':make');
    document.dispose();
  });

  it('are the same object until the text changes', async () => {
    const document = new PythonFactsDocument(await pythonParser(), service, 60_000);
    const { facts } = document;
    assert.ok(facts);
    assert.equal(document.facts, facts);
    document.change([]);
    assert.deepEqual(document.facts, facts);
    document.dispose();
  });

  it('keep what a statement of a class finds in it, when one before it and then another is edited', async () => {
    const parser = await pythonParser();
    const document = new PythonFactsDocument(parser, 'class A:\n    """Doc."""\n    x = 1\n    name = name\n');
    const insert = (line: number, character: number): void => document.change([{ range: { start: { line, character }, end: { line, character } }, text: '2' }]);
    assert.ok(document.facts);
    for (const [line, character] of [[1, 8], [2, 9]] as const) {
      insert(line, character);
      assert.deepEqual(document.facts, factsOf(parser, document.text.text));
    }
    assert.equal(document.facts?.bindings.at(-1)?.path, ':name');
    document.dispose();
  });

  it('are those of a fresh parse where a break behind a statement makes the parser read it in another way', async () => {
    const parser = await pythonParser();
    for (const value of ['b,', 'b, c', 'b, (c)', 'b, ((c),)', 'b, (c  # d,\n    )', 'b, ()', 'b, [c, (d, e)]', '*b, c.d', '*b.c, d', 'b, (*c.d.e, f)', 'b, d[0]']) {
      for (const sign of ['=', '+=', ': t =']) {
        const sound = `def f(b):\n    a ${sign} ${value}\n`;
        const document = new PythonFactsDocument(parser, sound);
        const read = document.facts?.assignments.at(-1)?.value;
        assert.equal(read?.kind, 'list', sound);
        document.change([{ range: { start: { line: 9, character: 0 }, end: { line: 9, character: 0 } }, text: ' )\n' }]);
        const fresh = factsOf(parser, document.text.text);
        assert.ok(fresh.unreadable.length > 0);
        assert.deepEqual(document.facts, fresh, sound);
        assert.deepEqual(fresh.assignments, factsOf(parser, sound).assignments, sound);
        document.dispose();
      }
    }
  });

  it('are null over the budget, and come back when the text can be read again', async () => {
    const parser = await pythonParser();
    let budget = 60_000;
    const document = new PythonFactsDocument({ language: parser.language, parse: (text, previous) => parser.parse(text, previous, budget) }, service);
    assert.ok(document.facts);
    budget = -1;
    const large = `"""\n${service.repeat(40)}`;
    document.change([{ text: large }]);
    assert.equal(document.facts, null);
    budget = 60_000;
    document.change([{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } }, text: '' }]);
    assert.deepEqual(document.facts, factsOf(parser, document.text.text));
    document.dispose();
  });
});

describe('LineIndex.replaced', () => {
  it('is the index of the new text, whatever line ends meet', () => {
    const pieces = ['a', '\n', '\r', '\r\n', 'bc\n', '\n\r', '', '\r\r', 'x'];
    for (let seed = 1; seed <= 400; seed++) {
      const next = random(seed);
      let index = new LineIndex(Array.from({ length: 12 }, () => pieces[next(pieces.length)]).join(''));
      for (let step = 0; step < 10; step++) {
        const start = next(index.text.length + 1);
        const end = Math.min(index.text.length, start + next(4));
        const text = pieces[next(pieces.length)] ?? '';
        index = index.replaced(start, end, text);
        const fresh = new LineIndex(index.text);
        const starts = (of: LineIndex) => Array.from({ length: of.lineCount + 1 }, (_, line) => of.lineStart(line));
        assert.deepEqual(starts(index), starts(fresh), `seed ${seed}, step ${step}: ${JSON.stringify(index.text)}`);
      }
    }
  });
});
