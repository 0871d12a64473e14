"""The bot over real RabbitMQ and Redis, whose addresses come from compose's variables."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from secrets import token_hex
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
import respx
from aio_pika import DeliveryMode, ExchangeType, Message
from aiogram import Bot, Dispatcher
from aiogram.client.session.base import BaseSession
from aiogram.methods import SendMessage, TelegramMethod
from aiogram.types import Chat
from aiogram.types import Message as TelegramMessage
from pydantic import SecretStr

from src.application.orders import OrderTracker
from src.bot import build_dispatcher
from src.core.config import Settings
from src.hooks import on_shutdown, on_startup
from src.infrastructure.broker import EXCHANGE, open_broker
from src.infrastructure.redis import build_cache_redis

pytestmark = pytest.mark.integration
CHAT_ID = 77


class QueueingSession(BaseSession):
    """Hands over what the bot says, in place of Telegram."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: asyncio.Queue[SendMessage] = asyncio.Queue()

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[Any],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's signature
    ) -> Any:  # noqa: ANN401 - aiogram's signature
        assert isinstance(method, SendMessage)
        await self.sent.put(method)
        chat = Chat(id=CHAT_ID, type="private")
        return TelegramMessage(
            message_id=1, date=datetime(2025, 6, 2, tzinfo=UTC), chat=chat, text=""
        )

    async def close(self) -> None:
        return None

    async def stream_content(self, *args: object, **kwargs: object) -> AsyncGenerator[bytes, None]:
        yield b""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings from the environment: without REDIS_URL the tests fail, they are not skipped."""
    return Settings(
        _env_file=None,
        _secrets_dir=tmp_path,
        environment="development",
        bot_token=SecretStr(f"42:{token_hex(16)}"),
        data_postgres_service_url="http://data.test",
        heartbeat_file=tmp_path / "heartbeat",
        metrics_port=0,
    )


@pytest.fixture
def session() -> QueueingSession:
    return QueueingSession()


@pytest.fixture
async def dispatcher(settings: Settings, session: QueueingSession) -> AsyncIterator[Dispatcher]:
    """The dispatcher with everything that its start-up opens."""
    dispatcher = build_dispatcher(settings)
    bot = Bot(token=settings.bot_token.get_secret_value(), session=session)
    await on_startup(dispatcher, bot, settings)
    yield dispatcher
    await on_shutdown(dispatcher)
    await dispatcher.storage.close()
    await dispatcher.fsm.events_isolation.close()


async def announce(settings: Settings, order_id: UUID, event_id: UUID) -> None:
    body = f"""{{
        "event_id": "{event_id}", "event_type": "order.billed", "version": 1,
        "occurred_at": "2025-06-02T09:14:07Z", "order_id": "{order_id}",
        "invoice_id": "{uuid4()}", "chat_id": {CHAT_ID}, "total_cents": 1990
    }}""".encode()
    async with await open_broker(settings) as broker:
        channel = await broker.channel(on_return_raises=True)
        events = await channel.declare_exchange(EXCHANGE, ExchangeType.TOPIC, durable=True)
        message = Message(
            body,
            delivery_mode=DeliveryMode.PERSISTENT,
            headers={"x-request-id": "test-0123456789"},
        )
        async with asyncio.timeout(5):
            await events.publish(message, routing_key="order.billed", mandatory=True)


async def told(session: QueueingSession) -> str:
    async with asyncio.timeout(10):
        return (await session.sent.get()).text


async def test_an_event_tells_the_customer_and_ends_what_is_cached(
    dispatcher: Dispatcher,
    settings: Settings,
    session: QueueingSession,
    respx_mock: respx.MockRouter,
) -> None:
    """The order is read twice: before the event, and after it, whatever the cache's life is."""
    order_id = uuid4()
    route = respx_mock.get(f"http://data.test/api/v1/orders/{order_id}")
    route.side_effect = [
        httpx.Response(
            HTTPStatus.OK, json={"id": str(order_id), "chat_id": CHAT_ID, "status": status}
        )
        for status in ("placed", "billed")
    ]
    tracker: OrderTracker = dispatcher["tracker"]
    before = [await tracker.find(order_id, CHAT_ID) for _ in range(2)]
    async with build_cache_redis(settings) as cache:
        assert 0 < await cache.ttl(f"shop:order:{order_id}:tracked") <= 330
    await announce(settings, order_id, uuid4())
    notice = await told(session)
    after = await tracker.find(order_id, CHAT_ID)

    assert str(order_id) in notice
    assert [order.status for order in before if order is not None] == ["placed", "placed"]
    assert after is not None
    assert (after.status, route.call_count) == ("billed", 2)


@pytest.mark.usefixtures("dispatcher")
async def test_an_event_that_comes_twice_is_told_once(
    settings: Settings, session: QueueingSession
) -> None:
    """The notice of a later event shows that the second delivery has been handled."""
    order_id, event_id, later = uuid4(), uuid4(), uuid4()
    for _ in range(2):
        await announce(settings, order_id, event_id)
    await announce(settings, later, uuid4())

    assert str(order_id) in await told(session)
    assert str(later) in await told(session)
    assert session.sent.empty()
