# needs: redis
from uuid import UUID, uuid4

from examples_plugin import block
from redis.asyncio import Redis
from src.infrastructure.cart_cache import remember_cart
from src.infrastructure.order_cache import OrderCache, OrderPublic


async def test_loads_once_and_remembers_absence(redis_url: str) -> None:
    loads: list[UUID] = []
    there, absent = uuid4(), uuid4()

    async def load(order_id: UUID) -> OrderPublic | None:
        loads.append(order_id)
        return OrderPublic(order_id=order_id, status="placed") if order_id == there else None

    async with Redis.from_url(redis_url, decode_responses=True) as redis:
        cache = OrderCache(redis, ttl_seconds=100)
        for _ in range(2):
            order = await cache.get_or_load(there, load)
            assert order is not None and order.status == "placed"
            assert await cache.get_or_load(absent, load) is None
        assert loads == [there, absent]
        assert 89 <= await redis.ttl(f"shop:order:{there}:public_v1") <= 110
        assert await redis.ttl(f"shop:order:{absent}:public_v1") <= 30

        await redis.set(f"shop:order:{there}:public_v1", "{}", ex=60)
        assert await cache.get_or_load(there, load) is not None, "a value that does not fit is a miss"


async def test_is_a_miss_without_redis() -> None:
    async def load(order_id: UUID) -> OrderPublic:
        return OrderPublic(order_id=order_id, status="paid")

    async with Redis.from_url("redis://127.0.0.1:1/0", decode_responses=True) as redis:
        order = await OrderCache(redis, ttl_seconds=100).get_or_load(uuid4(), load)
    assert order is not None and order.status == "paid"


async def test_cart_expires_and_the_mistake_does_not(redis_url: str) -> None:
    customer = uuid4()
    async with Redis.from_url(redis_url, decode_responses=True) as redis:
        await remember_cart(redis, customer, {"7": 2})
        assert await redis.hgetall(f"shop:cart:{customer}") == {"7": "2"}
        assert 86_390 <= await redis.ttl(f"shop:cart:{customer}") <= 86_400
        await block("remember_price", incorrect=True).load().remember_price(redis, 7, "{}")
        assert await redis.ttl("shop:price:7") == -1
