# kind: api
import asyncio
import math

from examples_plugin import block, stand_in
from prometheus_client import CollectorRegistry, generate_latest
from src.application.order_metrics import Channel, Refusal
from src.infrastructure.order_metrics import PrometheusOrderMetrics

test_refusal_is_counted_by_reason = block("def test_refusal_is_counted_by_reason").load().test_refusal_is_counted_by_reason


def test_every_label_set_exists_from_the_first_scrape() -> None:
    registry = CollectorRegistry()
    metrics = PrometheusOrderMetrics(registry)
    text = generate_latest(registry).decode()
    assert text.count("orders_refused_total{") == len(Channel) * len(Refusal) and 'orders_placed_total{channel="web"} 0.0' in text
    metrics.placed(Channel.WEB, 990)
    assert registry.get_sample_value("order_value_cents_bucket", {"le": "1000.0"}) == 1
    assert registry.get_sample_value("order_value_cents_bucket", {"le": "500.0"}) == 0


async def test_an_unknown_value_is_not_shown_as_the_old_one() -> None:
    class OutboxUnavailableError(Exception): ...

    stand_in("src.application.ports", OutboxClient=object, OutboxUnavailableError=OutboxUnavailableError)
    module = block("async def watch_outbox").load()
    module.REFRESH_SECONDS = 0.01
    answers: list[int | None] = [7, None]

    class Outbox:
        async def count_pending(self) -> int:
            answer = answers.pop(0) if answers else None
            if answer is None:
                raise OutboxUnavailableError
            return answer

    task = asyncio.create_task(module.watch_outbox(Outbox()))
    async with asyncio.timeout(5):
        while module.PENDING._value.get() != 7:
            await asyncio.sleep(0)
        while not math.isnan(module.PENDING._value.get()):
            await asyncio.sleep(0.005)
    task.cancel()
