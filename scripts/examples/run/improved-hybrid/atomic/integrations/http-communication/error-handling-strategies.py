from dataclasses import dataclass

import httpx
import pytest
from examples_plugin import stand_in


class NotFound(Exception): ...


class Conflict(Exception): ...


class ConstraintViolated(Exception): ...


@dataclass
class PeerRejected(Exception):
    service: str
    status: int
    title: str


@dataclass
class PeerTimeout(Exception):
    service: str
    phase: str


@dataclass
class PeerUnavailable(Exception):
    service: str
    retry_after: str | None


stand_in(
    "src.domain.errors", NotFound=NotFound, Conflict=Conflict, ConstraintViolated=ConstraintViolated, PeerRejected=PeerRejected,
    PeerTimeout=PeerTimeout, PeerUnavailable=PeerUnavailable,
)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (httpx.Response(404, json={"title": "missing", "detail": "no such sku"}), NotFound),
        (httpx.Response(409, json={"title": "conflict"}), Conflict),
        (httpx.Response(412, json={}), Conflict),
        (httpx.Response(422, json={"type": "urn:stock"}), ConstraintViolated),
        (httpx.Response(429, headers={"Retry-After": "7"}), PeerUnavailable),
        (httpx.Response(502, text="<html>Bad Gateway</html>"), PeerUnavailable),
        (httpx.Response(400, json={"title": "no"}), PeerRejected),
        (httpx.ReadTimeout("slow"), PeerTimeout),
        (httpx.ConnectError("refused"), PeerUnavailable),
    ],
)
async def test_failures_have_names(answer: httpx.Response | Exception, expected: type[Exception]) -> None:
    from src.infrastructure.stock_client import StockClient

    def reply(request: httpx.Request) -> httpx.Response:
        if isinstance(answer, Exception):
            raise answer
        return answer

    async with httpx.AsyncClient(base_url="http://data.test", transport=httpx.MockTransport(reply)) as http:
        with pytest.raises(expected) as raised:
            await StockClient(http).available("abc")
    if isinstance(answer, httpx.Response) and answer.status_code == 429:
        assert raised.value.retry_after == "7"


async def test_an_answer_is_read() -> None:
    from src.infrastructure.stock_client import StockClient

    transport = httpx.MockTransport(lambda request: httpx.Response(200, json={"available": 3}))
    async with httpx.AsyncClient(base_url="http://data.test", transport=transport) as http:
        assert await StockClient(http).available("abc") == 3
