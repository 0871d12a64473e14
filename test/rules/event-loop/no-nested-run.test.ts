import { describeRule } from '../../support/describeRule';

describeRule('event-loop/no-nested-run', ({ catches, leaves }) => {
  catches('a run in a coroutine', `
    import asyncio


    async def export(client) -> bytes:
        return asyncio.run(client.fetch())
    #          ^^^^^^^^^^^ error: event-loop/no-nested-run: \`asyncio.run\` starts a second event loop inside the coroutine \`export\`, where one is running already; await the coroutine.
  `);

  catches('aliases and other runners', `
    from asyncio import run as go
    import anyio
    import asyncio as aio
    import uvloop


    async def main(work) -> None:
        go(work())
    #   ^^ error: event-loop/no-nested-run
        anyio.run(work)
    #   ^^^^^^^^^ error: event-loop/no-nested-run
        uvloop.run(work())
    #   ^^^^^^^^^^ error: event-loop/no-nested-run
        with aio.Runner() as runner:
            runner.run(work())
    #       ^^^^^^^^^^ error: event-loop/no-nested-run
  `, { kind: 'worker' });

  catches('a plain route and a plain handler', `
    import asyncio

    from fastapi import APIRouter

    router = APIRouter()


    @router.get("/api/v1/rates")
    def rates(client) -> dict:
        return asyncio.run(client.fetch())
    #          ^^^^^^^^^^^ error: event-loop/no-nested-run: \`asyncio.run\` starts a second event loop in the thread that runs the handler \`rates\`, beside the one of the service; declare \`rates\` as \`async def\` and await the coroutine.
  `);

  catches('a helper in another file that runs a loop for a coroutine', `
    //- services/orders_api/src/main.py kind:api
    from src.bridge import call as bridge


    async def load(client) -> bytes:
        return bridge(client.fetch())
    #          ^^^^^^ error: event-loop/no-nested-run: \`call\`, which calls \`asyncio.run\`, starts a second event loop inside the coroutine \`load\`, where one is running already; make \`call\` an \`async def\` and await it.
    //- services/orders_api/src/bridge.py
    import asyncio


    def call(work):
        return asyncio.run(work)
  `);

  catches('a method that runs a loop for its own class', `
    import asyncio


    class Cache:
        def load(self) -> None:
            asyncio.run(self.fetch())

        async def fetch(self) -> None: ...

        async def refresh(self) -> None:
            self.load()
    #       ^^^^^^^^^ error: event-loop/no-nested-run
  `);

  catches('a run at import of a module that the service imports', `
    //- services/orders_api/src/main.py kind:api
    from src import warm


    async def load() -> None: ...
    //- services/orders_api/src/__init__.py
    //- services/orders_api/src/warm.py
    import asyncio


    async def warm_up() -> None: ...


    asyncio.run(warm_up())
    ^^^^^^^^^^^ error: event-loop/no-nested-run: \`asyncio.run\` starts a second event loop as soon as \`services/orders_api/src/main.py\` imports this module; move it below \`if __name__ == "__main__":\`.
  `);

  leaves('the entry point, guarded or not imported by anyone', `
    //- services/importer/src/main.py kind:worker
    import asyncio


    async def main() -> None: ...


    if __name__ == "__main__":
        asyncio.run(main())
    //- services/importer/src/__main__.py
    import asyncio

    from src.main import main

    asyncio.run(main())
  `);

  leaves('commands and jobs that start a loop of their own', `
    import asyncio

    import typer
    from celery import Celery

    app = typer.Typer()
    celery = Celery()


    async def work() -> None: ...


    @app.command()
    def run() -> None:
        asyncio.run(work())


    @celery.task
    def job() -> None:
        asyncio.run(work())


    async def enqueue() -> None:
        job.delay()
  `, { kind: 'worker' });

  leaves('what runs in a thread', `
    import asyncio
    from concurrent.futures import ThreadPoolExecutor
    from threading import Thread


    async def work() -> None: ...


    def in_thread() -> None:
        asyncio.run(work())


    async def main(pool: ThreadPoolExecutor) -> None:
        def inner() -> None:
            asyncio.run(work())

        await asyncio.to_thread(in_thread)
        await asyncio.to_thread(lambda: asyncio.run(work()))
        await asyncio.to_thread(asyncio.run, work())
        await asyncio.get_running_loop().run_in_executor(pool, inner)
        Thread(target=in_thread, daemon=True).start()
  `, { kind: 'worker' });

  leaves('a helper that looks whether a loop runs', `
    import asyncio
    from concurrent.futures import ThreadPoolExecutor


    def run_sync(work):
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return asyncio.run(work)
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(asyncio.run, work).result()


    async def main(work) -> None:
        run_sync(work())
  `, { kind: 'worker' });

  leaves('other things that are called run', `
    //- services/importer/src/main.py kind:worker
    import asyncio
    from src.jobs import run


    async def main(runner, app) -> None:
        await run()
        runner.run(app)
        await asyncio.create_subprocess_exec("run")
    //- services/importer/src/jobs.py
    async def run() -> None: ...
  `);

  leaves('tests', `
    //- services/orders_api/tests/test_main.py
    import asyncio


    async def test_main(work) -> None:
        asyncio.run(work())
  `);
});
