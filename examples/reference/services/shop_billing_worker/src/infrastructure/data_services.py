"""Typed clients of the data services; the one place where their status codes are read."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from uuid import UUID

import httpx
from pydantic import AwareDatetime, BaseModel

from src.application.errors import RefusedError, TransientError
from src.domain.orders import Invoice

# A 404 may be an event that has overtaken the write which it reports.
TRANSIENT_STATUS = frozenset({404, 429, 502, 503, 504})


class InvoicePayload(BaseModel):
    order_id: UUID
    amount_cents: int


class OrderEventPayload(BaseModel):
    order_id: UUID
    event_type: str
    occurred_at: AwareDatetime


@contextmanager
def translate_http_errors() -> Iterator[None]:
    """Say which failures a later attempt may mend."""
    try:
        yield
    except httpx.HTTPStatusError as error:
        status = HTTPStatus(error.response.status_code)
        if status in TRANSIENT_STATUS:
            raise TransientError(f"{error.request.url.host} answered {status}") from error
        raise RefusedError(f"{error.request.url.host} answered {status}") from error
    except httpx.RequestError as error:
        raise TransientError(f"{error.request.url.host} did not answer") from error


class InvoicesClient:
    """Invoices, as the PostgreSQL data service keeps them."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    async def put(self, invoice: Invoice, cause: UUID) -> None:
        body = InvoicePayload(order_id=invoice.order_id, amount_cents=invoice.amount_cents)
        with translate_http_errors():
            response = await self._http.put(
                f"/api/v1/invoices/{invoice.id}",
                content=body.model_dump_json(),
                headers={"Content-Type": "application/json", "Idempotency-Key": str(cause)},
            )
            response.raise_for_status()


class OrderEventsClient:
    """The history of orders, as the MongoDB data service keeps it."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    async def record_billed(self, invoice: Invoice, event_id: UUID) -> None:
        body = OrderEventPayload(
            order_id=invoice.order_id, event_type="order.billed", occurred_at=datetime.now(UTC)
        )
        with translate_http_errors():
            response = await self._http.put(
                f"/api/v1/order-events/{event_id}",
                content=body.model_dump_json(),
                headers={"Content-Type": "application/json", "Idempotency-Key": str(event_id)},
            )
            response.raise_for_status()
