"""What RabbitMQ makes of an order; its address comes from the variables that compose sets."""

from collections.abc import AsyncIterator
from http import HTTPStatus
from pathlib import Path

import httpx
import pytest
import respx
from aio_pika import DeliveryMode, ExchangeType
from aio_pika.abc import AbstractRobustChannel
from shared.events.orders import OrderPlaced

from src.core.config import Settings
from src.infrastructure.broker import open_broker
from src.infrastructure.order_events import EXCHANGE
from src.main import create_app

pytestmark = pytest.mark.integration
KEY = "0c9f1c52-7f0e-4c39-8a39-5d2a6a0b7f11"
ORDER = {"customer_id": "8a6a1d0e-55a5-4b4c-8f5b-0f5fb1a0c001", "total_cents": 1990, "chat_id": 77}
STORED = {
    **ORDER,
    "id": "5b0e6f2c-6f5e-4a55-9a3c-0d8b9a1c7f10",
    "status": "placed",
    "created_at": "2025-06-02T09:14:07Z",
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings from the environment: without RABBITMQ_HOST the tests fail, they are not skipped."""
    return Settings(
        _env_file=None,
        _secrets_dir=tmp_path,
        environment="development",
        data_postgres_service_url="http://data.test",
    )


@pytest.fixture
async def channel(settings: Settings) -> AsyncIterator[AbstractRobustChannel]:
    """A channel beside the application's, for queues that end with the test."""
    async with await open_broker(settings) as broker:
        yield await broker.channel()


@pytest.fixture
async def client(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the started application."""
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://api.test", timeout=5.0
        ) as http:
            yield http


async def place(client: httpx.AsyncClient) -> httpx.Response:
    async with respx.mock(base_url="http://data.test") as data_service:
        data_service.post("/api/v1/orders").respond(HTTPStatus.CREATED, json=STORED)
        return await client.post(
            "/api/v1/orders",
            json=ORDER,
            headers={"Idempotency-Key": KEY, "X-Request-ID": "test-0123456789"},
        )


async def test_a_placed_order_reaches_a_queue(
    client: httpx.AsyncClient, channel: AbstractRobustChannel
) -> None:
    """The message survives a restart of the broker and says whose request it was."""
    exchange = await channel.declare_exchange(EXCHANGE, ExchangeType.TOPIC, durable=True)
    queue = await channel.declare_queue(exclusive=True)
    await queue.bind(exchange, routing_key="order.*")

    assert (await place(client)).status_code == HTTPStatus.CREATED
    message = await queue.get(timeout=5)
    async with message.process():
        event = OrderPlaced.model_validate_json(message.body)
    assert (event.chat_id, event.total_cents) == (77, 1990)
    assert (message.routing_key, message.message_id) == ("order.placed", str(event.event_id))
    assert message.delivery_mode is DeliveryMode.PERSISTENT
    assert message.headers["x-request-id"] == "test-0123456789"
    assert str(message.headers["traceparent"]).startswith("00-")


async def test_an_event_that_no_queue_takes_is_no_success(client: httpx.AsyncClient) -> None:
    """The broker returns it, so the client hears of it and may repeat its request."""
    assert (await place(client)).status_code == HTTPStatus.INTERNAL_SERVER_ERROR


async def test_readiness_knows_the_broker(client: httpx.AsyncClient) -> None:
    async with respx.mock(base_url="http://data.test") as data_service:
        data_service.get("/health").respond(HTTPStatus.OK)
        ready = await client.get("/ready")

    assert (ready.status_code, ready.json()["status"]) == (HTTPStatus.OK, "ready")
