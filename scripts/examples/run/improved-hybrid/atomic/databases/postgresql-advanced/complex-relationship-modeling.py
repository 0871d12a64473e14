# needs: postgres
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from examples_plugin import stand_in
from sqlalchemy import ForeignKey, text
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, selectinload


class Base(DeclarativeBase): ...


class ProductRow(Base):
    __tablename__ = "products"
    id: Mapped[UUID] = mapped_column(primary_key=True)


class CustomerRow(Base):
    __tablename__ = "customers"
    id: Mapped[UUID] = mapped_column(primary_key=True)


class CategoryRow(Base):
    __tablename__ = "categories"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("categories.id"))


stand_in("src.infrastructure.models.base", Base=Base)
stand_in("src.infrastructure.models.categories", CategoryRow=CategoryRow)


async def test_the_database_keeps_the_rules(database_url: str) -> None:
    from src.infrastructure.category_tree import subtree_ids
    from src.infrastructure.models.catalogue import OrderItemRow, OrderRow
    from src.infrastructure.models.comments import CommentRow
    from src.infrastructure.models.orders import AddressRow, ShipmentRow
    from src.infrastructure.models.prices import PricePeriodRow

    engine = create_async_engine(database_url)
    async with engine.begin() as connection:
        await connection.execute(text("create extension btree_gist"))
        await connection.run_sync(Base.metadata.create_all)
    factory = async_sessionmaker(engine, expire_on_commit=False)

    async def add(*rows: object) -> None:
        async with factory() as session:
            for row in rows:
                session.add(row)
                await session.flush()
            await session.commit()

    product, order, one, two = uuid4(), uuid4(), uuid4(), uuid4()
    await add(ProductRow(id=product), OrderRow(id=order), CustomerRow(id=one), CustomerRow(id=two))
    await add(OrderItemRow(order_id=order, product_id=product, position=1, quantity=2, unit_price=Decimal(1)))
    with pytest.raises(IntegrityError, match="quantity_positive"):
        other = uuid4()
        await add(ProductRow(id=other), OrderItemRow(order_id=order, product_id=other, position=2, quantity=0, unit_price=Decimal(1)))
    async with factory() as session:
        found = await session.get_one(OrderRow, order, options=[selectinload(OrderRow.items)])
        assert list(found.product_ids) == [product]

    address = uuid4()
    await add(AddressRow(id=address, customer_id=one), ShipmentRow(id=uuid4(), customer_id=one, address_id=address))
    with pytest.raises(IntegrityError):
        await add(ShipmentRow(id=uuid4(), customer_id=two, address_id=address))

    await add(CommentRow(id=uuid4(), order_id=order, body="a"))
    for wrong in (CommentRow(id=uuid4(), body="none"), CommentRow(id=uuid4(), order_id=order, product_id=product, body="both")):
        with pytest.raises(IntegrityError, match="one_parent"):
            await add(wrong)

    day = datetime(2026, 1, 1, tzinfo=UTC)
    await add(PricePeriodRow(id=uuid4(), product_id=product, valid=Range(day, day + timedelta(days=2)), amount=Decimal(1)))
    await add(PricePeriodRow(id=uuid4(), product_id=product, valid=Range(day + timedelta(days=2), None), amount=Decimal(2)))
    with pytest.raises(IntegrityError, match="ex_price_periods_product_id"):
        await add(PricePeriodRow(id=uuid4(), product_id=product, valid=Range(day + timedelta(days=1), None), amount=Decimal(3)))

    ids = [uuid4() for _ in range(4)]
    await add(*(CategoryRow(id=value, parent_id=ids[index - 1] if index else None) for index, value in enumerate(ids)), CategoryRow(id=uuid4()))
    async with factory() as session:
        assert await subtree_ids(session, ids[0]) == ids
        await session.execute(text("update categories set parent_id = :last where id = :first"), {"last": ids[3], "first": ids[0]})
        assert set(await subtree_ids(session, ids[0])) == set(ids), "a loop in the data ends"
    await engine.dispose()
