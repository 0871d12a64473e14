"""Documents in and out; the mapping here is their only definition."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from motor.motor_asyncio import AsyncIOMotorDatabase
from pymongo import DESCENDING
from pymongo.errors import ConnectionFailure

from src.domain.order_events import OrderEvent, StoreUnavailableError

MAX_PAGE = 100
SCHEMA_VERSION = 1


class MongoOrderEvents:
    """What has happened to orders, newest first."""

    def __init__(self, database: AsyncIOMotorDatabase[dict[str, Any]]) -> None:
        self._events = database["order_events"]

    async def put(self, event: OrderEvent) -> None:
        """Store the event under its id; an event that is there already stays as it is."""
        document = {
            "schema_version": SCHEMA_VERSION,
            "order_id": event.order_id,
            "event_type": event.event_type,
            "occurred_at": event.occurred_at,
        }
        try:
            await self._events.update_one(
                {"_id": event.event_id}, {"$setOnInsert": document}, upsert=True
            )
        except ConnectionFailure as error:
            raise StoreUnavailableError from error

    async def page(self, order_id: UUID, limit: int) -> list[OrderEvent]:
        """Return the latest events of an order."""
        size = max(1, min(limit, MAX_PAGE))
        cursor = (
            self._events.find({"order_id": order_id})
            .sort([("occurred_at", DESCENDING), ("_id", DESCENDING)])
            .limit(size)
        )
        try:
            documents = await cursor.to_list(length=size)
        except ConnectionFailure as error:
            raise StoreUnavailableError from error
        return [
            OrderEvent(
                event_id=document["_id"],
                order_id=document["order_id"],
                event_type=document["event_type"],
                occurred_at=document["occurred_at"],
            )
            for document in documents
        ]
