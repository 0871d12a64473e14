# needs: postgres
import asyncio
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from examples_plugin import block
from sqlalchemy import text
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine


async def test_up_backfill_require_and_down(database_url: str) -> None:
    from src.jobs import backfill_channel

    engine = create_async_engine(database_url)
    adds, requires = block("add orders.channel").load(), block("require orders.channel").load()
    assert requires.down_revision == adds.revision

    async def migrate(step) -> None:
        def run(connection) -> None:
            context = MigrationContext.configure(connection, opts={"transaction_per_migration": True})
            with context.begin_transaction(_per_migration=True), Operations.context(context):
                step()

        async with engine.connect() as connection:
            await connection.run_sync(run)
            await connection.commit()

    async def scalar(sql: str):
        async with engine.connect() as connection:
            return await connection.scalar(text(sql))

    async with engine.begin() as connection:
        await connection.execute(text("create table orders (id uuid primary key, created_at timestamptz default now())"))
        await connection.execute(text("insert into orders (id) select gen_random_uuid() from generate_series(1, 2500)"))
    await migrate(adds.upgrade)
    assert await scalar("select indexname from pg_indexes where indexname = 'ix_orders_channel_created_at'")
    with pytest.raises(Exception, match="ck_orders_channel_set"):
        await migrate(requires.upgrade)
    backfill_channel.PAUSE_S = 0
    await backfill_channel.backfill(async_sessionmaker(engine))
    assert await scalar("select count(*) from orders where channel is null") == 0
    await migrate(requires.upgrade)
    nullable = "select is_nullable from information_schema.columns where table_name = 'orders' and column_name = 'channel'"
    assert await scalar(nullable) == "NO" and await scalar("select count(*) from pg_constraint where conname = 'ck_orders_channel_set'") == 0
    await migrate(requires.downgrade)
    assert await scalar(nullable) == "YES"
    await migrate(adds.downgrade)
    assert await scalar(nullable) is None
    await engine.dispose()
