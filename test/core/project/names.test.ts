import assert from 'node:assert/strict';
import type { ProjectView } from '../../../server/src/core/project/model';
import { factsOf, type Files, py, viewOf } from './virtualProject';

/** `name` or `name()` for an instance of it; '-' where nothing is known for sure. */
function meaning(view: ProjectView, path: string, symbol: string): string {
  const resolved = view.resolve(path, symbol);
  return resolved === null ? '-' : resolved.name + (resolved.isInstance ? '()' : '');
}

/** What the callees of a file's calls mean, those of `target(…)` left out. */
async function callees(files: Files, path: string): Promise<string[]> {
  const view = await viewOf(files);
  const facts = await factsOf(files[path] ?? '');
  return facts.calls.map((call) => (call.callee === null ? '-' : meaning(view, path, call.callee)));
}

interface Case {
  readonly name: string;
  /** Text of main.py, or all files. */
  readonly files: string | Files;
  /** Symbols in main.py and what they mean. */
  readonly means: Readonly<Record<string, string>>;
}

const cases: readonly Case[] = [
  { name: 'module import', files: 'import redis\n', means: { ':redis.Redis': 'redis.Redis', ':redis.Redis()': 'redis.Redis()', ':redis.Redis().get': 'redis.Redis.get' } },
  { name: 'module alias', files: 'import redis.asyncio as r\n', means: { ':r.Redis().set': 'redis.asyncio.Redis.set', ':r': 'redis.asyncio' } },
  { name: 'dotted import binds the top', files: 'import redis.asyncio\n', means: { ':redis.asyncio.Redis()': 'redis.asyncio.Redis()' } },
  { name: 'symbol import with alias', files: 'from redis.asyncio import Redis as R\n', means: { ':R().get': 'redis.asyncio.Redis.get' } },
  { name: 'canonical names', files: 'from redis.asyncio.client import Redis\nfrom fastapi.routing import APIRouter\nfrom aiogram.types.message import Message\n', means: { ':Redis': 'redis.asyncio.Redis', ':APIRouter()': 'fastapi.APIRouter()', ':Message': 'aiogram.types.Message' } },
  { name: 'aioredis gives the client of redis.asyncio', files: 'import aioredis\n', means: { ':aioredis.from_url()': 'redis.asyncio.Redis()', ':aioredis.from_url': 'aioredis.from_url', ':aioredis.Redis': 'redis.asyncio.Redis' } },
  { name: 'factories of redis', files: 'import redis.asyncio as redis\n', means: { ':redis.from_url().get': 'redis.asyncio.Redis.get', ':redis.Redis.from_url().set': 'redis.asyncio.Redis.set', ':redis.Redis().pipeline()': 'redis.asyncio.client.Pipeline()' } },
  { name: 'aio-pika, from connection to message', files: 'import aio_pika\n', means: {
    ':aio_pika.connect_robust()': 'aio_pika.RobustConnection()', ':aio_pika.connect_robust().channel()': 'aio_pika.RobustChannel()',
    ':aio_pika.connect_robust().channel().declare_queue().consume': 'aio_pika.RobustQueue.consume',
    ':aio_pika.connect_robust().channel().declare_queue().iterator()[].process': 'aio_pika.IncomingMessage.process',
    ':aio_pika.connect_robust().channel().default_exchange.publish': 'aio_pika.RobustExchange.publish',
  } },
  { name: 'abstract twins of aio-pika', files: 'from aio_pika.abc import AbstractIncomingMessage, AbstractRobustConnection\n', means: { ':AbstractIncomingMessage().ack': 'aio_pika.IncomingMessage.ack', ':AbstractRobustConnection().channel()': 'aio_pika.RobustChannel()' } },
  { name: 'sqlalchemy sessions', files: 'from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine\nengine = create_async_engine("x")\nSession = async_sessionmaker(engine)\n', means: { ':engine.begin()': 'sqlalchemy.ext.asyncio.AsyncConnection()', ':Session().execute': 'sqlalchemy.ext.asyncio.AsyncSession.execute', ':Session.begin()': 'sqlalchemy.ext.asyncio.AsyncSession()' } },
  { name: 'event loops and clocks', files: 'import asyncio\nfrom datetime import datetime\n', means: { ':asyncio.get_running_loop().run_in_executor': 'asyncio.AbstractEventLoop.run_in_executor', ':datetime.now().timestamp': 'datetime.datetime.timestamp', ':datetime.utcnow': 'datetime.datetime.utcnow' } },
  { name: 'module variable', files: 'import httpx\nclient = httpx.AsyncClient()\nsame = client\n', means: { ':client.get': 'httpx.AsyncClient.get', ':same.get().json': 'httpx.Response.json' } },
  { name: 'variable with an annotation', files: 'import httpx\nclient: httpx.AsyncClient = make()\n', means: { ':client.get': 'httpx.AsyncClient.get' } },
  { name: 'a variable that is set later through global', files: py`
    import redis.asyncio as redis
    client = None
    def start():
        global client
        client = redis.Redis()
    `, means: { ':client.get': 'redis.asyncio.Redis.get' } },
  { name: 'assignments that differ', files: 'import redis, httpx\nx = redis.Redis()\nx = httpx.Client()\n', means: { ':x': '-', ':x.get': '-' } },
  { name: 'an assignment that cannot be told', files: 'import redis\nx = redis.Redis()\nx = something(1)\n', means: { ':x.get': '-' } },
  { name: 'literal variables', files: 'TIMEOUT = 5\nNAMES = ["a", "b"]\n', means: { ':TIMEOUT': 'main.TIMEOUT', ':NAMES': 'main.NAMES', ':NAMES.append': '-' } },
  { name: 'alternatives that mean the same', files: py`
    from redis.asyncio import Redis, from_url
    def build(): return from_url("x")
    def either(a):
        if a:
            return Redis()
        return build()
    client = build() or Redis()
    other = Redis() if client else open("x")
    `, means: { ':client.get': 'redis.asyncio.Redis.get', ':either().get': 'redis.asyncio.Redis.get', '<:Redis()|:build()>.get': 'redis.asyncio.Redis.get', ':other.get': '-', '<:Redis()|:gone()>.get': '-' } },
  { name: 'containers, by their annotation', files: py`
    from collections.abc import AsyncIterator, Callable
    from contextlib import asynccontextmanager
    from contextvars import ContextVar
    from redis.asyncio import Redis
    current: ContextVar[Redis] = ContextVar("current")
    direct = ContextVar[Redis]("direct")
    clients: dict[str, Redis] = {}
    several: list["Redis | None"] = []
    make: Callable[[str], Redis] = gone()
    @asynccontextmanager
    async def opened() -> AsyncIterator[Redis]:
        yield gone()
    def pool() -> dict[str, list[Redis]]: ...
    `, means: {
    ':current.get().set': 'redis.asyncio.Redis.set', ':direct.get().set': 'redis.asyncio.Redis.set', ':clients[].set': 'redis.asyncio.Redis.set', ':clients.get().set': 'redis.asyncio.Redis.set',
    ':clients.values()[].set': 'redis.asyncio.Redis.set', ':clients.get': 'builtins.dict.get', ':clients': 'builtins.dict()', ':several[].set': 'redis.asyncio.Redis.set', ':make().set': 'redis.asyncio.Redis.set',
    ':opened().set': 'redis.asyncio.Redis.set', ':pool()[][].set': 'redis.asyncio.Redis.set', ':current.set': 'contextvars.ContextVar.set', ':clients.keys()[].set': '-',
  } },
  { name: 'what is in a literal', files: py`
    from redis.asyncio import Redis, from_url
    clients = {"a": Redis(), "b": from_url("x"), "c": None}
    mixed = {"a": Redis(), "b": open("x")}
    later = {}
    later["a"] = Redis()
    class Holder:
        def __init__(self):
            self.by_name = {}
        def add(self, name):
            self.by_name[name] = Redis()
            self.by_name["x"] = Redis()
    `, means: { ':clients[].set': 'redis.asyncio.Redis.set', ':clients.get().set': 'redis.asyncio.Redis.set', ':mixed[].set': '-', ':later[].set': 'redis.asyncio.Redis.set', ':Holder().by_name[].set': 'redis.asyncio.Redis.set', ':clients.append': '-' } },
  { name: 'singletons and classes of instances', files: py`
    from redis.asyncio import Redis
    class Cache:
        _instance: "Cache | None" = None
        def __init__(self): self.redis = Redis()
        @classmethod
        def get_instance(cls):
            if cls._instance is None:
                cls._instance = cls()
            return cls._instance
    `, means: { ':Cache.get_instance().redis.set': 'redis.asyncio.Redis.set', ':Cache().__class__': 'main.Cache' } },
  { name: 'state of an application', files: {
    'src/main.py': py`
      from fastapi import FastAPI
      from redis.asyncio import from_url
      async def lifespan(app: FastAPI):
          app.state.redis = from_url("x")
          app.state.mixed = from_url("x")
          app.state.gone = None
          yield {"shared": from_url("x")}
      app = FastAPI(lifespan=lifespan)
      def later(): app.state.mixed = open("x")
      `,
    'main.py': 'from fastapi import Request, WebSocket\n',
  }, means: {
    ':Request().app.state.redis.set': 'redis.asyncio.Redis.set', ':WebSocket().app.state.redis.set': 'redis.asyncio.Redis.set', ':Request().app.state.mixed.set': 'fastapi.FastAPI.state.mixed.set',
    ':Request().state.redis.set': 'fastapi.Request.state.redis.set', ':Request().app.state.gone.set': 'fastapi.FastAPI.state.gone.set', ':Request().app.state.unknown.set': 'fastapi.FastAPI.state.unknown.set',
  } },
  { name: 'attributes that are set on an application', files: {
    'main.py': py`
      import aio_pika
      from fastapi import FastAPI, Request
      async def lifespan(app: FastAPI):
          app.broker = await aio_pika.connect_robust("x")
          app.channel = await app.broker.channel()
          app.mixed = aio_pika.Message(b"")
          yield
      app = FastAPI(lifespan=lifespan)
      app.mixed = 3
      app.title = "Orders"
      `,
    'other.py': 'class Form: ...\napp = Form()\napp.channel = open("x")\n',
  }, means: {
    ':app.channel.declare_queue': 'aio_pika.RobustChannel.declare_queue', ':Request().app.channel.declare_queue': 'aio_pika.RobustChannel.declare_queue', ':app.get': 'fastapi.FastAPI.get',
    ':app.mixed.body': 'fastapi.FastAPI.mixed.body', ':app.gone.body': 'fastapi.FastAPI.gone.body', ':app.state.channel': 'fastapi.FastAPI.state.channel',
  } },
  { name: 'parameters without an annotation are what the file passes for them', files: py`
    import aio_pika
    from redis.asyncio import Redis
    class Cache:
        def __init__(self, redis, prefix="shop"): self.redis = redis
        async def read(self, pipe): ...
        async def all(self): await self.read(self.redis.pipeline())
    async def consume(channel, queue=None): ...
    async def mixed(thing): ...
    async def unsure(thing): ...
    async def again(channel, depth): await again(channel, depth - 1)
    async def typed(channel: str): ...
    async def main():
        connection = await aio_pika.connect_robust("x")
        async with connection.channel() as channel:
            await consume(channel=channel)
            await consume(channel, None)
            await mixed(channel)
            await mixed(connection)
            await unsure(channel)
            await unsure(open_something(1)[0]())
            await again(channel, 3)
            await typed(channel)
    cache = Cache(Redis.from_url("x"))
    `, means: {
    ':consume@channel.declare_queue': 'aio_pika.RobustChannel.declare_queue', ':consume@queue': '-', ':mixed@thing': '-', ':unsure@thing': '-', ':again@channel': 'aio_pika.RobustChannel()', ':typed@channel': '-',
    ':cache.redis.get': 'redis.asyncio.Redis.get', ':Cache().read@pipe.execute': 'redis.asyncio.client.Pipeline.execute',
  } },
  { name: 'objects that know their channel', files: 'import aio_pika\nfrom aio_pika.abc import AbstractExchange\n', means: {
    ':AbstractExchange().channel.declare_queue': 'aio_pika.Channel.declare_queue', ':aio_pika.connect_robust().channel().declare_queue().channel': 'aio_pika.RobustChannel()',
  } },
  { name: 'state that a lifespan yields, or a middleware sets', files: {
    'web.py': py`
      from contextlib import asynccontextmanager
      from fastapi import FastAPI, Request
      from redis.asyncio import from_url
      @asynccontextmanager
      async def lifespan(app):
          app.state.redis = from_url("x")
          yield {"shared": from_url("x")}
      async def middleware(request: Request, call_next):
          request.state.user_cache = from_url("x")
      `,
    'main.py': 'from fastapi import Request\n',
  }, means: { ':Request().state.shared.set': 'redis.asyncio.Redis.set', ':Request().state.user_cache.set': 'redis.asyncio.Redis.set', ':Request().app.state.redis.set': 'redis.asyncio.Redis.set' } },
  { name: 'the store of one service says nothing of another', files: {
    'services/a/src/main.py': 'from fastapi import FastAPI\nimport httpx\napp = FastAPI()\napp.state.client = httpx.AsyncClient()\n',
    'services/b/src/web.py': 'from fastapi import FastAPI\nfrom redis.asyncio import Redis\napp = FastAPI()\napp.state.client = Redis()\n',
    'services/b/src/routes.py': 'from fastapi import Request\ndef client(request: Request): return request.app.state.client\n',
    'main.py': 'from services.b.src.routes import client\n',
  }, means: { ':client().set': 'redis.asyncio.Redis.set' } },
  { name: 'parameters that a framework fills', files: py`
    from aiogram import BaseMiddleware, Dispatcher, Router
    from aiogram.types import Message
    from fastapi import Depends
    from redis.asyncio import Redis, from_url
    router = Router()
    dp = Dispatcher(redis=from_url("x"))
    dp["cache"] = Redis()
    dp.workflow_data.update(limits=Redis())
    class Middleware(BaseMiddleware):
        async def __call__(self, handler, event, data):
            data["session"] = Redis()
    @router.message()
    async def handle(message: Message, redis, cache, limits, session, other): ...
    async def get_redis():
        yield Redis()
    def route(r=Depends(get_redis)): ...
    `, means: {
    ':handle@redis.set': 'redis.asyncio.Redis.set', ':handle@cache.set': 'redis.asyncio.Redis.set', ':handle@limits.set': 'redis.asyncio.Redis.set', ':handle@session.set': 'redis.asyncio.Redis.set',
    ':handle@other.set': '-', ':route@r.set': 'redis.asyncio.Redis.set', ':route@gone.set': '-', ':gone@r.set': '-',
  } },
  { name: 'optional import', files: 'try:\n    import orjson as json\nexcept ImportError:\n    import json\n', means: { ':json.dumps': 'orjson.dumps' } },
  { name: 'optional import with a place holder', files: 'try:\n    import uvloop\nexcept ImportError:\n    uvloop = None\n', means: { ':uvloop.install': 'uvloop.install' } },
  { name: 'builtins', files: 'x = 1\n', means: { ':open': 'builtins.open', ':open().read': 'io.TextIOWrapper.read', ':print': 'builtins.print', ':ValueError': 'builtins.ValueError', ':nothing': '-' } },
  { name: 'a builtin that is bound', files: 'from aiofiles import open\n', means: { ':open': 'aiofiles.open' } },
  { name: 'a builtin that an unknown import hides', files: 'from .gone import open\n', means: { ':open': '-' } },
  { name: 'a name of a library imported whole', files: 'from aiogram.types import *\n', means: { ':Message': 'aiogram.types.Message', ':print': 'builtins.print' } },
  { name: 'two libraries imported whole', files: 'from aiogram import *\nfrom fastapi import *\n', means: { ':Router': '-' } },
  { name: 'a function and what it returns', files: 'import redis.asyncio as redis\ndef make():\n    return redis.Redis()\nclient = make()\n', means: { ':make': 'main.make', ':make().get': 'redis.asyncio.Redis.get', ':client.get': 'redis.asyncio.Redis.get' } },
  { name: 'a function and what it declares', files: 'import httpx\ndef make(**kw) -> httpx.AsyncClient:\n    return _build(**kw)\nasync def later() -> "httpx.AsyncClient | None": ...\n', means: { ':make().get': 'httpx.AsyncClient.get', ':later().get': 'httpx.AsyncClient.get' } },
  { name: 'returns that differ', files: 'import httpx\ndef make(a):\n    if a:\n        return httpx.AsyncClient()\n    return httpx.Client()\n', means: { ':make()': '-' } },
  { name: 'a context manager gives what it yields', files: py`
    from contextlib import asynccontextmanager
    from sqlalchemy.ext.asyncio import async_sessionmaker
    Session = async_sessionmaker()
    @asynccontextmanager
    async def session():
        async with Session() as s:
            yield s
    `, means: { ':session().execute': 'sqlalchemy.ext.asyncio.AsyncSession.execute' } },
  { name: 'a generator gives what it yields, item by item', files: py`
    import httpx
    def clients():
        yield httpx.Client()
    `, means: { ':clients()[].get': 'httpx.Client.get', ':clients()': '-' } },
  { name: 'a class, its instances and methods', files: py`
    class Cache:
        async def get(self): ...
    cache = Cache()
    `, means: { ':Cache': 'main.Cache', ':Cache()': 'main.Cache()', ':cache.get': 'main.Cache.get', ':cache.missing': '-', ':Cache.get': 'main.Cache.get' } },
  { name: 'attributes of self', files: py`
    import redis.asyncio as r
    class Cache:
        def __init__(self, url):
            self.client = r.from_url(url)
            self.other = url
        def get(self):
            return self.client.get("k")
    `, means: { ':Cache().client.get': 'redis.asyncio.Redis.get', ':Cache().other.get': '-' } },
  { name: 'attributes of self set from annotated parameters', files: py`
    from redis.asyncio import Redis
    class Cache:
        def __init__(self, client: Redis):
            self._client = client
    `, means: { ':Cache()._client.set': 'redis.asyncio.Redis.set' } },
  { name: 'attributes that start as None', files: py`
    import aio_pika
    class Publisher:
        def __init__(self):
            self.connection = None
        async def start(self):
            self.connection = await aio_pika.connect_robust("amqp://")
            self.channel = await self.connection.channel()
    `, means: { ':Publisher().connection.close': 'aio_pika.RobustConnection.close', ':Publisher().channel.declare_queue()': 'aio_pika.RobustQueue()' } },
  { name: 'annotated attributes and dataclass fields', files: py`
    from dataclasses import dataclass
    import httpx
    @dataclass
    class Gateway:
        client: httpx.AsyncClient
        retries: int = 3
    `, means: { ':Gateway().client.get': 'httpx.AsyncClient.get', ':Gateway().retries': 'builtins.int()' } },
  { name: 'properties', files: py`
    from functools import cached_property
    import httpx
    class A:
        @property
        def client(self) -> httpx.Client: ...
        @client.setter
        def client(self, value): ...
        @cached_property
        def other(self):
            return httpx.AsyncClient()
    `, means: { ':A().client.get': 'httpx.Client.get', ':A().other.get': 'httpx.AsyncClient.get', ':A.client': 'main.A.client' } },
  { name: 'a class that derives from a library class', files: 'from redis.asyncio import Redis\nclass Cache(Redis):\n    def own(self): ...\n', means: { ':Cache().set': 'redis.asyncio.Redis.set', ':Cache().own': 'main.Cache.own', ':Cache': 'main.Cache', ':Cache.from_url()': 'redis.asyncio.Redis()' } },
  { name: 'inheritance over files', files: { 'main.py': 'from base import Base\nclass A(Base): ...\n', 'base.py': 'import httpx\nclass Root(httpx.AsyncClient): ...\nclass Base(Root):\n    def hello(self): ...\n' }, means: { ':A().hello': 'base.Base.hello', ':A().get': 'httpx.AsyncClient.get' } },
  { name: 'two library bases: the member could be either\'s', files: 'from a_lib import A\nfrom b_lib import B\nclass X(A, B): ...\n', means: { ':X().go': '-' } },
  { name: 'bases that say nothing do not count', files: 'from abc import ABC\nfrom typing import Generic, TypeVar\nimport httpx\nT = TypeVar("T")\nclass X(httpx.Client, Generic[T], ABC): ...\n', means: { ':X().get': 'httpx.Client.get' } },
  { name: 'an unknown base hides what it may have', files: 'from .gone import Base\nclass X(Base): ...\n', means: { ':X().go': '-', ':X()': 'main.X()' } },
  { name: 'classes that derive from each other', files: 'class A(B): ...\nclass B(A): ...\n', means: { ':A().x': '-' } },
  { name: 'nested classes', files: 'class Outer:\n    class Inner:\n        def f(self): ...\n', means: { ':Outer.Inner().f': 'main.Outer.Inner.f' } },
  { name: 'classmethod that returns Self', files: 'from typing import Self\nclass A:\n    @classmethod\n    def make(cls) -> Self: ...\n    @classmethod\n    def build(cls):\n        return cls()\n    def f(self): ...\nclass B(A): ...\n', means: { ':A.make().f': 'main.A.f', ':B.make()': 'main.B()', ':A.build().f': 'main.A.f' } },
  { name: '__call__ and __getitem__', files: 'import httpx\nclass P:\n    def __call__(self) -> httpx.Client: ...\n    def __getitem__(self, k) -> httpx.AsyncClient: ...\np = P()\n', means: { ':p().get': 'httpx.Client.get', ':p[].get': 'httpx.AsyncClient.get' } },
  { name: 'generic classes', files: 'class Repo:\n    def get(self): ...\n', means: { ':Repo[]().get': 'main.Repo.get' } },
  { name: 'partial', files: 'import functools\nfrom functools import partial\nimport httpx\nmake = partial(httpx.AsyncClient, timeout=5)\nmake2 = functools.partial(make)\n', means: { ':make().get': 'httpx.AsyncClient.get', ':make2().get': 'httpx.AsyncClient.get' } },
  { name: 'cast', files: 'from typing import cast\nimport httpx\nc = cast(httpx.Client, thing)\n', means: { ':c.get': 'httpx.Client.get' } },
  { name: 'an Annotated alias', files: py`
    from typing import Annotated
    from fastapi import Depends
    from redis.asyncio import Redis
    def get_redis() -> Redis: ...
    RedisDep = Annotated[Redis, Depends(get_redis)]
    class Service:
        def __init__(self, redis: RedisDep):
            self.redis = redis
    `, means: { ':RedisDep': 'redis.asyncio.Redis', ':Service().redis.get': 'redis.asyncio.Redis.get' } },
  { name: 'over files', files: { 'main.py': 'from app.clients import client, make\nimport app.clients as c\nfrom app import clients\n', 'app/clients.py': 'import httpx\nclient = httpx.AsyncClient()\ndef make() -> httpx.Client: ...\n' }, means: { ':client.get': 'httpx.AsyncClient.get', ':make().get': 'httpx.Client.get', ':c.client.get': 'httpx.AsyncClient.get', ':clients.client.get': 'httpx.AsyncClient.get', ':make': 'app.clients.make' } },
  { name: 'through re-exports', files: { 'main.py': 'from app import Cache\n', 'app/__init__.py': 'from .infra import Cache\n', 'app/infra/__init__.py': 'from app.infra.cache import *\n', 'app/infra/cache.py': '__all__ = ["Cache"]\nclass Cache:\n    def get(self): ...\nclass Hidden: ...\n' }, means: { ':Cache().get': 'app.infra.cache.Cache.get' } },
  { name: 'star imports honour __all__', files: { 'main.py': 'from app import *\n', 'app.py': '__all__ = ["a"]\ndef a(): ...\ndef b(): ...\n' }, means: { ':a': 'app.a', ':b': '-' } },
  { name: 'star imports leave out private names', files: { 'main.py': 'from app import *\n', 'app.py': 'def a(): ...\ndef _b(): ...\n' }, means: { ':a': 'app.a', ':_b': '-' } },
  { name: 'dotted project import', files: { 'main.py': 'import app.core.db\n', 'app/__init__.py': '', 'app/core/__init__.py': '', 'app/core/db.py': 'import asyncpg\npool = asyncpg.create_pool()\n' }, means: { ':app.core.db.pool.fetch': 'asyncpg.Pool.fetch', ':app.core': 'app.core' } },
  { name: 'imports that go in a circle', files: { 'main.py': 'from a import x\n', 'a.py': 'from b import x\n', 'b.py': 'from a import x\n' }, means: { ':x': '-', ':x.y': '-' } },
  { name: 'star imports that go in a circle', files: { 'main.py': 'from a import *\n', 'a.py': 'from b import *\n', 'b.py': 'from a import *\ndef f(): ...\n' }, means: { ':f': 'b.f', ':g': '-' } },
  { name: 'a variable made of itself', files: 'x = x.y\ny = z\nz = y\n', means: { ':x': '-', ':y': '-', ':z': '-' } },
  { name: 'the last definition holds', files: 'from a_lib import f\ndef f(): ...\nimport httpx\ndef g(): ...\ng = httpx.Client()\n', means: { ':f': 'main.f', ':g.get': 'httpx.Client.get' } },
  { name: 'an import inside a function', files: 'def f():\n    import httpx\n    return httpx.Client()\n', means: { ':f().get': 'httpx.Client.get' } },
  { name: 'service module names', files: { 'main.py': '', 'services/orders/src/core/db.py': 'class Db: ...\n', 'packages/events/src/shop/models.py': 'class Order: ...\n', 'packages/events/src/shop/__init__.py': '' }, means: {} },
  { name: 'aiogram', files: 'from aiogram import Bot, Dispatcher, F, Router, types\ndp = Dispatcher()\nrouter = Router()\n', means: { ':dp.start_polling': 'aiogram.Dispatcher.start_polling', ':router.message': 'aiogram.Router.message', ':F.text': 'aiogram.F.text', ':types.Message().answer': 'aiogram.types.Message.answer', ':types.CallbackQuery().message.answer': 'aiogram.types.Message.answer' } },
  { name: 'fastapi', files: 'from fastapi import FastAPI, Request\nfrom starlette.responses import JSONResponse\ndef create() -> FastAPI:\n    app = FastAPI()\n    return app\napp = create()\n', means: { ':app.get': 'fastapi.FastAPI.get', ':Request().app.state': 'fastapi.FastAPI.state', ':JSONResponse': 'fastapi.responses.JSONResponse' } },
];

