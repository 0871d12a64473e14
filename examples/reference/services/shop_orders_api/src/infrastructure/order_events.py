"""Publishes the events of the orders domain."""

import asyncio
from uuid import uuid5

import structlog
from aio_pika import DeliveryMode, ExchangeType, Message
from aio_pika.abc import AbstractExchange, AbstractRobustChannel
from opentelemetry.propagate import inject
from shared.events.orders import OrderPlaced
from structlog.contextvars import get_contextvars

from src.domain.orders import Order

EXCHANGE = "shop.events"
PUBLISH_TIMEOUT_S = 5
logger = structlog.get_logger(__name__)


def context_headers() -> dict[str, str]:
    """Return what a message must carry of its cause: the request id and the trace context."""
    headers = {"x-request-id": str(get_contextvars().get("request_id", ""))}
    inject(headers)
    return headers


class OrderEventPublisher:
    """Persistent, confirmed, traceable, limited in time."""

    def __init__(self, exchange: AbstractExchange, service: str) -> None:
        self._exchange = exchange
        self._service = service

    @classmethod
    async def on(cls, channel: AbstractRobustChannel, service: str) -> "OrderEventPublisher":
        """Declare the exchange on a channel opened with on_return_raises=True."""
        exchange = await channel.declare_exchange(EXCHANGE, ExchangeType.TOPIC, durable=True)
        return cls(exchange, service)

    async def order_placed(self, order: Order) -> None:
        """Publish and return when the broker has stored the message."""
        event = OrderPlaced(
            # Derived, so that the retry of a client announces the same happening.
            event_id=uuid5(order.id, "order.placed"),
            occurred_at=order.placed_at,
            order_id=order.id,
            customer_id=order.customer_id,
            chat_id=order.chat_id,
            total_cents=order.total_cents,
        )
        message = Message(
            event.model_dump_json().encode(),
            content_type="application/json",
            delivery_mode=DeliveryMode.PERSISTENT,
            message_id=str(event.event_id),
            timestamp=event.occurred_at,
            type=event.event_type,
            app_id=self._service,
            headers={**context_headers()},
        )
        async with asyncio.timeout(PUBLISH_TIMEOUT_S):
            await self._exchange.publish(message, routing_key="order.placed", mandatory=True)
        logger.info("event_published", event_type=event.event_type, event_id=str(event.event_id))
