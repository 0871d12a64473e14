# needs: redis
from types import SimpleNamespace
from typing import Annotated
from uuid import UUID, uuid4

import httpx
import pytest
from examples_plugin import stand_in
from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from redis.asyncio import Redis
from src.infrastructure.rate_limit import RateLimiter, RateLimiterUnavailableError


class TooManyRequestsError(Exception):
    def __init__(self, *, retry_after_s: int) -> None:
        self.retry_after_s = retry_after_s


class QuotePublic(BaseModel):
    id: UUID


class Quotes:
    async def get(self, quote_id: UUID) -> dict[str, UUID]:
        return {"id": quote_id}


stand_in("src.api.security", CallerDep=Annotated[SimpleNamespace, Depends(lambda: SimpleNamespace(user_id="u1"))])
stand_in("src.domain.errors", TooManyRequestsError=TooManyRequestsError)
stand_in("src.dependencies", QuoteServiceDep=Annotated[Quotes, Depends(Quotes)])
stand_in("src.schemas.quotes", QuotePublic=QuotePublic)


async def test_the_guard_counts_for_all_processes(redis_url: str) -> None:
    from src.api.v1.quotes import router

    async def refused(request: Request, error: TooManyRequestsError) -> JSONResponse:
        return JSONResponse({}, status_code=429, headers={"Retry-After": str(error.retry_after_s)})

    async with Redis.from_url(redis_url, decode_responses=True) as one, Redis.from_url(redis_url, decode_responses=True) as two:
        answers = []
        for redis in (one, two, one):
            app = FastAPI()
            app.include_router(router)
            app.add_exception_handler(TooManyRequestsError, refused)
            app.state.quote_limiter = RateLimiter(redis, limit=2, window_s=30, fail_open=True)
            async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop") as client:
                answers.append(await client.get(f"/quotes/{uuid4()}"))
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert 1 <= int(answers[2].headers["Retry-After"]) <= 30
        assert 0 < await one.pttl("shop:rate_limit:quotes:u1") <= 30_000


@pytest.mark.parametrize("fail_open", [True, False])
async def test_the_failure_has_a_decided_outcome(fail_open: bool) -> None:
    async with Redis.from_url("redis://127.0.0.1:1/0") as redis:
        limiter = RateLimiter(redis, limit=1, window_s=1, fail_open=fail_open)
        if fail_open:
            assert (await limiter.check("quotes", "u1")).allowed
        else:
            with pytest.raises(RateLimiterUnavailableError):
                await limiter.check("quotes", "u1")
