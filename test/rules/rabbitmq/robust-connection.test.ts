import { describeRule } from '../../support/describeRule';

describeRule('rabbitmq/robust-connection', ({ catches, leaves, fixes }) => {
  catches('a connection opened in the lifespan', `
    from collections.abc import AsyncIterator
    from contextlib import asynccontextmanager

    import aio_pika
    from fastapi import FastAPI


    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.broker = await aio_pika.connect(app.state.settings.amqp_url)
    #                            ^^^^^^^^^^^^^^^^ warning: rabbitmq/robust-connection: \`aio_pika.connect\` opens a connection that stays closed after RabbitMQ restarts; open it with \`aio_pika.connect_robust\`.
        yield
        await app.state.broker.close()
  `);

  catches('the function by name, under an alias, and from its module', `
    import aio_pika as amqp
    from aio_pika import connect, connect as open_connection
    from aio_pika.connection import connect as connect_plainly


    async def main(url: str) -> None:
        first = await connect(url)
    #                 ^^^^^^^ warning: rabbitmq/robust-connection
        second = await open_connection(url)
    #                  ^^^^^^^^^^^^^^^ warning: rabbitmq/robust-connection
        third = await connect_plainly(url)
    #                 ^^^^^^^^^^^^^^^ warning: rabbitmq/robust-connection
        async with await amqp.connect(host="rabbitmq") as fourth:
    #                    ^^^^^^^^^^^^ warning: rabbitmq/robust-connection
            print(first, second, third, fourth)
  `, { kind: 'worker' });

  catches('a connection that a client class opens, through a re-export of the project', `
    //- services/mailer/src/broker/__init__.py kind:worker
    from aio_pika import Message, connect

    __all__ = ["Message", "connect"]
    //- services/mailer/src/broker/client.py
    from . import connect


    class Broker:
        def __init__(self, url: str) -> None:
            self._url = url
            self._connection = None

        async def start(self) -> None:
            self._connection = await connect(self._url, timeout=5)
    #                                ^^^^^^^ warning: rabbitmq/robust-connection
  `);

  catches('a call that is handed on to a pool', `
    import aio_pika
    from aio_pika.abc import AbstractConnection
    from aio_pika.pool import Pool


    async def connection() -> AbstractConnection:
        return await aio_pika.connect("amqp://rabbitmq/")
    #                ^^^^^^^^^^^^^^^^ warning: rabbitmq/robust-connection


    pool = Pool(connection, max_size=2)
  `, { kind: 'bot' });

  leaves('connect_robust under any name', `
    import aio_pika
    from aio_pika import connect_robust as connect
    from aio_pika.robust_connection import connect_robust


    async def main(url: str) -> None:
        await aio_pika.connect_robust(url)
        await connect(url)
        await connect_robust(url)
  `);

  leaves('connect with a connection class that is chosen', `
    import aio_pika


    async def main(url: str) -> None:
        await aio_pika.connect(url, connection_class=aio_pika.RobustConnection)
        options = {"url": url}
        await aio_pika.connect(**options)
  `);

  leaves('connect of other libraries, of the project and of objects', `
    import aiormq
    import asyncpg_free
    import nats
    import websockets
    from src.broker import connect


    async def main(broker: object, url: str) -> None:
        await aiormq.connect(url)
        await nats.connect(url)
        await connect(url)
        await broker.connect(url)
        async with websockets.connect(url) as socket:
            print(socket)
  `);

  leaves('tests and scripts, which open a connection for a moment', `
    //- services/orders_api/src/main.py kind:api
    async def main() -> None: ...
    //- services/orders_api/tests/conftest.py
    import aio_pika

    async def broker() -> None:
        await aio_pika.connect("amqp://localhost/")
    //- scripts/purge_queue.py
    import aio_pika

    async def purge() -> None:
        await aio_pika.connect("amqp://localhost/")
  `);

  leaves('an import for types, and the name that is not called', `
    from typing import TYPE_CHECKING

    if TYPE_CHECKING:
        from aio_pika import connect

    factories = {"plain": "aio_pika.connect"}
  `);

  leaves('workspaces that do not follow the architecture', `
    //- app/main.py
    import aio_pika

    async def main() -> None:
        await aio_pika.connect("amqp://localhost/")
  `, { follows: false });

  fixes('the attribute of the module', `
    import aio_pika


    async def main(url: str) -> None:
        broker = await aio_pika.connect(  # the broker
            url,
            timeout=5,
        )
  `, `
    import aio_pika


    async def main(url: str) -> None:
        broker = await aio_pika.connect_robust(  # the broker
            url,
            timeout=5,
        )
  `, { title: 'Use connect_robust' });

  fixes('an alias of the module', `
    import aio_pika as amqp


    async def main(url: str) -> None:
        await amqp.connect(url)
  `, `
    import aio_pika as amqp


    async def main(url: str) -> None:
        await amqp.connect_robust(url)
  `);

  fixes('an imported name beside a method that is called so', `
    from aio_pika import Message, connect


    class Broker:
        async def connect(self, url: str) -> None:
            self.connection = await connect(url)
            print(Message)
  `, `
    from aio_pika import Message, connect_robust


    class Broker:
        async def connect(self, url: str) -> None:
            self.connection = await connect_robust(url)
            print(Message)
  `);

  fixes('an imported name, whose import goes with its only use', `
    from aio_pika import Message, connect


    async def main(url: str) -> None:
        await connect(url)
        print(Message)
  `, `
    from aio_pika import Message, connect_robust


    async def main(url: str) -> None:
        await connect_robust(url)
        print(Message)
  `);

  fixes('an imported name that the file still uses', `
    from aio_pika import (
        Message,
        connect,
    )


    async def main(url: str) -> None:
        await connect(url)
        print(Message, connect)
  `, `
    from aio_pika import (
        Message,
        connect,
        connect_robust,
    )


    async def main(url: str) -> None:
        await connect_robust(url)
        print(Message, connect)
  `, { newline: '\r\n' });

  fixes('a name of a submodule', `
    from aio_pika.connection import connect


    async def main(url: str) -> None:
        await connect(url)
  `, `
    from aio_pika import connect_robust


    async def main(url: str) -> None:
        await connect_robust(url)
  `);

  fixes('a function that imports for itself', `
    async def main(url: str) -> None:
        from aio_pika import connect

        await connect(url)
  `, `
    async def main(url: str) -> None:
        from aio_pika import connect_robust

        await connect_robust(url)
  `);

  fixes('code that does not see the import of another function', `
    def other() -> None:
        from aio_pika import connect_robust as robust

        print(robust)


    async def main(url: str) -> None:
        from aio_pika import connect

        print(connect)
        await connect(url)
  `, `
    from aio_pika import connect_robust


    def other() -> None:
        from aio_pika import connect_robust as robust

        print(robust)


    async def main(url: str) -> None:
        from aio_pika import connect

        print(connect)
        await connect_robust(url)
  `);
});
