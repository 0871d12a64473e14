"""A placed order is billed once, whatever the broker, the network and Redis do."""

import asyncio
from collections.abc import AsyncIterator
from http import HTTPStatus
from pathlib import Path
from secrets import token_hex
from typing import cast
from uuid import UUID

import httpx
import pytest
import respx
from aio_pika import DeliveryMode
from aio_pika.abc import AbstractChannel, AbstractExchange
from fakeredis import FakeAsyncRedis
from pydantic import SecretStr, ValidationError
from shared.events.orders import OrderBilled

from src.application.bill_order import BillOrder
from src.application.errors import RefusedError, TransientError
from src.consumers.order_placed import OrderPlacedConsumer
from src.core.config import Settings
from src.infrastructure.billing_events import BillingEventPublisher
from src.infrastructure.broker import QUEUE
from src.infrastructure.data_services import InvoicesClient, OrderEventsClient
from src.infrastructure.http import build_http_client
from src.infrastructure.processed_events import ProcessedEvents
from src.infrastructure.retry import DelayedRetry
from tests.fakes import Delivery, RecordingExchange

EVENT_ID = UUID("5b0e6f2c-6f5e-4a55-9a3c-0d8b9a1c7f10")
BODY = f"""{{
    "event_id": "{EVENT_ID}", "event_type": "order.placed", "version": 1, "added_later": true,
    "occurred_at": "2025-06-02T09:14:07Z", "order_id": "0c9f1c52-7f0e-4c39-8a39-5d2a6a0b7f11",
    "customer_id": "8a6a1d0e-55a5-4b4c-8f5b-0f5fb1a0c001", "chat_id": 77, "total_cents": 1990
}}""".encode()
REQUEST_ID = "test-0123456789"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings that no .env file and no secret of the machine can change."""
    return Settings(
        _env_file=None,
        _secrets_dir=tmp_path,
        environment="development",
        data_postgres_service_url="http://postgres.test",
        data_mongo_service_url="http://mongo.test",
        redis_url="redis://redis.test:6379/0",
        rabbitmq_host="rabbitmq.test",
        rabbitmq_user="shop",
        rabbitmq_password=SecretStr(token_hex(8)),
        worker_retry_delays_s=(5, 30),
    )


@pytest.fixture
async def redis() -> AsyncIterator[FakeAsyncRedis]:
    async with FakeAsyncRedis(decode_responses=True) as client:
        yield client


@pytest.fixture
def exchange() -> RecordingExchange:
    return RecordingExchange()


@pytest.fixture
async def consumer(
    settings: Settings, redis: FakeAsyncRedis, exchange: RecordingExchange
) -> AsyncIterator[OrderPlacedConsumer]:
    """The consumer with its real adapters, but for the broker."""
    async with (
        build_http_client(settings, settings.data_postgres_service_url) as postgres,
        build_http_client(settings, settings.data_mongo_service_url) as mongo,
    ):
        events = BillingEventPublisher(cast(AbstractExchange, exchange), settings.service_name)
        yield OrderPlacedConsumer(
            BillOrder(InvoicesClient(postgres), OrderEventsClient(mongo), events),
            ProcessedEvents(redis, QUEUE),
            DelayedRetry(cast(AbstractChannel, exchange), QUEUE, settings.worker_retry_delays_s),
            settings,
        )


@pytest.fixture
def invoices(respx_mock: respx.MockRouter) -> respx.Route:
    """The route under which invoices are stored; the history accepts everything."""
    respx_mock.put(host="mongo.test").respond(HTTPStatus.OK, json={})
    return respx_mock.put(host="postgres.test").respond(HTTPStatus.OK, json={})


async def deliver(consumer: OrderPlacedConsumer, delivery: Delivery) -> str:
    await consumer.on_message(delivery.as_message())
    return delivery.outcome


async def test_an_order_is_billed_and_announced(
    consumer: OrderPlacedConsumer, invoices: respx.Route, exchange: RecordingExchange
) -> None:
    """Invoice and event carry the request id of the order; the message is acknowledged."""
    delivery = Delivery(BODY, {"x-request-id": REQUEST_ID})

    assert await deliver(consumer, delivery) == "acknowledged"
    request = invoices.calls.last.request
    assert request.headers["Idempotency-Key"] == str(EVENT_ID)
    assert request.headers["X-Request-ID"] == REQUEST_ID
    [(routing_key, message)] = exchange.published
    event = OrderBilled.model_validate_json(message.body)
    assert (routing_key, event.chat_id, event.total_cents) == ("order.billed", 77, 1990)
    assert message.delivery_mode is DeliveryMode.PERSISTENT
    assert message.headers["x-request-id"] == REQUEST_ID


async def test_a_second_delivery_has_no_effect(
    consumer: OrderPlacedConsumer, invoices: respx.Route, exchange: RecordingExchange
) -> None:
    """The event is done; it is acknowledged and nothing else."""
    outcomes = [await deliver(consumer, Delivery(BODY)) for _ in range(2)]

    assert outcomes == ["acknowledged", "acknowledged"]
    assert (invoices.call_count, len(exchange.published)) == (1, 1)


async def test_two_deliveries_at_once_are_one_effect_and_one_retry(
    consumer: OrderPlacedConsumer, invoices: respx.Route, exchange: RecordingExchange
) -> None:
    """The one that loses the claim comes back later."""
    arrived, released = asyncio.Event(), asyncio.Event()

    async def slow(request: httpx.Request) -> httpx.Response:
        arrived.set()
        await released.wait()
        return httpx.Response(HTTPStatus.OK, json={})

    invoices.mock(side_effect=slow)
    async with asyncio.TaskGroup() as group:
        group.create_task(deliver(consumer, Delivery(BODY)))
        await arrived.wait()
        await deliver(consumer, Delivery(BODY))
        released.set()

    keys = [routing_key for routing_key, _ in exchange.published]
    assert (invoices.call_count, keys) == (1, [f"{QUEUE}.retry_5s", "order.billed"])


@pytest.mark.parametrize(
    "failure", [httpx.Response(503), httpx.Response(404), httpx.ReadTimeout("slow")]
)
async def test_transient_failures_come_back_and_end_as_dead_letters(
    consumer: OrderPlacedConsumer,
    invoices: respx.Route,
    exchange: RecordingExchange,
    failure: httpx.Response | Exception,
) -> None:
    """Delays grow by attempt; the claim is free again each time."""
    invoices.mock(side_effect=[failure] * 3)
    for attempt, delay in enumerate((5, 30)):
        assert await deliver(consumer, Delivery(BODY, {"x-retry-count": attempt})) == "acknowledged"
        routing_key, copy = exchange.published[-1]
        assert routing_key == f"{QUEUE}.retry_{delay}s"
        assert copy.headers["x-retry-count"] == attempt + 1

    last = Delivery(BODY, {"x-retry-count": 2})
    with pytest.raises(TransientError):
        await deliver(consumer, last)
    assert last.outcome == "rejected"


@pytest.mark.parametrize(
    ("body", "expected"), [(b"{}", ValidationError), (b"\xff", ValidationError)]
)
async def test_messages_that_cannot_be_parsed_are_dead_letters(
    consumer: OrderPlacedConsumer, body: bytes, expected: type[Exception]
) -> None:
    """They will not improve."""
    delivery = Delivery(body)
    with pytest.raises(expected):
        await deliver(consumer, delivery)
    assert delivery.outcome == "rejected"


async def test_a_refusal_is_a_dead_letter_at_once(
    consumer: OrderPlacedConsumer, invoices: respx.Route, exchange: RecordingExchange
) -> None:
    """A conflict stays one, however often it is repeated."""
    invoices.respond(HTTPStatus.CONFLICT)
    delivery = Delivery(BODY)
    with pytest.raises(RefusedError):
        await deliver(consumer, delivery)
    assert (delivery.outcome, exchange.published) == ("rejected", [])


async def test_every_key_expires(
    consumer: OrderPlacedConsumer, invoices: respx.Route, redis: FakeAsyncRedis
) -> None:
    """What is done is remembered for a week."""
    await deliver(consumer, Delivery(BODY))

    key = f"shop:consumed:{QUEUE}:{EVENT_ID}"
    assert await redis.get(key) == "done"
    assert 0 < await redis.ttl(key) <= 7 * 86_400
