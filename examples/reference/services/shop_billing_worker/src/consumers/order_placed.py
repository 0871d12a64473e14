"""Takes placed orders from the queue: parse, claim, bill, acknowledge."""

import asyncio

import structlog
from aio_pika.abc import AbstractIncomingMessage, AbstractRobustConnection
from shared.events.orders import OrderPlaced
from structlog.contextvars import bound_contextvars

from src.application.bill_order import BillOrder
from src.application.errors import TransientError
from src.consumers.measured import measured
from src.core.config import Settings
from src.domain.orders import PlacedOrder
from src.infrastructure.broker import QUEUE, declare_order_placed
from src.infrastructure.message_tracing import consumer_span
from src.infrastructure.processed_events import ProcessedEvents
from src.infrastructure.retry import DelayedRetry

logger = structlog.get_logger(__name__)


class OrderPlacedConsumer:
    """Bills each placed order once."""

    def __init__(
        self, bill: BillOrder, processed: ProcessedEvents, retry: DelayedRetry, settings: Settings
    ) -> None:
        self._bill = bill
        self._processed = processed
        self._retry = retry
        self._settings = settings
        self._in_work: set[asyncio.Task[None]] = set()

    async def run(self, broker: AbstractRobustConnection, stop: asyncio.Event) -> None:
        """Consume until `stop` is set, then finish what has been delivered."""
        channel = await broker.channel()
        await channel.set_qos(prefetch_count=self._settings.worker_prefetch_count)
        queue = await declare_order_placed(channel)
        tag = await queue.consume(self.on_message)
        await stop.wait()
        await queue.cancel(tag)
        if self._in_work:
            _, late = await asyncio.wait(
                self._in_work, timeout=self._settings.worker_drain_timeout_s
            )
            if late:
                logger.warning("drain_timed_out", unfinished=len(late))
                await channel.close()  # the broker requeues them before their tasks are cancelled

    async def on_message(self, message: AbstractIncomingMessage) -> None:
        """Acknowledge after the work or a planned retry; reject to the dead letters otherwise."""
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
                except TransientError:
                    attempt = self._retry.attempt_of(message) + 1
                    logger.warning("message_retry", attempt=attempt, exc_info=True)
                    if not await self._retry.later(message):
                        raise
                except asyncio.CancelledError:
                    await message.nack(requeue=True)
                    raise

    async def _handle(self, message: AbstractIncomingMessage) -> None:
        event = OrderPlaced.model_validate_json(message.body)
        order = PlacedOrder(id=event.order_id, chat_id=event.chat_id, total_cents=event.total_cents)
        async with self._processed.once(event.event_id) as is_first:
            if not is_first:
                logger.info("event_duplicate", event_id=str(event.event_id))
                return
            try:
                async with asyncio.timeout(self._settings.worker_message_timeout_s):
                    invoice = await self._bill(order, event.event_id)
            except TimeoutError as error:
                raise TransientError("billing took too long") from error
            logger.info("order_billed", order_id=str(order.id), invoice_id=str(invoice.id))
