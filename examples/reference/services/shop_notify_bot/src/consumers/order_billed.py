"""Takes billed orders from the bot's own queue and tells customers."""

import asyncio

import structlog
from aio_pika.abc import AbstractChannel, AbstractIncomingMessage, AbstractQueue
from shared.events.orders import OrderBilled
from structlog.contextvars import bound_contextvars

from src.application.orders import NotifyCustomer
from src.consumers.measured import measured
from src.infrastructure.broker import QUEUE, declare_order_billed
from src.infrastructure.message_tracing import consumer_span

PREFETCH_COUNT = 10
DRAIN_TIMEOUT_S = 5.0
logger = structlog.get_logger(__name__)


class OrderBilledConsumer:
    """Notifies the customer of each billed order once."""

    def __init__(self, notify: NotifyCustomer) -> None:
        self._notify = notify
        self._in_work: set[asyncio.Task[None]] = set()
        self._queue: AbstractQueue | None = None
        self._tag: str | None = None

    async def start(self, channel: AbstractChannel) -> None:
        """Begin to consume; Telegram limits how fast the bot may send."""
        await channel.set_qos(prefetch_count=PREFETCH_COUNT)
        self._queue = await declare_order_billed(channel)
        self._tag = await self._queue.consume(self.on_message)

    async def stop(self) -> None:
        """Take no more messages, and finish what was delivered."""
        if self._queue is not None and self._tag is not None:
            await self._queue.cancel(self._tag)
        if self._in_work:
            await asyncio.wait(self._in_work, timeout=DRAIN_TIMEOUT_S)

    async def on_message(self, message: AbstractIncomingMessage) -> None:
        """Acknowledge after the notice is sent."""
        task = asyncio.current_task()
        if task is not None:
            self._in_work.add(task)
            task.add_done_callback(self._in_work.discard)
        request_id = str(message.headers.get("x-request-id") or f"msg-{message.message_id}")
        with bound_contextvars(request_id=request_id, message_id=message.message_id):
            async with message.process(ignore_processed=True):
                try:
                    with consumer_span(message, QUEUE):
                        async with measured(QUEUE, message):
                            await self._handle(message)
                except asyncio.CancelledError:
                    await message.nack(requeue=True)
                    raise

    async def _handle(self, message: AbstractIncomingMessage) -> None:
        event = OrderBilled.model_validate_json(message.body)
        is_sent = await self._notify(
            event.event_id, event.chat_id, event.order_id, event.total_cents
        )
        logger.info("order_notice", order_id=str(event.order_id), is_sent=is_sent)
