"""Orders as they were a moment ago: cache-aside, a bounded life, and invalidation by events."""

import random
from uuid import UUID

import structlog
from prometheus_client import Counter
from pydantic import BaseModel, ConfigDict, ValidationError
from redis.asyncio import Redis
from redis.exceptions import RedisError

from src.application.orders import OrderStore, TrackedOrder

ABSENT = "absent"
ABSENT_SECONDS = 30
READS = Counter("order_cache_reads", "Reads of the order cache", ["outcome"])
for _outcome in ("hit", "miss", "error"):
    READS.labels(outcome=_outcome)  # shown from the first scrape on
logger = structlog.get_logger(__name__)


class CachedOrder(BaseModel):
    """An entry; its fields are the version, since another release may have written it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: UUID
    chat_id: int | None
    status: str

    def to_tracked(self) -> TrackedOrder:
        return TrackedOrder(id=self.id, chat_id=self.chat_id, status=self.status)


class OrderCache:
    """Orders of the data service, kept for some minutes; every failure of Redis is a miss."""

    def __init__(self, orders: OrderStore, redis: Redis, ttl_s: int) -> None:
        self._orders = orders
        self._redis = redis
        self._ttl_s = ttl_s

    async def get(self, order_id: UUID) -> TrackedOrder | None:
        """Return the order from the cache, or load and remember it; absence is remembered too."""
        raw = await self._read(order_id)
        if raw == ABSENT:
            return None
        if raw is not None:
            try:
                return CachedOrder.model_validate_json(raw).to_tracked()
            except ValidationError:
                logger.warning("cache_entry_unreadable", order_id=str(order_id))
        order = await self._orders.get(order_id)
        await self._write(order_id, order)
        return order

    async def forget(self, order_id: UUID) -> None:
        """Drop the entry after the order has changed; the next reader loads what is true."""
        try:
            await self._redis.unlink(self._key(order_id))
        except RedisError:
            logger.warning("cache_invalidation_failed", order_id=str(order_id), exc_info=True)

    async def _read(self, order_id: UUID) -> bytes | str | None:
        try:
            raw = await self._redis.get(self._key(order_id))
        except RedisError:
            READS.labels(outcome="error").inc()
            logger.warning("cache_read_failed", order_id=str(order_id), exc_info=True)
            return None
        READS.labels(outcome="miss" if raw is None else "hit").inc()
        return raw

    async def _write(self, order_id: UUID, order: TrackedOrder | None) -> None:
        body, ttl_s = ABSENT, ABSENT_SECONDS
        if order is not None:
            entry = CachedOrder(id=order.id, chat_id=order.chat_id, status=order.status)
            jitter = random.uniform(0.9, 1.1)  # noqa: S311 - spreads expiry, keeps no secret
            body, ttl_s = entry.model_dump_json(), max(1, int(self._ttl_s * jitter))
        try:
            await self._redis.set(self._key(order_id), body, ex=ttl_s)
        except RedisError:
            logger.warning("cache_write_failed", order_id=str(order_id), exc_info=True)

    @staticmethod
    def _key(order_id: UUID) -> str:
        return f"shop:order:{order_id}:tracked"
