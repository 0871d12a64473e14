"""Use cases of order events and the port that they need."""

from typing import Protocol
from uuid import UUID

from src.domain.order_events import OrderEvent


class OrderEventStore(Protocol):
    async def put(self, event: OrderEvent) -> None: ...

    async def page(self, order_id: UUID, limit: int) -> list[OrderEvent]: ...


def truncated(event: OrderEvent) -> OrderEvent:
    """Return the event as BSON keeps it: with milliseconds."""
    moment = event.occurred_at
    return OrderEvent(
        event_id=event.event_id,
        order_id=event.order_id,
        event_type=event.event_type,
        occurred_at=moment.replace(microsecond=moment.microsecond // 1000 * 1000),
    )


async def record(store: OrderEventStore, event: OrderEvent) -> OrderEvent:
    """Keep the event; repeating it changes nothing."""
    kept = truncated(event)
    await store.put(kept)
    return kept


async def history(store: OrderEventStore, order_id: UUID, limit: int) -> list[OrderEvent]:
    """Return the latest events of an order, newest first."""
    return await store.page(order_id, limit)
