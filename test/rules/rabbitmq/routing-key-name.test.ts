import { describeRule } from '../../support/describeRule';

describeRule('rabbitmq/routing-key-name', ({ catches, leaves }) => {
  catches('a key named as a class, and one in capitals', `
    from aio_pika import DeliveryMode, Message
    from aio_pika.abc import AbstractExchange


    async def publish(exchange: AbstractExchange, message: Message) -> None:
        await exchange.publish(message, routing_key="OrderPlaced")
    #                                               ^^^^^^^^^^^^^ information: rabbitmq/routing-key-name: The routing key \`OrderPlaced\` is not lower-case words with dots, so a binding such as \`order.*\` never matches it; call it \`order.placed\`, and bind both until the old one is gone.
        await exchange.publish(message, "ORDER_PLACED_V2")
    #                                   ^^^^^^^^^^^^^^^^^ information: rabbitmq/routing-key-name: The routing key \`ORDER_PLACED_V2\` is not lower-case words with dots, so a binding such as \`order.*\` never matches it; call it \`order.placed_v2\`, and bind both until the old one is gone.
        await exchange.publish(message, "orders/placed")
    #                                   ^^^^^^^^^^^^^^^ information: rabbitmq/routing-key-name
        await exchange.publish(message, "placed")
    #                                   ^^^^^^^^ information: rabbitmq/routing-key-name: The routing key \`placed\` is not lower-case words with dots, so a binding such as \`order.*\` never matches it; call it \`<domain>.placed\`, and bind both until the old one is gone.
  `);

  catches('a constant of the file, and one of another file', `
    //- services/mailer/src/keys.py kind:worker
    PLACED = "Order.Placed"
    //- services/mailer/src/events.py
    from aio_pika import ExchangeType, Message
    from aio_pika.abc import AbstractChannel

    from . import keys

    CANCELLED = "order_cancelled"


    async def publish(channel: AbstractChannel, body: bytes) -> None:
        exchange = await channel.declare_exchange("shop.events", ExchangeType.TOPIC, durable=True)
        await exchange.publish(Message(body), routing_key=CANCELLED)
    #                                                     ^^^^^^^^^ information: rabbitmq/routing-key-name
        await exchange.publish(Message(body), routing_key=keys.PLACED)
    #                                                     ^^^^^^^^^^^ information: rabbitmq/routing-key-name
  `);

  catches('a binding, and a key that is put together', `
    from aio_pika import Message
    from aio_pika.abc import AbstractExchange, AbstractQueue


    async def bind(queue: AbstractQueue, exchange: AbstractExchange, event: str) -> None:
        await queue.bind(exchange, routing_key="OrderPlaced")
    #                                          ^^^^^^^^^^^^^ information: rabbitmq/routing-key-name
        await exchange.publish(Message(b""), routing_key=f"Order.{event}")
    #                                                    ^^^^^^^^^^^^^^^^ information: rabbitmq/routing-key-name
  `);

  leaves('words with dots, and patterns of them', `
    from aio_pika import Message
    from aio_pika.abc import AbstractExchange, AbstractQueue

    QUEUE = "q.mailer.orders"


    async def run(exchange: AbstractExchange, queue: AbstractQueue, key: str, event: str) -> None:
        await exchange.publish(Message(b""), routing_key="orders.placed")
        await exchange.publish(Message(b""), routing_key="shop.orders.placed_v2")
        await exchange.publish(Message(b""), routing_key=f"orders.{event}")
        await exchange.publish(Message(b""), routing_key=key)
        await exchange.publish(Message(b""), routing_key=key.lower())
        await queue.bind(exchange, routing_key="orders.*")
        await queue.bind(exchange, routing_key="#")
        await queue.bind(exchange, routing_key="orders.#")
        await queue.bind(exchange, routing_key=QUEUE)
        await queue.bind(exchange)
  `);

  leaves('names of queues, on the default exchange', `
    from aio_pika import Message
    from aio_pika.abc import AbstractChannel


    async def send(channel: AbstractChannel) -> None:
        await channel.default_exchange.publish(Message(b""), routing_key="MailQueue")
        exchange = channel.default_exchange
        await exchange.publish(Message(b""), "mail_queue")
        default = await channel.get_exchange("")
        await default.publish(Message(b""), "mail_queue")
  `);

  leaves('exchanges that match no words', `
    from aio_pika import ExchangeType, Message
    from aio_pika.abc import AbstractChannel, AbstractQueue


    async def send(channel: AbstractChannel, queue: AbstractQueue) -> None:
        live = await channel.declare_exchange("shop.live", ExchangeType.FANOUT, durable=True)
        await live.publish(Message(b""), routing_key="")
        logs = await channel.declare_exchange("shop.logs", type="direct", durable=True)
        await logs.publish(Message(b""), routing_key="WARNING")
        await queue.bind(logs, routing_key="WARNING")
        tasks = await channel.declare_exchange("shop.tasks", durable=True)
        await tasks.publish(Message(b""), routing_key="mail")
  `);

  leaves('publish of other things', `
    from redis.asyncio import Redis
    from src.events import Publisher


    async def send(redis: Redis, publisher: Publisher, unknown) -> None:
        await redis.publish("OrderPlaced", "1")
        await publisher.publish(b"", routing_key="OrderPlaced")
        await unknown.publish(b"", routing_key="OrderPlaced")
  `);
});
