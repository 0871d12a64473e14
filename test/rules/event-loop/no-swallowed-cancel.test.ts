import { describeRule } from '../../support/describeRule';

describeRule('event-loop/no-swallowed-cancel', ({ catches, leaves, fixes, offersNoFix }) => {
  catches('a loop that goes on, by its message', `
    import asyncio
    import logging

    logger = logging.getLogger(__name__)


    async def poll(fetch) -> None:
        while True:
            try:
                await fetch()
            except asyncio.CancelledError:
    #              ^^^^^^^^^^^^^^^^^^^^^^ warning: event-loop/no-swallowed-cancel: \`except asyncio.CancelledError\` swallows the cancellation of \`poll\`, so whoever cancels it waits without end or takes its work for done; raise it again.
                logger.info("interrupted")
  `, { kind: 'worker' });

  catches('a task that returns, and one that breaks', `
    from asyncio import CancelledError, Queue


    class Consumer:
        async def run(self, queue: Queue[str]) -> None:
            try:
                async for item in queue_items(queue):
                    print(item)
            except CancelledError:
    #              ^^^^^^^^^^^^^^ warning: event-loop/no-swallowed-cancel
                return

        async def drain(self, queue: Queue[str]) -> None:
            while True:
                try:
                    await queue.get()
                except (CancelledError, ValueError) as error:
    #                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: event-loop/no-swallowed-cancel
                    print("stopped", error)
                    break
  `, { kind: 'worker' });

  catches('what catches all', `
    import asyncio

    import structlog

    log = structlog.get_logger()


    async def attempt(work) -> None:
        try:
            async with asyncio.timeout(5):
                await work()
        except BaseException as error:
    #          ^^^^^^^^^^^^^ warning: event-loop/no-swallowed-cancel
            log.warning("failed", error=str(error), exc_info=error)


    async def cleanup(work, children) -> None:
        try:
            await work()
        except asyncio.CancelledError:
    #          ^^^^^^^^^^^^^^^^^^^^^^ warning: event-loop/no-swallowed-cancel
            for child in children:
                child.cancel()
  `, { follows: false });

  leaves('handlers that raise', `
    import asyncio


    class Stopped(Exception): ...


    async def clean(work, close) -> None:
        try:
            await work()
        except asyncio.CancelledError:
            await close()
            raise
        except Exception:
            return


    async def translated(work) -> None:
        try:
            await work()
        except BaseException as error:
            raise Stopped from error


    async def separate(work) -> None:
        try:
            await work()
        except asyncio.CancelledError:
            raise
        except BaseException:
            print("failed")
  `, { kind: 'worker' });

  leaves('the end of a task that was cancelled here', `
    import asyncio
    from contextlib import asynccontextmanager, suppress


    class Heartbeat:
        def start(self) -> None:
            self._task = asyncio.create_task(self._beat())

        async def stop(self) -> None:
            self._task.cancel()
            try:
                await asyncio.wait_for(self._task, 5)
            except asyncio.CancelledError:
                pass

        async def closed(self) -> None:
            try:
                await self._task
            except asyncio.CancelledError:
                print("stopped")

        async def _beat(self) -> None: ...


    @asynccontextmanager
    async def lifespan(app):
        tasks = [asyncio.create_task(asyncio.sleep(1))]
        yield
        for task in tasks:
            task.cancel()
        try:
            await asyncio.gather(*tasks)
        except asyncio.CancelledError:
            pass


    async def quiet(task: asyncio.Task[None]) -> None:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
  `);

  leaves('code that awaits nothing, or is no coroutine', `
    import asyncio


    async def result_of(task: asyncio.Task[str]) -> str | None:
        await asyncio.wait([task])
        try:
            return task.result()
        except asyncio.CancelledError:
            return None


    def report(task: asyncio.Task[str]) -> None:
        try:
            task.result()
        except asyncio.CancelledError:
            print("cancelled")
        except BaseException as error:
            print(error)
  `);

  leaves('errors that are handed on', `
    import asyncio
    import sys


    async def fill(future: asyncio.Future[str], work, errors: list[BaseException]) -> None:
        try:
            future.set_result(await work())
        except BaseException as error:
            future.set_exception(error)
        try:
            await work()
        except BaseException as error:
            errors.append(error)


    async def kept(work) -> None:
        failure = None
        try:
            await work()
        except BaseException as error:
            failure = error
        if failure is not None:
            raise failure


    async def counted(work) -> None:
        try:
            await work()
        except asyncio.CancelledError:
            asyncio.current_task().uncancel()


    async def left(work) -> None:
        try:
            await work()
        except asyncio.CancelledError:
            sys.exit(1)
  `, { kind: 'worker' });

  leaves('the end of the program', `
    import asyncio


    async def main() -> None:
        try:
            await asyncio.sleep(60)
        except (KeyboardInterrupt, asyncio.CancelledError):
            print("bye")


    if __name__ == "__main__":
        asyncio.run(main())
  `, { kind: 'worker' });

  leaves('errors of this name from elsewhere, and tests', `
    //- services/orders_api/src/main.py kind:worker
    from src.errors import CancelledError

    async def order(work) -> None:
        try:
            await work()
        except CancelledError:
            print("the customer cancelled the order")
    //- services/orders_api/src/errors.py
    class CancelledError(Exception): ...
    //- services/orders_api/tests/test_main.py
    import asyncio

    async def test_cancel(work) -> None:
        try:
            await work()
        except asyncio.CancelledError:
            pass
  `);

  fixes('by a raise at the end of the handler', `
    import asyncio
    import logging

    logger = logging.getLogger(__name__)


    async def poll(fetch) -> None:
        while True:
            try:
                await fetch()
            except asyncio.CancelledError:
                logger.info(
                    "interrupted",
                )  # told once
  `, `
    import asyncio
    import logging

    logger = logging.getLogger(__name__)


    async def poll(fetch) -> None:
        while True:
            try:
                await fetch()
            except asyncio.CancelledError:
                logger.info(
                    "interrupted",
                )  # told once
                raise
  `, { kind: 'worker' });

  fixes('by a raise in the place of a break', `
    import asyncio


    async def poll(fetch) -> None:
        while True:
            try:
                await fetch()
            except asyncio.CancelledError:
                print("stopped")
                break
  `, `
    import asyncio


    async def poll(fetch) -> None:
        while True:
            try:
                await fetch()
            except asyncio.CancelledError:
                print("stopped")
                raise
  `, { kind: 'worker' });

  fixes('by a raise in the place of nothing, with the line ends of the file', `
    import asyncio


    async def once(fetch) -> None:
        try:
            await fetch()
        except asyncio.CancelledError:
            ...
  `, `
    import asyncio


    async def once(fetch) -> None:
        try:
            await fetch()
        except asyncio.CancelledError:
            raise
  `, { newline: '\r\n' });

  fixes('a tuple of errors, by leaving it out', `
    import asyncio as aio
    import logging


    async def poll(fetch) -> None:
        try:
            await fetch()
        except (aio.CancelledError, OSError):
            logging.info("failed")
  `, `
    import asyncio as aio
    import logging


    async def poll(fetch) -> None:
        try:
            await fetch()
        except OSError:
            logging.info("failed")
  `, { kind: 'worker' });

  fixes('a tuple of several errors', `
    import asyncio
    import logging


    async def poll(fetch) -> None:
        try:
            await fetch()
        except (OSError, asyncio.CancelledError, ValueError) as error:
            logging.info("failed", exc_info=error)
  `, `
    import asyncio
    import logging


    async def poll(fetch) -> None:
        try:
            await fetch()
        except (OSError, ValueError) as error:
            logging.info("failed", exc_info=error)
  `, { kind: 'worker' });

  fixes('with the import that it needs', `
    import logging


    async def once(fetch) -> None:
        try:
            await fetch()
        except BaseException:
            logging.exception("failed")
  `, `
    import asyncio
    import logging


    async def once(fetch) -> None:
        try:
            await fetch()
        except asyncio.CancelledError:
            raise
        except BaseException:
            logging.exception("failed")
  `);

  offersNoFix('a handler that returns a value', `
    import asyncio


    async def fetch(work) -> str:
        try:
            return await work()
        except asyncio.CancelledError:
    #          ^^^^^^^^^^^^^^^^^^^^^^ warning: event-loop/no-swallowed-cancel
            return "cancelled"
  `);
});
