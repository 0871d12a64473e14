# with: atomic/services/aiogram/testing-strategies
from types import SimpleNamespace
from unittest.mock import AsyncMock

import pytest
from aiogram import Bot, Dispatcher
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.methods import AnswerCallbackQuery, EditMessageReplyMarkup, SendMessage
from examples_plugin import stand_in
from structlog.testing import capture_logs
from tests.recording import USER, RecordingSession, query_update, text_update


class DomainError(Exception): ...


stand_in("src.application.orders", OrderTracker=object)
stand_in("src.domain.errors", DomainError=DomainError)


@pytest.fixture
def session() -> RecordingSession:
    return RecordingSession()


@pytest.fixture
def bot(session: RecordingSession) -> Bot:
    return Bot(token="42:test", session=session)


@pytest.fixture
def dispatcher() -> Dispatcher:
    from src.handlers import errors, orders

    dispatcher = Dispatcher(storage=MemoryStorage())
    dispatcher.include_routers(orders.build_router(), errors.build_router())
    return dispatcher


async def test_the_page_s_own_test(bot: Bot, dispatcher: Dispatcher, session: RecordingSession) -> None:
    from src.handlers.orders import OrderAction

    tracker = AsyncMock()
    tracker.find.return_value = SimpleNamespace(describe=lambda: "It is on its way.")
    await dispatcher.feed_update(bot, text_update("/order 1042"), tracker=tracker)
    (shown,) = session.requests
    assert isinstance(shown, SendMessage) and shown.text == "It is on its way."
    data = shown.reply_markup.inline_keyboard[0][0].callback_data
    assert OrderAction.unpack(data) == OrderAction(action="cancel", number=1042)
    session.requests.clear()
    await dispatcher.feed_update(bot, query_update(data), tracker=tracker)
    assert [type(request) for request in session.requests] == [AnswerCallbackQuery, EditMessageReplyMarkup]
    tracker.cancel.assert_awaited_once_with(1042, requested_by=USER.id)


async def test_failures_by_type(bot: Bot, dispatcher: Dispatcher, session: RecordingSession) -> None:
    tracker = AsyncMock()
    tracker.find.side_effect = DomainError()
    await dispatcher.feed_update(bot, text_update("/order 1042"), tracker=tracker)
    assert "not possible" in session.requests[0].text
    tracker.find.side_effect = RuntimeError()
    with capture_logs() as logs:
        await dispatcher.feed_update(bot, text_update("/order 1042", update_id=9), tracker=tracker)
    assert logs[0]["event"] == "update_failed" and logs[0]["update_id"] == 9 and len(session.requests) == 1


async def test_a_command_without_its_number(bot: Bot, dispatcher: Dispatcher, session: RecordingSession) -> None:
    await dispatcher.feed_update(bot, text_update("/order abc"), tracker=AsyncMock())
    assert "/order 1042" in session.requests[0].text
