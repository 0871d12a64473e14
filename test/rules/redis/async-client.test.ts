import { describeRule } from '../../support/describeRule';

describeRule('redis/async-client', ({ catches, leaves, fixes, offersNoFix }) => {
  catches('the client by name, in an asynchronous file', `
    from redis import ConnectionPool, Redis
    #    ^^^^^ error: redis/async-client: \`redis.ConnectionPool\` holds its caller, in a coroutine the event loop, until Redis answers; use \`redis.asyncio\` and await its commands.


    async def price(client: Redis, key: str) -> bytes | None:
        return client.get(key)


    pool = ConnectionPool.from_url("redis://redis:6379/0")
  `);

  catches('the module under an alias, also in a synchronous file of an asynchronous service', `
    //- services/orders_bot/src/cache.py kind:bot
    import logging, redis as r
    #               ^^^^^ error: redis/async-client: \`redis.StrictRedis\` holds its caller, in a coroutine the event loop, until Redis answers; use \`redis.asyncio\` and await its commands.

    client = r.StrictRedis(host="redis")
  `);

  catches('the withdrawn aioredis', `
    import aioredis
    #      ^^^^^^^^ error: redis/async-client: \`aioredis\` was merged into redis-py and gets no more fixes; import \`redis.asyncio\` instead.


    async def connect() -> None:
        await aioredis.create_redis_pool("redis://redis")
  `);

  catches('clients of submodules, and an import in a function', `
    from redis.client import Redis as Client
    #    ^^^^^^^^^^^^ error: redis/async-client
    from redis.cluster import RedisCluster
    #    ^^^^^^^^^^^^^ error: redis/async-client


    def connect(url: str) -> Client | RedisCluster:
        from redis.sentinel import Sentinel
    #        ^^^^^^^^^^^^^^ error: redis/async-client

        return Sentinel([(url, 26379)]).master_for("main")
  `);

  catches('a synchronous module that a worker\'s asynchronous code imports', `
    //- services/mailer/src/main.py kind:worker
    import asyncio
    from src.cache import client


    async def main() -> None:
        client.get("x")


    asyncio.run(main())
    //- services/mailer/src/cache.py
    from redis import Redis
    #    ^^^^^ error: redis/async-client

    client = Redis.from_url("redis://redis")
  `);

  leaves('redis.asyncio under any name', `
    import redis
    import redis.asyncio as redis_client
    from redis import asyncio as aioredis
    from redis.asyncio import ConnectionPool, Redis
    from redis.asyncio.client import Pipeline


    async def connect(url: str) -> Redis:
        try:
            await redis_client.from_url(url).ping()
            await redis.asyncio.Redis().ping()
            return aioredis.Redis.from_url(url)
        except redis.exceptions.ConnectionError:
            raise
  `);

  leaves('exceptions, back-off and types of redis', `
    from redis import RedisError
    from redis.backoff import ExponentialBackoff
    from redis.exceptions import ConnectionError, TimeoutError
    from redis.retry import Retry
    from typing import TYPE_CHECKING

    if TYPE_CHECKING:
        from redis import Redis


    async def work(client: "Redis") -> None: ...
  `);

  leaves('a careless annotation of an asynchronous client', `
    //- services/orders_api/src/cache.py kind:api
    import redis.asyncio as aioredis
    from redis import Redis


    class Cache:
        def __init__(self, client: Redis) -> None:
            self._client: Redis = client

        async def price(self, key: str) -> str | None:
            return await self._client.get(key)


    def build(url: str) -> Redis:
        return aioredis.from_url(url)
    //- services/orders_api/src/deps.py
    import redis
    from fastapi import Request


    def get_redis(request: Request) -> redis.Redis:
        return request.app.state.redis
  `);

  leaves('a synchronous worker and the queue that wants the blocking client', `
    //- services/mailer/src/tasks.py kind:worker
    from redis import Redis
    from celery import Celery

    app = Celery("mailer")
    client = Redis.from_url("redis://redis")
    //- services/orders_api/src/jobs.py kind:api
    from redis import Redis
    from rq import Queue

    queue = Queue(connection=Redis.from_url("redis://redis"))
  `);

  leaves('the project\'s own modules of that name, and other libraries', `
    //- services/orders_api/src/main.py kind:api
    from src.redis import Redis
    from .redis import Redis as Own
    import fakeredis
    import redis_lock
    from aiogram.fsm.storage.redis import RedisStorage
    //- services/orders_api/src/redis.py
    class Redis: ...
  `);

  leaves('code that runs with either library', `
    try:
        from redis import asyncio as aioredis
    except ImportError:
        import aioredis


    async def connect(url: str) -> aioredis.Redis:
        return aioredis.from_url(url)
  `);

  leaves('tests and scripts', `
    //- services/orders_api/src/main.py kind:api
    async def main() -> None: ...
    //- services/orders_api/tests/conftest.py
    from redis import Redis

    async def flush() -> None:
        Redis().flushall()
    //- scripts/flush.py
    import redis

    redis.Redis().flushall()
  `);

  fixes('an imported client, with its commands awaited', `
    from redis import Redis


    async def price(client: Redis, key: str) -> float:
        if not client.exists(key):
            client.set(key, "0", ex=60)
        return float(client.get(key).decode())
  `, `
    from redis.asyncio import Redis


    async def price(client: Redis, key: str) -> float:
        if not await client.exists(key):
            await client.set(key, "0", ex=60)
        return float((await client.get(key)).decode())
  `, { title: 'Use redis.asyncio' });

  fixes('the module', `
    import redis


    async def price(key: str) -> bytes | None:
        client = redis.from_url("redis://redis:6379/0")
        return client.get(key)  # may be gone
  `, `
    import redis.asyncio as redis


    async def price(key: str) -> bytes | None:
        client = redis.from_url("redis://redis:6379/0")
        return await client.get(key)  # may be gone
  `);

  fixes('aioredis 2', `
    import aioredis


    async def connect(url: str) -> aioredis.Redis:
        return aioredis.from_url(url)
  `, `
    from redis import asyncio as aioredis


    async def connect(url: str) -> aioredis.Redis:
        return aioredis.from_url(url)
  `);

  offersNoFix('commands outside of async code', `
    from redis import Redis
    #    ^^^^^ error: redis/async-client

    client = Redis()


    def price(key: str) -> bytes | None:
        return client.get(key)


    async def main() -> None:
        print(price("x"))
  `);

  offersNoFix('pipelines and iterations, which want more than await', `
    import redis
    #      ^^^^^ error: redis/async-client


    async def clear(client: redis.Redis) -> None:
        with client.pipeline() as pipe:
            for key in client.scan_iter("x:*"):
                pipe.delete(key)
            pipe.execute()
  `);

  offersNoFix('a client that other files use', `
    //- services/orders_api/src/cache.py kind:api
    from redis import Redis
    #    ^^^^^ error: redis/async-client

    client = Redis()
    //- services/orders_api/src/main.py
    from src.cache import client


    async def price() -> bytes:
        return client.get("x")
  `);

  offersNoFix('aioredis 1, and names that redis.asyncio does not have', `
    import aioredis
    #      ^^^^^^^^ error: redis/async-client
    from redis import Redis, VERSION
    #    ^^^^^ error: redis/async-client


    async def connect() -> None:
        await aioredis.create_redis_pool("redis://redis")
        print(Redis, VERSION)
  `);

  leaves('a service whose requests have threads', `
    //- services/polls/src/app.py kind:api
    from flask import Flask, g
    from redis import Redis

    app = Flask(__name__)


    def store() -> Redis:
        if not hasattr(g, "store"):
            g.store = Redis(host="redis")
        return g.store
  `);
});
