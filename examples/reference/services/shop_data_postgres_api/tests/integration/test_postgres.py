"""What only PostgreSQL can show: constraints by name, two writers at once, the schema itself."""

import asyncio
from http import HTTPStatus
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.integration.conftest import Alembic

pytestmark = pytest.mark.integration
ORDER = {"customer_id": "8a6a1d0e-55a5-4b4c-8f5b-0f5fb1a0c001", "total_cents": 1990, "chat_id": 77}


async def create(client: httpx.AsyncClient, key: UUID, **changes: object) -> httpx.Response:
    return await client.post(
        "/api/v1/orders", json={**ORDER, **changes}, headers={"Idempotency-Key": str(key)}
    )


async def count(engine: AsyncEngine, key: UUID) -> int:
    """Orders that the key has made, read with plain SQL."""
    statement = text(
        "select count(*) from orders join idempotency_keys on order_id = id where key = :key"
    )
    async with engine.connect() as connection:
        return int((await connection.execute(statement, {"key": key})).scalar_one())


def test_models_and_migrations_say_the_same(migrated: None, alembic: Alembic) -> None:
    """A changed model without its migration ends here, with the difference in the output."""
    alembic("check")


async def test_two_requests_at_once_create_one_order(
    client: httpx.AsyncClient, engine: AsyncEngine
) -> None:
    """The second waits for the first one's transaction, and answers with its order."""
    key = uuid4()
    answers = await asyncio.gather(*(create(client, key) for _ in range(5)))

    assert {answer.status_code for answer in answers} == {HTTPStatus.CREATED}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert await count(engine, key) == 1


async def test_a_refused_request_leaves_nothing(
    client: httpx.AsyncClient, engine: AsyncEngine
) -> None:
    """The key stays with the first body; nothing of the second is stored."""
    key = uuid4()
    await create(client, key)
    refused = await create(client, key, total_cents=1)

    assert refused.status_code == HTTPStatus.CONFLICT
    assert await count(engine, key) == 1


async def test_an_order_has_one_invoice(client: httpx.AsyncClient) -> None:
    """The constraints answer, each by its name: unique, and foreign key."""
    order_id = (await create(client, uuid4())).json()["id"]
    invoice = {"order_id": order_id, "amount_cents": 1990}
    first, second, stray = [
        await client.put(f"/api/v1/invoices/{uuid4()}", json=body)
        for body in (invoice, invoice, {**invoice, "order_id": str(uuid4())})
    ]

    assert first.status_code == HTTPStatus.OK
    assert (second.status_code, stray.status_code) == (HTTPStatus.CONFLICT, HTTPStatus.NOT_FOUND)
    stored = (await client.get(f"/api/v1/orders/{order_id}")).json()
    assert (stored["status"], stored["version"]) == ("billed", 2)


async def test_the_database_refuses_what_no_caller_may_send(engine: AsyncEngine) -> None:
    """The last line of defence has a name, too."""
    statement = text(
        "insert into orders (id, customer_id, status, total_cents, version) "
        "values (gen_random_uuid(), gen_random_uuid(), 'placed', 0, 1)"
    )
    async with engine.connect() as connection:
        with pytest.raises(IntegrityError, match="ck_orders_total_is_positive"):
            await connection.execute(statement)


async def test_statements_are_part_of_the_trace(app: FastAPI, client: httpx.AsyncClient) -> None:
    """One trace from the request to its statements."""
    spans = InMemorySpanExporter()
    app.state.tracer_provider.add_span_processor(SimpleSpanProcessor(spans))
    await create(client, uuid4())

    finished = spans.get_finished_spans()
    told = [str(value) for span in finished for value in (span.attributes or {}).values()]
    assert any(value.startswith("INSERT INTO orders") for value in told), told
    assert len({span.context.trace_id for span in finished}) == 1


async def test_a_reachable_database_makes_ready(client: httpx.AsyncClient) -> None:
    assert (await client.get("/ready")).status_code == HTTPStatus.OK
