"""Publishes the events of billing."""

import asyncio
from datetime import UTC, datetime
from uuid import UUID

import structlog
from aio_pika import DeliveryMode, ExchangeType, Message
from aio_pika.abc import AbstractChannel, AbstractExchange
from shared.events.orders import OrderBilled

from src.application.errors import TransientError
from src.domain.orders import Invoice
from src.infrastructure.broker import EXCHANGE
from src.infrastructure.message_tracing import context_headers

PUBLISH_TIMEOUT_S = 5
logger = structlog.get_logger(__name__)


class BillingEventPublisher:
    """Persistent, confirmed, traceable, limited in time."""

    def __init__(self, exchange: AbstractExchange, service: str) -> None:
        self._exchange = exchange
        self._service = service

    @classmethod
    async def on(cls, channel: AbstractChannel, service: str) -> "BillingEventPublisher":
        """Declare the exchange on a channel opened with on_return_raises=True."""
        exchange = await channel.declare_exchange(EXCHANGE, ExchangeType.TOPIC, durable=True)
        return cls(exchange, service)

    async def order_billed(self, invoice: Invoice, event_id: UUID) -> None:
        """Publish and return when the broker has stored the message."""
        event = OrderBilled(
            event_id=event_id,
            occurred_at=datetime.now(UTC),
            order_id=invoice.order_id,
            invoice_id=invoice.id,
            chat_id=invoice.chat_id,
            total_cents=invoice.amount_cents,
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
        try:
            async with asyncio.timeout(PUBLISH_TIMEOUT_S):
                await self._exchange.publish(message, routing_key="order.billed", mandatory=True)
        except TimeoutError as error:
            raise TransientError("RabbitMQ did not confirm the event") from error
        logger.info("event_published", event_type=event.event_type, event_id=str(event.event_id))
