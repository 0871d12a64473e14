# kind: api
from types import SimpleNamespace
from uuid import UUID, uuid4

import httpx
from examples_plugin import stand_in
from fastapi import FastAPI
from pydantic import BaseModel


class Gateway:
    def __init__(self, http: httpx.AsyncClient, *, page_size: int) -> None:
        self.http, self.page_size = http, page_size


class Service:
    def __init__(self, gateway: Gateway) -> None:
        self.gateway = gateway

    async def get(self, order_id: UUID) -> dict[str, object]:
        return {"id": order_id, "page_size": self.gateway.page_size}


class OrderPublic(BaseModel):
    id: UUID
    page_size: int


class Settings(SimpleNamespace):
    """Pydantic must not take it for a model of the route."""


stand_in("src.application.orders", OrderService=Service)
stand_in("src.core.config", Settings=Settings)
stand_in("src.infrastructure.orders", HttpOrderGateway=Gateway)
stand_in("src.schemas.orders", OrderPublic=OrderPublic)


async def test_providers_are_found_and_replaced() -> None:
    from src.api.v1.orders import get_order, router
    from src.dependencies import get_order_service

    app = FastAPI()
    app.include_router(router)
    order_id = uuid4()
    async with httpx.AsyncClient() as http:
        app.state.settings, app.state.http = Settings(page_size=20), http
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop") as client:
            assert (await client.get(f"/orders/{order_id}")).json() == {"id": str(order_id), "page_size": 20}
            app.dependency_overrides[get_order_service] = lambda: Service(Gateway(http, page_size=7))
            assert (await client.get(f"/orders/{order_id}")).json()["page_size"] == 7
        assert (await get_order(order_id, Service(Gateway(http, page_size=1)))).page_size == 1, "the route stays a function"
