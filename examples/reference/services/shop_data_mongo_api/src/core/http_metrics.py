"""How long requests take, and how they end: plain ASGI, labelled by the handler."""

import time

from prometheus_client import Gauge, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.5, 5.0)
UNMEASURED = frozenset({"/health", "/ready", "/metrics"})
METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})

REQUESTS = Histogram(
    "http_server_request_seconds",
    "Time until the response was sent",
    ["handler", "method", "status"],
    buckets=BUCKETS,
)
IN_PROGRESS = Gauge("http_server_requests_in_progress", "Requests being handled")


def handler_of(scope: Scope) -> str:
    """Return module and name of the endpoint, or `unmatched`."""
    endpoint = scope.get("endpoint")
    name = getattr(endpoint, "__name__", None)
    if endpoint is None or name is None:
        return "unmatched"
    return f"{endpoint.__module__.rpartition('.')[2]}.{name}"


class HttpMetricsMiddleware:
    """Measures each request once, whatever becomes of it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in UNMEASURED:
            await self._app(scope, receive, send)
            return
        status = 500

        async def send_and_note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        started = time.perf_counter()
        try:
            with IN_PROGRESS.track_inprogress():
                await self._app(scope, receive, send_and_note)
        finally:
            method = scope["method"] if scope["method"] in METHODS else "OTHER"
            REQUESTS.labels(handler=handler_of(scope), method=method, status=str(status)).observe(
                time.perf_counter() - started
            )
