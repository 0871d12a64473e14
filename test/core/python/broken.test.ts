import assert from 'node:assert/strict';
import { check } from './support/check';
import { factsOf, pythonParser } from './support/parser';

describe('Python half typed', () => {
  check('an open call at the end of a function', ['call', 'def', 'unreadable'], `
    def f():
        a()
        client.get(

    def g():
        b()
  `, `
    call :a() dropped in f
    call :b() dropped in g
    def f()
    def g()
    unreadable 2:4-15
  `);
  check('a dot without a name', ['call', 'read', 'unreadable'], `
    def f():
        a()
        client.

    def g():
        b()
  `, `
    call :a() dropped in f
    call :b() dropped in g
    unreadable 2:4-11
  `);
  check('an error within a call leaves the call out, what is around it stays', ['call', 'unreadable'], `
    a(1, k=)
    b(c(), d(1,,2))
    e()
  `, `
    call :c()
    call :e() dropped
    unreadable 0:6-7
    unreadable 1:10-11
  `);
  check('a broken value: the name is unknown, unless it is known what is called', ['bind', 'call'], `
    x = [1,,2]
    y = 3
    def f():
        a = [g(), , 2]
        a.get()
        b = h(1,,2)
        b.get()
  `, `
    bind y value 3
    call :g() in f
    call ?get() dropped in f
    call :h().get() dropped in f
  `);
  check('a broken parameter is left out, its function stays', ['def', 'call'], `
    def g(a, b: ):
        h()
  `, `
    def g(a, b)
    call :h() dropped in g
  `);
  check('an unclosed quote', ['call', 'string', 'unreadable'], `
    def f():
        x = "abc
        y("z")
  `, `
    call :y("z") dropped in f
    string "z" of #0 in f
    unreadable 1:8-9
  `);
  check('a missing body', ['call', 'def'], `
    def f():
    def g():
        b()
  `, `
    call :b() dropped in g
    def f()
    def g()
  `);
  check('a method half typed', ['def', 'call', 'class'], `
    class A:
        x = X()
        def f(self):
            self.x(

        def g(self):
            self.b()
  `, `
    def A.f(self)
    def A.g(self)
    call :X() to x class A
    call :A().b() dropped class A in g
    class A()
  `);
  it('a comment that is indented less than the decorator above it costs nothing', async () => {
    const facts = factsOf(await pythonParser(), 'class A:\n    @router.get("/a")\n# why\n    async def a(self):\n        x()\n\n    @b\n# one\n  # two\n    @c\n    def d(self): ...\n');
    assert.deepEqual(facts.functions.map((fn) => [fn.name, fn.decorators.map((decorator) => decorator.path)]), [['a', [':router.get']], ['d', [':b', ':c']]]);
    assert.deepEqual(facts.comments.map((comment) => [comment.text, comment.range.start.line, comment.range.start.character]), [['# why', 2, 0], ['# one', 7, 0], ['# two', 8, 2]]);
    assert.deepEqual(facts.unreadable, []);
  });

  check('an unclosed parenthesis costs its statement, not the rest of the file', ['call', 'def', 'unreadable'], `
    def f():
        a()
        client.get(
        b()
        return 1

    def g():
        c()
  `, `
    call :a() dropped in f
    call :b() dropped in f
    call :c() dropped in g
    def f()
    def g()
    unreadable 2:4-15
  `);
  check('a function header half typed costs its function', ['call', 'def', 'unreadable'], `
    a()
    async def h(x:
        b()

    def g():
        c()
  `, `
    call :a() dropped
    call :c() dropped in g
    def g()
    unreadable 1:0-2:7
  `);
  check('an open list, and one more', ['bind', 'call', 'unreadable'], `
    x = [1, 2
    y = 3
    def g(): b()
    z = {
    w = 4
    c()
  `, `
    bind y value 3
    bind w value 4
    call :b() dropped in g
    call :c() dropped
    unreadable 0:0-9
    unreadable 3:0-5
  `);
  check('a decorator half typed', ['def', 'call'], `
    @app.
    async def f(): b()
    def g(): c()
  `, `
    async def f()
    def g()
    call :b() dropped in f
    call :c() dropped in g
  `);
  check('an if without its colon', ['call', 'def', 'unreadable'], `
    if x
        y()
    def g():
        z()
  `, `
    call :z() dropped in g
    def g()
    unreadable 0:0-1:7
  `);
  check('a method header half typed costs its method', ['call', 'def'], `
    class A:
        def f(self
            a()
        def g(self):
            b()
  `, `
    call :b() dropped class A in g
    def A.g(self)
  `);
  check('Jinja blocks make a template', 'file', '{% if x %}\nimport a\n{% endif %}\n', 'file template');
  check('Jinja expressions make a template', 'file', 'import a\nname = {{ cookiecutter.name }}\n', 'file template');
  check('an expression as a name makes a template', 'file', 'class {{ name }}Service:\n    pass\n', 'file template');
  check('braces in strings and comments do not', 'file', `
    a = f"{{ x }} {y}"
    b = "{{ cookiecutter.name }} {% if x %}"
    # {{ z }} {% raw %}
    c = """
    {% for x in y %}
    {{ x }}
    """
    d = {"a": {1: 2}}
    e = { {1}.pop() }
  `, 'file');
  check('braces in a string that is not closed yet do not', 'file', 'x = "{{ name }}\ny = 1\n', 'file');

  it('no fact of an unreadable region but functions and classes', async () => {
    const source = 'def f(a, b=g(1,,2)):\n    return h(i(),, j(k=))\n\nclass A(B(,)):\n    x = y(,)\n';
    const facts = factsOf(await pythonParser(), source);
    assert.ok(facts.unreadable.length > 0);
    for (const fact of [...facts.calls, ...facts.strings, ...facts.attributes, ...facts.bindings, ...facts.imports, ...facts.handlers]) {
      for (const region of facts.unreadable) {
        const { start, end } = fact.range;
        const inside = (start.line < region.end.line || (start.line === region.end.line && start.character < region.end.character))
          && (end.line > region.start.line || (end.line === region.start.line && end.character > region.start.character));
        assert.ok(!inside, `${JSON.stringify(fact)} overlaps ${JSON.stringify(region)}`);
      }
    }
  });
});
