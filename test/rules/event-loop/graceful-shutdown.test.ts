import { describeRule } from '../../support/describeRule';

describeRule('event-loop/graceful-shutdown', ({ catches, leaves }) => {
  catches('a worker without a handler, by its message', `
    import asyncio


    async def main() -> None:
        await asyncio.Event().wait()


    if __name__ == "__main__":
        asyncio.run(main())
    #   ^^^^^^^^^^^ hint: event-loop/graceful-shutdown: The process of \`main\` handles no SIGTERM, so a stopped container loses the work at hand; let SIGTERM set an event that ends it.
  `, { kind: 'worker' });

  catches('one that handles SIGINT alone', `
    import asyncio
    import signal


    async def main() -> None:
        stop = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGINT, stop.set)
        await stop.wait()


    def run() -> None:
        asyncio.run(main())
    #   ^^^^^^^^^^^ hint: event-loop/graceful-shutdown: The process of \`main\` handles SIGINT and not SIGTERM, so a stopped container loses the work at hand; let SIGTERM set an event that ends it.


    if __name__ == "__main__":
        run()
  `, { kind: 'worker' });

  catches('one whose other process has the handler', `
    //- services/shop_worker/src/main.py kind:worker
    import asyncio

    from src.consumer import consume

    if __name__ == "__main__":
        asyncio.run(consume())
    #   ^^^^^^^^^^^ hint: event-loop/graceful-shutdown
    //- services/shop_worker/src/consumer.py
    async def consume() -> None: ...
    //- services/shop_worker/src/cleaner.py
    import signal

    signal.signal(signal.SIGTERM, lambda *_: None)
  `);

  leaves('handlers in the file, in a loop over signals, and of the signal module', `
    //- services/a_worker/src/main.py kind:worker
    import asyncio
    import signal


    async def main() -> None:
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        await stop.wait()


    if __name__ == "__main__":
        asyncio.run(main())
    //- services/b_worker/src/main.py kind:worker
    import asyncio
    from signal import SIGTERM, signal


    def ask(*_: object) -> None: ...


    async def main() -> None: ...


    if __name__ == "__main__":
        signal(SIGTERM, ask)
        asyncio.run(main())
  `);

  leaves('handlers in a file that the entry point imports', `
    //- services/shop_worker/src/main.py kind:worker
    import asyncio

    from src.core.lifecycle import stop_on_signals


    async def main() -> None:
        await stop_on_signals().wait()


    if __name__ == "__main__":
        asyncio.run(main())
    //- services/shop_worker/src/core/lifecycle.py
    import asyncio
    import signal


    def stop_on_signals() -> asyncio.Event:
        stop = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
        return stop
  `);

  leaves('runners that handle signals themselves', `
    //- services/a_worker/src/main.py kind:worker
    import asyncio

    from faststream import FastStream
    from faststream.rabbit import RabbitBroker

    app = FastStream(RabbitBroker())

    if __name__ == "__main__":
        asyncio.run(app.run())
    //- services/b_worker/src/main.py kind:worker
    from aiorun import run


    async def main() -> None: ...


    if __name__ == "__main__":
        run(main())
  `);

  leaves('other kinds, files that start nothing, and tests', `
    //- services/shop_bot/src/main.py kind:bot
    import asyncio

    async def main() -> None: ...

    if __name__ == "__main__":
        asyncio.run(main())
    //- services/shop_worker/src/helper.py kind:worker
    import asyncio

    async def work() -> None: ...

    def blocking() -> None:
        asyncio.run(work())
    //- services/shop_worker/tests/test_work.py
    import asyncio

    from src.helper import work

    if __name__ == "__main__":
        asyncio.run(work())
  `);
});
