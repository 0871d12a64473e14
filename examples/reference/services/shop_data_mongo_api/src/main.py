"""The MongoDB data service: `uvicorn src.main:create_app --factory`."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor
from opentelemetry.instrumentation.pymongo import PymongoInstrumentor

from src.api.errors import register_exception_handlers
from src.api.routes import register_routers
from src.core.config import Settings
from src.core.http_metrics import HttpMetricsMiddleware
from src.core.logging import configure_logging
from src.core.request_id import RequestIdMiddleware
from src.core.tracing import configure_tracing, shut_down_tracing
from src.infrastructure.mongo import build_client, ensure_indexes
from src.infrastructure.repositories import MongoOrderEvents

STARTUP_TIMEOUT_S = 30
UNTRACED = "/health$,/ready$,/metrics$"


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Own the client, and ensure the indexes before the port opens."""
    settings: Settings = app.state.settings
    provider = app.state.tracer_provider
    instrumentor = PymongoInstrumentor()
    instrumentor.instrument(tracer_provider=provider)  # before the client is made
    client = build_client(settings)
    database = client[settings.mongo_database]
    try:
        async with asyncio.timeout(STARTUP_TIMEOUT_S):
            await ensure_indexes(database)
        app.state.order_events = MongoOrderEvents(database)
        app.state.is_draining = False
        app.state.readiness_checks = {"mongo": lambda: database.command("ping")}
        yield
        app.state.is_draining = True
    finally:
        client.close()
        instrumentor.uninstrument()  # one for the process: the next application brings its own
        await shut_down_tracing(provider)


def create_app(settings: Settings | None = None) -> FastAPI:
    """Build the application; opens nothing and may be called any number of times."""
    settings = settings or Settings()
    configure_logging(settings.service_name, settings.log_level)
    app = FastAPI(title=settings.service_name, lifespan=lifespan)
    app.state.settings = settings
    app.state.tracer_provider = configure_tracing(settings)
    register_exception_handlers(app)
    register_routers(app)
    app.add_middleware(HttpMetricsMiddleware)
    app.add_middleware(RequestIdMiddleware)  # added last, therefore outermost
    FastAPIInstrumentor.instrument_app(
        app, tracer_provider=app.state.tracer_provider, excluded_urls=UNTRACED
    )
    return app
