"""The trace of a message: its context read from headers, written to headers."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from aio_pika.abc import AbstractIncomingMessage
from opentelemetry import trace
from opentelemetry.propagate import extract, inject
from opentelemetry.trace import Link, Span, SpanKind
from structlog.contextvars import get_contextvars

tracer = trace.get_tracer(__name__)
CONTINUE_FOR = timedelta(minutes=1)


def context_headers() -> dict[str, str]:
    """Return what a message must carry of its cause: the request id and the trace context."""
    headers = {"x-request-id": str(get_contextvars().get("request_id", ""))}
    inject(headers)
    return headers


@contextmanager
def consumer_span(message: AbstractIncomingMessage, queue: str) -> Iterator[Span]:
    """Open the span of one delivery: a child at once, a new trace with a link after a delay."""
    carrier = {key: value for key, value in message.headers.items() if isinstance(value, str)}
    origin = extract(carrier)
    origin_span = trace.get_current_span(origin).get_span_context()
    age = datetime.now(UTC) - message.timestamp if message.timestamp else timedelta(0)
    is_late = bool(message.headers.get("x-retry-count")) or age > CONTINUE_FOR
    is_detached = origin_span.is_valid and is_late
    with tracer.start_as_current_span(
        f"process {queue}",
        context=trace.set_span_in_context(trace.INVALID_SPAN) if is_detached else origin,
        links=[Link(origin_span)] if is_detached else [],
        kind=SpanKind.CONSUMER,
        attributes={
            "messaging.system": "rabbitmq",
            "messaging.destination.name": queue,
            "messaging.operation.type": "process",
            "messaging.message.id": message.message_id or "",
        },
    ) as span:
        yield span
