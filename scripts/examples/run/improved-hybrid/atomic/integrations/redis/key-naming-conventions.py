# needs: redis
from uuid import UUID

from redis.asyncio import Redis
from src.infrastructure import redis_keys
from src.infrastructure.invalidation import BATCH, drop_summaries


def test_keys() -> None:
    assert redis_keys.order_summary(UUID(int=7)) == "shop:order:00000000-0000-0000-0000-000000000007:summary_v2"
    key = redis_keys.login_attempts(" Ann@Example.com ")
    assert key == redis_keys.login_attempts("ann@example.com")
    assert "ann" not in key and key.startswith("shop:login_attempt:")


async def test_drops_all_summaries_and_nothing_else(redis_url: str) -> None:
    count = 2 * BATCH + 3
    async with Redis.from_url(redis_url, decode_responses=True) as redis:
        await redis.mset({f"shop:order:{number}:summary_v2": "x" for number in range(count)})
        await redis.set("shop:order:1:public_v1", "x")
        assert await drop_summaries(redis) == count
        assert await redis.dbsize() == 1
