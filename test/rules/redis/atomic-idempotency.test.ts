import { describeRule } from '../../support/describeRule';

describeRule('redis/atomic-idempotency', ({ catches, leaves }) => {
  catches('exists, and then set', `
    from redis.asyncio import Redis


    async def handle(redis: Redis, message_id: str) -> None:
        key = f"shop:consumed:{message_id}"
        if await redis.exists(key):
            return
        await redis.set(key, "1", ex=86_400)
    #         ^^^^^^^^^ warning: redis/atomic-idempotency: \`redis.set\` comes after a look at \`key\`, and between the two another caller can do the same; claim the key by one \`set\` with \`nx=True\` and \`ex=\`.


    async def handle_inside(redis: Redis, message_id: str) -> None:
        if not await redis.exists(message_id):
            await redis.setex(message_id, 60, "1")
    #             ^^^^^^^^^^^ warning: redis/atomic-idempotency
  `);

  catches('get as a mere test', `
    from redis.asyncio import Redis


    class Deduplicator:
        def __init__(self, redis: Redis) -> None:
            self._redis = redis

        async def is_new(self, key: str) -> bool:
            if await self._redis.get(key) is not None:
                return False
            await self._redis.set(key, "1", ex=60)
    #             ^^^^^^^^^^^^^^^ warning: redis/atomic-idempotency
            return True

        async def claim(self, key: str) -> None:
            seen = await self._redis.get(key)
            if seen:
                raise RuntimeError("twice")
            async with self._redis.pipeline() as pipe:
                pipe.set(key, "1", ex=60)
    #           ^^^^^^^^ warning: redis/atomic-idempotency
                await pipe.execute()
  `);

  catches('setnx, which carries no expiry', `
    import redis.asyncio as aioredis


    async def lock(client: aioredis.Redis, name: str) -> bool:
        if await client.setnx(f"shop:lock:{name}", "1"):
    #            ^^^^^^^^^^^^ warning: redis/atomic-idempotency: \`client.setnx\` claims \`f"shop:lock:{name}"\` without an expiry, so after a crash the claim stays for good; claim the key by one \`set\` with \`nx=True\` and \`ex=\`.
            await client.expire(f"shop:lock:{name}", 60)
            return True
        return False
  `);

  catches('a branch for the key that is there', `
    from redis.asyncio import Redis


    async def handle(redis: Redis, key: str) -> str:
        done = await redis.exists(key)
        if done:
            state = "old"
        else:
            state = "new"
            await redis.set(key, "1", ex=60)
    #             ^^^^^^^^^ warning: redis/atomic-idempotency
        return state
  `, { kind: 'worker' });

  leaves('the atomic claim', `
    from redis.asyncio import Redis


    async def claim(redis: Redis, key: str) -> bool:
        if await redis.exists(key):
            return False
        return bool(await redis.set(key, "1", nx=True, ex=60))
  `);

  leaves('a cache', `
    import json

    from redis.asyncio import Redis


    async def load() -> dict[str, str]:
        return {}


    async def price(redis: Redis, key: str) -> dict[str, str]:
        cached = await redis.get(key)
        if cached:
            return json.loads(cached)
        value = await load()
        await redis.set(key, json.dumps(value), ex=60)
        return value


    async def price_by_exists(redis: Redis, key: str) -> dict[str, str]:
        if await redis.exists(key):
            return json.loads(await redis.get(key))
        value = await load()
        await redis.set(key, json.dumps(value), ex=60)
        return value


    async def price_by_walrus(redis: Redis, key: str) -> dict[str, str]:
        if (cached := await redis.get(key)) is not None:
            return json.loads(cached)
        value = await load()
        await redis.set(key, json.dumps(value), ex=60)
        return value
  `);

  leaves('a write to a key that must be there, or that is written anyway', `
    import logging

    from redis.asyncio import Redis


    async def touch(redis: Redis, key: str) -> None:
        if not await redis.exists(key):
            raise KeyError(key)
        await redis.set(key, "1", ex=60)


    async def renew(redis: Redis, key: str) -> None:
        if await redis.exists(key):
            await redis.set(key, "2", ex=60)


    async def overwrite(redis: Redis, key: str) -> None:
        if await redis.exists(key):
            logging.info("replaced")
        await redis.set(key, "1", ex=60)
  `);

  leaves('two keys, a lock, and a transaction', `
    from redis.asyncio import Redis


    async def block(redis: Redis, user: str) -> None:
        if await redis.exists(f"shop:admin:{user}"):
            return
        await redis.set(f"shop:blocked:{user}", "1", ex=60)


    async def guarded(redis: Redis, key: str) -> None:
        async with redis.lock(f"{key}:lock", timeout=5):
            if await redis.exists(key):
                return
            await redis.set(key, "1", ex=60)


    async def watched(redis: Redis, key: str) -> None:
        async with redis.pipeline() as pipe:
            await pipe.watch(key)
            if await pipe.exists(key):
                return
            pipe.multi()
            pipe.set(key, "1", ex=60)
            await pipe.execute()


    async def queued(redis: Redis, key: str) -> None:
        async with redis.pipeline(transaction=True) as pipe:
            pipe.setnx(key, "0")
            pipe.expire(key, 60)
            await pipe.execute()
  `);

  leaves('other stores', `
    async def remember(cache: dict[str, str], storage: object, key: str) -> None:
        if await storage.exists(key):
            return
        await storage.set(key, "1")
        if cache.get(key):
            return
  `);
});
