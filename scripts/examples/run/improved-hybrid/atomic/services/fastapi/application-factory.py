from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace

import httpx
import pytest
from examples_plugin import block, stand_in
from fastapi import FastAPI

opened: list[str] = []


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    opened.append("open")
    yield
    opened.append("close")


class Passing:
    def __init__(self, app) -> None:
        self.app = app

    async def __call__(self, scope, receive, send) -> None:
        await self.app(scope, receive, send)


stand_in("src.api.errors", register_exception_handlers=lambda app: None)
stand_in("src.api.routes", register_routers=lambda app: app.get("/ping")(lambda: "pong"))
stand_in("src.core.config", Settings=SimpleNamespace)
stand_in("src.core.lifespan", lifespan=lifespan)
stand_in("src.core.logging", configure_logging=lambda settings: None)
stand_in("src.core.request_id", RequestIdMiddleware=Passing)


def settings_of(docs: bool = True) -> SimpleNamespace:
    return SimpleNamespace(service_name="shop_orders_api", version="1.2.3", docs_enabled=docs)


@pytest.fixture
def settings() -> SimpleNamespace:
    return settings_of()


client = block("async def client").load().client


async def test_a_fresh_application_with_its_lifespan(client: httpx.AsyncClient) -> None:
    assert opened == ["open"]
    assert (await client.get("/ping")).json() == "pong"
    assert (await client.get("/openapi.json")).json()["info"]["version"] == "1.2.3"


async def test_middleware_and_settings() -> None:
    from src.core.server_timing import ServerTimingMiddleware
    from src.main import create_app

    app = create_app(settings_of())
    app.add_middleware(ServerTimingMiddleware)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop") as client:
        answer = await client.get("/ping")
        assert answer.json() == "pong" and answer.headers["Server-Timing"].startswith("app;dur=")
    assert create_app(settings_of(docs=False)).openapi_url is None
    assert create_app(settings_of()) is not app
