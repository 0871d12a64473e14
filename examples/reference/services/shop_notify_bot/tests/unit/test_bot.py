"""Updates through the whole dispatcher, messages through the consumer; no Telegram."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from secrets import token_hex
from typing import Any, cast
from uuid import UUID

import httpx
import pytest
import respx
from aio_pika.abc import AbstractIncomingMessage
from aiogram import Bot, Dispatcher
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import TelegramServerError
from aiogram.methods import SendMessage, TelegramMethod
from aiogram.types import Chat, Message, Update, User
from fakeredis import FakeAsyncRedis
from pydantic import SecretStr

from src.application.orders import NotifyCustomer, OrderTracker
from src.bot import build_dispatcher
from src.consumers.order_billed import OrderBilledConsumer
from src.core.config import Settings
from src.infrastructure.http import build_http_client
from src.infrastructure.notices import NoticeClaims, TelegramNotices
from src.infrastructure.order_cache import OrderCache
from src.infrastructure.orders_client import OrdersClient

CHAT_ID = 77
ORDER_ID = UUID("5b0e6f2c-6f5e-4a55-9a3c-0d8b9a1c7f10")
STORED = {"id": str(ORDER_ID), "chat_id": CHAT_ID, "status": "billed", "total_cents": 1990}
BILLED = f"""{{
    "event_id": "0c9f1c52-7f0e-4c39-8a39-5d2a6a0b7f11", "event_type": "order.billed", "version": 1,
    "occurred_at": "2025-06-02T09:14:07Z", "order_id": "{ORDER_ID}",
    "invoice_id": "8a6a1d0e-55a5-4b4c-8f5b-0f5fb1a0c001", "chat_id": {CHAT_ID}, "total_cents": 1990
}}""".encode()


class RecordingSession(BaseSession):
    """Keeps what the bot says, in place of Telegram."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[SendMessage] = []
        self.failures: list[str] = []

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[Any],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's signature
    ) -> Any:  # noqa: ANN401 - aiogram's signature
        if self.failures:
            raise TelegramServerError(method=method, message=self.failures.pop())
        assert isinstance(method, SendMessage)
        self.sent.append(method)
        return message(method.text)

    async def close(self) -> None:
        return None

    async def stream_content(self, *args: object, **kwargs: object) -> AsyncGenerator[bytes, None]:
        yield b""


class Delivery:
    """A delivered message and what became of it."""

    headers = {"x-request-id": "test-0123456789"}  # noqa: RUF012
    message_id = "0d9f0c52"
    timestamp = datetime(2025, 6, 2, 9, 14, 7, tzinfo=UTC)
    redelivered = False

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.outcome = "unacknowledged"

    @asynccontextmanager
    async def process(self, *, ignore_processed: bool) -> AsyncIterator[None]:
        try:
            yield
        except BaseException:
            self.outcome = "rejected"
            raise
        self.outcome = "acknowledged"


