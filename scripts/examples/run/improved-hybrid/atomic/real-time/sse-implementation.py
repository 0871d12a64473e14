# needs: redis
import asyncio
from types import SimpleNamespace
from typing import Annotated

from examples_plugin import stand_in
from fastapi import Depends
from redis.asyncio import Redis
from src.infrastructure.feed import QUEUE_SIZE, STREAM, Feed, FeedEvent, is_event_id

stand_in("src.api.security", CallerDep=Annotated[object, Depends(lambda: SimpleNamespace(user_id="u1"))])
stand_in("src.dependencies", FeedDep=Annotated[object, Depends(lambda: None)])


def test_ids_and_frames() -> None:
    from src.api.v1.feed import frame

    assert is_event_id("1700000000000-0") and not any(is_event_id(bad) for bad in ("", "1", "-", "1-x", "٣-1", "1" * 50 + "-1"))
    assert frame(FeedEvent("1-0", "u1", "moved", "a\nb")) == "id: 1-0\nevent: moved\ndata: a\ndata: b\n\n"


async def test_replay_then_live_and_only_ones_own(redis_url: str, monkeypatch) -> None:
    from src.api.v1 import feed as routes

    async with Redis.from_url(redis_url, decode_responses=True) as redis:
        feed = Feed(redis)
        first = await feed.add("u1", "moved", "1")
        await feed.add("u2", "moved", "not for u1")
        await feed.add("u1", "moved", "2")
        reader = asyncio.create_task(feed.run())
        monkeypatch.setattr(routes, "HEARTBEAT_SECONDS", 0.2)
        frames = routes.stream(feed, "u1", first)
        async with asyncio.timeout(15):
            assert (await anext(frames)).startswith("retry: ")
            assert "data: 2\n" in await anext(frames), "what was missed"
            assert await anext(frames) == ": ping\n\n"
            upcoming = asyncio.ensure_future(anext(frames))
            await feed.add("u1", "moved", "3")
            text = await upcoming
            while text == ": ping\n\n":
                text = await anext(frames)
            assert "data: 3\n" in text
            await frames.aclose()
        reader.cancel()
        await asyncio.wait({reader})
        assert await redis.xlen(STREAM) == 4 and QUEUE_SIZE > 0


async def test_the_stream_ends_by_itself(redis_url: str, monkeypatch) -> None:
    from src.api.v1 import feed as routes

    monkeypatch.setattr(routes, "LIFE_SECONDS", 0.3)
    monkeypatch.setattr(routes.random, "uniform", lambda low, high: 0.0)
    async with Redis.from_url(redis_url, decode_responses=True) as redis, asyncio.timeout(10):
        feed = Feed(redis)
        assert len([text async for text in routes.stream(feed, "u1", None)]) == 1
        await asyncio.sleep(0.1)
        assert feed._queues == {}, "nothing is held after the end"
