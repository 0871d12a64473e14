"""An application built from explicit settings, with RabbitMQ replaced at its builder."""

from collections.abc import AsyncIterator
from pathlib import Path
from secrets import token_hex

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from src.core.config import Settings
from src.main import create_app
from tests.fakes import RecordingBroker


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings that no .env file and no secret of the machine can change."""
    return Settings(
        _env_file=None,
        _secrets_dir=tmp_path,
        environment="development",
        data_postgres_service_url="http://data.test",
        rabbitmq_host="rabbitmq.test",
        rabbitmq_user="shop",
        rabbitmq_password=SecretStr(token_hex(8)),
    )


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> RecordingBroker:
    """The broker that the application gets."""
    recording = RecordingBroker()

    async def open_recording(settings: Settings) -> RecordingBroker:
        return recording

    monkeypatch.setattr("src.core.lifespan.open_broker", open_recording)
    return recording


@pytest.fixture
async def app(settings: Settings, broker: RecordingBroker) -> AsyncIterator[FastAPI]:
    """The started application; stopped after the test."""
    application = create_app(settings)
    async with application.router.lifespan_context(application):
        yield application


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client that calls the application in this loop."""
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://api.test", timeout=5.0
    ) as http:
        yield http
