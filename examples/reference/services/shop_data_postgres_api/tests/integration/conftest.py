"""A migrated PostgreSQL; its address comes from the variables that compose sets."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import NullPool

from src.core.config import Settings
from src.infrastructure.database import build_engine
from src.main import create_app

SERVICE = Path(__file__).parents[2]
type Alembic = Callable[..., None]


@pytest.fixture(scope="session")
def alembic() -> Alembic:
    """The command that the deployment runs, in a process of its own as there."""

    def run(*arguments: str) -> None:
        command = [sys.executable, "-m", "alembic", *arguments]
        environment = {**os.environ, "ENVIRONMENT": "development"}
        subprocess.run(command, cwd=SERVICE, env=environment, check=True)  # noqa: S603

    return run


@pytest.fixture(scope="session")
def migrated(alembic: Alembic) -> None:
    """The schema of the last migration, by way of every one before it, up and down."""
    alembic("upgrade", "head")
    alembic("downgrade", "base")
    alembic("upgrade", "head")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings from the environment: without POSTGRES_HOST the tests fail, they are not skipped."""
    return Settings(_env_file=None, _secrets_dir=tmp_path, environment="development")


@pytest.fixture
async def engine(settings: Settings, migrated: None) -> AsyncIterator[AsyncEngine]:
    """An engine beside the application's, for what a test reads with plain SQL."""
    engine = build_engine(settings, poolclass=NullPool)
    yield engine
    await engine.dispose()


@pytest.fixture
async def app(settings: Settings, migrated: None) -> AsyncIterator[FastAPI]:
    """The started application over the real database."""
    application = create_app(settings)
    async with application.router.lifespan_context(application):
        yield application


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client that calls the application in this loop."""
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://data.test", timeout=5.0
    ) as http:
        yield http
