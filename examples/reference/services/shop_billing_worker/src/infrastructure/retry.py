"""Delayed retries: one delay queue per delay, which expires into the work queue."""

import asyncio
from collections.abc import Sequence

from aio_pika import DeliveryMode, Message
from aio_pika.abc import AbstractChannel, AbstractIncomingMessage

PUBLISH_TIMEOUT_S = 5


class DelayedRetry:
    """Sends a message back to its queue after a delay that grows by attempt."""

    def __init__(self, channel: AbstractChannel, queue: str, delays_s: Sequence[int]) -> None:
        self._channel = channel
        self._queue = queue
        self._delays_s = delays_s

    async def declare(self) -> None:
        """Declare the delay queues."""
        for seconds in self._delays_s:
            await self._channel.declare_queue(
                f"{self._queue}.retry_{seconds}s",
                durable=True,
                arguments={
                    "x-queue-type": "quorum",
                    "x-message-ttl": seconds * 1000,
                    "x-dead-letter-exchange": "",
                    "x-dead-letter-routing-key": self._queue,
                },
            )

    def attempt_of(self, message: AbstractIncomingMessage) -> int:
        """Return how often the message has been sent to a delay queue."""
        count = message.headers.get("x-retry-count")
        return count if isinstance(count, int) else 0

    async def later(self, message: AbstractIncomingMessage) -> bool:
        """Publish a delayed copy; False when all attempts are used up."""
        attempt = self.attempt_of(message)
        if attempt >= len(self._delays_s):
            return False
        copy = Message(
            message.body,
            content_type=message.content_type,
            delivery_mode=DeliveryMode.PERSISTENT,
            message_id=message.message_id,
            type=message.type,
            headers={
                "x-request-id": message.headers.get("x-request-id"),
                "traceparent": message.headers.get("traceparent"),
                "x-retry-count": attempt + 1,
            },
        )
        async with asyncio.timeout(PUBLISH_TIMEOUT_S):
            await self._channel.default_exchange.publish(
                copy, routing_key=f"{self._queue}.retry_{self._delays_s[attempt]}s", mandatory=True
            )
        return True
