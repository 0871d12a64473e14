import asyncio
import os
import signal
from contextlib import asynccontextmanager
from types import SimpleNamespace

import pytest
from examples_plugin import block, stand_in

settings = SimpleNamespace(job_timeout_s=0.2, job_period_s=0.05, service_name="shop_worker")
stand_in("src.core.config", Settings=lambda: settings)
stand_in("src.core.logging", configure_logging=lambda settings: None)
stand_in("src.infrastructure.http", add_request_id=None)
calls: list[float] = []


async def expire(http: object) -> int:
    calls.append(asyncio.get_running_loop().time())
    if len(calls) == 2:
        raise RuntimeError("once")
    return 1


stand_in("src.application.reservations", expire=expire)


async def test_a_job_has_a_period_and_survives_a_failure() -> None:
    stand_in("src.resources", Resources=object)
    jobs = block("async def expire_reservations").load()
    stop = asyncio.Event()
    task = asyncio.create_task(jobs.expire_reservations(SimpleNamespace(http=None), settings, stop))
    async with asyncio.timeout(5):
        while len(calls) < 4:
            await asyncio.sleep(0.01)
    stop.set()
    async with asyncio.timeout(1):
        await task
    assert all(later - earlier > 0.03 for earlier, later in zip(calls, calls[1:], strict=False))


def load_main(consume):
    @asynccontextmanager
    async def open_resources(settings):
        yield SimpleNamespace(http=None)

    async def idle(resources, settings, stop):
        await stop.wait()

    stand_in("src.consumer", consume_paid_orders=consume, consume_refunds=idle)
    stand_in("src.jobs", expire_reservations=idle)
    stand_in("src.resources", open_resources=open_resources, Resources=object)
    return block("tasks live and die together").load()


async def test_a_signal_ends_all() -> None:
    async def consume(resources, settings, stop):
        os.kill(os.getpid(), signal.SIGTERM)
        await stop.wait()

    async with asyncio.timeout(5):
        await load_main(consume).main()


async def test_a_failure_ends_all() -> None:
    async def consume(resources, settings, stop):
        raise RuntimeError("broken")

    with pytest.raises(ExceptionGroup):
        async with asyncio.timeout(5):
            await load_main(consume).main()
