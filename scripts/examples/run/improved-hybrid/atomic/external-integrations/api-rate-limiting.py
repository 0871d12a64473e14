# needs: redis
# kind: worker
import asyncio
import time

import httpx
import pytest
from examples_plugin import stand_in
from redis.asyncio import Redis
from src.infrastructure.rate_limit import Rate, RateLimitedError, SharedRateLimit


class TransientError(Exception): ...


stand_in("src.application.errors", TransientError=TransientError)


async def test_an_even_stream_over_all_processes(redis_url: str) -> None:
    async with Redis.from_url(redis_url) as one, Redis.from_url(redis_url) as two:
        limits = [SharedRateLimit(redis, "crm", Rate(per_second=20, burst=2)) for redis in (one, two)]
        started = time.monotonic()
        await asyncio.gather(*(limits[number % 2].acquire("a", max_wait_seconds=5) for number in range(8)))
        assert time.monotonic() - started >= 0.29, "two at once, then one each 50 ms"
        slow = SharedRateLimit(one, "slow", Rate(per_second=0.5, burst=1))
        await slow.acquire("a")
        with pytest.raises(RateLimitedError) as raised:
            await slow.acquire("a")
        assert raised.value.retry_after_seconds == 2
        await slow.acquire("b")


async def test_a_429_silences_all(redis_url: str) -> None:
    from src.infrastructure.crm_client import CrmClient

    calls: list[str] = []

    def reply(request: httpx.Request) -> httpx.Response:
        calls.append(request.url.path)
        return httpx.Response(429, headers={"Retry-After": "40"}) if len(calls) == 2 else httpx.Response(200)

    async with Redis.from_url(redis_url) as redis, httpx.AsyncClient(base_url="http://crm.test", transport=httpx.MockTransport(reply)) as http:
        clients = [CrmClient(http, SharedRateLimit(redis, "crm", Rate(per_second=100, burst=10)), "acc") for _ in range(2)]
        await clients[0].push_contact("1", b"{}")
        with pytest.raises(TransientError, match="quota"):
            await clients[0].push_contact("2", b"{}")
        with pytest.raises(TransientError, match="no slot"):
            await clients[1].push_contact("3", b"{}")
    assert calls == ["/v3/contacts/1", "/v3/contacts/2"]
