# kind: api
import asyncio

import httpx
from examples_plugin import block
from fastapi import FastAPI
from src.api import health


async def test_ready_names_what_failed(monkeypatch) -> None:
    monkeypatch.setattr(health, "CHECK_TIMEOUT_S", 0.1)

    async def good() -> None: ...

    async def slow() -> None:
        await asyncio.sleep(5)

    app = FastAPI()
    app.include_router(health.router)
    app.state.is_draining = False
    app.state.readiness_checks = {"redis": good}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop") as client:
        assert (await client.get("/health")).json() == {"status": "alive"}
        assert (await client.get("/ready")).status_code == 200
        app.state.readiness_checks = {"redis": good, "rabbitmq": slow}
        answer = await client.get("/ready")
        assert answer.status_code == 503 and answer.json() == {"status": "unready", "checks": {"redis": True, "rabbitmq": False}}
        assert (await client.get("/health")).status_code == 200
        app.state.readiness_checks, app.state.is_draining = {"redis": good}, True
        assert (await client.get("/ready")).status_code == 503


async def test_the_heartbeat_is_written(tmp_path, monkeypatch) -> None:
    module = block("HEARTBEAT.touch").load()
    monkeypatch.setattr(module, "HEARTBEAT", tmp_path / "beat")
    task = asyncio.create_task(module.beat(0.05))
    async with asyncio.timeout(5):
        while not (tmp_path / "beat").exists():
            await asyncio.sleep(0.01)
    task.cancel()
