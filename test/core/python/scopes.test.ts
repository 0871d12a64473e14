import { check } from './support/check';

describe('Python scopes: what a name stands for', () => {
  check('a module name keeps its name', 'call', `
    client = Redis()
    client.get("k")
  `, `
    call :Redis() to client
    call :client.get("k") dropped
  `);
  check('a local name is what it is bound to', 'call', `
    def f():
        c = client
        c.get()
  `, 'call :client.get() dropped in f');
  check('the nearest binding before the use counts', 'call', `
    def f():
        c = A()
        c.one()
        c = B()
        c.two()
  `, `
    call :A() to c in f
    call :A().one() dropped in f
    call :B() to c in f
    call :B().two() dropped in f
  `);
  check('None is a place holder', 'call', `
    def f(flag):
        c = None
        if flag:
            c = Redis()
        c.get()
  `, `
    call :Redis() to c in f
    call :Redis().get() dropped in f
  `);
  check('two branches that differ are both in the path', 'call', `
    def f(flag):
        if flag:
            c = A()
        else:
            c = B()
        c.get()
  `, `
    call :A() to c in f
    call :B() to c in f
    call <:A()|:B()>.get() dropped in f
  `);
  check('two branches that agree give it', 'call', `
    def f(flag):
        if flag:
            c = A()
        else:
            c = A()
        c.get()
  `, `
    call :A() to c in f
    call :A() to c in f
    call :A().get() dropped in f
  `);
  check('another branch does not reach this one', 'call', `
    def f(flag):
        c = A()
        if flag:
            c = B()
        else:
            c.get()
  `, `
    call :A() to c in f
    call :B() to c in f
    call :A().get() dropped in f
  `);
  check('a branch that returns is not seen behind it', 'call', `
    def f(flag):
        c = A()
        if flag:
            c = B()
            return c
        c.get()
  `, `
    call :A() to c in f
    call :B() to c in f
    call :A().get() dropped in f
  `);
  check('a later binding in a loop comes round', 'call', `
    def f():
        c = A()
        while True:
            c.get()
            c = B()
  `, `
    call :A() to c in f
    call <:A()|:B()>.get() dropped in f
    call :B() to c in f
  `);
  check('a binding in the loop before the use shuts out what comes round', 'call', `
    def f(items):
        for item in items:
            c = A()
            c.get()
            c = B()
  `, `
    call :A() to c in f
    call :A().get() dropped in f
    call :B() to c in f
  `);
  check('a name bound to itself has no path', 'call', `
    def f():
        node = start
        while node:
            node = node.next
            node.visit()
  `, 'call ?visit() dropped in f');
  check('try: the handler that raises does not count', 'call', `
    def f():
        try:
            c = A()
        except ValueError:
            raise
        c.get()
  `, `
    call :A() to c in f
    call :A().get() dropped in f
  `);
  check('try: the body and a handler that goes on are alternatives', 'call', `
    def f():
        try:
            c = A()
        except ValueError:
            c = B()
        c.get()
  `, `
    call :A() to c in f
    call :B() to c in f
    call <:A()|:B()>.get() dropped in f
  `);
  check('an exception name is an instance of what is caught', 'call', `
    def f():
        try:
            pass
        except errors.Bad as e:
            e.log()
        except (A, B) as both:
            both.log()
  `, `
    call :errors.Bad().log() dropped in f
    call ?log() dropped in f
  `);
  check('with: the name is the manager', 'call', `
    async def f():
        async with X() as x, y.z() as w:
            x.one(); w.two()
  `, `
    call :X() with to x in f
    call :y.z() with to w in f
    call :X().one() dropped in f
    call :y.z().two() dropped in f
  `);
  check('with in parentheses', 'call', `
    def f():
        with (X() as x, Y()):
            x.one()
  `, `
    call :X() with to x in f
    call :Y() with in f
    call :X().one() dropped in f
  `);
  check('for: an item of the iterable', 'call', `
    async def f():
        async for m in q.iterator():
            await m.ack()
  `, `
    call :q.iterator() in f
    call :q.iterator()[].ack() await dropped in f
  `);
  check('for: unpacked names have no path', 'call', `
    def f(pairs):
        for a, b in pairs:
            a.x()
  `, 'call ?x() dropped in f');
  check('the iterable is read before the target is bound', 'call', `
    def f():
        x = A()
        for x in x.items():
            x.y()
  `, `
    call :A() to x in f
    call :A().items() in f
    call :A().items()[].y() dropped in f
  `);
  check('tuple unpacking has no path', 'call', `
    def f():
        a, (b, *c) = make()
        a.x(); c.y()
  `, `
    call :make() in f
    call ?x() dropped in f
    call ?y() dropped in f
  `);
  check('walrus binds, also out of a comprehension', 'call', `
    def f():
        if (m := find()) and m.ok():
            m.use()
        [y := g(x) for x in items]
        y.use()
  `, `
    call :find() to m in f
    call :find().ok() in f
    call :find().use() dropped in f
    call :g(:items[]) to y in f
    call :g().use() dropped in f
  `);
  check('comprehensions have a scope of their own', 'call', `
    x = 1
    names = [x.name() for x in users if x.ok()]
    x.outer()
  `, `
    call :users[].name()
    call :users[].ok()
    call :x.outer() dropped
  `);
  check('the second clause of a comprehension sees the first', 'call', `
    def f(rows):
        return {c.id(): 1 for r in table.rows() for c in r.cells()}
  `, `
    call :table.rows()[].cells()[].id() in f
    call :table.rows() in f
    call :table.rows()[].cells() in f
  `);
  check('annotated parameters are instances', 'call', `
    def f(a: Redis, b: "Redis", c: Redis | None, d: Optional[x.Redis], e: Annotated[Redis, Depends(get)], g: type[Redis], h: list[Redis]):
        a.m(); b.m(); c.m(); d.m(); e.m(); g.m(); h.m()
  `, `
    call :Depends(:get)
    call :Redis().m() dropped in f
    call :Redis().m() dropped in f
    call :Redis().m() dropped in f
    call :x.Redis().m() dropped in f
    call :Redis().m() dropped in f
    call :Redis.m() dropped in f
    call :list{:Redis}().m() dropped in f
  `);
  check('string annotations: unions, Union and dotted names', 'call', `
    def f(a: "x.Redis | None", b: Union["A", None], c: Union[A, B], d: A | B):
        a.m(); b.m(); c.m(); d.m()
  `, `
    call :x.Redis().m() dropped in f
    call :A().m() dropped in f
    call ?m() dropped in f
    call ?m() dropped in f
  `);
  check('parameters without annotation are told by who passes them, and hide module names', 'call', `
    def f(client, *args, **kw):
        client.get(); args.x(); kw.y()
  `, `
    call :f@client.get() dropped in f
    call ?x() dropped in f
    call ?y() dropped in f
  `);
  check('a declared local is an instance of its annotation', 'call', `
    def f():
        r: Redis = make()
        r.get()
  `, `
    call :make() to r in f
    call :Redis().get() dropped in f
  `);
  check('an annotated alias stands for its class', 'bind', `
    Dep = Annotated[redis.Redis, Depends(get)]
    Maybe = Optional[Redis]
    Rows = list[Row]
  `, `
    bind Dep = :redis.Redis
    bind Maybe = :Redis
    bind Rows = :list{:Row}
  `);
  check('augmented assignment makes a local unknown', 'call', `
    def f():
        x = A()
        x += 1
        x.get()
  `, `
    call :A() to x in f
    call ?get() dropped in f
  `);
  check('global names are the module\'s', ['call', 'bind'], `
    client = None
    def start():
        global client
        client = Redis()
        client.ping()
  `, `
    call :Redis() to client in start
    call :client.ping() dropped in start
    bind client value None
    bind client = :Redis() in start
  `);
  check('closures see the function around, whenever it binds', 'call', `
    def outer():
        c = None
        def inner():
            c.get()
        c = Redis()
  `, `
    call :Redis().get() dropped in inner
    call :Redis() to c in outer
  `);
  check('closures over conflicting bindings have both in the path', 'call', `
    def outer(flag):
        c = A()
        def inner():
            c.get()
        c = B()
  `, `
    call :A() to c in outer
    call <:A()|:B()>.get() dropped in inner
    call :B() to c in outer
  `);
  check('nonlocal in a nested function unsettles the name', 'call', `
    def outer():
        c = A()
        def set_it():
            nonlocal c
            c = B()
        c.get()
  `, `
    call :A() to c in outer
    call :B() to c in set_it
    call ?get() dropped in outer
  `);
  check('lambda parameters are unknown; other names are seen through', 'call', `
    def f():
        c = Redis()
        g(lambda x: x.a(c.b()))
  `, `
    call :Redis() to c in f
    call :g(λ1) dropped in f
    call ?a(#3 :Redis().b()) in <lambda>
    call :Redis().b() arg of #2 in <lambda>
  `);
  check('a local function is known as a function', 'call', `
    def f():
        def on_message(m): m.ack()
        queue.consume(on_message)
  `, `
    call ?ack() dropped in on_message
    call :queue.consume(λ1) dropped in f
  `);
  check('imports in a function keep their bound name', 'call', `
    def f():
        import requests as r
        r.get("x")
  `, 'call :r.get("x") dropped in f');
  check('self is an instance, cls the class', 'call', `
    class A:
        def m(self): self.r.get()
        @classmethod
        def make(cls): cls.n()
        def __new__(klass): klass.o()
        @staticmethod
        def s(self): self.p()
  `, `
    call :A().r.get() dropped class A in m
    call :A.n() dropped class A in make
    call :A.o() dropped class A in __new__
    call :A.s@self.p() dropped class A in s
  `);
  check('self in a nested class, and in a function in a method', 'call', `
    class A:
        class B:
            def m(self): self.x()
        def n(self):
            def inner(): self.y()
            return [self.z() for _ in rows]
  `, `
    call :A.B().x() dropped class B in m
    call :A().y() dropped class A in inner
    call :A().z() class A in n
  `);
  check('self of a class in a function has no path', 'call', `
    def f():
        class A:
            def m(self): self.x()
        A().m()
  `, `
    call ?x() dropped class A in m
    call ?m() dropped in f
    call ?A() in f
  `);
  check('class bodies see their own names, methods do not', 'call', `
    def helper(): pass
    class A:
        x = Redis()
        y = x.pipe()
        z = helper()
        def helper(self): x.get(); helper()
        w = helper()
  `, `
    call :Redis() to x class A
    call :A.x.pipe() to y class A
    call :helper() to z class A
    call :x.get() dropped class A in helper
    call :helper() dropped class A in helper
    call :A.helper() to w class A
  `);
  check('match: captures are unknown, what is matched against is not captured', 'call', `
    def f(x):
        Kind = A()
        match x:
            case Point(x=px): px.a()
            case {"k": v, **rest}: v.b()
            case [first, *others] as whole: whole.c()
            case Kind.RED: Kind.d()
  `, `
    call :A() to Kind in f
    call ?a() dropped in f
    call ?b() dropped in f
    call ?c() dropped in f
    call :A().d() dropped in f
  `);
  check('del leaves the name local', 'call', `
    def f():
        c = A()
        del c
        client.get()
  `, `
    call :A() to c in f
    call :client.get() dropped in f
  `);
  check('conditional expressions and `or` give one path, or both', 'call', `
    def f(flag, given: Redis):
        a = Redis() if flag else None
        a.x()
        b = given or Redis()
        b.y()
        c = A() if flag else B()
        c.z()
  `, `
    call :Redis() in f
    call :Redis().x() dropped in f
    call :Redis() in f
    call :Redis().y() dropped in f
    call :A() in f
    call :B() in f
    call <:A()|:B()>.z() dropped in f
  `);
  check('await and parentheses do not show', 'call', `
    async def f():
        c = await (connect())
        (await c.channel()).close()
  `, `
    call :connect() await to c in f
    call :connect().channel().close() dropped in f
    call :connect().channel() await in f
  `);
  check('getattr with a literal reads as an attribute', 'call', `
    getattr(client, "get")("k")
    getattr(client, name)("k")
  `, `
    call :client.get("k") dropped
    call :getattr(:client, "get")
    call :getattr()("k") dropped
    call :getattr(:client, :name)
  `);
  check('what is unpacked is read whole', ['read', 'call'], `
    a = *b.c, *d.e().f
    (*g.h, i)
  `, `
    read :b.c
    read :d.e().f
    read :g.h
    call :d.e()
  `);
  check('subscripts and calls in a path', 'call', 'app.state["x"].make()(1).y[0]()', `
    call :app.state[].make()().y[]() dropped
    call :app.state[].make()(1)
    call :app.state[].make()
  `);
});
