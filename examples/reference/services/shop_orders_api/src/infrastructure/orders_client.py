"""Typed client of the PostgreSQL data service; the one place where its status codes are read."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from uuid import UUID

import httpx
from pydantic import AwareDatetime, BaseModel, ConfigDict

from src.domain.errors import (
    ConflictError,
    ConstraintViolatedError,
    DomainError,
    PeerRejectedError,
    PeerTimeoutError,
    PeerUnavailableError,
)
from src.domain.orders import NewOrder, Order, OrderStatus
from src.infrastructure.http import send_with_retry

SERVICE = "shop_data_postgres_api"


class OrderPayload(BaseModel):
    customer_id: UUID
    total_cents: int
    chat_id: int | None


class OrderRecord(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    id: UUID
    customer_id: UUID
    status: OrderStatus
    total_cents: int
    chat_id: int | None
    created_at: AwareDatetime

    def to_domain(self) -> Order:
        return Order(
            id=self.id,
            customer_id=self.customer_id,
            status=self.status,
            total_cents=self.total_cents,
            chat_id=self.chat_id,
            placed_at=self.created_at,
        )


def from_status(response: httpx.Response) -> DomainError:
    """Return what the refusal of the data service means here."""
    match response.status_code:
        case HTTPStatus.CONFLICT:
            return ConflictError("the idempotency key was used for another order")
        case HTTPStatus.UNPROCESSABLE_ENTITY:
            return ConstraintViolatedError("the order violates a constraint")
        case status if status >= 500 or status == HTTPStatus.TOO_MANY_REQUESTS:
            return PeerUnavailableError(SERVICE)
        case _:
            return PeerRejectedError(SERVICE)


@contextmanager
def translate_http_errors() -> Iterator[None]:
    """Turn transport failures and refusals into domain errors."""
    try:
        yield
    except httpx.HTTPStatusError as error:
        raise from_status(error.response) from error
    except (httpx.TimeoutException, TimeoutError) as error:
        raise PeerTimeoutError(SERVICE) from error
    except httpx.RequestError as error:
        raise PeerUnavailableError(SERVICE) from error


class OrdersClient:
    """Orders, as the PostgreSQL data service keeps them."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    async def create(self, order: NewOrder, idempotency_key: UUID) -> Order:
        body = OrderPayload(
            customer_id=order.customer_id, total_cents=order.total_cents, chat_id=order.chat_id
        )
        request = self._http.build_request(
            "POST",
            "/api/v1/orders",
            content=body.model_dump_json(),
            headers={
                "Content-Type": "application/json",
                "Idempotency-Key": str(idempotency_key),
            },
        )
        with translate_http_errors():
            response = await send_with_retry(self._http, request)
        return OrderRecord.model_validate_json(response.content).to_domain()

    async def get(self, order_id: UUID) -> Order | None:
        request = self._http.build_request("GET", f"/api/v1/orders/{order_id}")
        with translate_http_errors():
            try:
                response = await send_with_retry(self._http, request)
            except httpx.HTTPStatusError as error:
                if error.response.status_code == HTTPStatus.NOT_FOUND:
                    return None
                raise
        return OrderRecord.model_validate_json(response.content).to_domain()

    async def ping(self) -> None:
        """Raise unless the data service lives."""
        response = await self._http.get("/health")
        response.raise_for_status()
