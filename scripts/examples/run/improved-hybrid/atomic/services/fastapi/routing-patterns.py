from types import SimpleNamespace
from typing import Annotated
from uuid import UUID, uuid4

import httpx
import pytest
from examples_plugin import stand_in
from fastapi import APIRouter, Depends, FastAPI
from pydantic import BaseModel

ORDER = uuid4()
cancelled: list[UUID] = []


class OrderPublic(BaseModel):
    id: UUID


class OrderPage(BaseModel):
    items: list[OrderPublic]
    limit: int


class OrderSummary(BaseModel):
    count: int


class OrderCreate(BaseModel):
    title: str

    def to_command(self) -> str:
        return self.title


class Orders:
    async def page(self, *, cursor: str | None, limit: int) -> dict[str, object]:
        return {"items": [{"id": ORDER}], "limit": limit}

    async def summary(self) -> dict[str, int]:
        return {"count": 3}

    async def get(self, order_id: UUID) -> dict[str, UUID]:
        return {"id": order_id}

    async def create(self, command: str) -> dict[str, UUID]:
        return {"id": ORDER}

    async def cancel(self, order_id: UUID) -> None:
        cancelled.append(order_id)


stand_in("src.dependencies", OrderServiceDep=Annotated[Orders, Depends(Orders)])
stand_in("src.schemas.orders", OrderCreate=OrderCreate, OrderPage=OrderPage, OrderPublic=OrderPublic, OrderSummary=OrderSummary)
stand_in("src.api.health", router=APIRouter())
stand_in("src.api.v1.payments", router=APIRouter(prefix="/payments"))


@pytest.fixture
def app() -> FastAPI:
    from src.api.routes import register_routers

    app = FastAPI()
    register_routers(app)
    return app


async def test_the_resource(app: FastAPI) -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop/api/v1") as client:
        assert (await client.get("/orders", params={"limit": 7})).json()["limit"] == 7
        assert (await client.get("/orders", params={"limit": 101})).status_code == 422
        assert (await client.get("/orders/summary")).json() == {"count": 3}, "the literal path stands first"
        assert (await client.get(f"/orders/{ORDER}")).json() == {"id": str(ORDER)}
        created = await client.post("/orders", json={"title": "a"})
        assert (created.status_code, created.headers["Location"]) == (201, f"/api/v1/orders/{ORDER}")
        assert (await client.delete(f"/orders/{ORDER}")).status_code == 204 and cancelled == [ORDER]


async def test_versions_side_by_side() -> None:
    v2 = APIRouter(prefix="/orders")
    v2.get("")(lambda: "second")
    stand_in("src.api.v2.orders", router=v2)
    from src.api.versions import register_versions

    app = FastAPI()
    register_versions(app)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop") as client:
        assert (await client.get("/api/v2/orders")).json() == "second"
        assert (await client.get("/api/v1/orders/summary")).json() == {"count": 3}
