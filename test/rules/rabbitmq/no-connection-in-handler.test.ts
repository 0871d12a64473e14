import { describeRule } from '../../support/describeRule';

describeRule('rabbitmq/no-connection-in-handler', ({ catches, leaves }) => {
  catches('a connection in a route, a bot handler and a dependency', `
    //- services/orders_api/src/routes.py kind:api
    from typing import Annotated

    import aio_pika
    from aio_pika.abc import AbstractRobustConnection
    from fastapi import APIRouter, Depends

    router = APIRouter(prefix="/api/v1")


    async def get_broker() -> AbstractRobustConnection:
        connection = await aio_pika.connect_robust("amqp://rabbitmq/")
    #                      ^^^^^^^^^^^^^^^^^^^^^^^ warning: rabbitmq/no-connection-in-handler: \`aio_pika.connect_robust\` opens a connection in \`get_broker\` for every request; open it once at start-up and hand it in.
        return connection


    @router.post("/orders")
    async def place(broker: Annotated[AbstractRobustConnection, Depends(get_broker)]) -> None:
        channel = await broker.channel()
    #                   ^^^^^^^^^^^^^^ warning: rabbitmq/no-connection-in-handler: \`broker.channel\` opens a channel in \`place\` for every request; open it once at start-up and hand it in.
        print(channel)
    //- services/shop_bot/src/handlers.py kind:bot
    from aio_pika import connect_robust
    from aiogram import Router
    from aiogram.types import Message

    router = Router()


    @router.message()
    async def ask(message: Message) -> None:
        async with await connect_robust("amqp://rabbitmq/") as connection:
    #                    ^^^^^^^^^^^^^^ warning: rabbitmq/no-connection-in-handler: \`connect_robust\` opens a connection in \`ask\` for every update; open it once at start-up and hand it in.
            channel = await connection.channel()
            print(channel)
  `);

  catches('a publisher in another file, or a helper of this one, that connects each time', `
    //- services/orders_api/src/publisher.py kind:api
    import aio_pika


    async def publish(body: bytes) -> None:
        connection = await aio_pika.connect_robust("amqp://rabbitmq/")
        await connection.close()
    //- services/orders_api/src/routes.py
    import aio_pika
    from fastapi import APIRouter

    from .publisher import publish

    router = APIRouter(prefix="/api/v1")


    class Publisher:
        async def send(self, body: bytes) -> None:
            await self._open()

        async def _open(self) -> None:
            connection = await aio_pika.connect("amqp://rabbitmq/")
            print(connection)


    publisher = Publisher()


    @router.post("/orders")
    async def place() -> None:
        await publish(b"")
    #         ^^^^^^^ warning: rabbitmq/no-connection-in-handler


    @router.post("/mails")
    async def send() -> None:
        await publisher.send(b"")
    #         ^^^^^^^^^^^^^^ warning: rabbitmq/no-connection-in-handler
  `);

  catches('a dependency of another file', `
    //- services/orders_api/src/dependencies.py kind:api
    from collections.abc import AsyncIterator

    from aio_pika import connect_robust
    from aio_pika.abc import AbstractConnection


    async def get_broker() -> AsyncIterator[AbstractConnection]:
        connection = await connect_robust("amqp://rabbitmq/")
    #                      ^^^^^^^^^^^^^^ warning: rabbitmq/no-connection-in-handler: \`connect_robust\` opens a connection in \`get_broker\` for every request; open it once at start-up and hand it in.
        try:
            yield connection
        finally:
            await connection.close()
    //- services/orders_api/src/routes.py
    from fastapi import APIRouter, Depends

    from .dependencies import get_broker

    router = APIRouter(prefix="/api/v1")


    @router.post("/orders")
    async def place(broker=Depends(get_broker)) -> None:
        print(broker)
  `);

  catches('a channel for every message', `
    from aio_pika.abc import AbstractIncomingMessage, AbstractQueue, AbstractRobustConnection


    async def run(broker: AbstractRobustConnection, queue: AbstractQueue) -> None:
        async def on_message(message: AbstractIncomingMessage) -> None:
            async with message.process(), broker.channel() as channel:
    #                                     ^^^^^^^^^^^^^^ warning: rabbitmq/no-connection-in-handler: \`broker.channel\` opens a channel in \`on_message\` for every message; open it once at start-up and hand it in.
                print(channel)

        await queue.consume(on_message)
  `);

  catches('a publisher that connects for each message, whoever calls it', `
    //- services/orders_api/src/publishing.py kind:api
    import aio_pika
    from aio_pika import Message, connect


    class Events:
        @staticmethod
        async def send(body: bytes) -> None:
            connection = await connect("amqp://rabbitmq/")
    #                          ^^^^^^^ warning: rabbitmq/no-connection-in-handler: \`connect\` opens a connection in \`send\` for every message; open it once at start-up and hand it in.
            async with connection:
                channel = await connection.channel()
                await channel.default_exchange.publish(Message(body), routing_key="orders")


    async def publish_order(body: bytes) -> None:
        connection = await aio_pika.connect_robust("amqp://rabbitmq/")
    #                      ^^^^^^^^^^^^^^^^^^^^^^^ warning: rabbitmq/no-connection-in-handler
        channel = await connection.channel()
        exchange = await channel.declare_exchange("orders", aio_pika.ExchangeType.TOPIC, durable=True)
        await exchange.publish(Message(body), routing_key="orders.placed")
        await connection.close()
  `);

  leaves('what publishes as long as it runs, what hands its connection on, and a program', `
    //- services/orders_api/src/outbox.py kind:api
    import asyncio

    import aio_pika


    async def relay(outbox: asyncio.Queue[bytes]) -> None:
        async with await aio_pika.connect_robust("amqp://rabbitmq/") as connection:
            channel = await connection.channel()
            while True:
                await channel.default_exchange.publish(aio_pika.Message(await outbox.get()), routing_key="orders")


    async def open_channel():
        connection = await aio_pika.connect_robust("amqp://rabbitmq/")
        channel = await connection.channel()
        await channel.default_exchange.publish(aio_pika.Message(b"hello"), routing_key="orders")
        return channel


    class Broker:
        async def start(self) -> None:
            self.connection = await aio_pika.connect_robust("amqp://rabbitmq/")
            self.channel = await self.connection.channel()

        async def publish(self, body: bytes) -> None:
            await self.channel.default_exchange.publish(aio_pika.Message(body), routing_key="orders")
    //- services/orders_api/src/replay.py
    import asyncio

    import aio_pika


    async def replay() -> None:
        async with await aio_pika.connect("amqp://rabbitmq/") as connection:
            channel = await connection.channel()
            await channel.default_exchange.publish(aio_pika.Message(b""), routing_key="orders")


    if __name__ == "__main__":
        asyncio.run(replay())
  `);

  leaves('the lifespan, start-up hooks and main', `
    from collections.abc import AsyncIterator
    from contextlib import asynccontextmanager

    import aio_pika
    from fastapi import FastAPI


    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        connection = await aio_pika.connect_robust("amqp://rabbitmq/")
        app.state.channel = await connection.channel()
        yield
        await connection.close()


    app = FastAPI(lifespan=lifespan)


    @app.on_event("startup")
    async def start() -> None:
        app.state.broker = await aio_pika.connect_robust("amqp://rabbitmq/")


    async def main() -> None:
        async with await aio_pika.connect_robust("amqp://rabbitmq/") as connection:
            await connection.channel()
  `);

  leaves('a connection that is kept for the next call', `
    from functools import lru_cache

    import aio_pika
    from aio_pika.abc import AbstractConnection
    from fastapi import APIRouter, Depends, Request

    router = APIRouter(prefix="/api/v1")
    _connection: AbstractConnection | None = None


    async def get_broker() -> AbstractConnection:
        global _connection
        if _connection is None:
            _connection = await aio_pika.connect_robust("amqp://rabbitmq/")
        return _connection


    @lru_cache
    def get_other() -> object:
        return aio_pika.connect_robust("amqp://rabbitmq/")


    async def get_third(request: Request) -> AbstractConnection:
        if not hasattr(request.app.state, "broker"):
            request.app.state.broker = await aio_pika.connect_robust("amqp://rabbitmq/")
        return request.app.state.broker


    class Broker:
        connection: AbstractConnection | None = None

        async def channel(self) -> object:
            if self.connection is None:
                self.connection = await aio_pika.connect_robust("amqp://rabbitmq/")
            return self.connection


    broker = Broker()


    @router.post("/orders")
    async def place(first=Depends(get_broker), second=Depends(get_other), third=Depends(get_third)) -> None:
        await broker.channel()
  `);

  leaves('a module that keeps its connection, used from other files', `
    //- services/orders_api/src/broker.py kind:api
    import aio_pika

    connection = None


    async def get_broker():
        global connection
        if connection is None:
            connection = await aio_pika.connect_robust("amqp://rabbitmq/")
        return connection
    //- services/orders_api/src/routes.py
    from fastapi import APIRouter, Depends

    from .broker import get_broker

    router = APIRouter(prefix="/api/v1")


    @router.post("/orders")
    async def place(broker=Depends(get_broker)) -> None:
        await get_broker()
  `);

  leaves('channels from a pool, and those that live as long as a socket', `
    from aio_pika.abc import AbstractConnection
    from aio_pika.pool import Pool
    from fastapi import APIRouter, Request, WebSocket

    router = APIRouter(prefix="/api/v1")


    @router.post("/orders")
    async def place(request: Request) -> None:
        pool: Pool = request.app.state.channels
        async with pool.acquire() as channel:
            print(channel)


    @router.websocket("/prices")
    async def prices(socket: WebSocket) -> None:
        broker: AbstractConnection = socket.app.state.broker
        async with broker.channel() as channel:
            print(channel)
  `);

  leaves('a worker, whose task opens what it needs', `
    import aio_pika
    from aio_pika.abc import AbstractConnection


    async def run(connection: AbstractConnection) -> None:
        await connection.channel()
        await aio_pika.connect_robust("amqp://rabbitmq/")
  `, { kind: 'worker' });
});
