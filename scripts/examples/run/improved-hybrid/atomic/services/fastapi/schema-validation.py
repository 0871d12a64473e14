from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Annotated
from uuid import UUID, uuid4

import httpx
import pytest
from examples_plugin import stand_in
from fastapi import Depends, FastAPI
from pydantic import ValidationError

seen: list[object] = []


def order(**changes: object) -> SimpleNamespace:
    values = {"id": uuid4(), "title": "Bread", "amount": Decimal("9.90"), "status": "new", "created_at": datetime.now(UTC)}
    return SimpleNamespace(**{**values, **changes})


class Orders:
    async def create(self, title: str, amount: Decimal) -> SimpleNamespace:
        seen.append((title, amount))
        return order(title=title, amount=amount)

    async def update(self, order_id: UUID, changes: dict[str, object]) -> SimpleNamespace:
        seen.append(changes)
        return order()


stand_in("src.dependencies", OrderServiceDep=Annotated[Orders, Depends(Orders)])


@pytest.mark.parametrize(
    "body",
    [
        {"title": "a"}, {"title": "   ", "amount": "1.00"}, {"title": "a", "amount": "0"}, {"title": "a", "amount": "1.001"},
        {"title": "a", "amount": "1.00", "surprise": 1}, {"title": "a", "amount": "1.00", "deliver_after": "2026-01-01T00:00:00"},
        {"title": "a", "amount": "1.00", "tags": ["x"] * 21},
    ],
)
async def test_what_does_not_fit_is_refused(body: dict[str, object]) -> None:
    from src.schemas.orders import OrderCreate

    with pytest.raises(ValidationError):
        OrderCreate.model_validate_json(__import__("json").dumps(body))


async def test_routes_get_models_and_partial_updates() -> None:
    from src.api.v1.orders import router

    app = FastAPI()
    app.include_router(router)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop") as client:
        created = await client.post("/api/v1/orders", json={"title": "  Bread ", "amount": "9.90"})
        assert created.status_code == 201 and created.json()["amount"] == "9.90"
        assert seen.pop() == ("Bread", Decimal("9.90"))
        await client.patch(f"/api/v1/orders/{uuid4()}", json={"deliver_after": None})
        assert seen.pop() == {"deliver_after": None}, "null is told from absent"


def test_a_window_ends_after_it_starts() -> None:
    from src.schemas.deliveries import DeliveryWindowCreate

    early, late = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)
    assert DeliveryWindowCreate(starts_at=early, ends_at=late).ends_at == late
    with pytest.raises(ValidationError, match="later than"):
        DeliveryWindowCreate(starts_at=late, ends_at=early)
