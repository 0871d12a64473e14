"""The HTTP client of the data service: limits and request id."""

import httpx
from structlog.contextvars import get_contextvars

from src.core.config import Settings


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
