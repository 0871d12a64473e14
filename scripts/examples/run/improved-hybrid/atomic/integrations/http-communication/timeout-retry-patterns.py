import asyncio
import time

import httpx
import pytest
from src.infrastructure import deadline, retry


def client_of(*answers: httpx.Response | Exception) -> tuple[httpx.AsyncClient, list[httpx.Request]]:
    seen: list[httpx.Request] = []
    remaining = list(answers)

    def reply(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        answer = remaining.pop(0)
        if isinstance(answer, Exception):
            raise answer
        answer.request = request
        return answer

    return httpx.AsyncClient(base_url="http://data.test", transport=httpx.MockTransport(reply)), seen


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "_backoff", lambda state: 0.01)


async def test_repeats_what_is_safe() -> None:
    client, seen = client_of(httpx.ReadTimeout("slow"), httpx.Response(503, headers={"Retry-After": "0"}), httpx.Response(200))
    async with client:
        response = await retry.send_with_retry(client, client.build_request("GET", "/orders"))
    assert response.status_code == 200 and len(seen) == 3


async def test_a_post_is_repeated_with_a_key_only() -> None:
    client, seen = client_of(httpx.ReadTimeout("slow"), httpx.ReadTimeout("slow"), httpx.Response(201))
    async with client:
        with pytest.raises(httpx.ReadTimeout):
            await retry.send_with_retry(client, client.build_request("POST", "/orders"))
        assert len(seen) == 1
        keyed = client.build_request("POST", "/orders", headers={"Idempotency-Key": "k"})
        assert (await retry.send_with_retry(client, keyed)).status_code == 201


async def test_a_refusal_is_final() -> None:
    client, seen = client_of(httpx.Response(404))
    async with client:
        with pytest.raises(httpx.HTTPStatusError):
            await retry.send_with_retry(client, client.build_request("GET", "/orders/1"))
    assert len(seen) == 1


async def test_the_whole_exchange_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        while not writer.is_closing():
            writer.write(b" ")
            await asyncio.sleep(0.02)

    monkeypatch.setattr(deadline, "CALL_DEADLINE_SECONDS", 0.3)
    server = await asyncio.start_server(drip, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    started = time.monotonic()
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=5.0, trust_env=False) as client:
        with pytest.raises(TimeoutError):
            await deadline.fetch(client, "/")
    assert time.monotonic() - started < 3
    server.close()
