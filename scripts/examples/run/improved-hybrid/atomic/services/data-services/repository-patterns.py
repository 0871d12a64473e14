# needs: postgres
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

import pytest
from examples_plugin import stand_in
from sqlalchemy import DateTime, String, UniqueConstraint, func
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


@dataclass(frozen=True)
class Order:
    id: UUID
    number: str
    status: str
    version: int


class Base(DeclarativeBase): ...


class OrderRow(Base):
    __tablename__ = "orders"
    __table_args__ = (UniqueConstraint("number", name="uq_orders_number"),)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(32))
    status: Mapped[str] = mapped_column(String(16))
    version: Mapped[int]
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class OrderChangedError(Exception): ...


class OrderNotFoundError(Exception): ...


class OrderNumberTakenError(Exception): ...


class StoreUnavailableError(Exception): ...


stand_in("src.domain.orders", Order=Order, OrderStatus=str)
stand_in("src.domain.errors", OrderChangedError=OrderChangedError, OrderNotFoundError=OrderNotFoundError, OrderNumberTakenError=OrderNumberTakenError, StoreUnavailableError=StoreUnavailableError)
stand_in("src.infrastructure.models", OrderRow=OrderRow)


async def test_against_postgres(database_url: str) -> None:
    from src.application.orders import change_status
    from src.infrastructure.unit_of_work import SqlAlchemyUnitOfWork

    engine = create_async_engine(database_url)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    sessions = async_sessionmaker(engine, expire_on_commit=False)
    order = Order(uuid4(), "A-1", "placed", 1)

    async with SqlAlchemyUnitOfWork(sessions) as unit:
        await unit.orders.add(order)
    async with SqlAlchemyUnitOfWork(sessions) as unit:
        with pytest.raises(OrderNotFoundError):
            await unit.orders.get(order.id)
        await unit.orders.add(order)
        with pytest.raises(OrderNumberTakenError):
            await unit.orders.add(Order(uuid4(), "A-1", "placed", 1))
        await unit.commit()

    async with SqlAlchemyUnitOfWork(sessions) as unit:
        assert (await change_status(unit, order.id, "paid", 1)).version == 2
    async with SqlAlchemyUnitOfWork(sessions) as unit:
        with pytest.raises(OrderChangedError):
            await change_status(unit, order.id, "cancelled", 1)
    async with SqlAlchemyUnitOfWork(sessions) as unit:
        assert await unit.orders.get(order.id) == Order(order.id, "A-1", "paid", 2)
    await engine.dispose()
