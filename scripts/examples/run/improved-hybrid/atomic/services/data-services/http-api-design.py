# needs: postgres
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Annotated
from uuid import UUID, uuid4

import httpx
import pytest
from examples_plugin import stand_in
from fastapi import Depends, FastAPI
from pydantic import BaseModel
from sqlalchemy import DateTime
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase): ...


class OrderRow(Base):
    __tablename__ = "orders"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str]
    customer_id: Mapped[UUID]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


@dataclass(frozen=True)
class OrderSummary:
    id: UUID
    number: str
    created_at: datetime


class InvalidCursorError(Exception): ...


class OrderCreate(BaseModel):
    title: str

    def to_command(self) -> str:
        return self.title


class OrderPublic(BaseModel):
    id: UUID
    title: str


stored: dict[UUID, dict[str, object]] = {}


async def create_order_once(unit: object, key: UUID, command: str) -> object:
    class Created(OrderPublic):
        version: int = 1

    return stored.setdefault(key, Created(id=uuid4(), title=command))


class Unit: ...


stand_in("src.infrastructure.models", OrderRow=OrderRow)
stand_in("src.domain.orders", OrderSummary=OrderSummary)
stand_in("src.domain.errors", InvalidCursorError=InvalidCursorError)
stand_in("src.application.orders", create_order_once=create_order_once)
stand_in("src.dependencies", UnitOfWorkDep=Annotated[Unit, Depends(Unit)])
stand_in("src.schemas.orders", OrderCreate=OrderCreate, OrderPublic=OrderPublic)


async def test_every_row_once_although_rows_are_added(database_url: str) -> None:
    from src.infrastructure.order_pages import Cursor, page_orders

    engine = create_async_engine(database_url)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    customer, start = uuid4(), datetime(2026, 1, 1, tzinfo=UTC)
    async with async_sessionmaker(engine)() as session:
        rows = [OrderRow(id=uuid4(), number=str(n), customer_id=customer, created_at=start + timedelta(hours=n // 3)) for n in range(10)]
        session.add_all(rows)
        await session.commit()
        seen: list[UUID] = []
        cursor: str | None = None
        for turn in range(9):
            page, cursor = await page_orders(session, customer, Cursor.decode(cursor) if cursor else None, 4)
            seen += [summary.id for summary in page]
            session.add(OrderRow(id=uuid4(), number=f"new {turn}", customer_id=customer, created_at=start + timedelta(days=1)))
            await session.commit()
            if cursor is None:
                break
        assert len(seen) == 10 == len(set(seen))
        for text in ("###", "e30=", "bm8ganNvbg=="):
            with pytest.raises(InvalidCursorError):
                Cursor.decode(text)
    await engine.dispose()


async def test_the_key_is_required_and_repeats() -> None:
    from src.api.v1.orders import router

    app = FastAPI()
    app.include_router(router)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop") as client:
        assert (await client.post("/api/v1/orders", json={"title": "a"})).status_code == 422
        headers = {"Idempotency-Key": str(uuid4())}
        first = await client.post("/api/v1/orders", json={"title": "a"}, headers=headers)
        again = await client.post("/api/v1/orders", json={"title": "a"}, headers=headers)
    assert first.status_code == 201 and first.headers["ETag"] == '"1"' and first.headers["Location"] == again.headers["Location"]
