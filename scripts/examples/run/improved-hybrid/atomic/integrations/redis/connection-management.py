# needs: redis
from types import SimpleNamespace
from typing import Annotated

import pytest
from asgi_lifespan import LifespanManager
from examples_plugin import block, stand_in
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

stand_in("src.core.config", Settings=SimpleNamespace)


@pytest.fixture
async def app(redis_url: str) -> FastAPI:
    from src.api.dependencies import RedisDependency
    from src.core.lifespan import lifespan

    app = FastAPI(lifespan=lifespan)
    app.state.settings = SimpleNamespace(redis_url=redis_url, redis_max_connections=2)

    @app.get("/price")
    async def price(redis: RedisDependency) -> str | None:
        await redis.set("shop:price:1", "9.50", ex=60)
        return await redis.get("shop:price:1")

    return app


async def test_one_client_for_the_process(app: FastAPI) -> None:
    async with LifespanManager(app), AsyncClient(transport=ASGITransport(app), base_url="http://shop") as client:
        assert (await client.get("/price")).json() == "9.50"
        redis = app.state.redis
        assert redis.connection_pool.max_connections == 2
    assert not redis.connection_pool._available_connections or not redis.connection_pool._available_connections[0].is_connected


async def test_does_not_start_without_redis() -> None:
    from redis.exceptions import ConnectionError
    from src.core.lifespan import lifespan

    app = FastAPI(lifespan=lifespan)
    app.state.settings = SimpleNamespace(redis_url="redis://127.0.0.1:1/0", redis_max_connections=2)
    with pytest.raises(ConnectionError):
        async with lifespan(app):
            pass


def test_the_mistake_is_a_blocking_client(redis_url: str) -> None:
    client = block("blocking client", incorrect=True).load().build_redis(redis_url)
    assert client.ping() is True
    client.close()
