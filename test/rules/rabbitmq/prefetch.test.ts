import { describeRule } from '../../support/describeRule';

describeRule('rabbitmq/prefetch', ({ catches, leaves, fixes, offersNoFix }) => {
  catches('a worker that consumes all at once', `
    import aio_pika
    from aio_pika.abc import AbstractIncomingMessage


    async def on_message(message: AbstractIncomingMessage) -> None:
        async with message.process():
            print(message.body)


    async def main(url: str) -> None:
        connection = await aio_pika.connect_robust(url)
        channel = await connection.channel()
        queue = await channel.declare_queue("q.mailer.orders", durable=True)
        await queue.consume(on_message)
    #         ^^^^^^^^^^^^^ warning: rabbitmq/prefetch: \`queue.consume\` takes as many messages as the queue holds, because its channel has no prefetch count; call \`await channel.set_qos(prefetch_count=50)\` first.
  `, { kind: 'worker' });

  catches('a loop over an iterator, and prefetch_count=0, which is no limit', `
    from aio_pika.abc import AbstractChannel


    async def run(channel: AbstractChannel) -> None:
        await channel.set_qos(prefetch_count=0)
        queue = await channel.get_queue("q.orders_api.invoices")
        async with queue.iterator() as messages:
    #              ^^^^^^^^^^^^^^ warning: rabbitmq/prefetch
            async for message in messages:
                await message.ack()
  `);

  catches('a consumer class that opens its own channel', `
    //- services/mailer/src/broker.py kind:bot
    from aio_pika import connect_robust
    from aio_pika.abc import AbstractRobustConnection


    async def open_broker(host: str) -> AbstractRobustConnection:
        return await connect_robust(host=host)
    //- services/mailer/src/consumer.py
    from aio_pika.abc import AbstractIncomingMessage

    from .broker import open_broker


    class Consumer:
        async def start(self, host: str) -> None:
            self._connection = await open_broker(host)
            self._channel = await self._connection.channel()
            self._queue = await self._channel.declare_queue("q.mailer.orders", durable=True)
            self._tag = await self._queue.consume(self._on_message, no_ack=False)
    #                         ^^^^^^^^^^^^^^^^^^^ warning: rabbitmq/prefetch: \`self._queue.consume\` takes as many messages as the queue holds, because its channel has no prefetch count; call \`await self._channel.set_qos(prefetch_count=10)\` first.

        async def _on_message(self, message: AbstractIncomingMessage) -> None:
            await message.ack()
  `);

  leaves('a count that is set in the same function, class or file', `
    from aio_pika.abc import AbstractChannel, AbstractIncomingMessage, AbstractQueue


    class Consumer:
        async def open(self, channel: AbstractChannel, count: int) -> None:
            self._channel = channel
            await self._channel.set_qos(count)

        async def start(self, queue: AbstractQueue) -> None:
            await queue.consume(self._on_message)

        async def _on_message(self, message: AbstractIncomingMessage) -> None:
            await message.ack()
  `);

  leaves('a count that the composition root, or the module of the connection, has set', `
    //- services/mailer/src/main.py kind:worker
    from src.broker import open_channel
    from src.consumer import consume


    async def main() -> None:
        channel = await open_channel("amqp://rabbitmq/")
        await consume(await channel.get_queue("q.mailer.orders"))
    //- services/mailer/src/broker.py
    import aio_pika


    async def open_channel(url: str):
        connection = await aio_pika.connect_robust(url)
        channel = await connection.channel()
        await channel.set_qos(prefetch_count=50)
        return channel
    //- services/mailer/src/consumer.py
    from aio_pika.abc import AbstractIncomingMessage, AbstractQueue


    async def consume(queue: AbstractQueue) -> None:
        await queue.consume(on_message)


    async def on_message(message: AbstractIncomingMessage) -> None:
        await message.ack()
  `);

  leaves('queues of one connection, and messages that nobody acknowledges', `
    from aio_pika.abc import AbstractChannel, AbstractIncomingMessage


    async def on_answer(message: AbstractIncomingMessage) -> None:
        await message.ack()


    async def ask(channel: AbstractChannel) -> None:
        answers = await channel.declare_queue(exclusive=True)
        await answers.consume(on_answer)
        prices = await channel.declare_queue("prices", durable=True)
        await prices.consume(on_answer, no_ack=True)
        await prices.get(timeout=5)
  `);

  leaves('consumers of other things', `
    from aiokafka import AIOKafkaConsumer
    from faststream.rabbit import RabbitBroker
    from src.queue import Queue

    broker = RabbitBroker("amqp://rabbitmq/")


    async def run(queue: Queue, consumer: AIOKafkaConsumer, unknown) -> None:
        await queue.consume(print)
        await unknown.consume(print)
        for item in queue.iterator():
            print(item)
  `);

  fixes('a channel that the function names', `
    from aio_pika.abc import AbstractChannel, AbstractIncomingMessage


    async def on_message(message: AbstractIncomingMessage) -> None:
        async with message.process():
            await handle(message.message_id)


    async def run(channel: AbstractChannel) -> None:
        queue = await channel.get_queue("orders")
        tag = await queue.consume(on_message)
        print(tag)
  `, `
    from aio_pika.abc import AbstractChannel, AbstractIncomingMessage


    async def on_message(message: AbstractIncomingMessage) -> None:
        async with message.process():
            await handle(message.message_id)


    async def run(channel: AbstractChannel) -> None:
        queue = await channel.get_queue("orders")
        await channel.set_qos(prefetch_count=20)
        tag = await queue.consume(on_message)
        print(tag)
  `, { title: 'Set prefetch_count=20' });

  fixes('a queue that the function is given', `
    from aio_pika.abc import AbstractQueue


    async def run(queue: AbstractQueue) -> None:
        async with queue.iterator() as messages:
            async for message in messages:
                await message.ack()
  `, `
    from aio_pika.abc import AbstractQueue


    async def run(queue: AbstractQueue) -> None:
        await queue.channel.set_qos(prefetch_count=20)
        async with queue.iterator() as messages:
            async for message in messages:
                await message.ack()
  `, { newline: '\r\n' });

  offersNoFix('a consumer that is started within another expression', `
    import asyncio

    from aio_pika.abc import AbstractIncomingMessage, AbstractQueue


    async def on_message(message: AbstractIncomingMessage) -> None:
        await message.ack()


    async def run(first: AbstractQueue, second: AbstractQueue) -> None:
        await asyncio.gather(first.consume(on_message), second.consume(on_message))
    #                        ^^^^^^^^^^^^^ warning: rabbitmq/prefetch
    #                                                   ^^^^^^^^^^^^^^ warning: rabbitmq/prefetch
  `);
});
