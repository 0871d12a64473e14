import { describeRule } from '../../support/describeRule';

describeRule('event-loop/no-manual-loop', ({ catches, leaves, fixes, offersNoFix }) => {
  catches('a loop made, set and driven by a sync function', `
    import asyncio


    def export(client) -> bytes:
        loop = asyncio.new_event_loop()
    #          ^^^^^^^^^^^^^^^^^^^^^^ error: event-loop/no-manual-loop: \`asyncio.new_event_loop\` makes a second event loop, on which the clients and locks of this service do not work; make \`export\` an \`async def\` and await the coroutine.
        asyncio.set_event_loop(loop)
    #   ^^^^^^^^^^^^^^^^^^^^^^ error: event-loop/no-manual-loop
        try:
            return loop.run_until_complete(client.fetch())
    #              ^^^^^^^^^^^^^^^^^^^^^^^ error: event-loop/no-manual-loop
        finally:
            loop.close()
  `);

  catches('a bot that starts by hand, once for the chained call', `
    import asyncio
    from aiogram import Bot, Dispatcher

    dp = Dispatcher()


    async def main() -> None:
        await dp.start_polling(Bot("x"))


    if __name__ == "__main__":
        asyncio.get_event_loop().run_until_complete(main())
    #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: event-loop/no-manual-loop: \`asyncio.get_event_loop().run_until_complete\` drives an event loop by hand, beside the framework that owns one; start the program with \`asyncio.run(main())\`.
  `, { kind: 'bot' });

  catches('aliases, a loop that is handed in, and one of uvloop', `
    import asyncio as aio
    from asyncio import get_event_loop
    import uvloop


    class Bridge:
        def __init__(self, loop: aio.AbstractEventLoop) -> None:
            self._loop = loop
            self.other = uvloop.new_event_loop()
    #                    ^^^^^^^^^^^^^^^^^^^^^ error: event-loop/no-manual-loop

        def serve(self) -> None:
            self._loop.run_forever()
    #       ^^^^^^^^^^^^^^^^^^^^^^ error: event-loop/no-manual-loop

        def later(self, work) -> None:
            get_event_loop().call_later(1, work)
    #       ^^^^^^^^^^^^^^ error: event-loop/no-manual-loop
  `);

  catches('the look-up in a coroutine, where nothing breaks, as information', `
    import asyncio

    loop = asyncio.get_event_loop()
    #      ^^^^^^^^^^^^^^^^^^^^^^ error: event-loop/no-manual-loop: \`asyncio.get_event_loop\` makes an event loop of its own, or fails, where none is running; ask for it in a coroutine, by \`asyncio.get_running_loop()\`.


    async def predict(pool, forecast):
        return await asyncio.get_event_loop().run_in_executor(pool, forecast)
    #                ^^^^^^^^^^^^^^^^^^^^^^ information: event-loop/no-manual-loop: \`asyncio.get_event_loop\` gives the running loop here, but makes another one, or fails, outside a coroutine; use \`asyncio.get_running_loop()\`.
  `);

  catches('a loop whose type nothing tells', `
    import asyncio


    def drive(loop, work):
        loop.run_forever()
    #   ^^^^^^^^^^^^^^^^ error: event-loop/no-manual-loop
        return loop.run_until_complete(work())
    #          ^^^^^^^^^^^^^^^^^^^^^^^ error: event-loop/no-manual-loop
  `, { kind: 'data-postgres' });

  catches('one severity lower where the kind of service is not known', `
    //- lib/bridge.py kind:unknown
    import asyncio


    def bridge(work):
        return asyncio.new_event_loop().run_until_complete(work())
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: event-loop/no-manual-loop
  `);

  leaves('the running loop, and what it does for its coroutines', `
    import asyncio
    from functools import partial


    async def predict(pool, forecast, history) -> list[float]:
        loop = asyncio.get_running_loop()
        loop.set_debug(True)
        loop.add_signal_handler(15, partial(print, "stop"))
        return await loop.run_in_executor(pool, forecast, history)
  `);

  leaves('a policy, and the one asyncio.run of the program', `
    import asyncio
    import uvloop

    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    uvloop.install()


    async def main() -> None: ...


    if __name__ == "__main__":
        asyncio.run(main())
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(main())
  `, { kind: 'bot' });

  leaves('other things that run for ever or have such names', `
    //- services/orders_api/src/main.py kind:api
    import asyncio
    import websocket

    from src.machine import Machine


    def listen(server, url: str) -> None:
        websocket.WebSocketApp(url).run_forever()
        server.run_forever()
        Machine().run_until_complete()
        Machine().new_event_loop()


    async def tick() -> None:
        await asyncio.sleep(1)
    //- services/orders_api/src/machine.py
    class Machine:
        def run_until_complete(self) -> None: ...
        def new_event_loop(self) -> None: ...
  `);

  leaves('workers, whose entry point has a rule of its own, tests and scripts', `
    //- services/importer/src/main.py kind:worker
    import asyncio

    asyncio.get_event_loop().run_until_complete(asyncio.sleep(1))
    //- services/orders_api/tests/conftest.py kind:api
    import asyncio
    import pytest


    @pytest.fixture(scope="session")
    def event_loop():
        loop = asyncio.new_event_loop()
        yield loop
        loop.close()
    //- services/orders_api/migrations/env.py
    import asyncio

    asyncio.get_event_loop().run_until_complete(asyncio.sleep(1))
    //- scripts/copy.py
    import asyncio

    asyncio.new_event_loop().run_forever()
  `);

  fixes('the look-up of the running loop in a coroutine', `
    import asyncio as aio


    async def predict(pool, forecast):
        loop = aio.get_event_loop()
        return await loop.run_in_executor(pool, forecast)
  `, `
    import asyncio as aio


    async def predict(pool, forecast):
        loop = aio.get_running_loop()
        return await loop.run_in_executor(pool, forecast)
  `, { title: 'Use asyncio.get_running_loop' });

  fixes('the look-up by a name that was imported alone', `
    from asyncio import get_event_loop


    async def now() -> float:
        return get_event_loop().time()
  `, `
    from asyncio import get_running_loop


    async def now() -> float:
        return get_running_loop().time()
  `);

  offersNoFix('a look-up outside coroutines, where none may run', `
    import asyncio


    def now() -> float:
        return asyncio.get_event_loop().time()
    #          ^^^^^^^^^^^^^^^^^^^^^^ error: event-loop/no-manual-loop: \`asyncio.get_event_loop\` makes an event loop of its own, or fails, where none is running; make \`now\` an \`async def\` and use \`asyncio.get_running_loop()\`.
  `);
});
