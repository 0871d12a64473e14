"""What the data service promises to its callers; MongoDB itself is for integration tests."""

from collections.abc import AsyncIterator
from http import HTTPStatus
from pathlib import Path
from secrets import token_hex
from uuid import UUID, uuid4

import httpx
import pytest
from pydantic import SecretStr

from src.core.config import Settings
from src.dependencies import get_order_events
from src.domain.order_events import OrderEvent, StoreUnavailableError
from src.main import create_app


class DictionaryStore:
    """Keeps events as the collection does: the first one under an id stays."""

    def __init__(self) -> None:
        self.events: dict[UUID, OrderEvent] = {}
        self.is_away = False

    async def put(self, event: OrderEvent) -> None:
        if self.is_away:
            raise StoreUnavailableError
        self.events.setdefault(event.event_id, event)

    async def page(self, order_id: UUID, limit: int) -> list[OrderEvent]:
        of_order = [event for event in self.events.values() if event.order_id == order_id]
        return sorted(of_order, key=lambda event: event.occurred_at, reverse=True)[:limit]


@pytest.fixture
def store() -> DictionaryStore:
    return DictionaryStore()


@pytest.fixture
async def client(tmp_path: Path, store: DictionaryStore) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the application; its lifespan, which needs MongoDB, is not entered."""
    app = create_app(
        Settings(
            _env_file=None,
            _secrets_dir=tmp_path,
            environment="development",
            mongo_host="mongo.test",
            mongo_database="shop",
            mongo_user="shop",
            mongo_password=SecretStr(token_hex(8)),
        )
    )
    app.dependency_overrides[get_order_events] = lambda: store
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://data.test", timeout=5.0
    ) as http:
        yield http


def placed(order_id: UUID, moment: str) -> dict[str, str]:
    return {"order_id": str(order_id), "event_type": "order.placed", "occurred_at": moment}


async def test_history_is_newest_first_and_bounded(client: httpx.AsyncClient) -> None:
    """Events of one order, as many as were asked for."""
    order_id = uuid4()
    for day in ("01", "03", "02"):
        moment = f"2025-06-{day}T09:00:00Z"
        await client.put(f"/api/v1/order-events/{uuid4()}", json=placed(order_id, moment))
    await client.put(
        f"/api/v1/order-events/{uuid4()}", json=placed(uuid4(), "2025-06-09T09:00:00Z")
    )

    page = await client.get("/api/v1/order-events", params={"order_id": str(order_id), "limit": 2})
    moments = [item["occurred_at"] for item in page.json()["items"]]
    assert moments == ["2025-06-03T09:00:00Z", "2025-06-02T09:00:00Z"]


async def test_a_repeated_event_is_kept_once(
    client: httpx.AsyncClient, store: DictionaryStore
) -> None:
    """The id of the event is the id of the document; times have milliseconds."""
    path = f"/api/v1/order-events/{uuid4()}"
    for _ in range(2):
        response = await client.put(path, json=placed(uuid4(), "2025-06-02T09:14:07.482913Z"))
        assert response.json()["occurred_at"] == "2025-06-02T09:14:07.482000Z"

    assert len(store.events) == 1


@pytest.mark.parametrize(
    "change",
    [{"event_type": {"$ne": None}}, {"event_type": "OrderPlaced"}, {"occurred_at": "2025-06-02"}],
)
async def test_malformed_events_are_400(
    client: httpx.AsyncClient, change: dict[str, object]
) -> None:
    """Operators, names against the convention and times without a zone stay outside."""
    body = {**placed(uuid4(), "2025-06-02T09:00:00Z"), **change}
    response = await client.put(f"/api/v1/order-events/{uuid4()}", json=body)

    assert response.status_code == HTTPStatus.BAD_REQUEST


async def test_an_absent_store_is_a_503(client: httpx.AsyncClient, store: DictionaryStore) -> None:
    """The caller is told when to come back."""
    store.is_away = True
    response = await client.put(
        f"/api/v1/order-events/{uuid4()}", json=placed(uuid4(), "2025-06-02T09:00:00Z")
    )

    assert response.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert response.headers["Retry-After"] == "1"
