import { describeRule } from '../../support/describeRule';

const worker = { kind: 'worker' } as const;

describeRule('event-loop/worker-entrypoint', ({ catches, leaves, fixes, offersNoFix }) => {
  catches('a loop that is driven by hand, by its message', `
    import asyncio


    async def main() -> None: ...


    if __name__ == "__main__":
        loop = asyncio.new_event_loop()
        loop.run_until_complete(main())
    #   ^^^^^^^^^^^^^^^^^^^^^^^ warning: event-loop/worker-entrypoint: \`loop.run_until_complete\` drives a loop by hand, and nothing cancels its tasks or closes it when the work ends; start the worker with one \`asyncio.run(main())\`.
        loop.close()
  `, worker);

  catches('a chain, and one that runs for ever', `
    import asyncio as aio


    async def consume() -> None: ...


    def start() -> None:
        aio.get_event_loop().run_until_complete(consume())
    #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: event-loop/worker-entrypoint


    def serve() -> None:
        loop = aio.get_event_loop()
        loop.create_task(consume())
        try:
            loop.run_forever()
    #       ^^^^^^^^^^^^^^^^ warning: event-loop/worker-entrypoint
        finally:
            loop.close()
  `, worker);

  catches('several runs in a row, and one a round', `
    import asyncio
    import time


    async def connect() -> None: ...


    async def work() -> None: ...


    def main() -> None:
        while True:
            asyncio.run(work())
    #       ^^^^^^^^^^^ warning: event-loop/worker-entrypoint: \`asyncio.run\` makes a new event loop in each round, on which no client of the round before works; loop inside one \`main()\`, and run that once.
            time.sleep(60)


    if __name__ == "__main__":
        asyncio.run(connect())
        asyncio.run(work())
    #   ^^^^^^^^^^^ warning: event-loop/worker-entrypoint: \`asyncio.run\` starts another event loop, on which nothing works that the first one opened; await both in one \`main()\`, and run that once.
  `, worker);

  leaves('one run around one main', `
    import asyncio
    import signal


    async def main() -> None:
        stop = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
        await stop.wait()


    def run() -> None:
        try:
            asyncio.run(main())
        except KeyboardInterrupt:
            print("bye")


    if __name__ == "__main__":
        run()
  `, worker);

  leaves('branches and commands of which each runs one', `
    import asyncio
    import sys


    async def once() -> None: ...


    async def serve() -> None: ...


    def main() -> None:
        if "--once" in sys.argv:
            asyncio.run(once())
        else:
            asyncio.run(serve())


    def early() -> None:
        if "--once" in sys.argv:
            asyncio.run(once())
            return
        asyncio.run(serve())


    def choose(mode: str) -> None:
        match mode:
            case "once":
                asyncio.run(once())
            case _:
                asyncio.run(serve())


    def once_command() -> None:
        asyncio.run(once())


    def serve_command() -> None:
        asyncio.run(serve())
  `, worker);

  leaves('loops of threads, and things that are no loop', `
    import asyncio
    import threading

    from src.machine import Machine


    async def work() -> None: ...


    def in_thread() -> None:
        loop = asyncio.new_event_loop()
        loop.run_until_complete(work())


    async def main(machine: Machine) -> None:
        threading.Thread(target=in_thread).start()
        machine.run_forever()


    def run(command: str) -> None:
        Machine().run()
        Machine().run()
    //- services/orders_api/src/machine.py
    class Machine:
        def run_forever(self) -> None: ...

        def run(self) -> None: ...
  `.replace('\n    import asyncio', '\n    //- services/orders_api/src/main.py kind:worker\n    import asyncio'));

  leaves('other kinds, of which event-loop/no-manual-loop speaks, and tests', `
    //- services/shop_bot/src/main.py kind:bot
    import asyncio

    async def main() -> None: ...

    asyncio.new_event_loop().run_until_complete(main())
    //- services/shop_worker/src/main.py kind:worker
    async def main() -> None: ...
    //- services/shop_worker/tests/test_main.py
    import asyncio

    from src.main import main


    def test_main() -> None:
        asyncio.run(main())
        asyncio.run(main())
  `);

  fixes('by asyncio.run, and without the loop', `
    import asyncio


    async def main() -> None: ...


    if __name__ == "__main__":
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        loop.run_until_complete(main())
        loop.close()
  `, `
    import asyncio


    async def main() -> None: ...


    if __name__ == "__main__":
        asyncio.run(main())
  `, worker);

  fixes('a chain', `
    from asyncio import get_event_loop


    async def main(name: str) -> None: ...


    def start() -> None:
        get_event_loop().run_until_complete(main("orders"))
  `, `
    import asyncio
    from asyncio import get_event_loop


    async def main(name: str) -> None: ...


    def start() -> None:
        asyncio.run(main("orders"))
  `, worker);

  offersNoFix('a loop that is used for more', `
    import asyncio
    import signal


    async def main(stop: asyncio.Event) -> None: ...


    if __name__ == "__main__":
        stop = asyncio.Event()
        loop = asyncio.new_event_loop()
        loop.add_signal_handler(signal.SIGTERM, stop.set)
        loop.run_until_complete(main(stop))
    #   ^^^^^^^^^^^^^^^^^^^^^^^ warning: event-loop/worker-entrypoint
  `, worker);

  offersNoFix('a future, which cannot be run', `
    import asyncio


    async def work() -> None: ...


    def main() -> None:
        asyncio.get_event_loop().run_until_complete(asyncio.gather(work(), work()))
    #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: event-loop/worker-entrypoint
  `, worker);
});
