# needs: postgres
from types import SimpleNamespace

import pytest
from asgi_lifespan import LifespanManager
from examples_plugin import stand_in
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

stand_in("src.api.errors", register_exception_handlers=lambda app: None)
stand_in("src.api.routes", register_routers=lambda app: None)
stand_in("src.core.config", Settings=SimpleNamespace)
stand_in("src.core.request_id", RequestIdMiddleware=lambda app: app)


async def test_limits_that_the_server_enforces_too(database_url: str) -> None:
    from src.main import create_app

    app = create_app(SimpleNamespace(service_name="shop_data_postgres_api", database_url=SecretStr(database_url)))
    async with LifespanManager(app):
        async with app.state.session_factory() as session:
            assert await session.scalar(text("show application_name")) == "shop_data_postgres_api"
            assert await session.scalar(text("show statement_timeout")) == "8s"
            await session.execute(text("set local statement_timeout = 50"))
            with pytest.raises(DBAPIError, match="statement timeout"):
                await session.execute(text("select pg_sleep(2)"))
        assert app.state.engine.pool.size() == 10
