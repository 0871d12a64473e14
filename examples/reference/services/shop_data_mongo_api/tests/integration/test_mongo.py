"""What only MongoDB can show; its address comes from the variables that compose sets."""

from collections.abc import AsyncIterator
from http import HTTPStatus
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from src.core.config import Settings
from src.infrastructure.mongo import NINETY_DAYS_S, build_client
from src.main import create_app

pytestmark = pytest.mark.integration


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings from the environment, with a database of the test's own."""
    return Settings(
        _env_file=None,
        _secrets_dir=tmp_path,
        environment="development",
        mongo_database=f"test_{uuid4().hex[:12]}",
    )


@pytest.fixture
async def client(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the started application; its database is dropped after the test."""
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://data.test", timeout=5.0
        ) as http:
            yield http
    store = build_client(settings)
    await store.drop_database(settings.mongo_database)
    store.close()


async def test_a_repeated_event_stays_as_it_was(client: httpx.AsyncClient) -> None:
    """The second put of an id changes nothing, and the history is newest first."""
    order_id, first = uuid4(), uuid4()
    for event_id, day in ((first, 1), (uuid4(), 3), (first, 2)):
        body = {
            "order_id": str(order_id),
            "event_type": "order.placed",
            "occurred_at": f"2025-06-0{day}T09:00:00Z",
        }
        answer = await client.put(f"/api/v1/order-events/{event_id}", json=body)
        assert answer.status_code == HTTPStatus.OK

    page = await client.get("/api/v1/order-events", params={"order_id": str(order_id)})
    moments = [item["occurred_at"] for item in page.json()["items"]]
    assert moments == ["2025-06-03T09:00:00Z", "2025-06-01T09:00:00Z"]


async def test_the_start_up_makes_the_indexes(
    client: httpx.AsyncClient, settings: Settings
) -> None:
    """One serves the page without a sort, the other ends what is older than ninety days."""
    assert (await client.get("/ready")).status_code == HTTPStatus.OK
    store = build_client(settings)
    indexes = await store[settings.mongo_database]["order_events"].index_information()
    store.close()

    assert indexes["ix_order_events_order_id_occurred_at"]["key"][0] == ("order_id", 1)
    assert indexes["ix_order_events_occurred_at_ttl"]["expireAfterSeconds"] == NINETY_DAYS_S
