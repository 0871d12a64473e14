import { describeRule } from '../../support/describeRule';

describeRule('redis/no-client-in-handler', ({ catches, leaves }) => {
  catches('a client in a route', `
    from fastapi import APIRouter
    import redis.asyncio as aioredis

    router = APIRouter()


    @router.get("/api/v1/prices")
    async def get_price() -> str | None:
        client = aioredis.from_url("redis://redis:6379/0")
    #            ^^^^^^^^^^^^^^^^^ warning: redis/no-client-in-handler: \`aioredis.from_url\` makes a Redis client, and with it a connection pool, each time \`get_price\` runs; make one at start-up and hand it in.
        return await client.get("shop:price:1")


    @router.get("/api/v1/stock")
    async def get_stock() -> str | None:
        async with aioredis.Redis.from_url("redis://redis:6379/0") as client:
    #              ^^^^^^^^^^^^^^^^^^^^^^^ warning: redis/no-client-in-handler
            return await client.get("shop:stock:1")
  `);

  catches('a dependency that yields a client, and a helper behind one', `
    from collections.abc import AsyncIterator

    from fastapi import Depends, FastAPI
    from redis.asyncio import Redis

    app = FastAPI()


    async def get_redis() -> AsyncIterator[Redis]:
        redis = Redis.from_url("redis://redis:6379/0")
    #           ^^^^^^^^^^^^^^ warning: redis/no-client-in-handler
        yield redis
        await redis.aclose()


    def connect(url: str) -> Redis:
        client = Redis.from_url(url)
        return client


    @app.get("/api/v1/prices")
    async def get_price(redis: Redis = Depends(get_redis)) -> str | None:
        return await connect("redis://redis:6379/0").get("shop:price:1")
    #                ^^^^^^^ warning: redis/no-client-in-handler
  `);

  catches('a dependency of another file', `
    //- services/orders_api/src/main.py kind:api
    from typing import Annotated

    from fastapi import Depends, FastAPI
    from redis.asyncio import Redis
    from src.cache import get_redis

    app = FastAPI()


    @app.get("/api/v1/prices")
    async def get_price(redis: Annotated[Redis, Depends(get_redis)]) -> str | None:
        return await redis.get("shop:price:1")
    //- services/orders_api/src/cache.py
    from redis.asyncio import Redis


    def get_redis() -> Redis:
        return Redis.from_url("redis://redis:6379/0")
    #          ^^^^^^^^^^^^^^ warning: redis/no-client-in-handler: \`Redis.from_url\` makes a Redis client, and with it a connection pool, each time \`get_redis\` runs; make one at start-up and hand it in.
  `);

  catches('a bot\'s handler that is registered by call', `
    from aiogram import Router
    from aiogram.types import Message
    from redis.asyncio import ConnectionPool, Redis


    async def start(message: Message) -> None:
        pool = ConnectionPool.from_url("redis://redis:6379/0")
    #          ^^^^^^^^^^^^^^^^^^^^^^^ warning: redis/no-client-in-handler
        await Redis(connection_pool=pool).incr("shop:start:all")


    router = Router()
    router.message.register(start)
  `, { kind: 'bot' });

  catches('a helper that a route calls, and a middleware', `
    from fastapi import FastAPI, Request
    from redis.asyncio import Redis

    app = FastAPI()


    async def read(key: str) -> str | None:
        async with Redis.from_url("redis://redis:6379/0") as client:
    #              ^^^^^^^^^^^^^^ warning: redis/no-client-in-handler
            return await client.get(key)


    @app.get("/api/v1/prices")
    async def get_price() -> str | None:
        return await read("shop:price:1")


    @app.middleware("http")
    async def count(request: Request, call_next):
        await Redis.from_url("redis://redis:6379/0").incr("shop:request:all")
    #         ^^^^^^^^^^^^^^ warning: redis/no-client-in-handler
        return await call_next(request)
  `);

  catches('a context manager of another file that opens one, for each call of a method', `
    //- services/orders_api/src/cache.py kind:api
    from contextlib import asynccontextmanager

    from redis.asyncio import Redis


    @asynccontextmanager
    async def open_redis():
        client = Redis.from_url("redis://redis:6379/0")
        try:
            yield client
        finally:
            await client.aclose()
    //- services/orders_api/src/prices.py
    from redis.asyncio import Redis
    from src.cache import open_redis


    class Prices:
        async def read(self, sku: str) -> str | None:
            async with open_redis() as redis:
    #                  ^^^^^^^^^^ warning: redis/no-client-in-handler: \`open_redis\` makes a Redis client, and with it a connection pool, each time \`read\` runs; make one at start-up and hand it in.
                return await redis.get(f"shop:price:{sku}")

        async def serve(self) -> None:
            async with open_redis() as self.redis:
                await self.redis.ping()


    async def lifespan(app):
        async with open_redis() as redis:
            yield {"redis": redis}
  `);

  leaves('clients of the lifespan, and a dependency that hands them out', `
    from collections.abc import AsyncIterator
    from contextlib import asynccontextmanager

    from fastapi import Depends, FastAPI, Request
    from redis.asyncio import Redis


    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.redis = Redis.from_url("redis://redis:6379/0")
        yield


    app = FastAPI(lifespan=lifespan)


    def get_redis(request: Request) -> Redis:
        return request.app.state.redis


    @app.get("/api/v1/prices")
    async def get_price(redis: Redis = Depends(get_redis)) -> str | None:
        return await redis.get("shop:price:1")
  `);

  leaves('what is made once and kept', `
    from functools import lru_cache

    from fastapi import Depends, FastAPI, Request
    from redis.asyncio import Redis

    app = FastAPI()
    client: Redis | None = None


    @lru_cache
    def get_redis() -> Redis:
        return Redis.from_url("redis://redis:6379/0")


    def get_lazily() -> Redis:
        global client
        if client is None:
            client = Redis.from_url("redis://redis:6379/0")
        return client


    @app.get("/api/v1/prices")
    async def get_price(request: Request, a: Redis = Depends(get_redis), b: Redis = Depends(get_lazily)) -> str | None:
        if not hasattr(request.app.state, "redis"):
            request.app.state.redis = Redis.from_url("redis://redis:6379/0")
        return await get_redis().get("shop:price:1")
  `);

  leaves('a face on the shared pool', `
    from fastapi import Depends, FastAPI
    from redis.asyncio import ConnectionPool, Redis

    app = FastAPI()
    pool = ConnectionPool.from_url("redis://redis:6379/0")


    def get_redis() -> Redis:
        return Redis(connection_pool=pool)


    @app.get("/api/v1/prices")
    async def get_price(redis: Redis = Depends(get_redis)) -> str | None:
        return await Redis.from_pool(pool).get("shop:price:1")
  `);

  leaves('functions that no framework calls', `
    from redis.asyncio import Redis


    def build(url: str) -> Redis:
        return Redis.from_url(url)


    class Cache:
        def __init__(self, url: str) -> None:
            self.redis = Redis.from_url(url)


    async def main() -> None:
        redis = build("redis://redis:6379/0")
        await redis.ping()
  `);
});
