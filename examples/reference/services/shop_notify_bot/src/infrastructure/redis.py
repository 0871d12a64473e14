"""The process's Redis clients: one server keeps claims and dialogues, the other may forget."""

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff

from src.core.config import Settings


def build_redis(settings: Settings) -> Redis:
    """Return a pooled client with bounded waits; it connects with its first command."""
    client: Redis = Redis.from_url(
        str(settings.redis_url),
        encoding="utf-8",
        decode_responses=True,
        max_connections=settings.redis_max_connections,
        socket_connect_timeout=1.0,
        socket_timeout=5.0,
        health_check_interval=30,
        retry=Retry(ExponentialBackoff(cap=0.5, base=0.05), retries=2),
    )
    return client


def build_cache_redis(settings: Settings) -> Redis:
    """Return the client of the cache; it gives up early, since a miss is always possible."""
    client: Redis = Redis.from_url(
        str(settings.redis_cache_url),
        encoding="utf-8",
        decode_responses=True,
        max_connections=settings.redis_max_connections,
        socket_connect_timeout=0.2,
        socket_timeout=0.5,
        health_check_interval=30,
    )
    return client
