# needs: redis
import asyncio

import pytest
from examples_plugin import block, stand_in
from pydantic import BaseModel
from redis.asyncio import Redis
from src.infrastructure.idempotency import IdempotencyStore


class Order(BaseModel):
    quantity: int


class Placed(BaseModel):
    number: int


class Orders:
    def __init__(self) -> None:
        self.created: list[str] = []
        self.fails = False

    async def create(self, order: Order, *, idempotency_key: str) -> Placed:
        await asyncio.sleep(0)
        if self.fails:
            raise RuntimeError("the data service is down")
        self.created.append(idempotency_key)
        return Placed(number=len(self.created))


stand_in("src.application.ports", ClaimStore=object, OrderGateway=object)
stand_in("src.schemas.orders", OrderCreate=Order, OrderPublic=Placed)


async def test_one_of_many_claims(redis_url: str) -> None:
    async with Redis.from_url(redis_url, decode_responses=True) as redis:
        store = IdempotencyStore(redis)
        claims = await asyncio.gather(*(store.claim("order", "a") for _ in range(20)))
        owners = [claim for claim in claims if claim.owner is not None]
        assert len(owners) == 1
        assert all(claim.result is None for claim in claims)
        assert await store.complete(owners[0], "answer")
        assert (await store.claim("order", "a")).result == "answer"


async def test_releases_only_its_own_claim(redis_url: str) -> None:
    async with Redis.from_url(redis_url, decode_responses=True) as redis:
        store = IdempotencyStore(redis)
        late = await store.claim("order", "b")
        await redis.delete(late.key)
        successor = await store.claim("order", "b")
        await store.release(late)
        assert await redis.exists(late.key)
        await store.release(successor)
        assert not await redis.exists(late.key)


async def test_the_use_case_places_once(redis_url: str) -> None:
    from src.application.place_order import OrderInProgressError, PlaceOrder

    async with Redis.from_url(redis_url, decode_responses=True) as redis:
        orders, store = Orders(), IdempotencyStore(redis)
        place = PlaceOrder(store, orders)
        first = await place("c1", "k1", Order(quantity=1))
        again = await place("c1", "k1", Order(quantity=1))
        assert first == again and orders.created == ["k1"]

        orders.fails = True
        with pytest.raises(RuntimeError):
            await place("c1", "k2", Order(quantity=1))
        orders.fails = False
        assert (await place("c1", "k2", Order(quantity=1))).number == 2

        await store.claim("place_order:c1", "k3")
        with pytest.raises(OrderInProgressError):
            await place("c1", "k3", Order(quantity=1))


async def test_the_mistake_lets_both_through(redis_url: str) -> None:
    first_time = block("first_time", incorrect=True).load().first_time
    async with Redis.from_url(redis_url, decode_responses=True) as redis:
        answers = await asyncio.gather(*(first_time(redis, "x") for _ in range(10)))
    assert answers.count(True) > 1
