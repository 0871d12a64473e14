import { describeRule } from '../../support/describeRule';

describeRule('rabbitmq/request-id-header', ({ catches, leaves, fixes, offersNoFix }) => {
  catches('messages without headers, and with others', `
    import aio_pika
    from aio_pika import Message
    from aio_pika.abc import AbstractExchange


    async def publish(exchange: AbstractExchange, body: bytes) -> None:
        await exchange.publish(Message(body, content_type="application/json"), routing_key="orders.placed")
    #                          ^^^^^^^ warning: rabbitmq/request-id-header: \`Message\` makes a message that has no headers, so its consumer's log cannot be joined with the request's; pass \`x-request-id\` in \`headers\`.
        message = aio_pika.Message(body, headers={"x-version": 1})
    #             ^^^^^^^^^^^^^^^^ warning: rabbitmq/request-id-header: \`aio_pika.Message\` makes a message that has no \`x-request-id\` among its headers, so its consumer's log cannot be joined with the request's; pass \`x-request-id\` in \`headers\`.
        await exchange.publish(message, routing_key="orders.placed")
  `);

  catches('headers that a variable, a constant or a function holds', `
    from aio_pika import Message
    from aio_pika.abc import AbstractChannel

    VERSION = {"x-version": 1}


    class Publisher:
        def __init__(self, channel: AbstractChannel) -> None:
            self._channel = channel

        async def publish(self, body: bytes) -> None:
            headers = {**VERSION, "x-source": "orders"}
            await self._channel.default_exchange.publish(Message(body, headers=headers), routing_key="orders")
    #                                                    ^^^^^^^ warning: rabbitmq/request-id-header
            await self._send(Message(body, headers=self._headers()))
    #                        ^^^^^^^ warning: rabbitmq/request-id-header

        def _headers(self) -> dict[str, str]:
            return {"x-source": "orders"}

        async def _send(self, message: Message) -> None:
            await self._channel.default_exchange.publish(message, routing_key="orders")
  `);

  catches('a private builder, and an exchange of unknown type', `
    from aio_pika import DeliveryMode, Message


    class Publisher:
        def __init__(self, exchange) -> None:
            self.exchange = exchange

        async def placed(self, body: bytes) -> None:
            await self.exchange.publish(self._message(body), routing_key="orders.placed")

        def _message(self, body: bytes) -> Message:
            return Message(body, delivery_mode=DeliveryMode.PERSISTENT)
    #              ^^^^^^^ warning: rabbitmq/request-id-header
  `, { kind: 'worker' });

  leaves('the header, however it gets there', `
    import asyncio
    from uuid import uuid4

    from aio_pika import Message
    from aio_pika.abc import AbstractExchange, AbstractIncomingMessage
    from opentelemetry.propagate import inject

    HEADER = "x-request-id"


    def traced(request_id: str) -> dict[str, str]:
        return {HEADER: request_id}


    async def publish(exchange: AbstractExchange, incoming: AbstractIncomingMessage, body: bytes, extra: dict[str, str], **options: object) -> None:
        await exchange.publish(Message(body, headers={HEADER: str(uuid4())}), "orders.placed")
        await exchange.publish(Message(body, headers=traced("1")), "orders.placed")
        await exchange.publish(Message(body, headers={"x-version": 1, **traced("1")}), "orders.placed")
        await exchange.publish(Message(body, headers={"x-version": 1, **extra}), "orders.placed")
        await exchange.publish(Message(body, headers=dict(extra)), "orders.placed")
        await exchange.publish(Message(body, headers=incoming.headers), "orders.placed")
        await exchange.publish(Message(body, **options), "orders.placed")
        headers = {"x-version": "1"}
        headers["x-request-id"] = "1"
        await exchange.publish(Message(body, headers=headers), "orders.placed")
        carrier: dict[str, str] = {}
        inject(carrier)
        message = Message(body)
        message.headers["x-request-id"] = "1"
        await asyncio.wait_for(exchange.publish(message, "orders.placed"), 5)
  `);

  leaves('a message that a wrapper completes', `
    //- services/mailer/src/publisher.py kind:worker
    from aio_pika import Message
    from aio_pika.abc import AbstractExchange
    from structlog.contextvars import get_contextvars


    class TracedExchange:
        def __init__(self, exchange: AbstractExchange) -> None:
            self._exchange = exchange

        async def publish(self, message: Message, routing_key: str) -> None:
            message.headers["x-request-id"] = get_contextvars()["request_id"]
            await self._exchange.publish(message, routing_key=routing_key)
    //- services/mailer/src/events.py
    from aio_pika import DeliveryMode, Message

    from .publisher import TracedExchange


    async def placed(exchange: TracedExchange, body: bytes) -> None:
        await exchange.publish(Message(body, delivery_mode=DeliveryMode.PERSISTENT), "orders.placed")


    def build(body: bytes) -> Message:
        return Message(body)
  `);

  leaves('answers, and a message of the project that brings the header', `
    from aio_pika import Message
    from aio_pika.abc import AbstractExchange, AbstractIncomingMessage


    class Traced(Message):
        def __init__(self, body: bytes, request_id: str) -> None:
            super().__init__(body, headers={"x-request-id": request_id})


    async def on_call(message: AbstractIncomingMessage, exchange: AbstractExchange) -> None:
        async with message.process():
            await exchange.publish(Message(b"42", correlation_id=message.correlation_id), routing_key=message.reply_to)
            await exchange.publish(Traced(b"", "1"), routing_key="orders.placed")
  `);

  leaves('messages of other libraries', `
    from email.message import Message

    from aiogram.types import Message as BotMessage
    from src.events import Message as Event

    mail = Message()
    event = Event(b"")


    async def answer(message: BotMessage) -> None:
        await message.answer("1")
  `, { kind: 'bot' });

  fixes('a message in a function that is given the id', `
    from aio_pika import DeliveryMode, Message
    from aio_pika.abc import AbstractExchange


    async def publish(exchange: AbstractExchange, body: bytes, request_id: str) -> None:
        message = Message(
            body,
            delivery_mode=DeliveryMode.PERSISTENT,
        )
        await exchange.publish(message, routing_key="orders.placed")
  `, `
    from aio_pika import DeliveryMode, Message
    from aio_pika.abc import AbstractExchange


    async def publish(exchange: AbstractExchange, body: bytes, request_id: str) -> None:
        message = Message(
            body,
            delivery_mode=DeliveryMode.PERSISTENT,
            headers={"x-request-id": request_id},
        )
        await exchange.publish(message, routing_key="orders.placed")
  `, { title: 'Add the header x-request-id' });

  fixes('a copy of a message, whose id goes on', `
    from aio_pika import DeliveryMode, Message
    from aio_pika.abc import AbstractExchange, AbstractIncomingMessage


    async def again(exchange: AbstractExchange, message: AbstractIncomingMessage) -> None:
        async with message.process():
            copy = Message(
                message.body,
                delivery_mode=DeliveryMode.PERSISTENT,
                headers={
                    "x-retry-count": 1,
                },
            )
            await exchange.publish(copy, routing_key="orders.placed")
  `, `
    from aio_pika import DeliveryMode, Message
    from aio_pika.abc import AbstractExchange, AbstractIncomingMessage


    async def again(exchange: AbstractExchange, message: AbstractIncomingMessage) -> None:
        async with message.process():
            copy = Message(
                message.body,
                delivery_mode=DeliveryMode.PERSISTENT,
                headers={
                    "x-request-id": message.headers.get("x-request-id"),
                    "x-retry-count": 1,
                },
            )
            await exchange.publish(copy, routing_key="orders.placed")
  `, { newline: '\r\n' });

  fixes('a service that binds the id with structlog', `
    import structlog
    from aio_pika import DeliveryMode, Message
    from aio_pika.abc import AbstractExchange

    logger = structlog.get_logger(__name__)


    async def publish(exchange: AbstractExchange, body: bytes, extra: str) -> None:
        await exchange.publish(Message(body, delivery_mode=DeliveryMode.PERSISTENT, headers={"x-source": extra}), routing_key="orders.placed")
  `, `
    import structlog
    from aio_pika import DeliveryMode, Message
    from aio_pika.abc import AbstractExchange
    from structlog.contextvars import get_contextvars

    logger = structlog.get_logger(__name__)


    async def publish(exchange: AbstractExchange, body: bytes, extra: str) -> None:
        await exchange.publish(Message(body, delivery_mode=DeliveryMode.PERSISTENT, headers={"x-request-id": str(get_contextvars().get("request_id", "")), "x-source": extra}), routing_key="orders.placed")
  `);

  fixes('a dictionary by name', `
    from aio_pika import DeliveryMode, Message
    from aio_pika.abc import AbstractExchange

    VERSION = {"x-version": 1}


    async def publish(exchange: AbstractExchange, body: bytes, request_id: str) -> None:
        await exchange.publish(Message(body, delivery_mode=DeliveryMode.PERSISTENT, headers=VERSION), routing_key="orders.placed")
  `, `
    from aio_pika import DeliveryMode, Message
    from aio_pika.abc import AbstractExchange

    VERSION = {"x-version": 1}


    async def publish(exchange: AbstractExchange, body: bytes, request_id: str) -> None:
        await exchange.publish(Message(body, delivery_mode=DeliveryMode.PERSISTENT, headers={**VERSION, "x-request-id": request_id}), routing_key="orders.placed")
  `);

  offersNoFix('code in which no id can be found', `
    from aio_pika import Message
    from aio_pika.abc import AbstractExchange


    async def publish(exchange: AbstractExchange, body: bytes) -> None:
        await exchange.publish(Message(body), routing_key="orders.placed")
    #                          ^^^^^^^ warning: rabbitmq/request-id-header
  `);
});
