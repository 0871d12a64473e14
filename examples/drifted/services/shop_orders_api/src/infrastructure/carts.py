"""Carts, which live in Redis until the order is placed."""

import pickle
from typing import Any

from redis.asyncio import Redis


def connect(host: str) -> Redis:
    return Redis(host=host, port=6379)
    #      ^^^^^ warning: redis/pooled-client


async def remember_cart(redis: Redis, customer_id: int, cart: dict[str, Any]) -> None:
    await redis.set(f"cart:{customer_id}", pickle.dumps(cart), ex=3_600)
    #               ^^^^^^^^^^^^^^^^^^^^^ warning: redis/key-naming
    #                                      ^^^^^^^^^^^^^^^^^^ error: redis/no-pickle


async def forget_carts(redis: Redis) -> None:
    for key in await redis.keys("cart:*"):
    #                ^^^^^^^^^^ warning: redis/no-keys-command
        await redis.delete(key)


async def is_new(redis: Redis, request_key: str) -> bool:
    key = f"shop:request:{request_key}"
    if await redis.exists(key):
        return False
    await redis.set(key, "seen", ex=86_400)
    #     ^^^^^^^^^ warning: redis/atomic-idempotency
    return True
