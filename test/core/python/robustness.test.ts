import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PythonFacts } from '../../../server/src/core/facts/python/model';
import { factsOf, pythonParser } from './support/parser';

const service = readFileSync(join(__dirname, 'fixtures/service.py'), 'utf8');

/** Every index must lead to a fact, or a rule would follow it into nothing. */
function assertConsistent(facts: PythonFacts, text: string): void {
  const ok = (index: number | null, list: readonly unknown[]) => index === null || (index >= 0 && index < list.length);
  for (const call of facts.calls) {
    assert.ok(typeof call.name === 'string', text);
    assert.ok(ok(call.function, facts.functions) && ok(call.class, facts.classes) && ok(call.argumentOf, facts.calls), text);
    for (const { value } of call.arguments) if (value.kind === 'call') assert.ok(ok(value.call, facts.calls), text);
  }
  for (const fn of facts.functions) assert.ok(typeof fn.name === 'string' && ok(fn.function, facts.functions) && ok(fn.class, facts.classes), text);
  for (const cls of facts.classes) assert.ok(typeof cls.name === 'string' && ok(cls.class, facts.classes), text);
  for (const item of facts.strings) assert.ok(ok(item.argumentOf, facts.calls) && item.value.kind !== 'other', text);
  for (const item of facts.bindings) assert.ok(ok(item.class, facts.classes) && ok(item.function, facts.functions), text);
}

describe('Python extraction is robust', () => {
  it('every beginning of a file has facts', async function () {
    this.timeout(120_000);
    const parser = await pythonParser();
    for (let end = 0; end <= service.length; end++) {
      const text = service.slice(0, end);
      assertConsistent(factsOf(parser, text), text.slice(-60));
    }
  });

  it('every end of a file has facts', async function () {
    this.timeout(120_000);
    const parser = await pythonParser();
    for (let start = 0; start <= service.length; start += 7) assertConsistent(factsOf(parser, service.slice(start)), `from ${start}`);
  });

  it('facts before the place where a file is cut stay', async () => {
    const parser = await pythonParser();
    const whole = factsOf(parser, service);
    const cut = service.indexOf('    async def export');
    const facts = factsOf(parser, `${service.slice(0, cut)}    async def export(self, path: str`);
    const until = whole.calls.filter((call) => call.range.end.line < service.slice(0, cut).split('\n').length - 1);
    assert.deepEqual(facts.calls.slice(0, until.length).map((call) => call.callee), until.map((call) => call.callee));
  });

  it('an unclosed quote at the top of 10,000 lines ends within the budget or with facts', async function () {
    this.timeout(60_000);
    const parser = await pythonParser();
    const text = `x = """\n${service.repeat(Math.ceil(10_000 / service.split('\n').length))}`;
    // A budget of nothing shows that the parser can be stopped, and serves the next text after that.
    assert.equal(parser.parse(text, null, -1), null);
    assert.ok(factsOf(parser, service).calls.length > 20);
    assertConsistent(factsOf(parser, text), 'unclosed');
  });

  const pathological: Record<string, string> = {
    'deep parentheses': `x = ${'('.repeat(5000)}1${')'.repeat(5000)}\ny = f()\n`,
    'a long chain': `x = a${'.b()'.repeat(5000)}\n`,
    'a long sum': `x = ${Array.from({ length: 5000 }, (_, i) => `"a${i}"`).join(' + ')}\n`,
    'deep blocks': Array.from({ length: 90 }, (_, i) => `${' '.repeat(i)}if x:\n`).join('') + `${' '.repeat(90)}f()\n`,
    'many bindings of one name': `def f():\n${'    x = x.a()\n'.repeat(5000)}    x.b()\n`,
    'names bound to names': `def f():\n    def g(): return a4999.x()\n    a0 = b\n${Array.from({ length: 5000 }, (_, i) => `    a${i + 1} = a${i}\n`).join('')}`,
    'conditional bindings': `def f(y):\n${'    if y:\n        x = A()\n'.repeat(2000)}${'    x.b()\n'.repeat(2000)}`,
    'one long line': `f(${'"é", '.repeat(20_000)})`,
    'only quotes': '"'.repeat(9999),
    'only braces': '{'.repeat(3000),
    'format fields': `x = "${'{:'.repeat(5000)}".format(1)\n`,
    'control characters': '\0\x01\x02f()\n\x0c\ng()\n\u2028h()\n',
    'lone surrogates': 'x = "\ud800"\nf("\udc00")\n',
    'empty': '',
    'only a comment': '# a',
    'only white space': ' \t\r\n \f',
  };
  for (const [name, text] of Object.entries(pathological)) {
    it(`${name}: bounded, and without an exception`, async function () {
      this.timeout(20_000);
      assertConsistent(factsOf(await pythonParser(), text), name);
    });
  }
});
