# needs: rabbitmq
from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from aio_pika import DeliveryMode, connect_robust
from aio_pika.exceptions import DeliveryError
from shared.events.orders import OrderPlaced
from examples_plugin import block
from src.infrastructure.order_events import OrderEvents


def placed() -> OrderPlaced:
    return OrderPlaced(
        event_id=uuid4(), occurred_at=datetime.now(UTC), order_id=uuid4(), customer_id=uuid4(), total=Decimal("9.90"), currency="EUR"
    )


async def test_a_message_is_persistent_typed_and_traceable(rabbitmq_url: str) -> None:
    async with await connect_robust(rabbitmq_url, timeout=10) as connection:
        channel = await connection.channel(on_return_raises=True)
        events = await OrderEvents.on(channel, "shop_orders_api")
        queue = await channel.declare_queue(exclusive=True)
        await queue.bind("shop.events", routing_key="order.placed")
        event = placed()
        await events.placed(event, request_id="req-1")
        message = await queue.get(timeout=5)
        assert OrderPlaced.model_validate_json(message.body) == event
        assert (message.delivery_mode, message.message_id, message.type) == (DeliveryMode.PERSISTENT, str(event.event_id), "order.placed")
        assert message.headers["x-request-id"] == "req-1" and message.app_id == "shop_orders_api"
        await message.ack()


async def test_nobody_listens(rabbitmq_url: str) -> None:
    async with await connect_robust(rabbitmq_url, timeout=10) as connection:
        events = await OrderEvents.on(await connection.channel(on_return_raises=True), "shop_orders_api")
        with pytest.raises(DeliveryError):
            await events.placed(placed(), request_id="req-2")


async def test_the_mistake_lives_in_memory(rabbitmq_url: str) -> None:
    publish = block("lives in the broker's memory", incorrect=True).load().publish_placed
    async with await connect_robust(rabbitmq_url, timeout=10) as connection:
        channel = await connection.channel()
        exchange = await channel.declare_exchange("shop.events", "topic", durable=True)
        queue = await channel.declare_queue(exclusive=True)
        await queue.bind(exchange, routing_key="order.placed")
        await publish(exchange, placed(), "req-3")
        message = await queue.get(timeout=5)
        assert message.delivery_mode is not DeliveryMode.PERSISTENT
        await message.ack()