describe('name resolution', () => {
  for (const { name, files, means } of cases) {
    it(name, async () => {
      const view = await viewOf(typeof files === 'string' ? { 'main.py': files } : files);
      assert.deepEqual(Object.fromEntries(Object.keys(means).map((symbol) => [symbol, meaning(view, 'main.py', symbol)])), means);
    });
  }

  it('follows locals, parameters, context managers and loops of real code', async () => {
    const text = py`
      import aio_pika
      import httpx
      from redis.asyncio import Redis
      class Consumer:
          def __init__(self, redis: Redis) -> None:
              self.redis = redis
          async def run(self, url: str) -> None:
              connection = await aio_pika.connect_robust(url)
              async with connection:
                  channel = await connection.channel()
                  queue = await channel.declare_queue("q")
                  async with queue.iterator() as messages:
                      async for message in messages:
                          async with message.process():
                              await self.redis.set("k", 1)
              async with httpx.AsyncClient() as client:
                  response = await client.get("/")
                  response.raise_for_status()
      `;
    assert.deepEqual(await callees({ 'main.py': text }, 'main.py'), [
      'aio_pika.connect_robust', 'aio_pika.RobustConnection.channel', 'aio_pika.RobustChannel.declare_queue', 'aio_pika.RobustQueue.iterator',
      'aio_pika.IncomingMessage.process', 'redis.asyncio.Redis.set', 'httpx.AsyncClient', 'httpx.AsyncClient.get', 'httpx.Response.raise_for_status',
    ]);
  });

  it('says where project symbols are defined', async () => {
    const view = await viewOf({ 'main.py': 'from app import Cache, make\n', 'app.py': 'import redis\nclass Cache:\n    def get(self): ...\ndef make(): ...\n' });
    assert.deepEqual(view.resolve('main.py', ':Cache')?.definition, { path: 'app.py', function: null, class: 0 });
    assert.deepEqual(view.resolve('main.py', ':Cache().get')?.definition, { path: 'app.py', function: 0, class: 0 });
    assert.deepEqual(view.resolve('main.py', ':make')?.definition, { path: 'app.py', function: 1, class: null });
    assert.equal(view.resolve('app.py', ':redis.Redis')?.definition, null);
  });

  it('names modules from their import root', async () => {
    const view = await viewOf({
      'services/orders/src/core/db.py': 'class Db: ...\n', 'services/orders/Dockerfile': 'FROM python:3.12\n',
      'packages/events/src/shop/models.py': 'class Order: ...\n', 'packages/events/src/shop/__init__.py': '', 'packages/events/pyproject.toml': '',
      'app/api/__init__.py': '', 'app/__init__.py': 'class A: ...\n', 'app/api/routes.py': 'class R: ...\n',
    });
    const name = (path: string, symbol: string): string | undefined => view.resolve(path, symbol)?.name;
    assert.equal(name('services/orders/src/core/db.py', ':Db'), 'core.db.Db');
    assert.equal(name('packages/events/src/shop/models.py', ':Order'), 'shop.models.Order');
    assert.equal(name('app/api/routes.py', ':R'), 'app.api.routes.R');
    assert.equal(name('app/__init__.py', ':A'), 'app.A');
  });

  it('lists the classes above a class', async () => {
    const view = await viewOf({ 'main.py': 'from base import Base\nclass A(Base): ...\n', 'base.py': 'from pydantic_settings import BaseSettings\nclass Base(BaseSettings): ...\n' });
    assert.deepEqual(view.ancestorsOf('main.py', 0), ['base.Base', 'pydantic_settings.BaseSettings']);
  });

  it('answers alike whatever was asked before', async () => {
    const files = {
      'a.py': 'from b import *\nfrom c import g\nx = y\nclass A(B): ...\n', 'b.py': 'from a import *\nfrom c import h as g\ny = x\nclass B(A): ...\n', 'c.py': 'from a import x, A\ndef g(): return h()\ndef h(): return g()\ndef k() -> A: ...\n',
    };
    const symbols = [':x', ':y', ':A', ':A().z', ':B', ':B()', ':g', ':g()', ':h', ':h()', ':k()', ':k().q'];
    const questions = Object.keys(files).flatMap((path) => symbols.map((symbol) => [path, symbol] as const));
    const expected = new Map<string, string>();
    for (const [path, symbol] of questions) expected.set(path + symbol, meaning(await viewOf(files), path, symbol));
    for (let turn = 0; turn < questions.length; turn++) {
      const view = await viewOf(files);
      for (const [path, symbol] of [...questions.slice(turn), ...questions.slice(0, turn)]) assert.equal(meaning(view, path, symbol), expected.get(path + symbol), `${path} ${symbol} after turn ${turn}`);
    }
  });

  it('answers symbols that are none, and chains without end', async () => {
    const long = Array.from({ length: 3000 }, (_, i) => `v${i} = v${i + 1}`).join('\n');
    const wide = Array.from({ length: 40 }, (_, i) => `class C${i}(${Array.from({ length: 8 }, (_, j) => `C${(i * 7 + j * 3 + 1) % 40}`).join(', ')}): ...`).join('\n');
    const view = await viewOf({ 'main.py': `${long}\n${wide}\n` });
    for (const symbol of ['', ':', 'x', ':x..y', ':x(', ':x().', ':a b', ':v0', ':C0().m', `:x${'.y'.repeat(500)}`, ':__proto__.constructor']) assert.equal(meaning(view, 'main.py', symbol), '-', symbol);
    assert.equal(view.resolve('gone.py', ':x'), null);
  });
});
