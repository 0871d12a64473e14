"""Which events a queue's consumer has finished: claim, work, done."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

from redis.asyncio import Redis

from src.application.errors import TransientError

CLAIM_SECONDS = 120
DONE_SECONDS = 7 * 86_400
DONE = "done"

_FINISH = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[2] == '0' then return redis.call('DEL', KEYS[1]) end
redis.call('SET', KEYS[1], 'done', 'EX', ARGV[2])
return 1
"""


class ProcessedEvents:
    """Remembers the events of one queue in Redis."""

    def __init__(self, redis: Redis, queue: str) -> None:
        self._redis = redis
        self._queue = queue
        self._finish = redis.register_script(_FINISH)

    @asynccontextmanager
    async def once(self, event_id: UUID) -> AsyncIterator[bool]:
        """Yield True if the block has to do the work, False if it is done already."""
        key = f"shop:consumed:{self._queue}:{event_id}"
        token = uuid4().hex
        found = await self._redis.set(key, token, nx=True, ex=CLAIM_SECONDS, get=True)
        if found == DONE:
            yield False
            return
        if found is not None:
            raise TransientError(f"event {event_id} is being handled elsewhere")
        try:
            yield True
        except Exception:
            await self._finish(keys=[key], args=[token, 0])
            raise
        await self._finish(keys=[key], args=[token, DONE_SECONDS])
