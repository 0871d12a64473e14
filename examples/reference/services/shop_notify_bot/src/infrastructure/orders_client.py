"""Typed client of the PostgreSQL data service, with the fields that the bot reads."""

from http import HTTPStatus
from uuid import UUID

import httpx
from pydantic import BaseModel, ConfigDict

from src.application.orders import TrackedOrder


class OrderRecord(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    id: UUID
    chat_id: int | None
    status: str


class OrdersClient:
    """Orders, as the PostgreSQL data service keeps them."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    async def get(self, order_id: UUID) -> TrackedOrder | None:
        response = await self._http.get(f"/api/v1/orders/{order_id}")
        if response.status_code == HTTPStatus.NOT_FOUND:
            return None
        response.raise_for_status()
        record = OrderRecord.model_validate_json(response.content)
        return TrackedOrder(id=record.id, chat_id=record.chat_id, status=record.status)
