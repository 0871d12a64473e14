"""One session for one request; nothing is committed unless it is asked for."""

from types import TracebackType
from typing import Self

from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from src.application.ports import OrderRepository
from src.domain.errors import StoreUnavailableError
from src.infrastructure.repositories import SqlAlchemyOrders

UNAVAILABLE = (OperationalError, PoolTimeoutError, OSError)


class SqlAlchemyUnitOfWork:
    def __init__(self, session_factory: async_sessionmaker[AsyncSession]) -> None:
        self._session = session_factory()
        self._orders = SqlAlchemyOrders(self._session)

    @property
    def orders(self) -> OrderRepository:
        return self._orders

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._session.close()
        if isinstance(exc, UNAVAILABLE):
            raise StoreUnavailableError from exc

    async def commit(self) -> None:
        await self._session.commit()
