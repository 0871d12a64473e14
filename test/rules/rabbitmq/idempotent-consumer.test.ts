import { describeRule } from '../../support/describeRule';

describeRule('rabbitmq/idempotent-consumer', ({ catches, leaves }) => {
  catches('a callback that acts on what the event says', `
    from aio_pika.abc import AbstractIncomingMessage, AbstractQueue
    from shared.events.orders import OrderPlaced
    from src.stock import reserve_stock


    async def on_message(message: AbstractIncomingMessage) -> None:
        async with message.process(ignore_processed=True):
            event = OrderPlaced.model_validate_json(message.body)
            await reserve_stock(event.order_id, event.quantity)


    async def run(queue: AbstractQueue) -> None:
        await queue.consume(on_message)
    #                       ^^^^^^^^^^ hint: rabbitmq/idempotent-consumer: \`on_message\` calls \`reserve_stock\` again each time the same event is delivered; claim the \`event_id\` first, or pass it on as the idempotency key.
  `, { kind: 'worker' });

  catches('a method whose helper does the work', `
    import json

    import httpx
    from aio_pika.abc import AbstractChannel, AbstractIncomingMessage


    class Consumer:
        def __init__(self, client: httpx.AsyncClient) -> None:
            self._client = client

        async def start(self, channel: AbstractChannel) -> None:
            queue = await channel.declare_queue("q.mailer.orders", durable=True)
            await queue.consume(self.on_message)
    #                           ^^^^^^^^^^^^^^^ hint: rabbitmq/idempotent-consumer: \`on_message\` calls \`self._client.post\` again each time the same event is delivered; claim the \`event_id\` first, or pass it on as the idempotency key.

        async def on_message(self, message: AbstractIncomingMessage) -> None:
            async with message.process():
                await self._book(json.loads(message.body))

        async def _book(self, order: dict) -> None:
            await self._client.post("/api/v1/bookings", json={"order": order["order_id"]})
  `);

  catches('a nested callback, and one with arguments bound to it', `
    from functools import partial

    from aio_pika.abc import AbstractIncomingMessage, AbstractQueue
    from aiogram import Bot


    async def notify(bot: Bot, message: AbstractIncomingMessage) -> None:
        chat, text = message.body.decode().split(";", 1)
        await bot.send_message(int(chat), text)
        await message.ack()


    async def run(queue: AbstractQueue, other: AbstractQueue, bot: Bot) -> None:
        async def on_message(message: AbstractIncomingMessage) -> None:
            async with message.process():
                await bot.send_message(1, "paid")

        await queue.consume(on_message)
    #                       ^^^^^^^^^^ hint: rabbitmq/idempotent-consumer
        await other.consume(partial(notify, bot))
    #                       ^^^^^^^^^^^^^^^^^^^^ hint: rabbitmq/idempotent-consumer
  `, { kind: 'bot' });

  catches('a loop over the messages of a queue', `
    import json

    from aio_pika.abc import AbstractQueue
    from src.hub import manager


    async def consume(queue: AbstractQueue) -> None:
        async with queue.iterator() as messages:
    #              ^^^^^^^^^^^^^^ hint: rabbitmq/idempotent-consumer: \`consume\` calls \`manager.deliver\` again each time the same event is delivered; claim the \`event_id\` first, or pass it on as the idempotency key.
            async for message in messages:
                async with message.process():
                    data = json.loads(message.body.decode())
                    for receiver in data.get("receivers", []):
                        await manager.deliver(receiver, data.get("text"))
  `, { kind: 'worker' });

  catches('a callback that hands the whole on only where it fails', `
    import json

    import httpx
    from aio_pika.abc import AbstractIncomingMessage, AbstractQueue
    from src.mails import failures, mailer


    async def address_of(user: str) -> str:
        async with httpx.AsyncClient(timeout=5.0) as client:
            return (await client.get(f"http://users_api:8000/users/{user}")).text


    async def on_message(message: AbstractIncomingMessage) -> None:
        async with message.process():
            data = json.loads(message.body)
            await address_of(data["user"])
            try:
                await mailer.send(data["address"])
            except OSError:
                await failures.save(data)


    async def run(queue: AbstractQueue) -> None:
        await queue.consume(on_message)
    #                       ^^^^^^^^^^ hint: rabbitmq/idempotent-consumer: \`on_message\` calls \`mailer.send\` again each time the same event is delivered; claim the \`event_id\` first, or pass it on as the idempotency key.
  `, { kind: 'worker' });

  leaves('loops that know what they have handled, that hand it on, or do nothing', `
    import json

    from aio_pika.abc import AbstractQueue
    from src.orders import handle, claim, ship


    async def known(queue: AbstractQueue) -> None:
        async with queue.iterator() as messages:
            async for message in messages:
                async with message.process():
                    data = json.loads(message.body)
                    if await claim(data["event_id"]):
                        await ship(data["order"])


    async def handed_on(queue: AbstractQueue) -> None:
        async with queue.iterator() as messages:
            async for message in messages:
                await handle(message)


    async def shown(queue: AbstractQueue) -> None:
        async with queue.iterator() as messages:
            async for message in messages:
                async with message.process():
                    print(message.body)
        await ship("the end")
  `, { kind: 'worker' });

  leaves('callbacks that know what they have handled', `
    from aio_pika.abc import AbstractIncomingMessage, AbstractQueue
    from redis.asyncio import Redis
    from shared.events.orders import OrderPlaced
    from src.stock import reserve_stock


    class Consumer:
        def __init__(self, redis: Redis, idempotency) -> None:
            self._redis = redis
            self._idempotency = idempotency

        async def start(self, queue: AbstractQueue, other: AbstractQueue, third: AbstractQueue) -> None:
            await queue.consume(self.on_first)
            await other.consume(self.on_second)
            await third.consume(self.on_third)

        async def on_first(self, message: AbstractIncomingMessage) -> None:
            async with message.process():
                event = OrderPlaced.model_validate_json(message.body)
                async with self._idempotency.once(event.event_id) as first_time:
                    if first_time:
                        await reserve_stock(event.order_id)

        async def on_second(self, message: AbstractIncomingMessage) -> None:
            async with message.process():
                event = OrderPlaced.model_validate_json(message.body)
                if await self._redis.set(f"shop:consumed:{event.order_id}", "1", nx=True, ex=600):
                    await reserve_stock(event.order_id)

        async def on_third(self, message: AbstractIncomingMessage) -> None:
            async with message.process():
                event = OrderPlaced.model_validate_json(message.body)
                await reserve_stock(event.order_id, idempotency_key=str(event.event_id))
  `);

  leaves('callbacks that hand the event on', `
    from aio_pika.abc import AbstractIncomingMessage, AbstractQueue
    from shared.events.orders import OrderPlaced
    from src.handlers import handle_order, handle_raw, once


    async def on_first(message: AbstractIncomingMessage) -> None:
        async with message.process():
            event = OrderPlaced.model_validate_json(message.body)
            await handle_order(event)


    async def on_second(message: AbstractIncomingMessage) -> None:
        async with message.process():
            await handle_raw(message.body)


    @once
    async def on_third(message: AbstractIncomingMessage) -> None:
        await handle_order(message.routing_key)


    async def run(queue: AbstractQueue) -> None:
        await queue.consume(on_first)
        await queue.consume(on_second)
        await queue.consume(on_third)
  `);

  leaves('callbacks without effect outside, and answers', `
    import asyncio

    from aio_pika.abc import AbstractChannel, AbstractIncomingMessage


    class Client:
        async def start(self, channel: AbstractChannel) -> None:
            self._answers = await channel.declare_queue(exclusive=True)
            await self._answers.consume(self.on_answer)
            live = await channel.declare_queue("q.prices.live", durable=True)
            await live.consume(self.on_price)

        async def on_answer(self, message: AbstractIncomingMessage) -> None:
            await self.store(message.correlation_id)

        async def store(self, key: str) -> None: ...

        async def on_price(self, message: AbstractIncomingMessage) -> None:
            async with message.process():
                print(message.body)
                await asyncio.sleep(1)
  `);

  leaves('callbacks that are elsewhere, and consumers of other things', `
    from aio_pika.abc import AbstractQueue
    from src.handlers import on_message
    from src.queue import Queue


    async def act(item: object) -> None:
        await on_message(item)


    async def run(queue: AbstractQueue, other: Queue) -> None:
        await queue.consume(on_message)
        await other.consume(act)
  `);
});
