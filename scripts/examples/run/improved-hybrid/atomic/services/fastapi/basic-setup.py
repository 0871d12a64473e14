from typing import Annotated

import httpx
import pytest
from examples_plugin import stand_in
from fastapi import Depends, FastAPI
from pydantic import ValidationError


class Probe:
    ready = True

    async def is_ready(self) -> bool:
        return Probe.ready


stand_in("src.dependencies", DataServiceProbe=Annotated[Probe, Depends(Probe)])


def test_addresses_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    from src.core.config import Settings

    with pytest.raises(ValidationError):
        Settings(_env_file=None)
    monkeypatch.setenv("DATA_POSTGRES_SERVICE_URL", "http://data.test")
    monkeypatch.setenv("HTTP_TIMEOUT_S", "3")
    settings = Settings(_env_file=None)
    assert str(settings.data_postgres_service_url) == "http://data.test/" and settings.http_timeout_s == 3.0
    with pytest.raises(ValidationError):
        settings.docs_enabled = True
    monkeypatch.setenv("HTTP_CONNECT_TIMEOUT_S", "9")
    with pytest.raises(ValidationError):
        Settings(_env_file=None)


async def test_liveness_and_readiness_differ() -> None:
    from src.api.health import router

    app = FastAPI()
    app.include_router(router)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop") as client:
        assert (await client.get("/ready")).status_code == 200
        Probe.ready = False
        assert (await client.get("/ready")).status_code == 503
        assert (await client.get("/health")).json() == {"status": "ok"}
