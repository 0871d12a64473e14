import { check } from './support/check';

describe('Python calls and reads', () => {
  check('arguments of every kind', 'call', 'f(1, x.y, *args, k="v", **kw)', 'call :f(1, :x.y, *:args, k="v", **:kw) dropped');
  check('a generator as the only argument', 'call', 'sum(x.size for x in files)', 'call :sum(?) dropped');
  check('what becomes of the result', 'call', `
    async def f(self):
        a()
        await b()
        x = c()
        y = await d()
        app.state.z = e()
        return g()
        async with h() as i: pass
        if (j := k()): pass
        (l())
        m(), n()
        p: int = q()
  `, `
    call :a() dropped in f
    call :b() await dropped in f
    call :c() to x in f
    call :d() await to y in f
    call :e() to app.state.z in f
    call :g() in f
    call :h() with to i in f
    call :k() to j in f
    call :l() dropped in f
    call :m() in f
    call :n() in f
    call :q() to p in f
  `);
  check('a call as an argument of another', 'call', 'gather(a(), *[b()], key=await_(c()), d=(e()))', `
    call :gather(#1 :a(), *[#2 :b()], key=#3 :await_(), d=#5 :e()) dropped
    call :a() arg of #0
    call :b()
    call :await_(#4 :c()) arg of #0
    call :c() arg of #3
    call :e() arg of #0
  `);
  check('calls without a path have a name', 'call', '(lambda: 0)()\n"x".upper()\n[1].sort()\n(a + b).c()', `
    call ?() dropped
    call ?upper() dropped
    call ?sort() dropped
    call ?c() dropped
  `);
  check('reads of dotted names, outermost only', 'read', `
    x = types.ParseMode.HTML
    a.b.c()
    os.environ["X"]
    a[0].b.c
    f().g
    h.i = j.k
    l.m.n = 1
    del o.p
    q.r += s.t
    print(u.v)
    @w.x
    def y(z: aa.bb = cc.dd): pass
    class E(ee.ff): pass
  `, `
    read :types.ParseMode.HTML
    read :os.environ
    read :a[].b.c
    read :f().g
    read :j.k
    read :l.m
    read :s.t
    read :u.v
    read :w.x
    read :aa.bb
    read :cc.dd
    read :ee.ff
  `);
  check('annotations are read, their strings are not texts', ['read', 'string', 'call'], `
    def f(a: x.Y, b: "q.Z", c: Annotated[r.S, Depends(t.u), "doc"]) -> v.W["k"]: pass
    d: Literal["a"] = "b"
  `, `
    read :x.Y
    read :r.S
    read :t.u
    read :v.W
    string "doc"
    string "b" to d
    call :Depends(:t.u)
  `);
  check('threads: by every way to hand work to one', 'call', `
    async def f(loop, executor, conn):
        await asyncio.to_thread(lambda: a())
        await loop.run_in_executor(None, lambda: b())
        Thread(target=lambda: c()).start()
        executor.submit(lambda: d(), 1)
        executor.map(lambda x: e(), xs)
        await anyio.to_thread.run_sync(lambda: g())
        await run_in_threadpool(lambda: h())
        Process(target=lambda: i())
        await conn.run_sync(lambda: j())
        rows.map(lambda x: k())
  `, `
    call :asyncio.to_thread(λ1) await dropped in f
    call :a() thread in <lambda>
    call :f@loop.run_in_executor(None, λ2) await dropped in f
    call :b() thread in <lambda>
    call :Thread().start() dropped in f
    call :Thread(target=λ3) in f
    call :c() thread in <lambda>
    call :f@executor.submit(λ4, 1) dropped in f
    call :d() thread in <lambda>
    call :f@executor.map(λ5, :xs) dropped in f
    call :e() thread in <lambda>
    call :anyio.to_thread.run_sync(λ6) await dropped in f
    call :g() thread in <lambda>
    call :run_in_threadpool(λ7) await dropped in f
    call :h() thread in <lambda>
    call :Process(target=λ8) dropped in f
    call :i() thread in <lambda>
    call :f@conn.run_sync(λ9) await dropped in f
    call :j() in <lambda>
    call :rows.map(λ10) dropped in f
    call :k() in <lambda>
  `);
  check('threads: local functions, also those below, and what is in them', ['def', 'call'], `
    async def f():
        def work():
            a()
            def deeper(): b()
        await asyncio.to_thread(partial(work, 1))
        def free(): c()
  `, `
    async def f()
    def work() thread in f
    def deeper() in work
    def free() in f
    call :a() dropped thread in work
    call :b() dropped thread in deeper
    call :asyncio.to_thread(#3 :partial()) await dropped in f
    call :partial(λ1, 1) arg of #2 in f
    call :c() dropped in free
  `);
  check('threads: module functions and methods, wherever they stand', 'def', `
    async def start():
        await asyncio.to_thread(read)
        Thread(target=Worker.run)
    def read(): pass
    def write(): pass
    class Worker:
        async def go(self): await loop.run_in_executor(None, self._work)
        def _work(self): pass
        def run(self): pass
        def other(self): pass
  `, `
    async def start()
    def read() thread
    def write()
    async def Worker.go(self)
    def Worker._work(self) thread
    def Worker.run(self) thread
    def Worker.other(self)
  `);
  check('comments', 'comment', `
    # one
    x = 1  # two
    def f():  # three
        # four
        pass
    y = (  # five
        1,
    )
    s = "# no"
  `, `
    comment # one own-line
    comment # two
    comment # three
    comment # four own-line
    comment # five
  `);
});
