"""What the data service promises to its callers."""

from http import HTTPStatus
from uuid import UUID, uuid4

import httpx

from src.core.config import Settings
from src.main import create_app
from tests.conftest import DictionaryUnitOfWork

ORDER = {"customer_id": "8a6a1d0e-55a5-4b4c-8f5b-0f5fb1a0c001", "total_cents": 1990, "chat_id": 77}


async def create(client: httpx.AsyncClient, key: UUID, **changes: object) -> httpx.Response:
    return await client.post(
        "/api/v1/orders", json={**ORDER, **changes}, headers={"Idempotency-Key": str(key)}
    )


async def test_a_repeated_key_creates_once(
    client: httpx.AsyncClient, unit: DictionaryUnitOfWork
) -> None:
    """The second request gets the order of the first."""
    key = uuid4()
    first, second = await create(client, key), await create(client, key)

    assert first.status_code == second.status_code == HTTPStatus.CREATED
    assert first.json() == second.json()
    assert len(unit.orders.rows) == 1


async def test_a_key_with_another_body_is_a_conflict(
    client: httpx.AsyncClient, unit: DictionaryUnitOfWork
) -> None:
    """The key belongs to the first body, and nothing is committed for the second."""
    key = uuid4()
    await create(client, key)
    response = await create(client, key, total_cents=1)

    assert response.status_code == HTTPStatus.CONFLICT
    assert response.json()["type"] == "urn:problem:idempotency_key_reused"
    assert unit.commits == 1


async def test_billing_marks_the_order_once(
    client: httpx.AsyncClient, unit: DictionaryUnitOfWork
) -> None:
    """Invoice and status change together; a repetition changes neither."""
    order_id = (await create(client, uuid4())).json()["id"]
    invoice = {"order_id": order_id, "amount_cents": 1990}
    path = f"/api/v1/invoices/{uuid4()}"
    for _ in range(2):
        assert (await client.put(path, json=invoice)).status_code == HTTPStatus.OK

    stored = (await client.get(f"/api/v1/orders/{order_id}")).json()
    assert (stored["status"], stored["version"], unit.commits) == ("billed", 2, 2)
    second = await client.put(f"/api/v1/invoices/{uuid4()}", json=invoice)
    assert second.status_code == HTTPStatus.CONFLICT


async def test_an_invoice_needs_its_order(
    client: httpx.AsyncClient, unit: DictionaryUnitOfWork
) -> None:
    """Nothing is committed for an order that does not exist."""
    response = await client.put(
        f"/api/v1/invoices/{uuid4()}", json={"order_id": str(uuid4()), "amount_cents": 5}
    )

    assert response.status_code == HTTPStatus.NOT_FOUND
    assert unit.commits == 0


async def test_liveness_does_not_touch_the_engine(client: httpx.AsyncClient) -> None:
    """Nothing listens at the database's address: the process lives and is not ready."""
    assert (await client.get("/health")).status_code == HTTPStatus.OK
    assert (await client.get("/ready")).status_code == HTTPStatus.SERVICE_UNAVAILABLE


async def test_a_stopped_database_is_a_503(settings: Settings) -> None:
    """The caller is told when to come back, and not what is behind the service."""
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://data.test", timeout=5.0
        ) as client:
            response = await create(client, uuid4())

    assert response.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert response.headers["Retry-After"] == "1"
