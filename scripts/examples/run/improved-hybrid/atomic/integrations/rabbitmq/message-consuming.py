# needs: rabbitmq
# kind: worker
# with: atomic/integrations/rabbitmq/dto-contracts, atomic/integrations/rabbitmq/exchange-queue-declaration
import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from aio_pika import DeliveryMode, Message, connect_robust
from examples_plugin import stand_in
from shared.events.orders import OrderPlaced

stand_in("src.application.ports", ProcessedEvents=object)


class Once:
    def __init__(self) -> None:
        self.seen: set[UUID] = set()

    @asynccontextmanager
    async def once(self, event_id: UUID) -> AsyncIterator[bool]:
        yield event_id not in self.seen
        self.seen.add(event_id)


async def test_handles_once_dead_letters_and_drains(rabbitmq_url: str) -> None:
    from src.consumers.order_mail import OrderMailConsumer
    from src.infrastructure.topology import DEAD_QUEUE, declare_order_mail

    sent: list[UUID] = []
    started = asyncio.Event()

    async def send(event: OrderPlaced) -> None:
        started.set()
        await asyncio.sleep(0.3)
        sent.append(event.event_id)

    event = OrderPlaced(
        event_id=uuid4(), occurred_at=datetime.now(UTC), order_id=uuid4(), customer_id=uuid4(), total=Decimal(1), currency="EUR"
    )
    async with await connect_robust(rabbitmq_url, timeout=10) as connection:
        channel = await connection.channel()
        await declare_order_mail(channel)
        exchange = await channel.get_exchange("shop.events")
        body = event.model_dump_json().encode()
        for text in (body, b"{}"):
            await exchange.publish(Message(text, delivery_mode=DeliveryMode.PERSISTENT, message_id="m"), routing_key="order.placed", timeout=5)

        stop = asyncio.Event()
        consumer = OrderMailConsumer(send, Once())
        run = asyncio.create_task(consumer.run(await connection.channel(), stop))
        async with asyncio.timeout(20):
            await started.wait()
            stop.set()
            await run
            assert sent == [event.event_id], "what had begun is finished before the end"
            dead = await channel.get_queue(DEAD_QUEUE)
            while (poison := await dead.get(fail=False)) is None:
                await asyncio.sleep(0.05)
        assert poison.body == b"{}"
        await poison.ack()
