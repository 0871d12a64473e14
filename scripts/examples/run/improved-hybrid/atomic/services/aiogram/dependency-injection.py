# with: atomic/services/aiogram/testing-strategies
from contextlib import asynccontextmanager
from types import SimpleNamespace
from unittest.mock import AsyncMock

from aiogram import Bot, Dispatcher
from examples_plugin import stand_in
from tests.recording import CHAT, RecordingSession, text_update

closed: list[str] = []


class Tracker:
    def __init__(self, gateway: object, publisher: object) -> None:
        self.gateway, self.publisher, self.subscribe = gateway, publisher, AsyncMock()


class Gateway:
    def __init__(self, http: object) -> None:
        self.http = http


@asynccontextmanager
async def open_publisher(settings: object):
    yield "publisher"
    closed.append("publisher")


async def add_request_id(request: object) -> None: ...


stand_in("src.application.orders", OrderTracker=Tracker)
stand_in("src.core.config", Settings=SimpleNamespace)
stand_in("src.infrastructure.broker", open_publisher=open_publisher)
stand_in("src.infrastructure.orders", HttpOrderGateway=Gateway)
stand_in("src.infrastructure.http", add_request_id=add_request_id)


async def test_from_start_up_to_shutdown() -> None:
    from src.handlers.tracking import build_router
    from src.hooks import on_shutdown, on_startup
    from src.middlewares.request_id import RequestIdMiddleware

    session = RecordingSession()
    bot = Bot(token="42:test", session=session)
    dispatcher = Dispatcher(settings=SimpleNamespace(data_postgres_service_url="http://data.test"))
    dispatcher.update.outer_middleware(RequestIdMiddleware())
    dispatcher.include_router(build_router())
    dispatcher.startup.register(on_startup)
    dispatcher.shutdown.register(on_shutdown)
    context = {"bot": bot, "dispatcher": dispatcher, **dispatcher.workflow_data}
    await dispatcher.emit_startup(**context)
    tracker = dispatcher["tracker"]
    await dispatcher.feed_update(bot, text_update("/notify"))
    await dispatcher.feed_update(bot, text_update("/notify 1042"))
    assert [request.text for request in session.requests] == ["Usage: /notify 1042", "You will be told when the parcel moves."]
    (call,) = tracker.subscribe.await_args_list
    assert call.args == (1042,) and call.kwargs["chat_id"] == CHAT.id and call.kwargs["request_id"].startswith("req-")
    await dispatcher.emit_shutdown(**context)
    assert closed == ["publisher"] and tracker.gateway.http.is_closed
