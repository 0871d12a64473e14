"""The orders API: `uvicorn src.main:create_app --factory`."""

from fastapi import FastAPI
from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor

from src.api.errors import register_exception_handlers
from src.api.routes import register_routers
from src.core.config import Settings
from src.core.http_metrics import HttpMetricsMiddleware
from src.core.lifespan import lifespan
from src.core.logging import configure_logging
from src.core.request_id import RequestIdMiddleware
from src.core.tracing import configure_tracing

UNTRACED = "/health$,/ready$,/metrics$"


def create_app(settings: Settings | None = None) -> FastAPI:
    """Build the application; opens nothing and may be called any number of times."""
    settings = settings or Settings()
    configure_logging(settings.service_name, settings.log_level)
    app = FastAPI(
        title=settings.service_name,
        lifespan=lifespan,
        openapi_url="/openapi.json" if settings.docs_enabled else None,
    )
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
