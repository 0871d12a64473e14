# needs: postgres
from decimal import Decimal
from types import SimpleNamespace
from uuid import uuid4

import pytest
from examples_plugin import stand_in
from pydantic import SecretStr
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError, InvalidRequestError

stand_in("src.core.config", Settings=SimpleNamespace)


async def test_models_sessions_and_relations(database_url: str) -> None:
    from src.infrastructure.database import build_engine, build_session_factory
    from src.infrastructure.models import Base, OrderLineRow, OrderRow
    from src.infrastructure.order_reader import orders_with_lines
    from src.infrastructure.reports import count_orders

    engine = build_engine(SimpleNamespace(database_url=SecretStr(database_url)))
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
        names = await connection.run_sync(lambda sync: {item["name"] for item in inspect(sync).get_unique_constraints("orders")})
        assert names == {"uq_orders_number"}
    factory, customer = build_session_factory(engine), uuid4()
    async with factory() as session:
        order = OrderRow(number="A-1", customer_id=customer, status="open", lines=[OrderLineRow(price=Decimal("9.90"))])
        session.add(order)
        await session.commit()
        assert order.created_at.tzinfo is not None and order.version == 1
        before = order.updated_at
        order.status = "paid"
        await session.commit()
        assert order.updated_at > before
        session.add(OrderRow(number="A-1", customer_id=customer, status="open"))
        with pytest.raises(IntegrityError, match="uq_orders_number"):
            await session.commit()
    async with factory() as session:
        (found,) = await orders_with_lines(session, customer)
        assert [line.price for line in found.lines] == [Decimal("9.90")]
        bare = await session.get_one(OrderLineRow, found.lines[0].id)
        session.expunge_all()
        other = await session.get_one(OrderLineRow, bare.id)
        with pytest.raises(InvalidRequestError):
            assert other.order
    assert await count_orders(factory, [customer, uuid4()]) == [1, 0]
    await engine.dispose()
