"""The client (short selection, bounded pool, aware times, standard UUIDs) and its indexes."""

from __future__ import annotations

from typing import Any

from motor.motor_asyncio import AsyncIOMotorClient, AsyncIOMotorDatabase
from pymongo import ASCENDING, DESCENDING, IndexModel

from src.core.config import Settings

NINETY_DAYS_S = 90 * 24 * 3600


def build_client(settings: Settings) -> AsyncIOMotorClient[dict[str, Any]]:
    """Return the process's client; it connects with its first operation."""
    return AsyncIOMotorClient(
        host=settings.mongo_host,
        port=settings.mongo_port,
        username=settings.mongo_user,
        password=settings.mongo_password.get_secret_value(),
        appname=settings.service_name,
        maxPoolSize=30,
        minPoolSize=5,
        serverSelectionTimeoutMS=3000,
        connectTimeoutMS=2000,
        timeoutMS=4000,
        waitQueueTimeoutMS=2000,
        tz_aware=True,
        uuidRepresentation="standard",
        retryWrites=True,
        w="majority",
    )


async def ensure_indexes(database: AsyncIOMotorDatabase[dict[str, Any]]) -> None:
    """Create what the queries of this service need; free where it exists."""
    await database["order_events"].create_indexes(
        [
            IndexModel(
                [("order_id", ASCENDING), ("occurred_at", DESCENDING), ("_id", DESCENDING)],
                name="ix_order_events_order_id_occurred_at",
            ),
            IndexModel(
                [("occurred_at", ASCENDING)],
                name="ix_order_events_occurred_at_ttl",
                expireAfterSeconds=NINETY_DAYS_S,
            ),
        ]
    )
