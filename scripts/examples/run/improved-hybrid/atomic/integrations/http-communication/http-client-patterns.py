import httpx
import pytest
from structlog.contextvars import bound_contextvars

from src.infrastructure.http import build_http_client


async def test_states_its_figures_and_adds_the_request_id() -> None:
    seen: list[httpx.Request] = []
    async with build_http_client("http://data.test") as client:
        assert client.timeout.read == 5.0 and client.timeout.connect == 1.0
        client._transport = httpx.MockTransport(lambda request: (seen.append(request), httpx.Response(200))[1])
        with bound_contextvars(request_id="req-12345678"):
            await client.get("/a")
            await client.get("/b", headers={"X-Request-ID": "own"})
        await client.get("/c")
    assert [request.headers.get("X-Request-ID") for request in seen] == ["req-12345678", "own", None]
    assert seen[0].headers["User-Agent"] == "shop_orders_api" and str(seen[0].url) == "http://data.test/a"


async def test_closed_after_its_block() -> None:
    async with build_http_client("http://data.test") as client:
        pass
    with pytest.raises(RuntimeError):
        await client.get("/a")