def message(text: str, chat_id: int = CHAT_ID) -> Message:
    return Message(
        message_id=1,
        date=datetime(2025, 6, 2, 9, 14, tzinfo=UTC),
        chat=Chat(id=chat_id, type="private"),
        from_user=User(id=chat_id, is_bot=False, first_name="A"),
        text=text,
    )


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings that no .env file and no secret of the machine can change."""
    return Settings(
        _env_file=None,
        _secrets_dir=tmp_path,
        environment="development",
        bot_token=SecretStr(f"42:{token_hex(16)}"),
        data_postgres_service_url="http://data.test",
        redis_url="redis://redis.test:6379/0",
        redis_cache_url="redis://cache.test:6379/0",
        rabbitmq_host="rabbitmq.test",
        rabbitmq_user="shop",
        rabbitmq_password=SecretStr(token_hex(8)),
    )


@pytest.fixture
def session() -> RecordingSession:
    return RecordingSession()


@pytest.fixture
def bot(settings: Settings, session: RecordingSession) -> Bot:
    return Bot(token=settings.bot_token.get_secret_value(), session=session)


@pytest.fixture
async def redis(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeAsyncRedis]:
    """The Redis of storage, isolation and claims."""
    async with FakeAsyncRedis(decode_responses=True) as client:
        monkeypatch.setattr("src.bot.build_redis", lambda settings: client)
        yield client


@pytest.fixture
async def cache(settings: Settings, redis: FakeAsyncRedis) -> AsyncIterator[OrderCache]:
    """The cached orders of the data service."""
    async with build_http_client(settings) as http:
        yield OrderCache(OrdersClient(http), redis, settings.orders_cache_ttl_s)


@pytest.fixture
def dispatcher(settings: Settings, redis: FakeAsyncRedis, cache: OrderCache) -> Dispatcher:
    dispatcher = build_dispatcher(settings)
    dispatcher["tracker"] = OrderTracker(orders=cache)
    return dispatcher


@pytest.fixture
def consumer(bot: Bot, redis: FakeAsyncRedis, cache: OrderCache) -> OrderBilledConsumer:
    return OrderBilledConsumer(
        NotifyCustomer(memory=cache, claims=NoticeClaims(redis), notices=TelegramNotices(bot))
    )


async def say(dispatcher: Dispatcher, bot: Bot, *texts: str, chat_id: int = CHAT_ID) -> None:
    for text in texts:
        update = Update(update_id=1, message=message(text, chat_id))
        await dispatcher.feed_update(bot, update)


async def test_a_customer_asks_for_an_order(
    dispatcher: Dispatcher, bot: Bot, session: RecordingSession, respx_mock: respx.MockRouter
) -> None:
    """The dialogue asks, repeats its question, answers, and carries a request id."""
    route = respx_mock.get(f"http://data.test/api/v1/orders/{ORDER_ID}").respond(json=STORED)
    await say(dispatcher, bot, "/order", "the blue one", str(ORDER_ID))

    assert [sent.text.split()[0] for sent in session.sent] == ["Which", "That", "Order"]
    assert session.sent[-1].text.endswith("is billed.")
    assert route.calls.last.request.headers["X-Request-ID"].startswith("req-")


@pytest.mark.parametrize(
    ("answer", "chat_id"),
    [(httpx.Response(HTTPStatus.NOT_FOUND), CHAT_ID), (httpx.Response(200, json=STORED), 78)],
)
async def test_orders_of_others_do_not_exist(
    dispatcher: Dispatcher,
    bot: Bot,
    session: RecordingSession,
    respx_mock: respx.MockRouter,
    answer: httpx.Response,
    chat_id: int,
) -> None:
    """An unknown order and one of another chat get the same answer."""
    respx_mock.get(host="data.test").mock(return_value=answer)
    await say(dispatcher, bot, "/order", str(ORDER_ID), chat_id=chat_id)

    assert session.sent[-1].text == "There is no such order of yours."


async def test_a_failure_is_answered_with_the_request_id(
    dispatcher: Dispatcher, bot: Bot, session: RecordingSession, respx_mock: respx.MockRouter
) -> None:
    """The customer keeps the dialogue, and can name the line in the log."""
    respx_mock.get(host="data.test").respond(HTTPStatus.SERVICE_UNAVAILABLE)
    await say(dispatcher, bot, "/order", str(ORDER_ID), "/cancel", "/start")

    texts = [sent.text for sent in session.sent]
    assert texts[1].startswith("That did not work.")
    assert "req-" in texts[1]
    assert texts[2] == "Cancelled."


async def deliver(consumer: OrderBilledConsumer, body: bytes) -> str:
    delivery = Delivery(body)
    await consumer.on_message(cast(AbstractIncomingMessage, delivery))
    return delivery.outcome


async def test_a_billed_order_is_told_once(
    consumer: OrderBilledConsumer, session: RecordingSession
) -> None:
    """A second delivery is acknowledged in silence."""
    outcomes = [await deliver(consumer, BILLED) for _ in range(2)]

    assert outcomes == ["acknowledged", "acknowledged"]
    [sent] = session.sent
    assert sent.chat_id == CHAT_ID
    assert "19.90" in sent.text


async def test_a_notice_that_failed_may_be_sent_again(
    consumer: OrderBilledConsumer, session: RecordingSession
) -> None:
    """The claim is given back with the failure."""
    session.failures.append("Bad Gateway")
    with pytest.raises(TelegramServerError):
        await deliver(consumer, BILLED)

    assert await deliver(consumer, BILLED) == "acknowledged"
    assert len(session.sent) == 1


async def test_an_order_without_a_chat_is_acknowledged(
    consumer: OrderBilledConsumer, session: RecordingSession
) -> None:
    """Nobody asked to be told."""
    body = BILLED.replace(f'"chat_id": {CHAT_ID}'.encode(), b'"chat_id": null')

    assert await deliver(consumer, body) == "acknowledged"
    assert session.sent == []


def test_a_dispatcher_can_be_built_twice(settings: Settings, redis: FakeAsyncRedis) -> None:
    """Routers belong to one dispatcher, so each gets its own."""
    assert build_dispatcher(settings) is not build_dispatcher(settings)


async def test_an_order_is_asked_for_once_until_it_is_billed(
    cache: OrderCache, consumer: OrderBilledConsumer, respx_mock: respx.MockRouter
) -> None:
    """A second look costs no request; the event makes the third one true again."""
    route = respx_mock.get(f"http://data.test/api/v1/orders/{ORDER_ID}")
    route.side_effect = [
        httpx.Response(200, json={**STORED, "status": status}) for status in ("placed", "billed")
    ]
    seen = [await cache.get(ORDER_ID), await cache.get(ORDER_ID)]
    await deliver(consumer, BILLED)
    seen.append(await cache.get(ORDER_ID))

    assert [order.status for order in seen if order is not None] == ["placed", "placed", "billed"]
    assert route.call_count == 2


async def test_absence_is_remembered_for_a_moment(
    cache: OrderCache, redis: FakeAsyncRedis, respx_mock: respx.MockRouter
) -> None:
    """Who polls for an unknown order reaches the data service once."""
    route = respx_mock.get(host="data.test").respond(HTTPStatus.NOT_FOUND)

    assert [await cache.get(ORDER_ID) for _ in range(3)] == [None, None, None]
    assert route.call_count == 1
    assert 0 < await redis.ttl(f"shop:order:{ORDER_ID}:tracked") <= 30


async def test_without_redis_every_read_is_a_miss(
    settings: Settings, respx_mock: respx.MockRouter
) -> None:
    """The bot works, slower, and invalidation does not fail the event."""
    route = respx_mock.get(host="data.test").respond(json=STORED)
    async with (
        build_http_client(settings) as http,
        FakeAsyncRedis(connected=False, decode_responses=True) as away,
    ):
        cache = OrderCache(OrdersClient(http), away, settings.orders_cache_ttl_s)
        orders = [await cache.get(ORDER_ID), await cache.get(ORDER_ID)]
        await cache.forget(ORDER_ID)

    assert [order.status for order in orders if order is not None] == ["billed", "billed"]
    assert route.call_count == 2
