"""The HTTP client of the data service: limits, request id, bounded retries."""

import asyncio

import httpx
from structlog.contextvars import get_contextvars
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception,
    stop_after_attempt,
    wait_exponential_jitter,
)

from src.core.config import Settings

RETRYABLE_STATUS = frozenset({429, 502, 503, 504})
SAFE_METHODS = frozenset({"GET", "HEAD"})
BUDGET_S = 12.0
_backoff = wait_exponential_jitter(initial=1.0, max=10.0, jitter=1.0)


async def propagate_context(request: httpx.Request) -> None:
    """Give the request id of the present cause to the next service."""
    request_id = get_contextvars().get("request_id")
    if request_id is not None and "X-Request-ID" not in request.headers:
        request.headers["X-Request-ID"] = str(request_id)


def build_http_client(settings: Settings) -> httpx.AsyncClient:
    """Return the client for the data service; it connects with its first request."""
    return httpx.AsyncClient(
        base_url=str(settings.data_postgres_service_url),
        timeout=httpx.Timeout(settings.http_timeout_s, connect=settings.http_connect_timeout_s),
        limits=httpx.Limits(
            max_connections=200, max_keepalive_connections=100, keepalive_expiry=4.0
        ),
        headers={"User-Agent": settings.service_name},
        event_hooks={"request": [propagate_context]},
        trust_env=False,
    )


def is_retryable(error: BaseException) -> bool:
    """Whether the same request may succeed a moment later."""
    if isinstance(error, httpx.HTTPStatusError):
        return error.response.status_code in RETRYABLE_STATUS
    return isinstance(error, httpx.TransportError) and not isinstance(error, httpx.PoolTimeout)


def wait_for_peer(state: RetryCallState) -> float:
    """Seconds until the next attempt; what the peer asks for where it says so."""
    error = state.outcome.exception() if state.outcome is not None else None
    if isinstance(error, httpx.HTTPStatusError):
        retry_after = error.response.headers.get("Retry-After", "")
        if retry_after.isdigit():
            return min(float(retry_after), 10.0)
    return _backoff(state)


async def send_with_retry(client: httpx.AsyncClient, request: httpx.Request) -> httpx.Response:
    """Send within one budget; repeats only what is safe to repeat."""
    repeatable = request.method in SAFE_METHODS or "Idempotency-Key" in request.headers
    attempts = AsyncRetrying(
        stop=stop_after_attempt(3 if repeatable else 1),
        wait=wait_for_peer,
        retry=retry_if_exception(is_retryable),
        reraise=True,
    )
    async with asyncio.timeout(BUDGET_S):
        async for attempt in attempts:
            with attempt:
                response = await client.send(request)
                response.raise_for_status()
                return response
    raise AssertionError("unreachable: the last attempt raises or returns")
