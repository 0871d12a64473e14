"""The PostgreSQL data service: `uvicorn src.main:create_app --factory`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor
from opentelemetry.instrumentation.sqlalchemy import SQLAlchemyInstrumentor

from src.api.errors import register_exception_handlers
from src.api.routes import register_routers
from src.core.config import Settings
from src.core.http_metrics import HttpMetricsMiddleware
from src.core.logging import configure_logging
from src.core.request_id import RequestIdMiddleware
from src.core.tracing import configure_tracing, shut_down_tracing
from src.infrastructure.database import build_engine, build_session_factory, ping

UNTRACED = "/health$,/ready$,/metrics$"


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Own the engine; the schema is not touched here."""
    provider = app.state.tracer_provider
    engine = build_engine(app.state.settings)
    instrumentor = SQLAlchemyInstrumentor()
    instrumentor.instrument(engine=engine.sync_engine, tracer_provider=provider)
    app.state.session_factory = build_session_factory(engine)
    app.state.is_draining = False
    app.state.readiness_checks = {"postgres": lambda: ping(engine)}
    try:
        yield
        app.state.is_draining = True
    finally:
        await engine.dispose()
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
