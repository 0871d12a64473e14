"""Opens what needs the event loop, and closes it in reverse order."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import structlog
from fastapi import FastAPI
from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor

from src.core.config import Settings
from src.core.tracing import shut_down_tracing
from src.infrastructure.broker import is_connected, open_broker
from src.infrastructure.http import build_http_client
from src.infrastructure.order_events import OrderEventPublisher
from src.infrastructure.orders_client import OrdersClient

logger = structlog.get_logger(__name__)
STARTUP_TIMEOUT_S = 30


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Own the process's clients for as long as the application serves."""
    settings: Settings = app.state.settings
    provider = app.state.tracer_provider
    async with AsyncExitStack() as stack:
        stack.push_async_callback(shut_down_tracing, provider)  # after everything that makes spans
        async with asyncio.timeout(STARTUP_TIMEOUT_S):
            http = await stack.enter_async_context(build_http_client(settings))
            HTTPXClientInstrumentor.instrument_client(http, tracer_provider=provider)
            broker = await stack.enter_async_context(await open_broker(settings))
            channel = await broker.channel(on_return_raises=True)
            events = await OrderEventPublisher.on(channel, settings.service_name)
        orders = OrdersClient(http)
        app.state.orders = orders
        app.state.events = events
        app.state.is_draining = False
        app.state.readiness_checks = {
            "data_postgres": orders.ping,
            "rabbitmq": lambda: is_connected(broker),
        }
        logger.info("service_started")
        yield
        app.state.is_draining = True
        logger.info("service_stopping")
