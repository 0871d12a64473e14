"""The monthly report, "only a SELECT"."""

import asyncio

from sqlalchemy import text
#    ^^^^^^^^^^ error: boundary/no-direct-database
from sqlalchemy.ext.asyncio import create_async_engine

from src.core.config import Settings


async def monthly_total(month: str) -> int:
    engine = create_async_engine(Settings().database_url)
    async with engine.connect() as connection:
        statement = text("SELECT sum(total_cents) FROM orders WHERE to_char(created_at, 'YYYY-MM') = :month")
        return await connection.scalar(statement, {"month": month}) or 0


def export_month(month: str) -> str:
    loop = asyncio.new_event_loop()
    #      ^^^^^^^^^^^^^^^^^^^^^^ error: event-loop/no-manual-loop
    try:
        return f"{month};{loop.run_until_complete(monthly_total(month))}"
        #                 ^^^^^^^^^^^^^^^^^^^^^^^ error: event-loop/no-manual-loop
    finally:
        loop.close()
