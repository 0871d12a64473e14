"""Orders and invoices as they are kept."""

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
    chat_id: int | None
    status: OrderStatus
    total_cents: int
    version: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Invoice:
    id: UUID
    order_id: UUID
    amount_cents: int
