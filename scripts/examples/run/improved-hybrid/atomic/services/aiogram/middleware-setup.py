# needs: redis
# with: atomic/services/aiogram/testing-strategies, atomic/services/aiogram/dependency-injection
from unittest.mock import AsyncMock

import pytest
from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramRetryAfter
from aiogram.filters import Command
from aiogram.methods import AnswerCallbackQuery, SendMessage
from aiogram.types import CallbackQuery, Message
from examples_plugin import stand_in
from redis.asyncio import Redis
from tests.recording import RecordingSession, query_update, text_update

stand_in("src.application.access", AccessPolicy=object)


async def test_in_their_order(redis_url: str) -> None:
    from src.middlewares.registration import register_middlewares

    handled: list[object] = []

    async def on_message(message: Message, request_id: str, caller: object) -> None:
        handled.append(caller)

    async def on_query(query: CallbackQuery) -> None:
        handled.append(query)

    session, policy = RecordingSession(), AsyncMock()
    policy.is_blocked.return_value = False
    bot = Bot(token="42:test", session=session)
    async with Redis.from_url(redis_url, decode_responses=True) as redis:
        dispatcher = Dispatcher()
        register_middlewares(dispatcher, bot, redis, policy)
        dispatcher.message.register(on_message)
        dispatcher.callback_query.register(on_query)
        await dispatcher.feed_update(bot, text_update("a"))
        await dispatcher.feed_update(bot, text_update("b"))
        assert len(handled) == 1, "the second came too soon"
        await dispatcher.feed_update(bot, query_update("x"))
        assert len(handled) == 1 and isinstance(session.requests[-1], AnswerCallbackQuery)
        assert 0 < await redis.pttl("shop:throttle:7:general") <= 500
        await redis.delete("shop:throttle:7:general")
        policy.is_blocked.return_value = True
        await dispatcher.feed_update(bot, text_update("c"))
        assert len(handled) == 1, "a blocked user is not served"


@pytest.mark.parametrize(("seconds", "attempts"), [(0, 2), (60, 1)])
async def test_waits_once_and_shortly(seconds: int, attempts: int) -> None:
    from src.middlewares.retry_after import RetryAfterMiddleware

    calls: list[object] = []

    async def make_request(bot: object, method: object) -> str:
        calls.append(method)
        if len(calls) == 1:
            raise TelegramRetryAfter(method=method, message="flood", retry_after=seconds)
        return "sent"

    method = SendMessage(chat_id=7, text="a")
    if attempts == 2:
        assert await RetryAfterMiddleware()(make_request, None, method) == "sent"
    else:
        with pytest.raises(TelegramRetryAfter):
            await RetryAfterMiddleware()(make_request, None, method)
    assert len(calls) == attempts
