import { describeRule } from '../../support/describeRule';

describeRule('rabbitmq/persistent-message', ({ catches, leaves, fixes }) => {
  catches('a message without a delivery mode, in the call that publishes it', `
    import json

    import aio_pika
    from aio_pika.abc import AbstractExchange


    class OrderEvents:
        def __init__(self, exchange: AbstractExchange) -> None:
            self._exchange = exchange

        async def created(self, order: dict[str, str]) -> None:
            await self._exchange.publish(
                aio_pika.Message(body=json.dumps(order).encode()),
    #           ^^^^^^^^^^^^^^^^ warning: rabbitmq/persistent-message: \`aio_pika.Message\` makes a message that is lost when RabbitMQ restarts, because \`delivery_mode\` is missing; pass \`delivery_mode=DeliveryMode.PERSISTENT\`.
                routing_key="order.created",
            )
  `);

  catches('the class under another name, and from its module', `
    from aio_pika import Message as AmqpMessage
    from aio_pika.message import Message


    def first(body: bytes) -> AmqpMessage:
        return AmqpMessage(body, content_type="application/json")
    #          ^^^^^^^^^^^ warning: rabbitmq/persistent-message


    def second(body: bytes) -> Message:
        return Message(body)
    #          ^^^^^^^ warning: rabbitmq/persistent-message
  `, { kind: 'worker' });

  catches('a mode that says transient', `
    import aio_pika
    from aio_pika import DeliveryMode, Message

    first = Message(b"", delivery_mode=DeliveryMode.NOT_PERSISTENT)
    #       ^^^^^^^ warning: rabbitmq/persistent-message: \`Message\` makes a message that is lost when RabbitMQ restarts, because \`delivery_mode\` is \`DeliveryMode.NOT_PERSISTENT\`; pass \`delivery_mode=DeliveryMode.PERSISTENT\`.
    second = Message(b"", delivery_mode=1)
    #        ^^^^^^^ warning: rabbitmq/persistent-message
    third = Message(b"", delivery_mode=None)
    #       ^^^^^^^ warning: rabbitmq/persistent-message
    fourth = aio_pika.Message(b"", delivery_mode=aio_pika.abc.DeliveryMode.NOT_PERSISTENT)
    #        ^^^^^^^^^^^^^^^^ warning: rabbitmq/persistent-message
  `);

  catches('the question of a remote call, which waits in a durable queue', `
    import aio_pika
    from aio_pika.abc import AbstractChannel, AbstractQueue


    async def ask(channel: AbstractChannel, answers: AbstractQueue, body: bytes) -> None:
        message = aio_pika.Message(body, correlation_id="1", reply_to=answers.name)
    #             ^^^^^^^^^^^^^^^^ warning: rabbitmq/persistent-message
        await channel.default_exchange.publish(message, routing_key="prices")
  `);

  leaves('persistent messages, however it is written', `
    import aio_pika
    from aio_pika import DeliveryMode, Message
    from aio_pika.abc import DeliveryMode as Mode

    first = Message(b"", delivery_mode=DeliveryMode.PERSISTENT)
    second = Message(b"", delivery_mode=2)
    third = Message(b"", delivery_mode=Mode.PERSISTENT)
    fourth = aio_pika.Message(b"", delivery_mode=aio_pika.DeliveryMode.PERSISTENT)
  `);

  leaves('a mode that is decided elsewhere', `
    from aio_pika import DeliveryMode, Message


    def message(body: bytes, durable: bool, mode: DeliveryMode, **options: object) -> list[Message]:
        return [
            Message(body, delivery_mode=mode),
            Message(body, delivery_mode=DeliveryMode.PERSISTENT if durable else DeliveryMode.NOT_PERSISTENT),
            Message(body, **options),
        ]
  `);

  leaves('a mode that is set on the message', `
    from aio_pika import DeliveryMode, Message


    def message(body: bytes) -> Message:
        made = Message(body)
        made.headers["x-request-id"] = "1"
        made.delivery_mode = DeliveryMode.PERSISTENT
        return made
  `);

  leaves('the answer to a remote call', `
    import aio_pika
    from aio_pika import Message
    from aio_pika.abc import AbstractExchange, AbstractIncomingMessage


    async def on_call(message: AbstractIncomingMessage, exchange: AbstractExchange) -> None:
        async with message.process():
            await exchange.publish(Message(b"42", correlation_id=message.correlation_id), routing_key=message.reply_to)
            answer = aio_pika.Message(b"43", correlation_id=message.correlation_id)
            await exchange.publish(answer, message.reply_to)
  `);

  leaves('messages of other libraries and of the project', `
    from email.message import Message
    from aiogram.types import Message as BotMessage
    from faststream.rabbit import RabbitMessage
    from src.events import Message as Event

    mail = Message()
    event = Event(b"")
  `);

  leaves('a message of the project that decides for its users', `
    from aio_pika import DeliveryMode, Message


    class OrderMessage(Message):
        def __init__(self, body: bytes) -> None:
            super().__init__(body, delivery_mode=DeliveryMode.PERSISTENT)


    made = OrderMessage(b"")
  `);

  leaves('tests', `
    //- services/orders_api/src/main.py kind:api
    async def main() -> None: ...
    //- services/orders_api/tests/test_consumer.py
    from aio_pika import Message

    message = Message(b"{}")
  `);

  fixes('a call on one line, with the module that is imported', `
    import aio_pika

    message = aio_pika.Message(b"{}", content_type="application/json")
  `, `
    import aio_pika

    message = aio_pika.Message(b"{}", content_type="application/json", delivery_mode=aio_pika.DeliveryMode.PERSISTENT)
  `, { title: 'Add delivery_mode=DeliveryMode.PERSISTENT' });

  fixes('a call over several lines, with the name beside the others', `
    from aio_pika import ExchangeType, Message

    message = Message(
        body=b"{}",
        content_type="application/json",  # as all of them
    )
  `, `
    from aio_pika import DeliveryMode, ExchangeType, Message

    message = Message(
        body=b"{}",
        content_type="application/json",  # as all of them
        delivery_mode=DeliveryMode.PERSISTENT,
    )
  `);

  fixes('a call without a trailing comma', `
    from aio_pika import Message
    from aio_pika.abc import AbstractExchange, DeliveryMode

    message = Message(
        body=b"{}",
        content_type="application/json"
    )
  `, `
    from aio_pika import Message
    from aio_pika.abc import AbstractExchange, DeliveryMode

    message = Message(
        body=b"{}",
        content_type="application/json",
        delivery_mode=DeliveryMode.PERSISTENT
    )
  `, { newline: '\r\n' });

  fixes('a mode that says transient', `
    from aio_pika import DeliveryMode, Message

    message = Message(b"{}", delivery_mode=DeliveryMode.NOT_PERSISTENT, priority=1)
  `, `
    from aio_pika import DeliveryMode, Message

    message = Message(b"{}", delivery_mode=DeliveryMode.PERSISTENT, priority=1)
  `, { title: 'Use DeliveryMode.PERSISTENT' });
});
