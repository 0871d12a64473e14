"""Stand-ins for what a unit test does not start."""

import asyncio
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from aio_pika import Message


@dataclass
class RecordingBroker:
    """A connection, channel and exchange that keep what is published."""

    published: list[tuple[str, Message]] = field(default_factory=list)
    connected: asyncio.Event = field(default_factory=asyncio.Event)

    async def __aenter__(self) -> Self:
        self.connected.set()
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.connected.clear()

    async def channel(self, *, on_return_raises: bool) -> Self:
        assert on_return_raises
        return self

    async def declare_exchange(self, name: str, kind: object, *, durable: bool) -> Self:
        assert (name, durable) == ("shop.events", True)
        return self

    async def publish(self, message: Message, routing_key: str, *, mandatory: bool) -> None:
        assert mandatory
        self.published.append((routing_key, message))
