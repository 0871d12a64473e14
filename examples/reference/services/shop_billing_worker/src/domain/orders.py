"""Orders and invoices as billing sees them."""

from dataclasses import dataclass
from uuid import UUID, uuid5


@dataclass(frozen=True, slots=True)
class PlacedOrder:
    id: UUID
    chat_id: int | None
    total_cents: int


@dataclass(frozen=True, slots=True)
class Invoice:
    """The invoice of an order; its id follows from the order, so there is one."""

    id: UUID
    order_id: UUID
    chat_id: int | None
    amount_cents: int

    @classmethod
    def of(cls, order: PlacedOrder) -> "Invoice":
        return cls(
            id=uuid5(order.id, "invoice"),
            order_id=order.id,
            chat_id=order.chat_id,
            amount_cents=order.total_cents,
        )

    def event_id(self, event_type: str) -> UUID:
        """Return the id of what happened to this invoice, equal in every attempt."""
        return uuid5(self.id, event_type)
