"""An order on its way from request to event; the data service is mocked at the transport."""

from http import HTTPStatus
from uuid import UUID

import httpx
import pytest
import respx
from aio_pika import DeliveryMode
from shared.events.orders import OrderPlaced

from src.core.request_id import accept_or_create
from tests.fakes import RecordingBroker

ORDER_ID = UUID("5b0e6f2c-6f5e-4a55-9a3c-0d8b9a1c7f10")
CUSTOMER_ID = UUID("8a6a1d0e-55a5-4b4c-8f5b-0f5fb1a0c001")
KEY = "0c9f1c52-7f0e-4c39-8a39-5d2a6a0b7f11"
REQUEST_ID = "test-0123456789"
ORDER = {"customer_id": str(CUSTOMER_ID), "total_cents": 1990, "chat_id": 77}
STORED = {
    **ORDER,
    "id": str(ORDER_ID),
    "status": "placed",
    "created_at": "2025-06-02T09:14:07Z",
    "version": 1,
}


async def test_order_is_stored_and_then_announced(
    client: httpx.AsyncClient, broker: RecordingBroker
) -> None:
    """The order reaches the data service and the broker, with the caller's id on both ways."""
    async with respx.mock(base_url="http://data.test") as data_service:
        route = data_service.post("/api/v1/orders").respond(HTTPStatus.CREATED, json=STORED)
        response = await client.post(
            "/api/v1/orders",
            json=ORDER,
            headers={"Idempotency-Key": KEY, "X-Request-ID": REQUEST_ID},
        )

    assert response.status_code == HTTPStatus.CREATED
    assert response.headers["Location"] == f"/api/v1/orders/{ORDER_ID}"
    assert response.headers["X-Request-ID"] == REQUEST_ID
    sent = route.calls.last.request
    assert (sent.headers["Idempotency-Key"], sent.headers["X-Request-ID"]) == (KEY, REQUEST_ID)
    [(routing_key, message)] = broker.published
    event = OrderPlaced.model_validate_json(message.body)
    assert (routing_key, event.order_id, event.total_cents) == ("order.placed", ORDER_ID, 1990)
    assert message.delivery_mode is DeliveryMode.PERSISTENT
    assert message.headers["x-request-id"] == REQUEST_ID


async def test_repeated_order_announces_the_same_event(
    client: httpx.AsyncClient, broker: RecordingBroker
) -> None:
    """A client that repeats its request repeats the event, not the happening."""
    async with respx.mock(base_url="http://data.test") as data_service:
        data_service.post("/api/v1/orders").respond(HTTPStatus.CREATED, json=STORED)
        for _ in range(2):
            await client.post("/api/v1/orders", json=ORDER, headers={"Idempotency-Key": KEY})

    first, second = (message.message_id for _, message in broker.published)
    assert first == second


async def test_unknown_order_is_a_problem_document(client: httpx.AsyncClient) -> None:
    """A 404 of the data service becomes our own 404."""
    async with respx.mock(base_url="http://data.test") as data_service:
        data_service.get(f"/api/v1/orders/{ORDER_ID}").respond(HTTPStatus.NOT_FOUND)
        response = await client.get(f"/api/v1/orders/{ORDER_ID}")

    assert response.status_code == HTTPStatus.NOT_FOUND
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["type"] == "urn:problem:order_not_found"


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (httpx.Response(409), HTTPStatus.CONFLICT),
        (httpx.Response(400, text="<html>"), HTTPStatus.INTERNAL_SERVER_ERROR),
        (httpx.Response(500), HTTPStatus.SERVICE_UNAVAILABLE),
        (httpx.PoolTimeout("full"), HTTPStatus.GATEWAY_TIMEOUT),
    ],
)
async def test_failures_of_the_data_service_have_names(
    client: httpx.AsyncClient,
    broker: RecordingBroker,
    answer: httpx.Response | Exception,
    status: HTTPStatus,
) -> None:
    """Each failure answers its own status, and nothing is announced."""
    async with respx.mock(base_url="http://data.test") as data_service:
        data_service.post("/api/v1/orders").mock(side_effect=[answer])
        response = await client.post("/api/v1/orders", json=ORDER, headers={"Idempotency-Key": KEY})

    assert response.status_code == status
    assert broker.published == []


async def test_malformed_order_is_400(client: httpx.AsyncClient) -> None:
    """Unknown fields and a missing key are the client's mistakes, named field by field."""
    response = await client.post("/api/v1/orders", json={**ORDER, "discount": 1})

    assert response.status_code == HTTPStatus.BAD_REQUEST
    fields = {entry["field"] for entry in response.json()["errors"]}
    assert fields == {"header.idempotency-key", "body.discount"}


async def test_liveness_touches_nothing_and_readiness_names_what_fails(
    client: httpx.AsyncClient,
) -> None:
    """With the data service away, the process lives and gets no traffic."""
    async with respx.mock(base_url="http://data.test") as data_service:
        data_service.get("/health").mock(side_effect=httpx.ConnectError("refused"))
        ready = await client.get("/ready")

    assert (await client.get("/health")).status_code == HTTPStatus.OK
    assert ready.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert ready.json()["checks"] == {"data_postgres": False, "rabbitmq": True}


@pytest.mark.parametrize("candidate", [None, "short", "x" * 5000, "two\nlines-of-text"])
def test_ids_that_do_not_look_like_ids_are_replaced(candidate: str | None) -> None:
    """What comes from outside does not reach the log unchecked."""
    assert accept_or_create(candidate).startswith("req-")
