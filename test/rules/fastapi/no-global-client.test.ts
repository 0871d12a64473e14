import { describeRule } from '../../support/describeRule';

describeRule('fastapi/no-global-client', ({ catches, leaves, relates }) => {
  catches('clients that a module makes at import', `
    import aiohttp
    import httpx as h
    import redis.asyncio as aioredis
    from redis.asyncio import ConnectionPool, Redis
    from src.config import settings

    cache = aioredis.from_url(settings.redis_url)
    #       ^^^^^^^^^^^^^^^^^ warning: fastapi/no-global-client: \`cache\` is a global made at import, which nothing closes and no test replaces; open it in the lifespan, and hand it out from \`app.state\` by a dependency.
    pooled = Redis(connection_pool=ConnectionPool.from_url(settings.redis_url))
    #        ^^^^^ warning: fastapi/no-global-client
    http: h.AsyncClient = h.AsyncClient(timeout=5.0)
    #                     ^^^^^^^^^^^^^ warning: fastapi/no-global-client
    sessions = {"crm": aiohttp.ClientSession()}
    #                  ^^^^^^^^^^^^^^^^^^^^^ warning: fastapi/no-global-client


    class Clients:
        redis = Redis.from_url(settings.redis_url)
    #           ^^^^^^^^^^^^^^ warning: fastapi/no-global-client
  `);

  catches('clients that start-up puts into a global', `
    import aio_pika
    import httpx

    connection: aio_pika.abc.AbstractRobustConnection | None = None
    client: httpx.AsyncClient | None = None


    async def start() -> None:
        global client, connection
        client = httpx.AsyncClient(timeout=5.0)
    #   ^^^^^^ warning: fastapi/no-global-client: \`client\` is put into a global by \`start\`; open it in the lifespan, and hand it out from \`app.state\` by a dependency.
        connection = await aio_pika.connect_robust("amqp://broker")
    #   ^^^^^^^^^^ warning: fastapi/no-global-client


    async def stop() -> None:
        global client
        client = None
  `);

  catches('what a factory of the project gives', `
    //- services/orders_data/src/cache.py kind:data-postgres
    from src.clients import make_redis

    redis = make_redis()
    ^^^^^ warning: fastapi/no-global-client: \`redis\` is a global made at import, which nothing closes and no test replaces; open it in the lifespan, and hand it out from \`app.state\` by a dependency.
    //- services/orders_data/src/clients.py
    from redis.asyncio import Redis


    def make_redis() -> Redis:
        return Redis.from_url("redis://cache")
  `);

  relates('an object that opens a client when it is made', `
    //- services/orders_api/src/api.py kind:api
    from src.gateway import Gateway, Lazy

    gateway = Gateway("crm")
    ^^^^^^^ warning: fastapi/no-global-client: \`gateway\` opens a client when the module is imported, which nothing closes and no test replaces; open it in the lifespan, and hand it out from \`app.state\` by a dependency.
    lazy = Lazy()
    //- services/orders_api/src/gateway.py
    import httpx


    class Gateway:
        def __init__(self, name: str) -> None:
            self.name = name
            self.client = httpx.AsyncClient(timeout=5.0)


    class Lazy:
        def __init__(self) -> None:
            self.client: httpx.AsyncClient | None = None

        async def open(self) -> None:
            self.client = httpx.AsyncClient(timeout=5.0)
  `, ['services/orders_api/src/gateway.py: self.client = httpx.AsyncClient(timeout=5.0): `client` is made here']);

  leaves('clients of the lifespan and of the application', `
    from collections.abc import AsyncIterator
    from contextlib import asynccontextmanager

    import httpx
    from fastapi import FastAPI, Request
    from redis.asyncio import Redis
    from src.config import settings


    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.redis = Redis.from_url(settings.redis_url)
        async with httpx.AsyncClient(timeout=5.0) as client:
            app.state.http = client
            yield
        await app.state.redis.aclose()


    app = FastAPI(lifespan=lifespan)
    app.state.sync = Redis.from_url(settings.redis_url)


    async def get_http(request: Request) -> httpx.AsyncClient:
        client: httpx.AsyncClient = request.app.state.http
        return client
  `);

  leaves('types, settings, limits, and what only looks like a client', `
    from contextvars import ContextVar
    from typing import Annotated

    import httpx
    from fastapi import Depends
    from faststream.rabbit import RabbitBroker
    from redis.asyncio import Redis
    from redis.backoff import ExponentialBackoff
    from src.config import Settings

    settings = Settings()


    def get_redis() -> Redis: ...


    timeout = httpx.Timeout(5.0, connect=1.0)
    limits = httpx.Limits(max_connections=200)
    backoff = ExponentialBackoff()
    broker = RabbitBroker()
    Client = httpx.AsyncClient
    RedisDep = Depends(get_redis)
    RedisType = Annotated[Redis, Depends(get_redis)]
    current: ContextVar[Redis] = ContextVar("redis")
    make = lambda: Redis.from_url("redis://cache")
    client: httpx.AsyncClient | None = None


    class Redis2:
        def __init__(self, redis: Redis) -> None:
            self.redis = redis
  `);

  leaves('the main guard, and a client for the import alone', `
    import httpx

    with httpx.Client(timeout=5.0) as client:
        keys = client.get("https://login.example.com/keys").json()

    if __name__ == "__main__":
        probe = httpx.Client(timeout=1.0)
        print(probe.get("https://orders.example.com/health"))
  `);

  leaves('tests, bots and workers', `
    //- services/orders_api/tests/conftest.py
    from redis.asyncio import Redis

    redis = Redis.from_url("redis://cache")
    //- services/orders_api/src/main.py kind:api
    async def main() -> None: ...
    //- services/billing_worker/src/main.py kind:worker
    from redis.asyncio import Redis

    redis = Redis.from_url("redis://cache")
  `);
});
