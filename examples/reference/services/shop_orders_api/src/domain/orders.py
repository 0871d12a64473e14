"""Orders as the business sees them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class OrderStatus(StrEnum):
    PLACED = "placed"
    BILLED = "billed"


@dataclass(frozen=True, slots=True)
class NewOrder:
    customer_id: UUID
    total_cents: int
    chat_id: int | None


@dataclass(frozen=True, slots=True)
class Order:
    id: UUID
    customer_id: UUID
    status: OrderStatus
    total_cents: int
    chat_id: int | None
    placed_at: datetime
