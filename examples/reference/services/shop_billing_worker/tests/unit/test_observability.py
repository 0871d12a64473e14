"""What can be seen of a message from outside: its metrics and its trace."""

import httpx
import pytest
from aio_pika.abc import AbstractIncomingMessage
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from src.consumers.measured import measured
from src.core.metrics_server import metrics_server
from src.infrastructure import message_tracing
from tests.fakes import Delivery

TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736"
HEADERS = {"traceparent": f"00-{TRACE_ID}-00f067aa0ba902b7-01"}


def delivered(**headers: object) -> AbstractIncomingMessage:
    return Delivery(b"", {**HEADERS, **headers}).as_message()


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> InMemorySpanExporter:
    """The spans of deliveries, from a provider of the test's own."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(message_tracing, "tracer", provider.get_tracer(__name__))
    return exporter


def test_a_message_continues_the_trace_of_its_cause(spans: InMemorySpanExporter) -> None:
    """What is published within carries the same trace."""
    with message_tracing.consumer_span(delivered(), "q.test"):
        headers = message_tracing.context_headers()

    [span] = spans.get_finished_spans()
    assert span.context is not None
    assert trace.format_trace_id(span.context.trace_id) == TRACE_ID
    assert headers["traceparent"].split("-")[1] == TRACE_ID


def test_a_retried_message_begins_a_trace_with_a_link(spans: InMemorySpanExporter) -> None:
    """A child that begins an hour after its parent would make the trace unreadable."""
    with message_tracing.consumer_span(delivered(**{"x-retry-count": 1}), "q.test"):
        pass

    [span] = spans.get_finished_spans()
    assert span.context is not None
    assert trace.format_trace_id(span.context.trace_id) != TRACE_ID
    assert [trace.format_trace_id(link.context.trace_id) for link in span.links] == [TRACE_ID]


async def test_messages_are_measured_by_outcome() -> None:
    """The endpoint answers beside the loop, without FastAPI."""
    async with metrics_server(0) as port:
        async with measured("q.test", delivered()):
            pass
        with pytest.raises(ValueError, match="broken"):
            async with measured("q.test", delivered()):
                raise ValueError("broken")
        async with httpx.AsyncClient(timeout=5.0, trust_env=False) as client:
            answer = await client.get(f"http://127.0.0.1:{port}/metrics")

    assert 'message_handling_seconds_count{outcome="ok",queue="q.test"} 1.0' in answer.text
    assert 'message_handling_seconds_count{outcome="failed",queue="q.test"} 1.0' in answer.text
    assert 'message_age_seconds_count{queue="q.test"} 2.0' in answer.text
