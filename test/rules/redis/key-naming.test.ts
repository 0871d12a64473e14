import { describeRule } from '../../support/describeRule';

describeRule('redis/key-naming', ({ catches, leaves }) => {
  catches('keys without context, id or colons', `
    from redis.asyncio import Redis


    async def work(redis: Redis, order_id: int, token: str) -> None:
        await redis.get("counter")
    #                   ^^^^^^^^^ warning: redis/key-naming: The key \`counter\` does not say whose it is; write it as \`context:entity:id\`, in lower case.
        await redis.set(f"order:{order_id}", "1", ex=60)
    #                   ^^^^^^^^^^^^^^^^^^^ warning: redis/key-naming: The key \`order:{order_id}\` has two parts, so either the context or the id is missing; write it as \`context:entity:id\`, in lower case.
        await redis.delete(f"session-{token}")
    #                      ^^^^^^^^^^^^^^^^^^ warning: redis/key-naming
  `);

  catches('an id where the entity belongs, capitals and spaces', `
    from redis.asyncio import Redis


    async def work(redis: Redis, user_id: int) -> None:
        await redis.hgetall(f"user:{user_id}:cart")
    #                       ^^^^^^^^^^^^^^^^^^^^^^ warning: redis/key-naming: The key \`user:{user_id}:cart\` has an id where the entity belongs, so it lacks the context; write it as \`context:entity:id\`, in lower case.
        await redis.get(f"Shop:Order:{user_id}")
    #                   ^^^^^^^^^^^^^^^^^^^^^^^ warning: redis/key-naming
        await redis.get("shop:order:last one")
    #                   ^^^^^^^^^^^^^^^^^^^^^ warning: redis/key-naming
        await redis.get("shop::1")
    #                   ^^^^^^^^^ warning: redis/key-naming
  `);

  catches('a constant of another file, and a constant prefix', `
    //- services/orders_api/src/cache.py kind:api
    from redis.asyncio import Redis
    from src.keys import ORDERS

    PREFIX = "basket"


    class Cache:
        def __init__(self, redis: Redis) -> None:
            self._redis = redis

        async def load(self, basket_id: int) -> None:
            await self._redis.lrange(ORDERS, 0, -1)
    #                                ^^^^^^ warning: redis/key-naming: The key \`orders\` does not say whose it is; write it as \`context:entity:id\`, in lower case.
            key = f"{PREFIX}:{basket_id}"
            await self._redis.expire(key, 60)
    #                                ^^^ warning: redis/key-naming
    //- services/orders_api/src/keys.py
    ORDERS = "orders"
  `);

  catches('a key once, however often it is used', `
    from redis.asyncio import Redis


    async def work(redis: Redis) -> None:
        await redis.incr("visits")
    #                    ^^^^^^^^ warning: redis/key-naming
        await redis.expire("visits", 60)
        async with redis.pipeline() as pipe:
            pipe.get("visits")
  `, { kind: 'worker' });

  leaves('keys of the form', `
    from redis.asyncio import Redis


    async def work(redis: Redis, order_id: int, user_id: int) -> None:
        await redis.get(f"shop:order:{order_id}")
        await redis.get(f"shop:order:{order_id}:summary_v2")
        await redis.get("shop:feature_flags:current")
        await redis.hset(f"shop:cart:{{{user_id}}}:items", mapping={"a": "b"})
        await redis.set(name=f"shop:login_attempt:{user_id!s}", value="1", ex=60)
  `);

  leaves('keys that cannot be told', `
    from redis.asyncio import Redis


    def key_of(order_id: int) -> str:
        return ":".join(("shop", "order", str(order_id)))


    class Cache:
        def __init__(self, redis: Redis, prefix: str) -> None:
            self._redis = redis
            self._prefix = prefix

        async def get(self, key: str, name: str, parts: list[str]) -> None:
            await self._redis.get(key)
            await self._redis.get(key_of(1))
            await self._redis.get(f"{self._prefix}:{key}")
            await self._redis.get(f"shop:{key}")
            await self._redis.get(f"shop:{name}")
            await self._redis.get(f"shop:{':'.join(parts)}")
            await self._redis.get("shop:" + key)
  `);

  leaves('arguments that are no keys', `
    from redis.asyncio import Redis


    async def work(redis: Redis, cache: dict[str, str]) -> None:
        await redis.publish("orders", "1")
        await redis.config_set("maxmemory", "1gb")
        await redis.ping()
        cache.get("orders")
        async for key in redis.scan_iter(match="shop:*"):
            await redis.unlink(key)
  `);

  leaves('tests', `
    //- services/orders_api/tests/test_cache.py kind:api
    from redis.asyncio import Redis

    async def test_get(redis: Redis) -> None:
        await redis.get("k")
  `);
});
