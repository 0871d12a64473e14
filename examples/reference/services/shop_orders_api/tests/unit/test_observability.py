"""What can be seen of a request from outside: its metrics, its trace, its line in the log."""

import json
from http import HTTPStatus

import httpx
import pytest
import respx
import structlog
from fastapi import FastAPI
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from src.core.logging import configure_logging
from tests.fakes import RecordingBroker

TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736"
ORDER = {"customer_id": "8a6a1d0e-55a5-4b4c-8f5b-0f5fb1a0c001", "total_cents": 1990}
STORED = {
    **ORDER,
    "id": "5b0e6f2c-6f5e-4a55-9a3c-0d8b9a1c7f10",
    "chat_id": None,
    "status": "placed",
    "created_at": "2025-06-02T09:14:07Z",
}
HEADERS = {
    "Idempotency-Key": "0c9f1c52-7f0e-4c39-8a39-5d2a6a0b7f11",
    "X-Request-ID": "test-0123456789",
    "traceparent": f"00-{TRACE_ID}-00f067aa0ba902b7-01",
}


@pytest.fixture
def spans(app: FastAPI) -> InMemorySpanExporter:
    """Every span of the application that has ended."""
    exporter = InMemorySpanExporter()
    app.state.tracer_provider.add_span_processor(SimpleSpanProcessor(exporter))
    return exporter


async def test_requests_are_measured_by_handler(client: httpx.AsyncClient) -> None:
    """Ids in paths and words of scanners make no series of their own."""
    await client.get("/api/v1/orders/not-an-id")
    await client.get("/wp-login.php")
    shown = (await client.get("/metrics")).text

    measured = 'http_server_request_seconds_count{handler="orders.get_order",method="GET"'
    assert f'{measured},status="400"}}' in shown
    assert 'handler="unmatched",method="GET",status="404"' in shown
    assert "not-an-id" not in shown
    assert "wp-login" not in shown


async def test_a_trace_goes_on_to_the_data_service_and_into_the_message(
    client: httpx.AsyncClient, broker: RecordingBroker, spans: InMemorySpanExporter
) -> None:
    """Both carry the trace of the caller, and the server span leads to the log."""
    async with respx.mock(base_url="http://data.test") as data_service:
        route = data_service.post("/api/v1/orders").respond(HTTPStatus.CREATED, json=STORED)
        response = await client.post("/api/v1/orders", json=ORDER, headers=HEADERS)

    assert response.status_code == HTTPStatus.CREATED
    [(_, message)] = broker.published
    sent = route.calls.last.request.headers["traceparent"]
    assert [sent.split("-")[1], str(message.headers["traceparent"]).split("-")[1]] == [TRACE_ID] * 2
    server = next(span for span in spans.get_finished_spans() if span.name == "POST /api/v1/orders")
    assert server.attributes is not None
    assert server.attributes["shop.request_id"] == HEADERS["X-Request-ID"]


async def test_probes_make_no_spans(client: httpx.AsyncClient, spans: InMemorySpanExporter) -> None:
    """They would be most of the traces of a quiet service."""
    await client.get("/health")
    await client.get("/metrics")

    assert spans.get_finished_spans() == ()


async def test_a_line_names_request_and_trace(
    client: httpx.AsyncClient, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line of JSON for each event, with the ids by which it is found."""
    configure_logging("shop_orders_api", "INFO")  # once more: standard output is this test's now
    async with respx.mock(base_url="http://data.test") as data_service:
        data_service.post("/api/v1/orders").respond(HTTPStatus.FORBIDDEN)
        await client.post("/api/v1/orders", json=ORDER, headers=HEADERS)

    structlog.get_logger("tests").info("after_the_request")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    failed = next(line for line in lines if line["event"] == "peer_call_failed")
    assert (failed["request_id"], failed["trace_id"]) == (HEADERS["X-Request-ID"], TRACE_ID)
    assert (failed["service"], failed["level"]) == ("shop_orders_api", "warning")
    after = next(line for line in lines if line["event"] == "after_the_request")
    assert "request_id" not in after
