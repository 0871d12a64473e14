"""What use cases need, without a word of SQL."""

from types import TracebackType
from typing import Protocol, Self
from uuid import UUID

from src.domain.orders import Invoice, Order


class OrderRepository(Protocol):
    async def get(self, order_id: UUID) -> Order: ...

    async def add(
        self, order_id: UUID, customer_id: UUID, total: int, chat: int | None
    ) -> None: ...

    async def claim_key(self, key: UUID, body_hash: str, order_id: UUID) -> tuple[UUID, str]: ...

    async def bill(self, invoice: Invoice) -> bool: ...


class UnitOfWork(Protocol):
    @property
    def orders(self) -> OrderRepository: ...

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...

    async def commit(self) -> None: ...
