# kind: api
# with: atomic/integrations/http-communication/request-tracing, atomic/observability/logging/structured-logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace

import httpx
from aiogram.types import Update
from examples_plugin import block, stand_in
from fastapi import FastAPI
from structlog.contextvars import get_contextvars


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield


def register_routers(app: FastAPI) -> None:
    @app.get("/broken")
    async def broken() -> None:
        raise RuntimeError("on purpose")


stand_in("src.api.routes", register_routers=register_routers)
stand_in("src.core.config", Settings=SimpleNamespace)
stand_in("src.core.lifespan", lifespan=lifespan)


async def test_a_500_carries_the_id() -> None:
    from src.main import create_app

    app = create_app(SimpleNamespace(service_name="shop_orders_api", log_level="INFO"))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
        answer = await client.get("/broken", headers={"X-Request-ID": "req-12345678"})
    assert answer.status_code == 500 and answer.headers["X-Request-ID"] == "req-12345678"
    assert answer.json()["instance"] == "urn:request:req-12345678"
    assert answer.headers["content-type"] == "application/problem+json"


async def test_an_update_has_an_id_while_it_is_handled() -> None:
    middleware = block("First outer middleware").load().RequestIdMiddleware()
    seen: list[dict[str, object]] = []

    async def handler(event: object, data: dict[str, object]) -> None:
        seen.append({**get_contextvars(), "data": data["request_id"]})

    await middleware(handler, Update(update_id=7), {})
    assert seen[0]["update_id"] == 7 and seen[0]["request_id"] == seen[0]["data"]
    assert "request_id" not in get_contextvars()


def test_the_id_of_the_message_is_taken_over() -> None:
    message_context = block("Bind request and message id").load().message_context
    with message_context(SimpleNamespace(headers={"x-request-id": "req-a"}, message_id="m1")) as request_id:
        assert request_id == "req-a" and get_contextvars()["message_id"] == "m1"
    with message_context(SimpleNamespace(headers={}, message_id="m2")) as request_id:
        assert request_id.startswith("req-")
