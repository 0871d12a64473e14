import { describeRule } from '../../support/describeRule';

describeRule('redis/ttl-required', ({ catches, leaves }) => {
  catches('a write of a repository that was given its client', `
    import redis.asyncio as aioredis


    class PriceCache:
        def __init__(self, client: aioredis.Redis) -> None:
            self._client = client

        async def remember(self, product: int, price: str) -> None:
            await self._client.set(f"shop:price:{product}", price)
    #             ^^^^^^^^^^^^^^^^ warning: redis/ttl-required: \`self._client.set\` writes \`shop:price:{product}\` without an expiry, so it stays until somebody deletes it; pass \`ex=\` with its time to live in seconds.
  `);

  catches('clients of the application state, a context variable, a dict, and one or another', `
    from contextvars import ContextVar

    from fastapi import FastAPI, Request
    from redis.asyncio import Redis, from_url

    current: ContextVar[Redis] = ContextVar("current")
    clients = {"cache": from_url("redis://redis:6379/0"), "sessions": from_url("redis://redis:6379/1")}


    def build():
        return from_url("redis://redis:6379/0")


    async def start(app: FastAPI) -> None:
        app.state.redis = from_url("redis://redis:6379/0")


    async def save(request: Request, given: Redis | None = None) -> None:
        await request.app.state.redis.set("shop:price:1", "1")
    #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: redis/ttl-required
        await current.get().set("shop:price:2", "1")
    #         ^^^^^^^^^^^^^^^^^ warning: redis/ttl-required
        await clients["cache"].set("shop:price:3", "1")
    #         ^^^^^^^^^^^^^^^^^^^^ warning: redis/ttl-required
        client = given or build()
        await client.set("shop:price:4", "1")
    #         ^^^^^^^^^^ warning: redis/ttl-required
  `);

  catches('clients from a URL, a dependency and a base class', `
    from typing import Annotated

    from fastapi import APIRouter, Depends
    from redis import asyncio as r
    from redis.asyncio import Redis

    router = APIRouter()
    client = r.from_url("redis://redis:6379/0")


    class Base:
        def __init__(self, url: str) -> None:
            self.redis = Redis.from_url(url)


    class Sessions(Base):
        async def open(self, token: str) -> None:
            await self.redis.set(name="shop:session:" + token, value="1", xx=True)
    #             ^^^^^^^^^^^^^^ warning: redis/ttl-required


    def get_redis() -> Redis:
        return client


    @router.put("/api/v1/prices/{product}")
    async def put_price(product: int, redis: Annotated[Redis, Depends(get_redis)]) -> None:
        await redis.set(f"shop:price:{product}", "1")
    #         ^^^^^^^^^ warning: redis/ttl-required
        await client.set(f"shop:price:{product}:old", "1", ex=None)
    #         ^^^^^^^^^^ warning: redis/ttl-required
  `);

  catches('a lock without an end, and a write in a pipeline', `
    from redis.asyncio import Redis


    async def lock(redis: Redis, name: str) -> bool:
        return bool(await redis.set(f"shop:lock:{name}", "1", nx=True))
    #                     ^^^^^^^^^ warning: redis/ttl-required


    async def remember(redis: Redis, names: list[str]) -> None:
        async with redis.pipeline() as pipe:
            for name in names:
                pipe.set(f"shop:name:{name}", name)
    #           ^^^^^^^^ warning: redis/ttl-required
                pipe.expire("shop:names:all", 60)
            await pipe.execute()
  `, { kind: 'worker' });

  leaves('writes with a time, however it is given', `
    from datetime import timedelta

    from redis.asyncio import Redis


    async def remember(redis: Redis, key: str, options: dict[str, int], *rest: int) -> None:
        await redis.set(key, "1", ex=60)
        await redis.set(key, "1", px=60_000, nx=True)
        await redis.set(key, "1", exat=1_900_000_000)
        await redis.set(key, "1", pxat=1_900_000_000_000)
        await redis.set(key, "1", timedelta(minutes=1))
        await redis.set(key, "1", keepttl=True)
        await redis.set(key, "1", **options)
        await redis.set(key, "1", *rest)
        await redis.setex(key, 60, "1")
  `);

  leaves('a write whose expiry follows in the same pipeline', `
    from redis.asyncio import Redis


    async def remember(redis: Redis, key: str) -> None:
        async with redis.pipeline(transaction=True) as pipe:
            pipe.set(key, "1")
            pipe.expire(name=key, time=60)
            await pipe.execute()
  `);

  leaves('a wrapper that lets its caller decide', `
    from redis.asyncio import Redis


    class Cache:
        def __init__(self, redis: Redis) -> None:
            self._redis = redis

        async def set(self, key: str, value: str, ttl: int | None = None) -> None:
            if ttl is None:
                await self._redis.set(key, value)
            else:
                await self._redis.set(key, value, ex=ttl)

        async def remember(self, key: str) -> None:
            await self.set(key, "1")
  `);

  leaves('set of other things', `
    import asyncio
    from contextvars import ContextVar

    from redis.asyncio import Redis

    request_id: ContextVar[str] = ContextVar("request_id")


    async def main(redis: Redis, done: asyncio.Event, cache: object) -> None:
        request_id.set("1")
        done.set()
        cache.set("shop:price:1", "1")
        await redis.get("shop:price:1")
        await redis.hset("shop:cart:1", "x", "1")
        await redis.config_set("maxmemory-policy", "allkeys-lru")
  `);

  leaves('tests', `
    //- services/orders_api/src/main.py kind:api
    async def main() -> None: ...
    //- services/orders_api/tests/test_cache.py
    from redis.asyncio import Redis

    async def test_cached(redis: Redis) -> None:
        await redis.set("shop:price:1", "1")
  `);
});
