# needs: rabbitmq
# kind: worker
import asyncio

from aio_pika import Message, connect_robust
from aio_pika.abc import AbstractIncomingMessage
from src.consumers.draining import DrainingConsumer


async def test_running_handlers_get_their_time(rabbitmq_url: str) -> None:
    async with await connect_robust(rabbitmq_url, timeout=10) as connection:
        channel = await connection.channel()
        queue = await channel.declare_queue("q.work", durable=True)
        finished: list[bytes] = []
        begun = asyncio.Event()

        async def handle(message: AbstractIncomingMessage) -> None:
            begun.set()
            await asyncio.sleep(0.3 if message.body == b"quick" else 30)
            finished.append(message.body)

        consumer = DrainingConsumer(await connection.channel(), "q.work", handle)
        await channel.default_exchange.publish(Message(b"quick"), routing_key="q.work", timeout=5)
        await consumer.start()
        await begun.wait()
        assert await consumer.drain(5)
        assert finished == [b"quick"]
        await channel.default_exchange.publish(Message(b"late"), routing_key="q.work", timeout=5)
        await asyncio.sleep(0.2)
        late = await queue.get(fail=False)
        assert late is not None and finished == [b"quick"], "nothing is delivered after the cancel"
        await late.reject(requeue=True)

        slow = DrainingConsumer(await connection.channel(), "q.work", handle)
        begun.clear()
        await slow.start()
        await begun.wait()
        assert not await slow.drain(0.1), "a handler that does not end is told"
