# needs: postgres
import asyncio
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

import pytest
from examples_plugin import stand_in
from sqlalchemy import JSON, DateTime, ForeignKey, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase): ...


class OrderRow(Base):
    __tablename__ = "orders"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    total: Mapped[int] = mapped_column(default=0)


class AuditRow(Base):
    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"))
    viewer_id: Mapped[UUID]


class OutboxRow(Base):
    __tablename__ = "outbox"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    payload: Mapped[dict] = mapped_column(JSON)
    leased_until: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=text("'-infinity'"))


@dataclass(frozen=True)
class StoredEvent:
    id: int
    name: str
    payload: dict


stand_in("src.infrastructure.models", AuditRow=AuditRow, OutboxRow=OutboxRow)
stand_in("src.domain.events", StoredEvent=StoredEvent)


@pytest.fixture
async def sessions(database_url: str):
    engine = create_async_engine(database_url)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.drop_all)
        await connection.run_sync(Base.metadata.create_all)
    yield async_sessionmaker(engine, expire_on_commit=False)
    await engine.dispose()


async def test_a_savepoint_keeps_the_rest(sessions) -> None:
    from src.infrastructure.audit import record_view

    order = uuid4()
    async with sessions() as session:
        session.add(OrderRow(id=order))
        await session.flush()
        await record_view(session, uuid4(), uuid4())
        await record_view(session, order, uuid4())
        await session.commit()
        assert await session.scalar(select(func.count()).select_from(AuditRow)) == 1
        assert await session.scalar(select(func.count()).select_from(OrderRow)) == 1


async def test_serializable_work_is_repeated(sessions) -> None:
    from src.infrastructure.transactions import in_serializable

    order = uuid4()
    async with sessions() as session:
        session.add(OrderRow(id=order))
        await session.commit()
    attempts = 0

    async def add_one(session: AsyncSession) -> int:
        nonlocal attempts
        attempts += 1
        row = await session.get_one(OrderRow, order)
        await asyncio.sleep(0.05)
        row.total += 1
        await session.flush()
        return row.total

    await asyncio.gather(*(in_serializable(sessions, add_one) for _ in range(2)))
    async with sessions() as session:
        assert (await session.get_one(OrderRow, order)).total == 2
    assert attempts > 2, "one of the two was repeated"

    async def broken(session: AsyncSession) -> None:
        await session.execute(text("select 1 / 0"))

    with pytest.raises(DBAPIError):
        await in_serializable(sessions, broken)


async def test_leased_events_are_nobody_elses(sessions) -> None:
    from src.infrastructure.outbox import confirm_events, lease_events

    async with sessions() as session:
        session.add_all(OutboxRow(name="order.placed", payload={"n": number}) for number in range(5))
        await session.commit()
    async with sessions() as one, sessions() as two:
        mine, theirs = await asyncio.gather(lease_events(one, 3), lease_events(two, 3))
        assert len(mine) + len(theirs) == 5 and not {event.id for event in mine} & {event.id for event in theirs}
        assert await lease_events(one) == []
        await confirm_events(one, [event.id for event in mine])
        assert await one.scalar(select(func.count()).select_from(OutboxRow)) == len(theirs)
