# needs: postgres
import os

import pytest
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from src.core.database_url import database_url
from src.infrastructure import startup_checks


async def test_a_wrong_database_is_refused() -> None:
    url = database_url(
        host="127.0.0.1", port=int(os.environ["POSTGRES_PORT"]), name=os.environ["POSTGRES_DB"], user="shop", password=SecretStr("s3cret")
    )
    assert "s3cret" not in str(url) and url.password == "s3cret"
    engine = create_async_engine(url)
    with pytest.raises(startup_checks.DatabaseMisconfiguredError, match="role") as raised:
        await startup_checks.check_database(engine)
    assert "schema" in str(raised.value) and "read_only" not in str(raised.value)
    async with engine.begin() as connection:
        version = await connection.scalar(text("select current_setting('server_version_num')::int / 10000"))
        for sql in ("create schema shop", "create role app login", "grant usage on schema shop to app", "alter role app set search_path = shop",
                    "alter role app set timezone = 'UTC'"):
            await connection.execute(text(sql))
    await engine.dispose()
    startup_checks.EXPECTED_MAJOR = version
    app = create_async_engine(url.set(username="app"))
    await startup_checks.check_database(app)
    await app.dispose()
