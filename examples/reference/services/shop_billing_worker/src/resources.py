"""Opens what the worker needs and joins it; the one module that knows every adapter."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from aio_pika.abc import AbstractRobustConnection
from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor

from src.application.bill_order import BillOrder
from src.consumers.order_placed import OrderPlacedConsumer
from src.core.config import Settings
from src.core.tracing import configure_tracing, shut_down_tracing
from src.infrastructure.billing_events import BillingEventPublisher
from src.infrastructure.broker import QUEUE, open_broker
from src.infrastructure.data_services import InvoicesClient, OrderEventsClient
from src.infrastructure.http import build_http_client
from src.infrastructure.processed_events import ProcessedEvents
from src.infrastructure.redis import build_redis
from src.infrastructure.retry import DelayedRetry

STARTUP_TIMEOUT_S = 30


@dataclass(frozen=True, slots=True)
class Resources:
    broker: AbstractRobustConnection
    consumer: OrderPlacedConsumer


@asynccontextmanager
async def open_resources(settings: Settings) -> AsyncIterator[Resources]:
    """Yield the connected consumer; close everything in reverse order."""
    provider = configure_tracing(settings)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(shut_down_tracing, provider)  # after everything that makes spans
        async with asyncio.timeout(STARTUP_TIMEOUT_S):
            postgres = await stack.enter_async_context(
                build_http_client(settings, settings.data_postgres_service_url)
            )
            mongo = await stack.enter_async_context(
                build_http_client(settings, settings.data_mongo_service_url)
            )
            for client in (postgres, mongo):
                HTTPXClientInstrumentor.instrument_client(client, tracer_provider=provider)
            redis = build_redis(settings)
            stack.push_async_callback(redis.aclose)
            broker = await stack.enter_async_context(await open_broker(settings))
            channel = await broker.channel(on_return_raises=True)
            events = await BillingEventPublisher.on(channel, settings.service_name)
            retry = DelayedRetry(channel, QUEUE, settings.worker_retry_delays_s)
            await retry.declare()
        bill = BillOrder(InvoicesClient(postgres), OrderEventsClient(mongo), events)
        yield Resources(
            broker=broker,
            consumer=OrderPlacedConsumer(bill, ProcessedEvents(redis, QUEUE), retry, settings),
        )
