# needs: rabbitmq
import asyncio
import os
import signal

import structlog
from aio_pika import Message, connect_robust
from examples_plugin import block, stand_in

stand_in("src.consumer", consume_paid_orders=None)
stand_in("src.core.config", Settings=None)
stand_in("src.resources", open_resources=None)


async def test_the_first_signal_asks_and_the_second_ends() -> None:
    main = block("def stop_on_signals").load()
    stop = asyncio.Event()
    main.stop_on_signals(stop)
    os.kill(os.getpid(), signal.SIGTERM)
    async with asyncio.timeout(2):
        await stop.wait()
    loop = asyncio.get_running_loop()
    assert not loop.remove_signal_handler(signal.SIGTERM) and not loop.remove_signal_handler(signal.SIGINT)


async def test_a_late_message_goes_back(rabbitmq_url: str) -> None:
    from src.drain import drain

    connection = await connect_robust(rabbitmq_url, timeout=10)
    channel = await connection.channel()
    queue = await channel.declare_queue("q.drain", durable=True)
    await channel.default_exchange.publish(Message(b"slow"), routing_key="q.drain", timeout=5)
    begun, running = asyncio.Event(), set()

    async def handle(message) -> None:
        running.add(asyncio.current_task())
        begun.set()
        async with message.process():
            await asyncio.sleep(3600)

    tag = await queue.consume(handle)
    await begun.wait()
    async with asyncio.timeout(10):
        await drain(queue, tag, running, connection, 0.1)
    async with await connect_robust(rabbitmq_url, timeout=10) as other:
        again = await (await other.channel()).get_queue("q.drain")
        async with asyncio.timeout(10):
            while (message := await again.get(fail=False)) is None:
                await asyncio.sleep(0.05)
        assert message.body == b"slow" and message.redelivered
        await message.ack()
    for task in running:
        task.cancel()
