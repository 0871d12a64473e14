# needs: rabbitmq
import asyncio

import pytest
from aio_pika import Message, connect_robust
from aio_pika.abc import AbstractIncomingMessage
from src.consumers.handling import TransientError, handle_once
from src.infrastructure.retry import DelayedRetry

QUEUE = "q.work"


async def test_transient_failures_come_back_and_others_are_dead_lettered(rabbitmq_url: str) -> None:
    async with await connect_robust(rabbitmq_url, timeout=10) as connection:
        channel = await connection.channel(on_return_raises=True)
        dead = await channel.declare_queue("q.dead", durable=True)
        arguments = {"x-queue-type": "quorum", "x-dead-letter-exchange": "", "x-dead-letter-routing-key": "q.dead"}
        queue = await channel.declare_queue(QUEUE, durable=True, arguments=arguments)
        retry = DelayedRetry(channel, QUEUE, [1, 1])
        await retry.declare()
        attempts: list[int] = []

        async def fails(message: AbstractIncomingMessage) -> None:
            attempts.append(retry.attempt_of(message))
            raise TransientError

        await channel.default_exchange.publish(Message(b"a", message_id="7", headers={"x-request-id": "r"}), routing_key=QUEUE, timeout=5)
        async with asyncio.timeout(30):
            while len(attempts) < 3:
                message = await queue.get(fail=False)
                if message is None:
                    await asyncio.sleep(0.05)
                elif len(attempts) < 2:
                    await handle_once(message, retry, fails)
                else:
                    assert message.message_id == "7" and message.headers["x-request-id"] == "r"
                    with pytest.raises(TransientError):
                        await handle_once(message, retry, fails)
            assert attempts == [0, 1, 2]
            while (lost := await dead.get(fail=False)) is None:
                await asyncio.sleep(0.05)
        assert lost.body == b"a"
        await lost.ack()
