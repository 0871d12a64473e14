# needs: postgres
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from examples_plugin import stand_in
from sqlalchemy import DateTime, text
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    type_annotation_map = {datetime: DateTime(timezone=True)}


class OrderRow(Base):
    __tablename__ = "orders"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str]
    customer_id: Mapped[UUID]
    created_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(default="open")
    total: Mapped[int] = mapped_column(default=0)


class CustomerRow(Base):
    __tablename__ = "customers"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]


class StockRow(Base):
    __tablename__ = "stock"
    product_id: Mapped[UUID] = mapped_column(primary_key=True)
    level: Mapped[int]


stand_in("src.infrastructure.models", OrderRow=OrderRow, CustomerRow=CustomerRow, StockRow=StockRow)


async def test_statements_indexes_and_batches(database_url: str) -> None:
    import src.infrastructure.indexes  # noqa: F401
    from src.infrastructure.order_reader import numbers_of, page
    from src.infrastructure.stock_writer import put_stock
    from tests.integration.query_count import counted_statements

    engine = create_async_engine(database_url)
    async with engine.begin() as connection:
        await connection.execute(text("create extension pg_trgm"))
        await connection.run_sync(Base.metadata.create_all)
        indexes = set(await connection.scalars(text("select indexname from pg_indexes where schemaname = 'public'")))
        assert {"ix_orders_open_created_at", "ix_customers_name_trgm", "ix_orders_customer_id_total"} <= indexes
    customer, start = uuid4(), datetime(2026, 1, 1, tzinfo=UTC)
    async with async_sessionmaker(engine, expire_on_commit=False)() as session:
        rows = [OrderRow(id=uuid4(), number=str(n), customer_id=customer, created_at=start + timedelta(hours=n // 2)) for n in range(7)]
        session.add_all(rows)
        await session.commit()
        with counted_statements(engine) as sent:
            assert await numbers_of(session, [rows[0].id, rows[3].id]) == {rows[0].id: "0", rows[3].id: "3"}
            await numbers_of(session, [rows[1].id])
        assert len(sent) == 2 and sent[0] == sent[1], "one text for any number of ids"
        seen, after = [], None
        while lines := await page(session, customer, after, 3):
            seen += [line.id for line in lines]
            after = (lines[-1].created_at, lines[-1].id)
        assert len(seen) == 7 == len(set(seen))
        levels = {uuid4(): number for number in range(1_500)}
        with counted_statements(engine) as sent:
            await put_stock(session, levels)
        assert len(sent) == 2
        await session.commit()
        written = text("select count(*) from stock where xmin::text = (pg_current_xact_id()::text)")
        await put_stock(session, levels)
        assert await session.scalar(written) == 0, "what is equal is not written"
        some = next(iter(levels))
        await put_stock(session, {**levels, some: -5})
        assert await session.scalar(written) == 1
        assert await session.scalar(text("select level from stock where product_id = :id"), {"id": some}) == -5
    await engine.dispose()
