import asyncio
from datetime import date
from types import SimpleNamespace
from uuid import uuid4

import pytest
from examples_plugin import stand_in
from structlog.testing import capture_logs

stand_in("src.application.ports", CustomerGateway=object, StockGateway=object, LedgerGateway=object)
stand_in("src.domain.fulfilment", Fulfilment=SimpleNamespace)


async def test_the_group_cancels_the_rest() -> None:
    from src.application.enrichment import prepare

    cancelled = asyncio.Event()

    class Customers:
        async def for_order(self, order_id):
            raise LookupError

    class Stock:
        async def reserve(self, order_id):
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                cancelled.set()
                raise

    with pytest.raises(ExceptionGroup) as raised:
        await prepare(uuid4(), Customers(), Stock())
    assert raised.group_contains(LookupError) and cancelled.is_set()


async def test_background_tasks_are_kept_limited_and_reported() -> None:
    from src.core.background import BackgroundTasks

    running = most = 0

    async def work(fails: bool) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.02)
        running -= 1
        if fails:
            raise RuntimeError("broken")

    with capture_logs() as logs:
        async with BackgroundTasks(limit=2) as tasks:
            for number in range(6):
                await tasks.start(work(number == 3), name=f"t{number}")
    assert running == 0 and most == 2
    assert [entry["task"] for entry in logs if entry["event"] == "background_task_failed"] == ["t3"]


async def test_awaited_calls_happen() -> None:
    from src.application.closing import end_of_day

    closed: list[date] = []

    class Ledger:
        async def close(self, day: date) -> None:
            closed.append(day)

    await end_of_day(date(2026, 1, 1), Ledger())
    assert closed == [date(2026, 1, 1)]


async def test_cancellation_goes_on(tmp_path) -> None:
    from src.heartbeat import beat

    task = asyncio.create_task(beat(tmp_path / "beat"))
    async with asyncio.timeout(5):
        while not (tmp_path / "beat").exists():
            await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
