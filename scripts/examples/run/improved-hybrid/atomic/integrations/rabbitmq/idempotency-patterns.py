# needs: redis, rabbitmq
# with: atomic/integrations/rabbitmq/dto-contracts
import asyncio
from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from aio_pika import Message, connect_robust
from examples_plugin import stand_in
from redis.asyncio import Redis
from shared.events.orders import OrderPlaced


class TransientError(Exception):
    pass


stand_in("src.application.errors", TransientError=TransientError)
stand_in("src.application.stock", ReserveStock=object, reserve_stock=None)


async def test_done_running_and_failed(redis_url: str) -> None:
    from src.infrastructure.processed_events import ProcessedEvents

    async with Redis.from_url(redis_url, decode_responses=True) as redis:
        events, event_id = ProcessedEvents(redis, "q"), uuid4()
        with pytest.raises(ValueError, match="broken"):
            async with events.once(event_id) as first:
                assert first
                raise ValueError("broken")
        async with events.once(event_id) as first:
            assert first, "a failure frees the claim"
            with pytest.raises(TransientError):
                async with events.once(event_id):
                    pass
        async with events.once(event_id) as first:
            assert not first


async def test_a_redelivery_reserves_once(redis_url: str, rabbitmq_url: str) -> None:
    from src.consumers.stock import StockConsumer
    from src.infrastructure.processed_events import ProcessedEvents

    reserved: list[str] = []

    async def reserve(event: OrderPlaced, *, idempotency_key: str) -> None:
        reserved.append(idempotency_key)

    event = OrderPlaced(
        event_id=uuid4(), occurred_at=datetime.now(UTC), order_id=uuid4(), customer_id=uuid4(), total=Decimal(1), currency="EUR"
    )
    async with Redis.from_url(redis_url, decode_responses=True) as redis, await connect_robust(rabbitmq_url, timeout=10) as connection:
        channel = await connection.channel()
        queue = await channel.declare_queue("q.stock", durable=True)
        for _ in range(3):
            await channel.default_exchange.publish(Message(event.model_dump_json().encode()), routing_key="q.stock", timeout=5)
        await channel.set_qos(prefetch_count=1)
        await StockConsumer(ProcessedEvents(redis, "q.stock"), reserve).start(queue)
        async with asyncio.timeout(10):
            while not reserved:
                await asyncio.sleep(0.05)
            await asyncio.sleep(0.3)
        rest = await (await connection.channel()).declare_queue("q.stock", durable=True)
        assert rest.declaration_result.message_count == 0
        assert reserved == [str(event.event_id)]
