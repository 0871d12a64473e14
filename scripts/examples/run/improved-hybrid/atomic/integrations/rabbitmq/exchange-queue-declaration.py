# needs: rabbitmq
import asyncio

import pytest
from aio_pika import DeliveryMode, Message, connect_robust
from aio_pika.exceptions import ChannelPreconditionFailed
from src.infrastructure.topology import DEAD_QUEUE, QUEUE, declare_order_mail


async def test_declares_twice_routes_and_dead_letters(rabbitmq_url: str) -> None:
    async with await connect_robust(rabbitmq_url, timeout=10) as connection:
        await declare_order_mail(await connection.channel())
        channel = await connection.channel(on_return_raises=True)
        queue = await declare_order_mail(channel)
        exchange = await channel.get_exchange("shop.events")
        for key in ("order.placed", "order.cancelled"):
            await exchange.publish(Message(key.encode(), delivery_mode=DeliveryMode.PERSISTENT), routing_key=key, mandatory=True, timeout=5)
        async with asyncio.timeout(10):
            await (await queue.get()).reject(requeue=False)
            dead_queue = await channel.get_queue(DEAD_QUEUE)
            while (dead := await dead_queue.get(fail=False)) is None:
                await asyncio.sleep(0.05)
        assert dead.body == b"order.placed"
        await dead.ack()


async def test_other_arguments_are_refused(rabbitmq_url: str) -> None:
    async with await connect_robust(rabbitmq_url, timeout=10) as connection:
        await declare_order_mail(await connection.channel())
        with pytest.raises(ChannelPreconditionFailed):
            await (await connection.channel()).declare_queue(QUEUE, durable=True)
