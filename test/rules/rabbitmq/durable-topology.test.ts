import { describeRule } from '../../support/describeRule';

describeRule('rabbitmq/durable-topology', ({ catches, leaves, fixes }) => {
  catches('a queue and an exchange of a consumer', `
    import aio_pika


    async def main(url: str) -> None:
        connection = await aio_pika.connect_robust(url)
        async with connection:
            channel = await connection.channel()
            exchange = await channel.declare_exchange("shop.events", aio_pika.ExchangeType.TOPIC)
    #                        ^^^^^^^^^^^^^^^^^^^^^^^^ warning: rabbitmq/durable-topology: The exchange \`shop.events\` is gone after RabbitMQ restarts, because \`durable\` is not passed; pass \`durable=True\`.
            queue = await channel.declare_queue("q.shop_mail_worker.order_mail")
    #                     ^^^^^^^^^^^^^^^^^^^^^ warning: rabbitmq/durable-topology
            await queue.bind(exchange, routing_key="orders.placed")
  `, { kind: 'worker' });

  catches('a manager class that keeps its channel, and a name from settings', `
    from aio_pika import connect_robust
    from aio_pika.abc import AbstractRobustChannel

    from src.core.config import settings


    class Broker:
        _channel: AbstractRobustChannel

        async def start(self) -> None:
            connection = await connect_robust(host=settings.rabbitmq_host)
            self._channel = await connection.channel()

        async def declare(self, purpose: str) -> None:
            await self._channel.declare_queue(name=f"q.shop_mail_worker.{purpose}", arguments={"x-queue-type": "classic"})
    #             ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: rabbitmq/durable-topology
            await self._channel.declare_queue(settings.mail_queue, durable=False)
    #                                                              ^^^^^^^^^^^^^ warning: rabbitmq/durable-topology: The queue \`settings.mail_queue\` is gone after RabbitMQ restarts, because \`durable\` is \`False\`; pass \`durable=True\`.
  `);

  catches('a channel that a helper of another file opens', `
    //- services/mailer/src/broker.py kind:worker
    import aio_pika


    async def open_channel(url: str):
        connection = await aio_pika.connect_robust(url)
        return await connection.channel()
    //- services/mailer/src/topology.py
    from .broker import open_channel

    QUEUE = "q.mailer.order_mail"


    async def declare(url: str) -> None:
        channel = await open_channel(url)
        await channel.declare_queue(QUEUE, exclusive=False, auto_delete=False)
    #         ^^^^^^^^^^^^^^^^^^^^^ warning: rabbitmq/durable-topology
  `);

  leaves('durable objects, and durability that is decided at run time', `
    from aio_pika import ExchangeType
    from aio_pika.abc import AbstractChannel


    async def declare(channel: AbstractChannel, durable: bool, options: dict[str, bool], *rest: str) -> None:
        await channel.declare_exchange("shop.events", ExchangeType.TOPIC, durable=True)
        await channel.declare_queue("q.mailer.orders", durable=True)
        await channel.declare_queue("q.mailer.invoices", durable=durable)
        await channel.declare_queue("q.mailer.returns", **options)
        await channel.declare_exchange(*rest)
  `);

  leaves('queues for answers and live updates of one process', `
    import socket
    import uuid

    from aio_pika import Message
    from aio_pika.abc import AbstractChannel


    async def declare(channel: AbstractChannel, is_temporary: bool) -> None:
        await channel.declare_queue(exclusive=True)
        await channel.declare_queue()
        await channel.declare_queue("", auto_delete=True)
        await channel.declare_queue("prices.live", auto_delete=is_temporary)
        await channel.declare_queue(f"prices.{uuid.uuid4()}")
        await channel.declare_queue(f"prices.{socket.gethostname()}")
        await channel.declare_queue("prices.cache", arguments={"x-expires": 60_000})
        answers = await channel.declare_queue("answers")
        await channel.default_exchange.publish(Message(b"?", reply_to=answers.name), routing_key="prices")
        await channel.declare_exchange("prices.live", auto_delete=True)
  `);

  leaves('what is only asked for, and what the broker brings', `
    from aio_pika import ExchangeType
    from aio_pika.abc import AbstractChannel


    async def find(channel: AbstractChannel) -> None:
        await channel.declare_queue("q.mailer.orders", passive=True)
        await channel.get_queue("q.mailer.orders")
        await channel.declare_exchange("amq.topic", ExchangeType.TOPIC)
        await channel.get_exchange("shop.events")
  `);

  leaves('channels of other libraries, of the project, and unknown ones', `
    import pika
    from src.broker import Broker


    def declare(channel: pika.channel.Channel) -> None:
        channel.queue_declare("orders")


    async def set_up(broker: Broker, channel) -> None:
        await broker.declare_queue("orders")
        await channel.declare_queue("orders")
  `);

  leaves('tests', `
    //- services/mailer/src/main.py kind:worker
    async def main() -> None: ...
    //- services/mailer/tests/conftest.py
    from aio_pika.abc import AbstractChannel

    async def queue(channel: AbstractChannel) -> None:
        await channel.declare_queue("orders")
  `);

  fixes('a call on one line', `
    from aio_pika.abc import AbstractChannel


    async def declare(channel: AbstractChannel) -> None:
        await channel.declare_queue("q.mailer.orders")
  `, `
    from aio_pika.abc import AbstractChannel


    async def declare(channel: AbstractChannel) -> None:
        await channel.declare_queue("q.mailer.orders", durable=True)
  `, { title: 'Declare it with durable=True' });

  fixes('a call over several lines', `
    from aio_pika import ExchangeType
    from aio_pika.abc import AbstractChannel


    async def declare(channel: AbstractChannel) -> None:
        await channel.declare_exchange(
            "shop.events",
            ExchangeType.TOPIC,  # by key
        )
  `, `
    from aio_pika import ExchangeType
    from aio_pika.abc import AbstractChannel


    async def declare(channel: AbstractChannel) -> None:
        await channel.declare_exchange(
            "shop.events",
            ExchangeType.TOPIC,  # by key
            durable=True,
        )
  `, { newline: '\r\n' });

  fixes('durable=False', `
    from aio_pika.abc import AbstractChannel


    async def declare(channel: AbstractChannel) -> None:
        await channel.declare_queue("q.mailer.orders", durable=False, timeout=5)
  `, `
    from aio_pika.abc import AbstractChannel


    async def declare(channel: AbstractChannel) -> None:
        await channel.declare_queue("q.mailer.orders", durable=True, timeout=5)
  `);
});
