import httpx
from examples_plugin import block
from fastapi import FastAPI
from src.core.request_id import RequestIdMiddleware, accept_or_create
from src.infrastructure.http import build_internal_client
from structlog.contextvars import get_contextvars


def test_accepts_what_is_harmless() -> None:
    assert accept_or_create("req-12345678") == "req-12345678"
    for bad in (None, "short", "x" * 65, "line\nbreak-in-it"):
        assert accept_or_create(bad).startswith("req-")


async def test_the_id_goes_through() -> None:
    outgoing: list[httpx.Request] = []
    app = FastAPI()

    @app.get("/")
    async def route() -> dict[str, str]:
        async with build_internal_client("http://data.test") as client:
            client._transport = httpx.MockTransport(lambda request: (outgoing.append(request), httpx.Response(200))[1])
            await client.get("/orders")
        return {"id": get_contextvars()["request_id"]}

    app.add_middleware(RequestIdMiddleware)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop") as client:
        answer = await client.get("/", headers={"X-Request-ID": "req-from-the-gateway"})
        assert answer.headers["X-Request-ID"] == "req-from-the-gateway" == answer.json()["id"] == outgoing[0].headers["X-Request-ID"]
        other = await client.get("/")
        assert other.headers["X-Request-ID"] == other.json()["id"] != "req-from-the-gateway"
    assert "request_id" not in get_contextvars()
