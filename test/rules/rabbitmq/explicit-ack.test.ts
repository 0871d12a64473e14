import { describeRule } from '../../support/describeRule';

describeRule('rabbitmq/explicit-ack', ({ catches, leaves }) => {
  catches('a consumer that acknowledges on delivery', `
    import aio_pika


    async def consume(url: str) -> None:
        connection = await aio_pika.connect_robust(url)
        channel = await connection.channel()
        queue = await channel.declare_queue("q.mailer.orders", durable=True)
        await queue.consume(on_message, no_ack=True)
    #                                   ^^^^^^^^^^^ error: rabbitmq/explicit-ack: \`no_ack=True\` makes RabbitMQ forget a message before the work on it is done; leave it out and handle each message inside \`async with message.process():\`.


    async def on_message(message: aio_pika.IncomingMessage) -> None:
        async with message.process():
            print(message.body)
  `, { kind: 'worker' });

  catches('no_ack by position, in an iterator and in a single get', `
    from aio_pika.abc import AbstractQueue, AbstractRobustQueue
    from src.handlers import on_message


    async def first(queue: AbstractQueue) -> None:
        await queue.consume(on_message, True)
    #                                   ^^^^ error: rabbitmq/explicit-ack


    async def second(queue: AbstractRobustQueue) -> None:
        async with queue.iterator(no_ack=True) as messages:
    #                             ^^^^^^^^^^^ error: rabbitmq/explicit-ack
            async for message in messages:
                print(message.body)


    async def third(queue: AbstractRobustQueue) -> bytes:
        return (await queue.get(no_ack=True, timeout=3)).body
    #                           ^^^^^^^^^^^ error: rabbitmq/explicit-ack
  `);

  catches('a method that never acknowledges, and a callback with arguments bound to it', `
    from functools import partial

    from aio_pika.abc import AbstractIncomingMessage, AbstractRobustChannel


    class OrderConsumer:
        def __init__(self, channel: AbstractRobustChannel) -> None:
            self._channel = channel
            self._queue = None

        async def start(self) -> None:
            self._queue = await self._channel.declare_queue("q.mailer.orders", durable=True)
            await self._queue.consume(self._on_message)
    #                                 ^^^^^^^^^^^^^^^^ error: rabbitmq/explicit-ack: \`_on_message\` does not acknowledge the messages that \`self._queue.consume\` gives it; do its work inside \`async with message.process():\`.
            await self._queue.consume(callback=partial(on_order, self))
    #                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: rabbitmq/explicit-ack

        async def _on_message(self, message: AbstractIncomingMessage) -> None:
            self.process(message.body)

        def process(self, body: bytes) -> None:
            print(body)


    async def on_order(consumer: OrderConsumer, msg: AbstractIncomingMessage) -> None:
        print(msg.body.decode())
  `, { kind: 'worker' });

  catches('a callback whose helper does not acknowledge either', `
    import json

    from aio_pika import IncomingMessage
    from aio_pika.abc import AbstractQueue


    def decoded(message: IncomingMessage) -> dict[str, str]:
        return json.loads(message.body)


    async def on_message(message: IncomingMessage) -> None:
        print(decoded(message))


    async def consume(queue: AbstractQueue) -> None:
        await queue.consume(on_message)
    #                       ^^^^^^^^^^ error: rabbitmq/explicit-ack
  `);

  catches('a loop that never acknowledges', `
    import asyncio

    import aio_pika


    async def main(url: str) -> None:
        connection = await aio_pika.connect_robust(url)
        async with connection:
            channel = await connection.channel()
            queue = await channel.get_queue("q.mailer.orders")
            async with queue.iterator() as incoming:
    #                  ^^^^^^^^^^^^^^ error: rabbitmq/explicit-ack: this loop over \`queue.iterator\` does not acknowledge its messages; handle each one inside \`async with order.process():\`.
                async for order in incoming:
                    print(order.body)


    asyncio.run(main("amqp://rabbitmq/"))
  `, { kind: 'worker' });

  leaves('acknowledgement by process, in the callback, in a nested function, or under a condition', `
    from aio_pika.abc import AbstractIncomingMessage, AbstractQueue


    async def on_message(message: AbstractIncomingMessage) -> None:
        async with message.process(requeue=True, ignore_processed=True):
            print(message.body)


    async def on_order(m) -> None:
        async def work() -> None:
            async with m.process():
                print(m.body)

        await work()


    async def consume(queue: AbstractQueue) -> None:
        await queue.consume(on_message, no_ack=False)
        await queue.consume(callback=on_order)
        async with queue.iterator() as messages:
            async for message in messages:
                async with message.process():
                    print(message.body)
  `);

  leaves('acknowledgement by hand', `
    from aio_pika.abc import AbstractIncomingMessage, AbstractQueue


    async def on_message(message: AbstractIncomingMessage) -> None:
        try:
            print(message.body)
        except ValueError:
            await message.reject(requeue=False)
        else:
            await message.ack()


    async def on_order(message: AbstractIncomingMessage) -> None:
        await message.channel.basic_ack(message.delivery_tag)


    async def consume(queue: AbstractQueue) -> None:
        await queue.consume(on_message)
        await queue.consume(on_order)
  `);

  leaves('messages that are handed on', `
    import asyncio
    from aio_pika.abc import AbstractIncomingMessage, AbstractQueue
    from src.handling import handle


    class Consumer:
        def __init__(self, queue: AbstractQueue) -> None:
            self._queue = queue
            self._waiting: asyncio.Queue[AbstractIncomingMessage] = asyncio.Queue()

        async def start(self) -> None:
            await self._queue.consume(self._put)
            await self._queue.consume(self._spawn)
            await self._queue.consume(self._keep)
            await self._queue.consume(self._helped)

        async def _put(self, message: AbstractIncomingMessage) -> None:
            await self._waiting.put(message)

        async def _spawn(self, message: AbstractIncomingMessage) -> None:
            async with asyncio.TaskGroup() as group:
                group.create_task(handle(message))

        async def _keep(self, message: AbstractIncomingMessage) -> None:
            self._last = message

        async def _helped(self, message: AbstractIncomingMessage) -> None:
            await self._finish(message)

        async def _finish(self, done: AbstractIncomingMessage) -> None:
            await done.ack()
  `);

  leaves('a generator that gives its messages to whoever asks', `
    from collections.abc import AsyncIterator

    from aio_pika.abc import AbstractIncomingMessage, AbstractQueue


    async def messages(queue: AbstractQueue) -> AsyncIterator[AbstractIncomingMessage]:
        async with queue.iterator() as incoming:
            async for message in incoming:
                yield message


    def iterator(queue: AbstractQueue) -> object:
        return queue.iterator()
  `);

  leaves('the queue of answers, which goes with its only consumer', `
    import asyncio

    from aio_pika.abc import AbstractChannel, AbstractIncomingMessage


    class Prices:
        def __init__(self, channel: AbstractChannel) -> None:
            self._channel = channel
            self._futures: dict[str, asyncio.Future[bytes]] = {}

        async def connect(self) -> None:
            self._answers = await self._channel.declare_queue(exclusive=True)
            await self._answers.consume(self._on_answer, no_ack=True)
            direct = await self._channel.get_queue("amq.rabbitmq.reply-to")
            await direct.consume(self._on_answer, no_ack=True)

        async def _on_answer(self, message: AbstractIncomingMessage) -> None:
            self._futures.pop(message.correlation_id or "").set_result(message.body)
  `);

  leaves('callbacks that cannot be seen, or that others write', `
    from abc import ABC, abstractmethod

    from aio_pika.abc import AbstractIncomingMessage, AbstractQueue
    from src.acknowledging import acknowledged
    from src.handlers import OrderHandler, on_message


    class Consumer(ABC):
        async def start(self, queue: AbstractQueue, given: object) -> None:
            await queue.consume(on_message)
            await queue.consume(OrderHandler())
            await queue.consume(given)
            await queue.consume(self.handle)
            await queue.consume(self.open)
            await queue.consume(self.wrapped)
            await queue.consume(lambda message: on_message(message))

        @abstractmethod
        async def handle(self, message: AbstractIncomingMessage) -> None: ...

        async def open(self, message: AbstractIncomingMessage) -> None:
            """Handles a message."""
            raise NotImplementedError

        @acknowledged
        async def wrapped(self, message: AbstractIncomingMessage) -> None:
            print(message.body)
  `);

  leaves('consumers of other things', `
    import asyncio
    from aiokafka import AIOKafkaConsumer
    from faststream.rabbit import RabbitBroker

    broker = RabbitBroker()


    @broker.subscriber("orders")
    async def on_order(order: dict[str, str]) -> None:
        print(order)


    async def main(consumer: AIOKafkaConsumer, waiting: asyncio.Queue[bytes]) -> None:
        await waiting.get()
        consumer.consume(on_order, no_ack=True)
  `);

  leaves('tests', `
    //- services/orders_api/src/main.py kind:api
    async def main() -> None: ...
    //- services/orders_api/tests/test_events.py
    from aio_pika.abc import AbstractQueue

    async def received(queue: AbstractQueue) -> bytes:
        return (await queue.get(no_ack=True)).body
  `);
});
