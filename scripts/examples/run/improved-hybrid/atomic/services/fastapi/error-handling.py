from typing import Annotated
from uuid import UUID, uuid4

import httpx
import pytest
from examples_plugin import stand_in
from fastapi import Depends, FastAPI, Query
from pydantic import BaseModel


class OrderStatusPublic(BaseModel):
    status: str


class Orders:
    async def get(self, order_id: UUID) -> None:
        from src.domain.errors import OrderNotFoundError

        raise OrderNotFoundError(order_id)


stand_in("src.dependencies", OrderServiceDep=Annotated[Orders, Depends(Orders)])
stand_in("src.schemas.orders", OrderStatusPublic=OrderStatusPublic)


@pytest.fixture
def app() -> FastAPI:
    from src.api.errors import register_exception_handlers
    from src.api.v1.orders import router
    from src.domain.errors import DomainError, OrderAlreadyPaidError

    app = FastAPI()
    register_exception_handlers(app)
    app.include_router(router)
    failures = {
        "paid": OrderAlreadyPaidError("already paid"), "rule": DomainError("not allowed"), "bug": RuntimeError("password=secret"),
        "timeout": httpx.ReadTimeout("slow", request=httpx.Request("GET", "http://data")),
        "refused": httpx.ConnectError("no", request=httpx.Request("GET", "http://data")),
    }

    @app.get("/fail")
    async def fail(how: Annotated[str, Query(max_length=9)]) -> None:
        raise failures[how]

    @app.middleware("http")
    async def request_id(request, call_next):
        request.state.request_id = "req-1"
        return await call_next(request)

    return app


@pytest.mark.parametrize(
    ("path", "status", "problem"),
    [
        (f"/api/v1/orders/{uuid4()}/status", 404, "urn:problem:order_not_found"),
        ("/api/v1/orders/7/status", 400, "urn:problem:malformed_request"),
        ("/fail?how=paid", 409, "urn:problem:order_already_paid"),
        ("/fail?how=rule", 422, "urn:problem:domain_error"),
        ("/fail?how=timeout", 504, "urn:problem:upstream_timeout"),
        ("/fail?how=refused", 503, "urn:problem:upstream_unavailable"),
        ("/fail?how=bug", 500, "urn:problem:internal_error"),
        ("/nowhere", 404, "urn:problem:http_error"),
    ],
)
async def test_one_shape_for_all_errors(app: FastAPI, path: str, status: int, problem: str) -> None:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
        answer = await client.get(path)
    assert (answer.status_code, answer.json()["type"]) == (status, problem)
    assert answer.headers["content-type"] == "application/problem+json" and answer.headers["X-Request-ID"] == "req-1"
    assert "secret" not in answer.text
