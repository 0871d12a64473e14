"""Stand-ins for RabbitMQ; Redis is fakeredis, the data services are mocked at the transport."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

from aio_pika import Message
from aio_pika.abc import AbstractIncomingMessage


@dataclass
class RecordingExchange:
    """An exchange (and the channel around it) that keeps what is published."""

    published: list[tuple[str, Message]] = field(default_factory=list)

    @property
    def default_exchange(self) -> "RecordingExchange":
        return self

    async def publish(self, message: Message, routing_key: str, *, mandatory: bool) -> None:
        assert mandatory
        self.published.append((routing_key, message))


@dataclass
class Delivery:
    """A delivered message and what became of it."""

    body: bytes
    headers: dict[str, Any] = field(default_factory=dict)
    message_id: str = "0d9f0c52"
    content_type: str = "application/json"
    type: str = "order.placed"
    timestamp: datetime = field(default_factory=lambda: datetime.now(UTC))
    redelivered: bool = False
    outcome: str = "unacknowledged"

    @asynccontextmanager
    async def process(self, *, ignore_processed: bool) -> AsyncIterator[None]:
        assert ignore_processed
        try:
            yield
        except BaseException:
            if self.outcome == "unacknowledged":
                self.outcome = "rejected"
            raise
        self.outcome = "acknowledged"

    def as_message(self) -> AbstractIncomingMessage:
        """Return itself as what a consumer is given."""
        return cast(AbstractIncomingMessage, self)

    async def nack(self, *, requeue: bool) -> None:
        self.outcome = "requeued" if requeue else "rejected"
