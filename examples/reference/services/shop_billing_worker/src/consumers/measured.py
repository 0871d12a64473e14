"""How long messages take, how old they are when their turn comes, and what becomes of them."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aio_pika.abc import AbstractIncomingMessage
from prometheus_client import Histogram

HANDLING = Histogram("message_handling_seconds", "Time to handle", ["queue", "outcome"])
AGE = Histogram(
    "message_age_seconds",
    "Age of a message when its handling begins",
    ["queue"],
    buckets=(1, 2, 5, 15, 60, 300, 900, 3_600, 14_400),
)


@asynccontextmanager
async def measured(queue: str, message: AbstractIncomingMessage) -> AsyncIterator[None]:
    """Measure the handling of one message."""
    if message.timestamp is not None:
        AGE.labels(queue=queue).observe(max(0.0, time.time() - message.timestamp.timestamp()))
    outcome = "failed"
    started = time.perf_counter()
    try:
        yield
        outcome = "redelivered_ok" if message.redelivered else "ok"
    finally:
        HANDLING.labels(queue=queue, outcome=outcome).observe(time.perf_counter() - started)
