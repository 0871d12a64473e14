"""The request id: accepted from the caller or made here, bound to the log, returned."""

import re
from uuid import uuid4

import structlog
from opentelemetry import trace
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = "X-Request-ID"
_VALID = re.compile(r"[A-Za-z0-9._-]{8,64}")


def accept_or_create(candidate: str | None) -> str:
    """Return the candidate if it looks like an id, a new one otherwise."""
    if candidate is not None and _VALID.fullmatch(candidate):
        return candidate
    return f"req-{uuid4()}"


class RequestIdMiddleware:
    """Plain ASGI, so that what a route binds is visible to whoever logs after it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        request_id = accept_or_create(Headers(scope=scope).get(HEADER))
        scope.setdefault("state", {})["request_id"] = request_id
        trace.get_current_span().set_attribute("shop.request_id", request_id)

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[HEADER] = request_id
            await send(message)

        structlog.contextvars.clear_contextvars()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            await self._app(scope, receive, send_with_id)
