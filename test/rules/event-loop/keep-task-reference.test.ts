import { describeRule } from '../../support/describeRule';

describeRule('event-loop/keep-task-reference', ({ catches, leaves, fixes, offersNoFix }) => {
  catches('a task of a handler, by its message', `
    import asyncio

    from fastapi import APIRouter

    router = APIRouter()


    @router.post("/api/v1/orders")
    async def create(order_id: int) -> None:
        asyncio.create_task(send_receipt(order_id))
    #   ^^^^^^^^^^^^^^^^^^^ warning: event-loop/keep-task-reference: \`asyncio.create_task(send_receipt(…))\` drops its task, which can vanish before it is done; start it in a \`TaskGroup\`, or keep it until it has ended.


    async def send_receipt(order_id: int) -> None: ...
  `);

  catches('imported names and aliases', `
    import asyncio as aio
    from asyncio import create_task as spawn, ensure_future


    async def main(work) -> None:
        aio.create_task(work())
    #   ^^^^^^^^^^^^^^^ warning: event-loop/keep-task-reference
        spawn(work())
    #   ^^^^^ warning: event-loop/keep-task-reference
        ensure_future(
    #   ^^^^^^^^^^^^^ warning: event-loop/keep-task-reference
            work(),
        )
  `, { kind: 'worker' });

  catches('a task made by the loop itself', `
    import asyncio


    async def main(work) -> None:
        loop = asyncio.get_running_loop()
        loop.create_task(work())
    #   ^^^^^^^^^^^^^^^^ warning: event-loop/keep-task-reference
        asyncio.get_running_loop().create_task(work())
    #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: event-loop/keep-task-reference


    class Poller:
        def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
            self._loop = loop

        def wake(self) -> None:
            self._loop.create_task(self.poll())
    #       ^^^^^^^^^^^^^^^^^^^^^^ warning: event-loop/keep-task-reference

        async def poll(self) -> None: ...
  `, { kind: 'worker' });

  catches('a repository that follows no pack', `
    import asyncio


    async def main(work) -> None:
        asyncio.create_task(work())
    #   ^^^^^^^^^^^^^^^^^^^ warning: event-loop/keep-task-reference
  `, { follows: false });

  leaves('tasks that a group, a set or an attribute keeps', `
    import asyncio

    tasks: set[asyncio.Task[None]] = set()


    class Worker:
        async def start(self, work) -> None:
            self.task = asyncio.create_task(work())
            self.tasks = [asyncio.create_task(work()) for _ in range(3)]
            task = asyncio.create_task(work())
            tasks.add(task)
            async with asyncio.TaskGroup() as group:
                group.create_task(work())
  `, { kind: 'worker' });

  leaves('tasks that are awaited, returned or handed on', `
    import asyncio


    async def main(work, queue) -> asyncio.Task[None]:
        await asyncio.create_task(work())
        await asyncio.wait_for(asyncio.ensure_future(work()), 5)
        await asyncio.gather(asyncio.create_task(work()), asyncio.create_task(work()))
        queue.put_nowait(asyncio.create_task(work()))
        return asyncio.create_task(work())
  `, { kind: 'worker' });

  leaves('methods of other things with this name', `
    //- services/orders_api/src/main.py kind:worker
    import asyncio
    from src.board import Board


    class Scheduler:
        def create_task(self, name: str) -> None: ...


    async def main(board: Board, nursery) -> None:
        board.create_task("write the report")
        Scheduler().create_task("again")
        nursery.create_task(asyncio.sleep(1))
    //- services/orders_api/src/board.py
    class Board:
        def create_task(self, title: str) -> None: ...
  `);

  leaves('tests', `
    //- services/orders_api/tests/test_tasks.py
    import asyncio


    async def test_task(work) -> None:
        asyncio.create_task(work())
  `);

  fixes('by a set of the module', `
    """Notices."""
    import asyncio
    import logging
    from uuid import UUID

    logger = logging.getLogger(__name__)


    async def send(order_id: UUID) -> None: ...


    async def complete(order_id: UUID) -> None:
        if order_id:
            asyncio.create_task(send(order_id))  # noqa: RUF006
        logger.info("complete")
  `, `
    """Notices."""
    import asyncio
    import logging
    from uuid import UUID

    _background_tasks: set[asyncio.Task[object]] = set()

    logger = logging.getLogger(__name__)


    async def send(order_id: UUID) -> None: ...


    async def complete(order_id: UUID) -> None:
        if order_id:
            task = asyncio.create_task(send(order_id))  # noqa: RUF006
            _background_tasks.add(task)
            task.add_done_callback(_background_tasks.discard)
        logger.info("complete")
  `, { kind: 'worker', title: 'Keep the task until it is done' });

  fixes('with the set that is there, another name, and a call over several lines', `
    from asyncio import create_task

    from src.work import work

    running_tasks = set()


    async def start(task: str) -> None:
        create_task(
            work(task),
            name=task,
        )
  `, `
    from asyncio import create_task

    from src.work import work

    running_tasks = set()


    async def start(task: str) -> None:
        background_task = create_task(
            work(task),
            name=task,
        )
        running_tasks.add(background_task)
        background_task.add_done_callback(running_tasks.discard)
  `, { kind: 'worker' });

  fixes('below guarded imports, with the module imported that the type needs', `
    from __future__ import annotations

    from asyncio import ensure_future
    from typing import TYPE_CHECKING

    try:
        import uvloop
    except ImportError:
        uvloop = None

    if TYPE_CHECKING:
        from collections.abc import Coroutine

    def spawn(work: Coroutine[None, None, None]) -> None:
        ensure_future(work)
  `, `
    from __future__ import annotations

    import asyncio
    from asyncio import ensure_future
    from typing import TYPE_CHECKING

    try:
        import uvloop
    except ImportError:
        uvloop = None

    if TYPE_CHECKING:
        from collections.abc import Coroutine

    _background_tasks: set[asyncio.Task[object]] = set()

    def spawn(work: Coroutine[None, None, None]) -> None:
        task = ensure_future(work)
        _background_tasks.add(task)
        task.add_done_callback(_background_tasks.discard)
  `, { kind: 'worker', newline: '\r\n' });

  offersNoFix('a statement that shares its line', `
    import asyncio


    async def start(work, wanted: bool) -> None:
        if wanted: asyncio.create_task(work())
    #              ^^^^^^^^^^^^^^^^^^^ warning: event-loop/keep-task-reference
        asyncio.create_task(work()); print("started")
    #   ^^^^^^^^^^^^^^^^^^^ warning: event-loop/keep-task-reference
  `, { kind: 'worker' });

  offersNoFix('a module in which the name means something else', `
    import asyncio

    _background_tasks = []


    async def start(work) -> None:
        asyncio.create_task(work())
    #   ^^^^^^^^^^^^^^^^^^^ warning: event-loop/keep-task-reference
  `, { kind: 'worker' });
});
