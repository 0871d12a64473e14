"""The engine: a bounded pool, and limits that the server enforces too."""

from sqlalchemy import URL, Pool, text
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

from src.core.config import Settings


def build_engine(settings: Settings, poolclass: type[Pool] | None = None) -> AsyncEngine:
    """Return the process's engine; a pool class of its own is for one-off jobs."""
    url = URL.create(
        "postgresql+asyncpg",
        username=settings.postgres_user,
        password=settings.postgres_password.get_secret_value(),
        host=settings.postgres_host,
        port=settings.postgres_port,
        database=settings.postgres_db,
    )
    connect_args = {
        "timeout": 5,
        "command_timeout": 10,
        "server_settings": {
            "application_name": settings.service_name,
            "statement_timeout": "4000",
            "lock_timeout": "3000",
            "idle_in_transaction_session_timeout": "15000",
        },
    }
    if poolclass is not None:
        return create_async_engine(url, poolclass=poolclass, connect_args=connect_args)
    return create_async_engine(
        url,
        pool_size=settings.postgres_pool_size,
        max_overflow=settings.postgres_max_overflow,
        pool_timeout=30,
        pool_recycle=1800,
        pool_pre_ping=True,
        connect_args=connect_args,
    )


def build_session_factory(engine: AsyncEngine) -> async_sessionmaker[AsyncSession]:
    """Return the factory of sessions, one for each request."""
    return async_sessionmaker(engine, expire_on_commit=False, autoflush=False)


async def ping(engine: AsyncEngine) -> None:
    """Raise unless the database answers through the pool."""
    async with engine.connect() as connection:
        await connection.execute(text("SELECT 1"))
