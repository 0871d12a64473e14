"""Use cases of orders and the ports that they need."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from src.domain.errors import OrderNotFoundError
from src.domain.orders import NewOrder, Order


class OrderStore(Protocol):
    async def create(self, order: NewOrder, idempotency_key: UUID) -> Order: ...

    async def get(self, order_id: UUID) -> Order | None: ...


class OrderEvents(Protocol):
    async def order_placed(self, order: Order) -> None: ...


@dataclass(frozen=True, slots=True)
class PlaceOrder:
    orders: OrderStore
    events: OrderEvents

    async def __call__(self, order: NewOrder, idempotency_key: UUID) -> Order:
        """Store the order, then tell; a retry with the same key repeats both without effect."""
        stored = await self.orders.create(order, idempotency_key)
        await self.events.order_placed(stored)
        return stored


@dataclass(frozen=True, slots=True)
class FindOrder:
    orders: OrderStore

    async def __call__(self, order_id: UUID) -> Order:
        order = await self.orders.get(order_id)
        if order is None:
            raise OrderNotFoundError(order_id)
        return order
