from contextlib import asynccontextmanager
from types import SimpleNamespace

import pytest
from examples_plugin import block, stand_in
from fastapi import FastAPI

log: list[str] = []


@asynccontextmanager
async def resource(name: str):
    log.append(f"open {name}")
    try:
        yield name
    finally:
        log.append(f"close {name}")


class Redis:
    def __init__(self) -> None:
        log.append("open redis")

    async def aclose(self) -> None:
        log.append("close redis")


async def open_broker(settings):
    if settings.broker_down:
        raise ConnectionError("broker")
    return resource("broker")


stand_in("src.core.config", Settings=SimpleNamespace)
stand_in("src.infrastructure.broker", open_broker=open_broker)
stand_in("src.infrastructure.http", build_http_client=lambda settings: resource("http"))
stand_in("src.infrastructure.redis", build_redis=lambda settings: Redis())
stand_in("src.api.routes", register_routers=lambda app: None)


def app_with(broker_down: bool) -> FastAPI:
    app = FastAPI()
    app.state.settings = SimpleNamespace(service_name="shop", broker_down=broker_down)
    return app


async def test_closes_in_reverse_order() -> None:
    from src.core.lifespan import lifespan

    log.clear()
    async with lifespan(app_with(False)):
        assert log == ["open http", "open redis", "open broker"]
    assert log[3:] == ["close broker", "close redis", "close http"]


async def test_a_failed_start_leaves_nothing_open() -> None:
    from src.core.lifespan import lifespan

    log.clear()
    with pytest.raises(ConnectionError):
        async with lifespan(app_with(True)):
            pass
    assert log == ["open http", "open redis", "close redis", "close http"]


async def test_the_application_owns_its_client() -> None:
    main = block("the same clients, opened and closed").load()
    app = main.create_app(SimpleNamespace(service_name="shop"))
    log.clear()
    async with main.lifespan(app):
        assert app.state.http == "http"
    assert log == ["open http", "close http"]
