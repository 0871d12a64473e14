import { describeRule } from '../../support/describeRule';

describeRule('event-loop/unawaited-coroutine', ({ catches, leaves, fixes, offersNoFix }) => {
  catches('a function of the same file', `
    async def close(day) -> None: ...


    async def end_of_day(day) -> None:
        close(day)
    #   ^^^^^ error: event-loop/unawaited-coroutine: \`close(…)\` makes a coroutine and drops it, so nothing of it runs; await it.
  `);

  catches('methods, inherited ones and class methods', `
    class Base:
        async def flush(self) -> None: ...

        @classmethod
        async def build(cls) -> None: ...


    class Outbox(Base):
        async def stop(self) -> None:
            self.flush()
    #       ^^^^^^^^^^ error: event-loop/unawaited-coroutine
            Outbox.build()
    #       ^^^^^^^^^^^^ error: event-loop/unawaited-coroutine
  `);

  catches('a function of another file behind a re-export', `
    //- services/orders_api/src/main.py kind:api
    from src import notices as n


    def stop() -> None:
        n.send("stop")
    #   ^^^^^^ error: event-loop/unawaited-coroutine: \`n.send(…)\` makes a coroutine and drops it, so nothing of it runs; make \`stop\` an \`async def\` and await it.
    //- services/orders_api/src/__init__.py
    //- services/orders_api/src/notices/__init__.py
    from .sender import send
    //- services/orders_api/src/notices/sender.py
    async def send(text: str) -> None: ...
  `);

  catches('a function that is defined in another one', `
    async def main(names) -> None:
        async def load(name: str) -> None:
            if name:
                load(name[1:])
    #           ^^^^ error: event-loop/unawaited-coroutine

        async def save() -> None: ...

        load("a")
    #   ^^^^ error: event-loop/unawaited-coroutine
        for save in names:
            save()
        await load("b")


    async def other(load) -> None:
        load("a")
  `);

  catches('clients of libraries, by their types', `
    import asyncio

    import redis.asyncio as redis
    from aio_pika.abc import AbstractIncomingMessage
    from aiogram.fsm.context import FSMContext
    from aiogram.types import CallbackQuery, Message
    from httpx import AsyncClient
    from sqlalchemy.ext.asyncio import AsyncSession


    class Repository:
        def __init__(self, session: AsyncSession) -> None:
            self.session = session

        async def save(self, row: object) -> None:
            self.session.add(row)
            self.session.commit()
    #       ^^^^^^^^^^^^^^^^^^^ error: event-loop/unawaited-coroutine


    def on_message(message: AbstractIncomingMessage) -> None:
        message.ack()
    #   ^^^^^^^^^^^ error: event-loop/unawaited-coroutine


    async def handle(callback: CallbackQuery, message: Message, state: FSMContext, http: AsyncClient) -> None:
        callback.answer()
    #   ^^^^^^^^^^^^^^^ error: event-loop/unawaited-coroutine
        message.answer("done")
    #   ^^^^^^^^^^^^^^ error: event-loop/unawaited-coroutine
        state.clear()
    #   ^^^^^^^^^^^ error: event-loop/unawaited-coroutine
        http.post("/x", json={})
    #   ^^^^^^^^^ error: event-loop/unawaited-coroutine
        cache = redis.from_url("redis://cache")
        cache.set("a:b:c", "1", ex=5)
    #   ^^^^^^^^^ error: event-loop/unawaited-coroutine
        asyncio.sleep(1)
    #   ^^^^^^^^^^^^^ error: event-loop/unawaited-coroutine
  `, { kind: 'bot' });

  catches('a call at module level', `
    import asyncio


    async def main() -> None: ...


    if __name__ == "__main__":
        main()
    #   ^^^^ error: event-loop/unawaited-coroutine: \`main(…)\` makes a coroutine and drops it, so nothing of it runs; call it by \`asyncio.run\`.
  `, { kind: 'worker' });

  leaves('coroutines that are awaited, collected or handed on', `
    import asyncio


    async def work(name: str) -> str: ...


    async def main(tasks, group: asyncio.TaskGroup) -> None:
        await work("a")
        coroutine = work("b")
        await coroutine
        await asyncio.gather(work("c"), *(work(name) for name in "de"))
        tasks.append(work("f"))
        group.create_task(work("g"))
        later = lambda: work("h")
        await later()


    def start() -> object:
        return work("i")


    if __name__ == "__main__":
        asyncio.run(main([], asyncio.TaskGroup()))
  `, { kind: 'worker' });

  leaves('commands of a pipeline and plain methods of asynchronous clients', `
    import redis.asyncio as redis
    from aio_pika.abc import AbstractRobustConnection
    from httpx import AsyncClient
    from sqlalchemy.ext.asyncio import AsyncSession


    async def write(cache: redis.Redis, http: AsyncClient, session: AsyncSession, connection: AbstractRobustConnection) -> None:
        async with cache.pipeline(transaction=True) as pipe:
            pipe.set("a:b:c", "1", ex=5)
            pipe.incr("a:b:d")
            await pipe.execute()
        pipe = cache.pipeline()
        pipe.delete("a:b:c").expire("a:b:d", 5)
        cache.register_script("return 1")
        http.headers.update({"a": "b"})
        http.build_request("GET", "/")
        session.add(object())
        session.expunge_all()
        connection.close_callbacks.add(print)
  `);

  leaves('functions that a decorator turns into something else', `
    //- services/importer/src/main.py kind:worker
    import asyncio
    from functools import wraps

    import click
    from prefect import flow

    from src.run import command


    def background(fn):
        @wraps(fn)
        def start(*args) -> None:
            asyncio.get_running_loop().call_soon(fn, *args)
        return start


    @background
    async def send(text: str) -> None: ...


    @click.command()
    @command
    async def main() -> None: ...


    @flow
    async def load() -> None: ...


    async def handler() -> None:
        send("x")
        load()


    if __name__ == "__main__":
        main()
    //- services/importer/src/run.py
    def command(fn): ...
  `);

  leaves('generators, plain twins and names that only look like these', `
    import redis


    async def pages():
        yield 1


    try:
        import uvloop

        async def install() -> None: ...
    except ImportError:
        def install() -> None: ...


    class Sync:
        def send(self) -> None: ...


    class Async:
        async def send(self) -> None: ...


    def main(sender: Sync, any_sender, cache: redis.Redis) -> None:
        sender.send()
        any_sender.send()
        cache.set("a", "b")
        pages()
        install()
  `, { kind: 'worker' });

  catches('acknowledgements of aio-pika since 7', `
    //- services/mailer/requirements.txt kind:worker
    aio-pika>=6.8
    //- services/mailer/src/main.py
    from aio_pika import IncomingMessage


    async def on_message(message: IncomingMessage) -> None:
        message.ack()
    #   ^^^^^^^^^^^ error: event-loop/unawaited-coroutine
  `);

  leaves('acknowledgements of aio-pika before 7, which are no coroutines', `
    //- services/mailer/requirements.txt kind:worker
    aio-pika==6.8.2
    //- services/mailer/src/main.py
    from aio_pika import IncomingMessage


    async def on_message(message: IncomingMessage) -> None:
        message.ack()
  `);

  leaves('tests', `
    //- services/orders_api/tests/test_send.py
    async def send() -> None: ...


    async def test_send() -> None:
        send()
  `);

  fixes('by awaiting the call', `
    async def close(day, *, force: bool) -> None: ...


    async def end_of_day(day) -> None:
        if day:
            close(
                day,
                force=True,
            )  # the books
  `, `
    async def close(day, *, force: bool) -> None: ...


    async def end_of_day(day) -> None:
        if day:
            await close(
                day,
                force=True,
            )  # the books
  `, { title: 'Await the coroutine' });

  offersNoFix('a plain function, in which await cannot stand', `
    async def close() -> None: ...


    def stop() -> None:
        close()
    #   ^^^^^ error: event-loop/unawaited-coroutine


    async def outer() -> None:
        def inner() -> None:
            close()
    #       ^^^^^ error: event-loop/unawaited-coroutine
  `);
});
