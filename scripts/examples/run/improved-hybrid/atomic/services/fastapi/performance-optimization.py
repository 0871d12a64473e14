import asyncio
import time
from uuid import uuid4

import pytest
import structlog
from examples_plugin import stand_in
from structlog.testing import capture_logs


class UpstreamUnavailableError(Exception): ...


stand_in("src.application.ports", CustomerGateway=object, OrderGateway=object, RecommendationGateway=object)
stand_in("src.domain.customers", Customer=object)
stand_in("src.domain.errors", UpstreamUnavailableError=UpstreamUnavailableError)
stand_in("src.domain.orders", Order=object)


class Customers:
    async def get(self, customer_id):
        await asyncio.sleep(0.2)
        return "Ann"


class Orders:
    async def recent(self, customer_id, *, limit):
        await asyncio.sleep(0.2)
        return ["order"] * 2


class Recommendations:
    def __init__(self, seconds: float = 0, error: Exception | None = None) -> None:
        self.seconds, self.error = seconds, error

    async def for_customer(self, customer_id):
        await asyncio.sleep(self.seconds)
        if self.error:
            raise self.error
        return [uuid4()]


@pytest.mark.parametrize(("recommendations", "count"), [(Recommendations(), 1), (Recommendations(9), 0), (Recommendations(0, UpstreamUnavailableError()), 0)])
async def test_together_and_the_optional_one_may_fail(recommendations: Recommendations, count: int) -> None:
    from src.application.overview import load_overview

    overview = await load_overview(uuid4(), Customers(), Orders(), recommendations)
    assert (overview.customer, len(overview.orders), len(overview.recommended)) == ("Ann", 2, count)


async def test_a_blocked_loop_is_told() -> None:
    from src.core import loop_monitor

    with capture_logs() as logs:
        loop_monitor.logger = structlog.get_logger()
        loop_monitor.INTERVAL_S = 0.05
        task = asyncio.create_task(loop_monitor.watch_loop())
        await asyncio.sleep(0.02)
        time.sleep(0.4)
        await asyncio.sleep(0.2)
        task.cancel()
    assert logs[0]["event"] == "event_loop_delayed" and logs[0]["delay_ms"] > 100
