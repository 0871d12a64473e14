# needs: redis
from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

from redis.asyncio import Redis
from src.infrastructure.catalogue_cache import ProductPublic, cached_catalogue, remember_catalogue
from src.infrastructure.customer_cache import CustomerCache, CustomerPublic


async def test_a_customer_comes_back_as_it_was(redis_url: str) -> None:
    customer = CustomerPublic(customer_id=uuid4(), credit=Decimal("10.30"), since=datetime(2024, 5, 1, tzinfo=UTC))
    async with Redis.from_url(redis_url, decode_responses=True) as redis:
        cache = CustomerCache(redis)
        assert await cache.find(customer.customer_id) is None
        await cache.remember(customer)
        found = await cache.find(customer.customer_id)
        assert found == customer and isinstance(found.credit, Decimal)
        await redis.set(f"shop:customer:{customer.customer_id}:public_v2", '{"credit": "no"}', ex=60)
        assert await cache.find(customer.customer_id) is None


async def test_a_list_by_one_adapter(redis_url: str) -> None:
    async with Redis.from_url(redis_url, decode_responses=True) as redis:
        assert await cached_catalogue(redis) is None
        products = [ProductPublic(product_id=1, title="Bread"), ProductPublic(product_id=2, title="Käse")]
        await remember_catalogue(redis, products)
        assert await cached_catalogue(redis) == products
