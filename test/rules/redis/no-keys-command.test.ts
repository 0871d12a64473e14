import { describeRule } from '../../support/describeRule';

describeRule('redis/no-keys-command', ({ catches, leaves, fixes, offersNoFix }) => {
  catches('keys of a client, whatever holds it', `
    from redis.asyncio import Redis


    class Cache:
        def __init__(self, url: str) -> None:
            self._redis = Redis.from_url(url)

        async def clear(self) -> None:
            found = await self._redis.keys("shop:order:*")
    #                     ^^^^^^^^^^^^^^^^ warning: redis/no-keys-command: \`self._redis.keys\` runs KEYS, which stops the server for all its clients while it walks every key; iterate with \`scan_iter\`.
            await self._redis.unlink(*found)
  `);

  catches('the command by its name, and in a pipeline', `
    import redis.asyncio as aioredis


    async def clear(client: aioredis.Redis) -> None:
        await client.execute_command("KEYS", "shop:*")
    #         ^^^^^^^^^^^^^^^^^^^^^^ warning: redis/no-keys-command
        async with client.pipeline() as pipe:
            pipe.keys("shop:*")
    #       ^^^^^^^^^ warning: redis/no-keys-command
  `);

  catches('a synchronous client of a worker', `
    from redis import Redis

    client = Redis.from_url("redis://redis")


    def clear() -> None:
        for key in client.keys("shop:*"):
    #              ^^^^^^^^^^^ warning: redis/no-keys-command
            client.delete(key)
  `, { kind: 'worker' });

  leaves('iteration by slices', `
    from redis.asyncio import Redis


    async def clear(redis: Redis) -> None:
        async for key in redis.scan_iter(match="shop:*", count=500):
            await redis.unlink(key)
        await redis.scan(0, match="shop:*")
        await redis.hkeys("shop:cart:1")
        await redis.execute_command("OBJECT", "FREQ", "shop:cart:1")
  `);

  leaves('keys of mappings', `
    from redis.asyncio import Redis


    async def read(redis: Redis, cache: dict[str, str], settings: object) -> list[str]:
        cart = await redis.hgetall("shop:cart:1")
        settings.keys()
        return [*cart.keys(), *cache.keys()]
  `);

  leaves('tests and scripts', `
    //- services/orders_api/tests/test_cache.py kind:api
    from redis.asyncio import Redis

    async def test_clear(redis: Redis) -> None:
        assert await redis.keys("*") == []
    //- scripts/dump.py
    import redis

    print(redis.Redis().keys("*"))
  `);

  fixes('a loop', `
    from redis.asyncio import Redis


    async def clear(redis: Redis) -> None:
        for key in await redis.keys("shop:order:*"):
            await redis.unlink(key)
  `, `
    from redis.asyncio import Redis


    async def clear(redis: Redis) -> None:
        async for key in redis.scan_iter(match="shop:order:*"):
            await redis.unlink(key)
  `, { title: 'Use scan_iter' });

  fixes('a list', `
    from redis.asyncio import Redis


    async def count(redis: Redis, customer: int) -> int:
        return len(await redis.keys(pattern=f"shop:order:{customer}:*"))
  `, `
    from redis.asyncio import Redis


    async def count(redis: Redis, customer: int) -> int:
        return len([key async for key in redis.scan_iter(match=f"shop:order:{customer}:*")])
  `);

  fixes('what is awaited in parentheses, with all keys', `
    from redis.asyncio import Redis


    async def first(redis: Redis) -> str:
        return (await redis.keys())[0]
  `, `
    from redis.asyncio import Redis


    async def first(redis: Redis) -> str:
        return [key async for key in redis.scan_iter()][0]
  `);

  fixes('a synchronous loop', `
    from redis import Redis

    client = Redis.from_url("redis://redis")


    def clear() -> None:
        for key in client.keys("shop:*"):
            client.delete(key)
  `, `
    from redis import Redis

    client = Redis.from_url("redis://redis")


    def clear() -> None:
        for key in client.scan_iter(match="shop:*"):
            client.delete(key)
  `, { kind: 'worker' });

  offersNoFix('pipelines, raw commands and a call that is not awaited', `
    from redis.asyncio import Redis


    async def clear(redis: Redis) -> None:
        redis.pipeline().keys("shop:*")
    #   ^^^^^^^^^^^^^^^^^^^^^ warning: redis/no-keys-command
        await redis.execute_command("KEYS shop:*")
    #         ^^^^^^^^^^^^^^^^^^^^^ warning: redis/no-keys-command
        pending = redis.keys("shop:*")
    #             ^^^^^^^^^^ warning: redis/no-keys-command
        await pending
  `);
});
