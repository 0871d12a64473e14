# needs: redis
# with: atomic/services/aiogram/testing-strategies
from unittest.mock import AsyncMock

from aiogram import Bot, Dispatcher
from examples_plugin import stand_in
from redis.asyncio import Redis
from tests.recording import CHAT, USER, RecordingSession, text_update

stand_in("src.application.delivery", DeliveryService=object)


async def test_a_dialogue_in_redis(redis_url: str) -> None:
    from src.handlers.delivery import Delivery, build_router
    from src.storage import build_isolation, build_storage

    session, deliveries = RecordingSession(), AsyncMock()
    bot = Bot(token="42:test", session=session)
    async with Redis.from_url(redis_url, decode_responses=True) as redis:
        dispatcher = Dispatcher(storage=build_storage(redis), events_isolation=build_isolation(redis))
        dispatcher.include_router(build_router())
        state = dispatcher.fsm.get_context(bot=bot, chat_id=CHAT.id, user_id=USER.id)
        for number, text in enumerate(["/deliver", "no number", "1042"]):
            await dispatcher.feed_update(bot, text_update(text, update_id=number), deliveries=deliveries)
        assert await state.get_state() == Delivery.address.state and await state.get_data() == {"number": 1042}
        keys = [key async for key in redis.scan_iter()]
        assert keys and all(key.startswith("shop:fsm:42:") for key in keys)
        assert all([0 < await redis.ttl(key) <= 86_400 for key in keys])
        await dispatcher.feed_update(bot, text_update("12 Elm Street", update_id=5), deliveries=deliveries)
        deliveries.change_address.assert_awaited_once_with(order_number=1042, address="12 Elm Street")
        assert await state.get_state() is None and [key async for key in redis.scan_iter()] == []
    assert [request.text for request in session.requests] == [
        "Which order? /cancel ends this.", "An order number has digits only.", "To which address?", "Changed.",
    ]
