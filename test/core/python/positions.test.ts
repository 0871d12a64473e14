import assert from 'node:assert/strict';
import { LineIndex } from '../../../server/src/core/text/lineIndex';
import type { PythonFacts } from '../../../server/src/core/facts/python/model';
import type { Range } from '../../../server/src/core/text/range';
import { drawRange } from './support/draw';
import { factsOf, pythonParser } from './support/parser';

async function read(source: string): Promise<{ facts: PythonFacts; slice: (range: Range | null | undefined) => string }> {
  const facts = factsOf(await pythonParser(), source);
  const index = new LineIndex(source);
  return { facts, slice: (range) => (range ? index.slice(range) : '') };
}

describe('Python ranges', () => {
  it('count UTF-16 units: emoji and other characters beyond the basic plane', async () => {
    const { facts, slice } = await read('x = "😀𝒳é"; f("𝒳", k=1)  # 😀\n𝒳 = g()\n');
    const [call, other] = facts.calls;
    assert.equal(slice(call?.range), 'f("𝒳", k=1)');
    assert.equal(drawRange(call?.range ?? assert.fail()), '0:13-25');
    assert.equal(slice(call?.arguments[1]?.range), 'k=1');
    assert.equal(slice(facts.comments[0]?.range), '# 😀');
    assert.equal(slice(other?.range), 'g()');
    assert.equal(facts.bindings[1]?.name, '𝒳');
  });

  it('hold with CRLF, and texts have \\n', async () => {
    const { facts, slice } = await read('import a\r\n\r\ndef f():  # c\r\n    g("""x\r\ny""")\r\n');
    assert.equal(drawRange(facts.calls[0]?.range ?? assert.fail()), '3:4-4:5');
    assert.equal(slice(facts.comments[0]?.range), '# c');
    assert.equal(facts.comments[0]?.text, '# c');
    const value = facts.strings[0]?.value;
    assert.equal(value?.kind === 'string' && value.text, 'x\ny');
  });

  it('hold with lines that end in a lone return, which editors count', async () => {
    const { facts } = await read('x = """\ra\r"""\nf()\n');
    assert.equal(drawRange(facts.calls[0]?.range ?? assert.fail()), '3:0-3');
  });

  it('count a tab as one, and a byte order mark', async () => {
    const tabs = await read('def f():\n\tg()\n');
    assert.equal(drawRange(tabs.facts.calls[0]?.range ?? assert.fail()), '1:1-4');
    const marked = await read('\ufeffimport a\nf()\n');
    assert.equal(drawRange(marked.facts.imports[0]?.moduleRange ?? assert.fail()), '0:8-9');
    assert.deepEqual(marked.facts.unreadable, []);
  });

  it('of the parts of a call', async () => {
    const { facts, slice } = await read('x = await a.b[0].c(1, *d, k=e())\n');
    const call = facts.calls[0];
    assert.equal(slice(call?.range), 'a.b[0].c(1, *d, k=e())');
    assert.equal(slice(call?.calleeRange), 'a.b[0].c');
    assert.equal(slice(call?.argumentsRange), '(1, *d, k=e())');
    assert.deepEqual(call?.arguments.map((argument) => slice(argument.range)), ['1', '*d', 'k=e()']);
    assert.deepEqual(call?.arguments.map((argument) => slice(argument.value.range)), ['1', 'd', 'e()']);
  });

  it('of the parts of an import', async () => {
    const { facts, slice } = await read('from ..a.b import c as d, e\nimport f.g as h\nfrom k import *\n');
    assert.deepEqual(facts.imports.map((fact) => slice(fact.range)), ['c as d', 'e', 'f.g as h', '*']);
    assert.deepEqual(facts.imports.map((fact) => slice(fact.moduleRange)), ['..a.b', '..a.b', 'f.g', 'k']);
    assert.deepEqual(facts.imports.map((fact) => slice(fact.nameRange)), ['c', 'e', '', '*']);
    assert.equal(slice(facts.imports[0]?.statement), 'from ..a.b import c as d, e');
  });

  it('of the parts of a definition', async () => {
    const { facts, slice } = await read('@d(1)\nasync def f(a: "X" = 1, *b) -> int:\n    pass\n\nclass A(B, c.D):\n    pass\n');
    const [fn] = facts.functions;
    assert.equal(slice(fn?.range), 'async def f(a: "X" = 1, *b) -> int:\n    pass');
    assert.equal(slice(fn?.nameRange), 'f');
    assert.equal(slice(fn?.bodyRange), 'pass');
    assert.equal(slice(fn?.returnsRange), 'int');
    assert.equal(slice(fn?.decorators[0]?.range), '@d(1)');
    assert.deepEqual(fn?.parameters.map((parameter) => slice(parameter.range)), ['a: "X" = 1', '*b']);
    assert.equal(slice(fn?.parameters[0]?.annotationRange), '"X"');
    assert.equal(fn?.parameters[0]?.annotationText, '"X"');
    const [cls] = facts.classes;
    assert.equal(slice(cls?.nameRange), 'A');
    assert.deepEqual(cls?.baseRanges.map(slice), ['B', 'c.D']);
  });

  it('of the parts of a handler', async () => {
    const { facts, slice } = await read('try:\n    pass\nexcept (A, B) as e:\n    x()\nexcept C:\n    pass\nexcept:\n    y()\n');
    assert.deepEqual(facts.handlers.map((fact) => slice(fact.typeRange)), ['(A, B)', 'C', '']);
    assert.deepEqual(facts.handlers.map((fact) => slice(fact.bodyRange)), ['x()', 'pass', 'y()']);
    assert.equal(slice(facts.handlers[1]?.range), 'except C:\n    pass');
  });

  it('of a binding: the target', async () => {
    const { facts, slice } = await read('a = b = 1\nclass A:\n    def f(self):\n        self.x: int = 2\n');
    assert.deepEqual(facts.bindings.map((fact) => slice(fact.range)), ['a', 'b', 'self.x']);
  });
});
