import { describeRule } from '../../support/describeRule';

describeRule('rabbitmq/async-client', ({ catches, leaves, fixes, offersNoFix }) => {
  catches('pika in a coroutine', `
    import pika
    #      ^^^^ error: rabbitmq/async-client: \`pika.BlockingConnection\` holds its caller, in a coroutine the event loop, until RabbitMQ answers; use \`aio_pika\` and await its calls.


    async def publish(url: str, body: bytes) -> None:
        connection = pika.BlockingConnection(pika.URLParameters(url))
        connection.channel().basic_publish("", "orders", body)
  `);

  catches('names that are imported one by one, and an alias', `
    //- services/mailer/src/main.py kind:worker
    import asyncio

    from pika import BasicProperties, BlockingConnection
    #    ^^^^ error: rabbitmq/async-client
    from kombu import Connection as KombuConnection, Queue
    #    ^^^^^ error: rabbitmq/async-client


    async def main() -> None:
        print(BlockingConnection, BasicProperties, KombuConnection, Queue)


    asyncio.run(main())
    //- services/orders_api/src/events.py kind:api
    import amqp as broker
    #      ^^^^ error: rabbitmq/async-client: \`amqp.Connection\` holds its caller, in a coroutine the event loop, until RabbitMQ answers; use \`aio_pika\` and await its calls.


    async def main() -> None:
        broker.Connection("rabbitmq")
  `);

  catches('a synchronous client class that asynchronous code imports', `
    //- services/orders_api/src/client.py kind:api
    import pika
    #      ^^^^ error: rabbitmq/async-client


    class Publisher:
        def connect(self, url: str) -> None:
            self.connection = pika.BlockingConnection(pika.URLParameters(url))
    //- services/orders_api/src/events.py
    from .client import Publisher

    publisher = Publisher()
    //- services/orders_api/src/main.py
    from fastapi import FastAPI

    from .events import publisher

    app = FastAPI()


    @app.post("/api/v1/orders")
    async def place() -> None:
        publisher.connect("amqp://rabbitmq/")
  `);

  leaves('what of these libraries blocks nobody', `
    import pika
    from kombu import Exchange, Queue
    from pika.adapters.asyncio_connection import AsyncioConnection
    from pika.exceptions import AMQPConnectionError
    from pika.spec import BasicProperties


    async def main(url: str) -> None:
        try:
            AsyncioConnection(pika.URLParameters(url))
        except (AMQPConnectionError, pika.exceptions.ChannelClosed):
            print(Queue("orders", Exchange("shop")), BasicProperties())
  `);

  leaves('code without an event loop', `
    //- services/billing/src/main.py kind:worker
    import pika


    def main() -> None:
        connection = pika.BlockingConnection(pika.ConnectionParameters("rabbitmq"))
        connection.channel().start_consuming()


    if __name__ == "__main__":
        main()
    //- services/tasks/src/app.py kind:worker
    from celery import Celery
    from kombu import Connection

    app = Celery("tasks")


    @app.task
    def send(url: str) -> None:
        Connection(url).connect()
  `);

  leaves('a consumer in a thread', `
    //- services/orders_api/src/listener.py kind:api
    import pika


    class Listener:
        def listen(self) -> None:
            pika.BlockingConnection(pika.ConnectionParameters("rabbitmq")).channel().start_consuming()


    async def listener() -> Listener:
        return Listener()
    //- services/orders_api/src/main.py
    from threading import Thread

    from fastapi import FastAPI

    from .listener import Listener

    app = FastAPI()
    Thread(target=Listener().listen, daemon=True).start()
    //- services/orders_api/src/publisher.py
    import asyncio

    import pika


    def publish(body: bytes) -> None:
        pika.BlockingConnection(pika.ConnectionParameters("rabbitmq")).channel().basic_publish("", "orders", body)


    async def publish_later(body: bytes) -> None:
        await asyncio.to_thread(publish, body)
  `);

  leaves('imports for types, either of two libraries, and files of the project by such a name', `
    //- services/orders_api/src/amqp.py kind:api
    class Connection: ...
    //- services/orders_api/src/main.py
    from typing import TYPE_CHECKING

    from src.amqp import Connection

    if TYPE_CHECKING:
        from pika import BlockingConnection

    try:
        import aio_pika
    except ImportError:
        import pika


    async def main(connection: "BlockingConnection") -> Connection:
        return Connection()
  `);

  leaves('tests and scripts', `
    //- services/orders_api/src/main.py kind:api
    async def main() -> None: ...
    //- services/orders_api/tests/conftest.py
    import pika

    async def broker() -> None:
        pika.BlockingConnection(pika.ConnectionParameters("localhost"))
  `);

  fixes('a coroutine that connects and publishes', `
    import pika


    async def publish(url: str, body: bytes, request_id: str) -> None:
        connection = pika.BlockingConnection(pika.URLParameters(url))
        channel = connection.channel()
        channel.basic_publish(
            exchange="shop.events",
            routing_key="orders.placed",
            body=body,
            properties=pika.BasicProperties(delivery_mode=2, headers={"x-request-id": request_id}),
        )
        connection.close()
  `, `
    import aio_pika


    async def publish(url: str, body: bytes, request_id: str) -> None:
        connection = await aio_pika.connect_robust(url)
        channel = await connection.channel()
        await (await channel.get_exchange("shop.events")).publish(aio_pika.Message(body, delivery_mode=2, headers={"x-request-id": request_id}), routing_key="orders.placed", mandatory=False)
        await connection.close()
  `, { title: 'Use aio_pika', kind: 'worker' });

  fixes('a connection that a with statement closes', `
    import pika


    async def declare(host: str, user: str, password: str) -> None:
        with pika.BlockingConnection(pika.ConnectionParameters(host=host, virtual_host="shop", credentials=pika.PlainCredentials(user, password))) as connection:
            channel = connection.channel()
            channel.exchange_declare("shop.events", "topic", durable=True)
            channel.queue_declare(queue="orders", durable=True, arguments={"x-dead-letter-exchange": "shop.dlx"})  # once
  `, `
    import aio_pika


    async def declare(host: str, user: str, password: str) -> None:
        async with await aio_pika.connect_robust(host=host, virtualhost="shop", login=user, password=password) as connection:
            channel = await connection.channel()
            await channel.declare_exchange("shop.events", "topic", durable=True)
            await channel.declare_queue("orders", durable=True, arguments={"x-dead-letter-exchange": "shop.dlx"})  # once
  `, { newline: '\r\n' });

  offersNoFix('a text for a body, which aio-pika does not take', `
    import pika
    #      ^^^^ error: rabbitmq/async-client


    async def publish(url: str, body: str) -> None:
        connection = pika.BlockingConnection(pika.URLParameters(url))
        channel = connection.channel()
        channel.basic_publish(exchange="", routing_key="orders", body=body)
        connection.close()
  `);

  offersNoFix('a channel that is handed on', `
    import pika
    #      ^^^^ error: rabbitmq/async-client


    async def publish(url: str, use: object) -> None:
        connection = pika.BlockingConnection(pika.URLParameters(url))
        channel = connection.channel()
        use(channel)
        connection.close()
  `);

  offersNoFix('a consumer, whose callback has another form', `
    import pika
    #      ^^^^ error: rabbitmq/async-client


    def on_message(channel: object, method: object, properties: object, body: bytes) -> None: ...


    async def consume(url: str) -> None:
        connection = pika.BlockingConnection(pika.URLParameters(url))
        channel = connection.channel()
        channel.basic_consume("orders", on_message)
        channel.start_consuming()
  `);

  offersNoFix('a route, whose connection comes from outside', `
    import pika
    #      ^^^^ error: rabbitmq/async-client
    from fastapi import APIRouter

    router = APIRouter(prefix="/api/v1")


    @router.post("/orders")
    async def place() -> None:
        connection = pika.BlockingConnection(pika.ConnectionParameters("rabbitmq"))
        connection.close()
  `);
});
