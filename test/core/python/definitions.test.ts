import { check } from './support/check';

describe('Python functions, classes, bindings', () => {
  check('parameters of every kind', 'def', 'def f(a, b: int = 1, /, c="x", *args: int, d, e: str = None, **kw: Any): pass',
    'def f(a, b: :int = 1, c = "x", *args: :int, kw d, kw e: :str = None, **kw: :Any)');
  check('parameters behind a bare star are keywords', 'def', 'def f(a, *, b, c=1): pass', 'def f(a, kw b, kw c = 1)');
  check('annotations: what is meant, and the metadata', 'def', `
    def f(a: Annotated[str, Query(max_length=5), "doc"], b: X | None = None, c: Union[A, B] = 1): pass
  `, 'def f(a: :str meta [#0 :Query(), "doc"], b: :X = None, c: ? = 1)');
  check('defaults that are calls', 'def', 'def f(db=Depends(get_db), size: int = Query(10)): pass', 'def f(db = #0 :Depends(), size: :int = #1 :Query())');
  check('what a function returns', 'def', `
    def a() -> Redis: return client
    def b(x):
        if x: return None
        return Redis()
    def c(x):
        if x: return A()
        return B()
    def d() -> Annotated[X, 1] | None: pass
    def e():
        def inner(): return A()
        return inner
    def g() -> AsyncIterator[int]: yield 1
  `, `
    def a() -> :Redis returns :client
    def b(x) returns :Redis()
    def c(x) returns <:A()|:B()>
    def d() -> :X
    def e()
    def inner() returns :A() in e
    def g() -> :AsyncIterator{:int} generator
  `);
  check('async, generators, nesting', 'def', `
    async def a():
        yield 1
    async def b():
        def c():
            yield from x
        await c()
    class K:
        async def m(self):
            f = lambda: (yield)
  `, `
    async def a() generator
    async def b()
    def c() generator in b
    async def K.m(self)
    def <lambda>() generator in m
  `);
  check('decorators, in the scope around', ['def', 'class', 'call'], `
    @app.get("/x", response_model=Out)
    @wraps(f)
    @plain
    @a.b.c
    async def handler(): inner()
    @dataclass(frozen=True)
    class D: pass
  `, `
    @:app.get#0 @:wraps#1 @:plain @:a.b.c async def handler()
    class D() @:dataclass
    call :app.get("/x", response_model=:Out)
    call :wraps(:f)
    call :inner() dropped in handler
    call :dataclass(frozen=True)
  `);
  check('property setters keep their dotted decorator', 'def', `
    class A:
        @property
        def x(self): return 1
        @x.setter
        def x(self, v): pass
  `, `
    @:property def A.x(self)
    @:A.x.setter def A.x(self, v)
  `);
  check('bases and nesting of classes', 'class', `
    class A(Base, mixins.M, Generic[T], Repo[User], metaclass=Meta):
        class Config: pass
    def f():
        class Local(A): pass
    class Broken(make(), **kw): pass
  `, `
    class A(:Base, :mixins.M, :Generic, :Repo)
    class A.Config()
    class Local(:A) in f
    class Broken(:make())
  `);
  check('bindings of a module', 'bind', `
    a = 1
    b: int
    c: Redis = connect()
    d = e = f()
    g, h = 1, 2
    i.j = 3
    for k in rows: pass
    with open("x") as l: pass
    if x:
        m = y.z
    a += 1
  `, `
    bind a value 1
    bind b : :int
    bind c : :Redis = :connect()
    bind d = :f()
    bind e = :f()
    bind g
    bind h
    bind k = :rows[]
    bind l = :open()
    bind m = :y.z
  `);
  check('bindings of a class and of self', 'bind', `
    class A:
        x: Mapped[int] = mapped_column()
        y = "t"
        def __init__(self, r: Redis, *, n=1):
            self.r = r
            self.n: int = n
            self.q = self.p = Queue()
            self.a, self.b = 1, 2
            other.z = 1
            async def later(): self.late = Late()
        @classmethod
        def make(cls): cls.one = One()
  `, `
    bind A.x : :Mapped = :mapped_column()
    bind A.y value "t"
    bind A.r = :Redis() in __init__
    bind A.n : :int = :A.__init__@n in __init__
    bind A.q = :Queue() in __init__
    bind A.p = :Queue() in __init__
    bind A.a in __init__
    bind A.b in __init__
    bind A.late = :Late() in later
    bind A.one = :One() in make
  `);
  check('locals are not bindings', 'bind', `
    def f():
        x = 1
        for y in z: pass
        lambda w: (v := 1)
    [u for u in z]
  `, '');
  check('values of bindings', 'bind', `
    a = -1.5
    b = [1, "x", None, *rest]
    c = {"k": True, **more, 1: x.y}
    d = lambda: 0
    e = not x
    f = b"bytes"
    g = (1, 2)
    h = await_me
  `, `
    bind a value -1.5
    bind b value [1, "x", None, ?]
    bind c value {"k": True, **: :more, 1: :x.y}
    bind d value λ0
    bind e value ?
    bind f value ?
    bind g value [1, 2]
    bind h = :await_me
  `);
  check('__all__', 'file', '__all__ = ["a", \'b\']', 'file exports=a,b');
  check('__all__ added to', 'file', '__all__: list[str] = ("a",)\n__all__ += ["b"]', 'file exports=a,b');
  check('__all__ that cannot be read', 'file', '__all__ = ["a"]\n__all__ += other.__all__', 'file');
  check('the main guard, and what is in it', ['file', 'call'], `
    setup()
    if '__main__' == __name__:
        run(main())
    else:
        other()
  `, `
    file main=1:0-4:11
    call :setup() dropped
    call :run(#2 :main()) dropped main
    call :main() main arg of #1
    call :other() dropped
  `);
  check('type aliases and type parameters (PEP 695)', ['def', 'class', 'call'], `
    type Rows[T] = list[T]
    class Box[T](Base): pass
    def first[T](items: list[T]) -> T: return items.pop()
  `, `
    def first(items: :list{:T}) -> :T returns :list{:T}().pop()
    class Box(:Base)
    call :list{:T}().pop() in first
  `);
  check('exception handlers', 'except', `
    def f():
        try: a()
        except: pass
        try: a()
        except ValueError as e:
            if x: raise
        except (A, b.C):
            ...
        except BaseException:
            def g(): raise X
        try: a()
        except* Group as eg: log(eg)
        while True:
            try: a()
            except unknown[0]: continue
  `, `
    except silent in f
    except :ValueError as e reraises in f
    except :A, :b.C silent in f
    except :BaseException in f
    except* :Group as eg in f
    except :unknown[] silent in f
  `);
  check('a caught type without a path is not a bare except', 'except', `
    def f(*types):
        try: a()
        except types: pass
  `, 'except :? silent in f');
});
