"""What the bot does for customers, without a word of Telegram."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class TrackedOrder:
    id: UUID
    chat_id: int | None
    status: str


class OrderStore(Protocol):
    async def get(self, order_id: UUID) -> TrackedOrder | None: ...


class OrderMemory(Protocol):
    async def forget(self, order_id: UUID) -> None: ...


class NoticeLog(Protocol):
    async def claim(self, event_id: UUID) -> bool: ...

    async def release(self, event_id: UUID) -> None: ...


class Notices(Protocol):
    async def billed(self, chat_id: int, order_id: UUID, total_cents: int) -> None: ...


@dataclass(frozen=True, slots=True)
class OrderTracker:
    orders: OrderStore

    async def find(self, order_id: UUID, chat_id: int) -> TrackedOrder | None:
        """Return the order if it was placed from this chat."""
        order = await self.orders.get(order_id)
        return order if order is not None and order.chat_id == chat_id else None


@dataclass(frozen=True, slots=True)
class NotifyCustomer:
    memory: OrderMemory
    claims: NoticeLog
    notices: Notices

    async def __call__(
        self, event_id: UUID, chat_id: int | None, order_id: UUID, total_cents: int
    ) -> bool:
        """Tell the customer once; False where there is nobody to tell or it is told already."""
        await self.memory.forget(order_id)
        if chat_id is None or not await self.claims.claim(event_id):
            return False
        try:
            await self.notices.billed(chat_id, order_id, total_cents)
        except Exception:
            await self.claims.release(event_id)
            raise
        return True
