"""Runs migrations over an engine of its own; the service's process never does."""

import asyncio

from alembic import context
from sqlalchemy import Connection
from sqlalchemy.pool import NullPool

from src.core.config import Settings
from src.infrastructure.database import build_engine
from src.infrastructure.models import Base


def run(connection: Connection) -> None:
    """Run all pending migrations in one transaction."""
    context.configure(connection=connection, target_metadata=Base.metadata)
    with context.begin_transaction():
        context.run_migrations()


async def main() -> None:
    """Connect, migrate, disconnect."""
    engine = build_engine(Settings(), poolclass=NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(run)
    await engine.dispose()


asyncio.run(main())
