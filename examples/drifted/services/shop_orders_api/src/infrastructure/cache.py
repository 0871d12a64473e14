"""A cache of orders."""

import json
from typing import Any

from redis import Redis
#    ^^^^^ error: redis/async-client

from src.core.config import Settings

redis = Redis.from_url(Settings().redis_url)
#       ^^^^^^^^^^^^^^ warning: fastapi/no-global-client


async def remember_order(order: dict[str, Any]) -> None:
    redis.set(f"shop:order:{order['id']}", json.dumps(order))
#   ^^^^^^^^^ error: event-loop/no-blocking-call
#   ^^^^^^^^^ warning: redis/ttl-required
