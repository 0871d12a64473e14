"""A message on its way through RabbitMQ and Redis; their addresses come from the environment."""

import asyncio
from collections.abc import AsyncIterator
from http import HTTPStatus
from pathlib import Path
from typing import cast
from uuid import UUID, uuid4

import httpx
import pytest
import respx
from aio_pika import DeliveryMode, Message
from aio_pika.abc import AbstractIncomingMessage, AbstractQueue, AbstractRobustChannel
from shared.events.orders import OrderBilled

from src.core.config import Settings
from src.infrastructure.broker import EXCHANGE, QUEUE, declare_order_placed, open_broker
from src.resources import open_resources

pytestmark = pytest.mark.integration
TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736"
HEADERS = {
    "x-request-id": "test-0123456789",
    "traceparent": f"00-{TRACE_ID}-00f067aa0ba902b7-01",
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings from the environment: without RABBITMQ_HOST the tests fail, they are not skipped."""
    return Settings(
        _env_file=None,
        _secrets_dir=tmp_path,
        environment="development",
        data_postgres_service_url="http://postgres.test",
        data_mongo_service_url="http://mongo.test",
        worker_retry_delays_s=(1,),
    )


@pytest.fixture
async def channel(settings: Settings) -> AsyncIterator[AbstractRobustChannel]:
    """A channel beside the worker's, with the queues that the worker declares once more."""
    async with await open_broker(settings) as broker:
        channel = await broker.channel(on_return_raises=True)
        await declare_order_placed(channel)
        yield channel


@pytest.fixture
async def billed(channel: AbstractRobustChannel) -> AbstractQueue:
    """What the worker announces; ends with the test."""
    queue = await channel.declare_queue(exclusive=True)
    await queue.bind(EXCHANGE, routing_key="order.billed")
    return queue


@pytest.fixture
async def dead(channel: AbstractRobustChannel) -> AbstractQueue:
    """The dead letters, empty."""
    queue = await channel.declare_queue(
        f"{QUEUE}.dlq", durable=True, arguments={"x-queue-type": "quorum"}
    )
    await queue.purge()
    return queue


@pytest.fixture
def invoices(respx_mock: respx.MockRouter) -> respx.Route:
    """The route under which invoices are stored; the history accepts everything."""
    respx_mock.put(host="mongo.test").respond(HTTPStatus.OK, json={})
    return respx_mock.put(host="postgres.test").respond(HTTPStatus.OK, json={})


@pytest.fixture
async def worker(settings: Settings, invoices: respx.Route) -> AsyncIterator[None]:
    """The worker as its process has it, stopped as by a signal."""
    stop = asyncio.Event()
    async with open_resources(settings) as resources, asyncio.TaskGroup() as group:
        group.create_task(resources.consumer.run(resources.broker, stop))
        yield
        stop.set()


async def place(channel: AbstractRobustChannel, body: bytes) -> None:
    exchange = await channel.get_exchange(EXCHANGE)
    message = Message(body, delivery_mode=DeliveryMode.PERSISTENT, headers={**HEADERS})
    async with asyncio.timeout(5):
        await exchange.publish(message, routing_key="order.placed", mandatory=True)


def placed(event_id: UUID) -> bytes:
    return f"""{{
        "event_id": "{event_id}", "event_type": "order.placed", "version": 1,
        "occurred_at": "2025-06-02T09:14:07Z", "order_id": "{uuid4()}",
        "customer_id": "{uuid4()}", "chat_id": 77, "total_cents": 1990
    }}""".encode()


async def arrival(queue: AbstractQueue) -> AbstractIncomingMessage:
    """Return the next message of the queue, and take it."""
    arrived: asyncio.Queue[AbstractIncomingMessage] = asyncio.Queue()
    tag = await queue.consume(arrived.put, no_ack=False)
    async with asyncio.timeout(15):
        message = await arrived.get()
    await message.ack()
    await queue.cancel(tag)
    return message


@pytest.mark.usefixtures("worker")
async def test_request_id_and_trace_go_through_the_broker(
    channel: AbstractRobustChannel, billed: AbstractQueue, invoices: respx.Route
) -> None:
    """One cause, from the order to the next message, by way of HTTP."""
    await place(channel, placed(uuid4()))

    message = await arrival(billed)
    event = OrderBilled.model_validate_json(message.body)
    assert (event.chat_id, event.total_cents) == (77, 1990)
    assert message.headers["x-request-id"] == HEADERS["x-request-id"]
    assert str(message.headers["traceparent"]).split("-")[1] == TRACE_ID
    sent = invoices.calls.last.request.headers
    assert sent["X-Request-ID"] == HEADERS["x-request-id"]
    assert sent["traceparent"].split("-")[1] == TRACE_ID


@pytest.mark.usefixtures("worker")
async def test_an_event_that_comes_twice_is_billed_once(
    channel: AbstractRobustChannel, billed: AbstractQueue, invoices: respx.Route
) -> None:
    """Redis remembers; a later event shows that the queue has got past the second delivery."""
    twice = placed(uuid4())
    await place(channel, twice)
    first = await arrival(billed)
    await place(channel, twice)
    await place(channel, placed(uuid4()))
    later = await arrival(billed)

    assert first.message_id != later.message_id
    assert invoices.call_count == 2


@pytest.mark.usefixtures("worker")
async def test_a_message_comes_back_after_its_delay(
    channel: AbstractRobustChannel, billed: AbstractQueue, invoices: respx.Route
) -> None:
    """The data service was away for a moment; the claim was given back with the failure."""
    answers = (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.OK)
    invoices.side_effect = [httpx.Response(status, json={}) for status in answers]
    await place(channel, placed(uuid4()))

    message = await arrival(billed)
    assert message.headers["x-request-id"] == HEADERS["x-request-id"]
    assert invoices.call_count == 2


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize("status", [HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.CONFLICT])
async def test_what_cannot_be_billed_is_a_dead_letter(
    channel: AbstractRobustChannel, dead: AbstractQueue, invoices: respx.Route, status: HTTPStatus
) -> None:
    """At once where it is refused, after all attempts otherwise; the broker says from where."""
    invoices.respond(status)
    await place(channel, placed(uuid4()))

    message = await arrival(dead)
    last_death = cast(list[dict[str, object]], message.headers["x-death"])[0]
    assert (last_death["queue"], last_death["reason"]) == (QUEUE, "rejected")
    assert message.headers["x-request-id"] == HEADERS["x-request-id"]
    assert invoices.call_count == (2 if status == HTTPStatus.SERVICE_UNAVAILABLE else 1)


@pytest.mark.usefixtures("worker")
async def test_what_cannot_be_read_is_a_dead_letter(
    channel: AbstractRobustChannel, dead: AbstractQueue, invoices: respx.Route
) -> None:
    """It is kept as it came, for whoever looks after it."""
    await place(channel, b'{"event_type": "order.placed"}')

    assert (await arrival(dead)).body == b'{"event_type": "order.placed"}'
    assert invoices.call_count == 0
