import { describeRule } from '../../support/describeRule';

describeRule('redis/no-pickle', ({ catches, leaves }) => {
  catches('a pickle that is stored, and one that is read', `
    import pickle

    from redis.asyncio import Redis


    class Cache:
        def __init__(self, redis: Redis) -> None:
            self._redis = redis

        async def put(self, key: str, value: object) -> None:
            await self._redis.set(key, pickle.dumps(value), ex=60)
    #                                  ^^^^^^^^^^^^^^^^^^^ error: redis/no-pickle: \`self._redis.set\` stores a pickle (\`pickle.dumps\`), and reading one runs whatever it says; store JSON of a Pydantic model.

        async def get(self, key: str) -> object:
            return pickle.loads(await self._redis.get(key))
    #              ^^^^^^^^^^^^ error: redis/no-pickle: \`pickle.loads\` unpickles what Redis returns (\`pickle.loads\`), and reading one runs whatever it says; store JSON of a Pydantic model.
  `);

  catches('local names, other libraries and other commands', `
    import dill
    from pickle import dumps, loads as unpickle

    from redis.asyncio import Redis


    async def work(redis: Redis, value: object) -> object:
        body = dumps(value, protocol=5)
        await redis.setex("shop:report:1", 60, body)
    #                                          ^^^^ error: redis/no-pickle
        await redis.hset("shop:report:all", mapping={"a": dill.dumps(value)})
    #                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: redis/no-pickle
        await redis.rpush("shop:queue:1", dumps(value))
    #                                     ^^^^^^^^^^^^ error: redis/no-pickle
        raw = await redis.get("shop:report:1")
        if raw is None:
            return None
        return unpickle(raw)
    #          ^^^^^^^^ error: redis/no-pickle
  `);

  catches('a helper of another file', `
    //- services/orders_api/src/cache.py kind:api
    from redis.asyncio import Redis
    from src.codec import decode, encode


    async def put(redis: Redis, value: object) -> None:
        async with redis.pipeline() as pipe:
            pipe.set("shop:report:1", encode(value), ex=60)
    #                                 ^^^^^^^^^^^^^ error: redis/no-pickle
            await pipe.execute()


    async def get(redis: Redis) -> object:
        return decode(await redis.get("shop:report:1"))
    #          ^^^^^^ error: redis/no-pickle
    //- services/orders_api/src/codec.py
    import pickle


    def encode(value: object) -> bytes:
        return pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)


    def decode(raw: bytes) -> object:
        return pickle.loads(raw)
  `);

  leaves('JSON', `
    import json

    from pydantic import BaseModel
    from redis.asyncio import Redis


    class Price(BaseModel):
        amount: str


    async def work(redis: Redis, price: Price) -> Price:
        await redis.set("shop:price:1", price.model_dump_json(), ex=60)
        await redis.set("shop:price:2", json.dumps({"a": 1}), ex=60)
        return Price.model_validate_json(await redis.get("shop:price:1"))
  `);

  leaves('pickles that do not go to Redis', `
    import pickle
    from pathlib import Path

    from redis.asyncio import Redis


    async def work(redis: Redis, value: object, raw: bytes) -> object:
        Path("model.bin").write_bytes(pickle.dumps(value))
        await redis.incr("shop:model:loads")
        return pickle.loads(raw)
  `);

  leaves('names that only look so', `
    import copyreg
    from src import pickle

    from redis.asyncio import Redis


    async def work(redis: Redis, cache: object, value: object) -> object:
        await redis.set("shop:price:1", pickle.dumps(value), ex=60)
        await cache.set("shop:price:1", copyreg.dumps(value))
  `);
});
